"""Two dossiers become one: what agrees is there once, what differs is there too, and every decision is on record.

Where one identifier came with two contents, one stays and the other is kept whole in a judgement. Which one stays
depends on the contents alone, not on whose they are, so that either side gets the same dossier; and a content that
one of them has set aside before stays aside. ``docs/decisions`` says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from korea_events.dossier.changed_fields import diff_fields
from korea_events.dossier.duplicates import find_duplicate_candidates, hash_text, propose_duplicate
from korea_events.errors import DossierError, Problem, RecordError
from korea_events.model import Judgement, JudgementVerdict, Record
from korea_events.model.engine import unstructure_with_type, write_canonical_record

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier

_LONGEST_ID_IN_CONFLICT: Final = 170
"""How much of an identifier stands in that of a judgement on it: identifiers have at most 200 characters."""
_MOST_PATHS: Final = 6

ExtraFields = tuple[tuple[str, str], ...]


def set_aside(record: Record) -> Judgement:
    """The judgement that keeps a record whole while another content has its identifier.

    Its identifier is made from the content, so that the same content is never kept twice.

    Raises:
        RecordError: ``text-long`` when the record is longer than a text of a record may be.

    Example:
        >>> from korea_events.model import Actor
        >>> kept = set_aside(Actor(id="usa", name="USA", kind="state"))
        >>> kept.verdict, kept.left, kept.kept
        (JudgementVerdict.CONFLICT, 'usa', '{"id":"usa","kind":"state","name":"USA","type":"actor"}')
    """
    return _build_conflict(record.id, write_canonical_record(record))


def _build_conflict(identifier: str, text: str) -> Judgement:
    return Judgement(
        id=f"conflict-{identifier[:_LONGEST_ID_IN_CONFLICT]}-{hash_text(text)}",
        left=identifier,
        right=identifier,
        verdict=JudgementVerdict.CONFLICT,
        kept=text,
    )


class MergedRecords(NamedTuple):
    """What two dossiers come to: not yet a dossier, since circles may run through both."""

    records: list[Record]
    extra: ExtraFields
    decisions: tuple[Judgement, ...]
    fields: tuple[str, ...]


def merge_records(one: Dossier, other: Dossier) -> MergedRecords:
    """The records and unknown fields of two dossiers together, and the judgements that this took.

    Raises:
        DossierError: ``merge-types`` for each identifier of records of two types; ``text-long`` for each record that
            would have to be set aside and is too long for that.
    """
    chosen: dict[str, Record] = {}
    losers: list[Record] = []
    problems: list[Problem] = []
    out_by_one, out_by_other = _index_set_aside(one), _index_set_aside(other)
    for record in one.records():
        name = record.id
        found = other.get(name)
        if found is None or found == record:
            chosen[name] = record
        elif type(found) is not type(record):
            problems.append(_report_two_types(record, found))
        else:
            texts = write_canonical_record(record), write_canonical_record(found)
            out = texts[0] in out_by_other.get(name, ()), texts[1] in out_by_one.get(name, ())
            chosen[name], aside = _choose_content((record, found), texts, out)
            losers += aside
    chosen |= {record.id: record for record in other.records() if record.id not in one}
    made = list(find_duplicate_candidates(one, other))
    for loser in losers:
        try:
            made.append(set_aside(loser))
        except RecordError as error:
            problems += error.under(format_record_path(loser)).problems
    if problems:
        raise DossierError(problems)
    _add_judgements(made, chosen)
    decisions = [j for j in made if chosen[j.id] == j and j not in one and j not in other]
    extra, fields = _merge_extra(one.extra, other.extra)
    return MergedRecords(list(chosen.values()), extra, tuple(sorted(decisions, key=lambda j: j.id)), fields)


def format_record_path(record: Record) -> str:
    """Where a record of a merged dossier is, for problems: nobody has seen the order of its collections.

    Example:
        >>> from korea_events.model import Actor
        >>> format_record_path(Actor(id="usa", name="United States", kind="state"))
        '$.actors["usa"]'
    """
    return f'$.{record.collection}["{record.id}"]'


def _report_two_types(record: Record, found: Record) -> Problem:
    first, second = sorted(one.type_tag.replace("_", " ") for one in (record, found))
    message = f"{record.id!r} is a record of type {first} in one dossier and of type {second} in the other: rename one"
    return Problem("$", "merge-types", message)


def _index_set_aside(dossier: Dossier) -> Mapping[str, set[str]]:
    """By identifier: the contents that a dossier has set aside."""
    found: dict[str, set[str]] = {}
    for judgement in dossier.judgements:
        if judgement.verdict is JudgementVerdict.CONFLICT and judgement.kept is not None:
            found.setdefault(judgement.left, set()).add(judgement.kept)
    return found


def _choose_content(
    contents: tuple[Record, Record], texts: tuple[str, str], out: tuple[bool, bool]
) -> tuple[Record, list[Record]]:
    """Which of two contents stays, and which must be kept beside it."""
    first, second = contents
    if _is_answered_by(first, second):
        return second, []
    if _is_answered_by(second, first):
        return first, []
    # Texts compare by code point, as their bytes in UTF-8 do.
    if (texts[0] < texts[1]) if out[0] == out[1] else out[1]:
        return first, [second]
    return second, [first]


def _is_answered_by(one: Record, other: Record) -> bool:
    """Whether somebody's judgement says all that a judgement made by rule says: an answer, or a signed decision."""
    return (
        isinstance(one, Judgement)
        and isinstance(other, Judgement)
        and _is_made_by_rule(one)
        and {one.left, one.right} == {other.left, other.right}
        and one.kept in (None, other.kept)
    )


def _is_made_by_rule(judgement: Judgement) -> bool:
    """Whether a judgement is just what the library would write, so that it can write it again."""
    if judgement.verdict is JudgementVerdict.CONFLICT:
        return judgement == _build_conflict(judgement.left, judgement.kept or "")
    return judgement.verdict is JudgementVerdict.UNSURE and judgement == propose_duplicate(
        judgement.left, judgement.right
    )


def _add_judgements(made: list[Judgement], chosen: dict[str, Record]) -> None:
    """Add judgements to the records chosen; what has the identifier of one already is a conflict like any other."""
    for judgement in made:  # grows while it is gone through
        found = chosen.get(judgement.id)
        if found is None or found == judgement:
            chosen[judgement.id] = judgement
            continue
        if not isinstance(found, Judgement):
            raise DossierError([_report_two_types(judgement, found)])
        texts = write_canonical_record(found), write_canonical_record(judgement)
        chosen[judgement.id], aside = _choose_content((found, judgement), texts, (False, False))
        made += [set_aside(loser) for loser in aside]


# -- what stands beside the records --------------------------------------------------------------------------------


def _merge_extra(one: ExtraFields, other: ExtraFields) -> tuple[ExtraFields, tuple[str, ...]]:
    """The unknown fields of two dossiers together, and the names under which values were set aside.

    A value that gives way is kept under a name made of its field's and its content, so that nothing is lost here
    either; like a record, it stays aside when it was set aside before.
    """
    ours, theirs = dict(one), dict(other)
    chosen = ours | theirs
    waiting: list[tuple[str, str]] = []
    for name, text in one:
        found = theirs.get(name, text)
        if found != text:
            out = (
                theirs.get(_make_conflict_name(name, text)) == text,
                ours.get(_make_conflict_name(name, found)) == found,
            )
            first = (text < found) if out[0] == out[1] else out[1]
            chosen[name], loser = (text, found) if first else (found, text)
            waiting.append((_make_conflict_name(name, loser), loser))
    for name, text in waiting:  # grows while it is gone through
        found = chosen.setdefault(name, text)
        if found != text:
            chosen[name], loser = min(text, found), max(text, found)
            waiting.append((_make_conflict_name(name, loser), loser))
    new = chosen.keys() - ours.keys() - theirs.keys()
    return tuple(sorted(chosen.items())), tuple(sorted(new))


def _make_conflict_name(name: str, text: str) -> str:
    return f"x-conflict-{name}-{hash_text(text)}"


# -- in words ------------------------------------------------------------------------------------------------------


def describe_decisions(decisions: Iterable[Judgement], fields: Iterable[str], dossier: Dossier) -> str:
    """A line for each decision of a merge: what was decided, and under which name it can be taken back."""
    lines = [_describe_decision(judgement, dossier) for judgement in decisions]
    lines += [f"another value of an unknown field of the file is kept as {name}" for name in fields]
    return "\n".join(lines) or "no decisions"


def _describe_decision(judgement: Judgement, dossier: Dossier) -> str:
    if judgement.verdict is not JudgementVerdict.CONFLICT:
        return (
            f"{judgement.left}, {judgement.right}: perhaps one exercise; {judgement.id} waits for an answer"
        )
    where = ", ".join(_list_differing_paths(judgement, dossier[judgement.left]))
    return f"{judgement.left}: two contents differ in {where}; one is kept in {judgement.id}"


def _list_differing_paths(judgement: Judgement, record: Record) -> Iterator[str]:
    changes = diff_fields(unstructure_with_type(record), json.loads(judgement.kept or "{}"))
    paths = list(dict.fromkeys(change.before_path or change.path for change in changes))
    yield from paths[:_MOST_PATHS]
    if len(paths) > _MOST_PATHS:
        yield f"and {len(paths) - _MOST_PATHS} more places"
