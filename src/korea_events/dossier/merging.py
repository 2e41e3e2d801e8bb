"""Two dossiers become one: what agrees is there once, what differs is there too, and every decision is on record.

Where one id has two contents, one stays and a judgement keeps the other whole. The choice depends on the contents
alone, so that both sides get the same dossier; and a content that one of them has set aside before stays set aside.
``docs/decisions`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from attrs import evolve

from korea_events.dossier.changed_fields import diff_fields
from korea_events.dossier.duplicates import find_duplicate_candidates, hash_text, is_proposal
from korea_events.dossier.records import Records
from korea_events.errors import DossierError, Problem, RecordError
from korea_events.model import Judgement, JudgementVerdict, Record
from korea_events.model.engine import read_kept_json, unstructure_with_type, write_canonical_record
from korea_events.temporal.engine import check_type, quote_value

_LONGEST_ID_IN_CONFLICT: Final = 170
"""How much of an id becomes part of the id of a judgement on it; ids have at most 200 characters."""
_MOST_PATHS: Final = 6

ExtraFields = tuple[tuple[str, str], ...]
R = TypeVar("R", bound=Records)


def set_aside(record: Record) -> Judgement:
    """The judgement that keeps a record whole while another content has its id.

    The id of the judgement is made from the content, so that the same content is never kept twice.

    Raises:
        RecordError: ``text-long`` when the record is too long for a judgement.

    Example:
        >>> from korea_events.model import Actor
        >>> kept = set_aside(Actor(id="usa", name="USA", kind="state"))
        >>> kept.verdict, kept.left, kept.kept
        (JudgementVerdict.CONFLICT, 'usa', '{"id":"usa","kind":"state","name":"USA","type":"actor"}')
    """
    check_type("record", record, Record, "a record")
    return _build_conflict(record.id, write_canonical_record(record))


def _build_conflict(identifier: str, text: str) -> Judgement:
    return Judgement(
        id=f"conflict-{identifier[:_LONGEST_ID_IN_CONFLICT]}-{hash_text(text)}",
        left=identifier,
        right=identifier,
        verdict=JudgementVerdict.CONFLICT,
        kept=text,
    )


def merge_records(left: R, right: Records) -> tuple[R, tuple[Judgement, ...], tuple[str, ...]]:
    """Two dossiers together, the judgements that this added, and the names of second values of unknown fields.

    Raises:
        DossierError: ``merge-types`` for each id that has records of two types; ``text-long`` for each record that must
            be set aside and is too long for a judgement; as :meth:`Records.of` and
            :meth:`Remainder.merge_records`.
    """
    check_type("other", right, Records, "a dossier")
    kept: dict[str, Record] = {}
    rejected: list[Record] = []
    problems: list[Problem] = []
    left_aside, right_aside = _index_set_aside(left), _index_set_aside(right)
    for record in left.records():
        name = record.id
        other = right.get(name)
        if other is None or other == record:
            kept[name] = record
        elif type(other) is not type(record):
            problems.append(_report_two_types(record, other))
        else:
            texts = write_canonical_record(record), write_canonical_record(other)
            aside = texts[0] in right_aside.get(name, ()), texts[1] in left_aside.get(name, ())
            kept[name], losers = _choose_content((record, other), texts, aside)
            rejected += losers
    kept |= {record.id: record for record in right.records() if record.id not in left}
    judgements = list(find_duplicate_candidates(left, right))
    for loser in rejected:
        try:
            judgements.append(set_aside(loser))
        except RecordError as error:
            problems += error.under(format_record_path(loser)).problems
    if problems:
        raise DossierError(problems)
    add_judgements(judgements, kept)
    decisions = [j for j in judgements if kept[j.id] == j and j not in left and j not in right]
    extra, fields = _merge_extra(left.remainder.extra, right.remainder.extra)
    records = list(kept.values())
    dossier = type(left).from_paths(
        records,
        lambda position: format_record_path(records[position]),
        evolve(left.remainder.merge_records(right.remainder), extra=extra),
    )
    return dossier, tuple(sorted(decisions, key=lambda j: j.id)), fields


def format_record_path(record: Record) -> str:
    """The path of a record of a merged dossier, by id: there is not yet an order of its collections.

    Example:
        >>> from korea_events.model import Actor
        >>> format_record_path(Actor(id="usa", name="United States", kind="state"))
        "$.actors['usa']"
    """
    return f"$.{record.collection}[{quote_value(record.id)}]"


def _report_two_types(*records: Record) -> Problem:
    first, second = sorted(record.type_tag.replace("_", " ") for record in records)
    message = f"{records[0].id!r} has the type {first} in one dossier and {second} in the other; rename one"
    return Problem("$", "merge-types", message)


def _index_set_aside(dossier: Records) -> Mapping[str, set[str]]:
    """The contents that a dossier has set aside, by id."""
    contents: dict[str, set[str]] = {}
    for judgement in dossier.judgements:
        if judgement.verdict is JudgementVerdict.CONFLICT and judgement.kept is not None:
            contents.setdefault(judgement.left, set()).add(judgement.kept)
    return contents


def _choose_content(
    contents: tuple[Record, Record], texts: tuple[str, str], aside: tuple[bool, bool]
) -> tuple[Record, list[Record]]:
    """The content that stays, and those that a judgement must keep."""
    first, second = contents
    if _is_answered_by(first, second):
        return second, []
    if _is_answered_by(second, first):
        return first, []
    return (first, [second]) if _is_first_kept(texts, aside) else (second, [first])


def _is_first_kept(texts: tuple[str, str], aside: tuple[bool, bool]) -> bool:
    """Whether the first of two canonical texts stays; ``aside`` says which the other dossier has set aside before."""
    # Texts compare by code point, as their bytes in UTF-8 do.
    return (texts[0] < texts[1]) if aside[0] == aside[1] else aside[1]


def _is_answered_by(question: Record, answer: Record) -> bool:
    """Whether a judgement made by rule is answered, or signed, by another judgement that keeps all it keeps.

    A judgement that only says what it says, and keeps what is now gone, answers it too.
    """
    if not isinstance(question, Judgement) or not isinstance(answer, Judgement):
        return False
    if question.kept is None and answer == question.replace(kept=answer.kept):
        return True
    return (
        _is_made_by_rule(question)
        and {question.left, question.right} == {answer.left, answer.right}
        and question.kept in (None, answer.kept)
    )


def _is_made_by_rule(judgement: Judgement) -> bool:
    """Whether a judgement is exactly what the library would write."""
    if judgement.verdict is JudgementVerdict.CONFLICT:
        return judgement == _build_conflict(judgement.left, judgement.kept or "")
    return is_proposal(judgement)


def add_judgements(judgements: list[Judgement], kept: dict[str, Record]) -> None:
    """Add judgements to the records kept; a record that already has the id of one is a conflict like any other."""
    # the list grows during the loop
    for judgement in judgements:
        other = kept.get(judgement.id)
        if other is None or other == judgement:
            kept[judgement.id] = judgement
            continue
        if not isinstance(other, Judgement):
            raise DossierError([_report_two_types(judgement, other)])
        texts = write_canonical_record(other), write_canonical_record(judgement)
        kept[judgement.id], losers = _choose_content((other, judgement), texts, (False, False))
        judgements += [set_aside(loser) for loser in losers]


# -- unknown fields beside the records ---------------------------------------------------------------------------------


def _merge_extra(left: ExtraFields, right: ExtraFields) -> tuple[ExtraFields, tuple[str, ...]]:
    """The unknown fields of two dossiers together, and the names under which second values are kept.

    Such a name is made from the name and the value, and a value set aside before stays set aside, as with records.
    """
    ours, theirs = dict(left), dict(right)
    kept = ours | theirs
    waiting: list[tuple[str, str]] = []
    for name, text in left:
        other = theirs.get(name, text)
        if other != text:
            aside = (
                theirs.get(_make_conflict_name(name, text)) == text,
                ours.get(_make_conflict_name(name, other)) == other,
            )
            kept[name], loser = (text, other) if _is_first_kept((text, other), aside) else (other, text)
            waiting.append((_make_conflict_name(name, loser), loser))
    # the list grows during the loop
    for name, text in waiting:
        other = kept.setdefault(name, text)
        if other != text:
            kept[name], loser = min(text, other), max(text, other)
            waiting.append((_make_conflict_name(name, loser), loser))
    new = kept.keys() - ours.keys() - theirs.keys()
    return tuple(sorted(kept.items())), tuple(sorted(new))


def _make_conflict_name(name: str, text: str) -> str:
    return f"x-conflict-{name}-{hash_text(text)}"


# -- as text ------------------------------------------------------------------------------------------------------


def describe_decisions(decisions: Iterable[Judgement], fields: Iterable[str], dossier: Records) -> str:
    """A line for each decision of a merge, with the id or name that keeps what did not stay."""
    lines = [_describe_decision(judgement, dossier) for judgement in decisions]
    lines += [f"the second value of an unknown field is kept as {name}" for name in fields]
    return "\n".join(lines) or "no decisions"


def _describe_decision(judgement: Judgement, dossier: Records) -> str:
    pair = f"{judgement.left}, {judgement.right}"
    if judgement.verdict is JudgementVerdict.UNSURE:
        reason = f" ({judgement.note})" if judgement.note else ""
        return f"{pair}: may be the same{reason}; answer {judgement.id}"
    if judgement.verdict is not JudgementVerdict.CONFLICT:
        kept = f"; {judgement.right} is kept in {judgement.id}" if judgement.kept else ""
        return f"{pair}: {judgement.verdict.definition}{kept}"
    record = dossier.get(judgement.left)
    if record is None:
        return f"{judgement.left}: a link of one record with itself; it is kept in {judgement.id}"
    paths = ", ".join(_list_differing_paths(judgement, record))
    return f"{judgement.left}: two contents differ in {paths}; one is kept in {judgement.id}"


def _list_differing_paths(judgement: Judgement, record: Record) -> Iterator[str]:
    changes = diff_fields(unstructure_with_type(record), read_kept_json(judgement.kept or "{}"))
    paths = list(dict.fromkeys(change.before_path or change.path for change in changes))
    yield from paths[:_MOST_PATHS]
    if len(paths) > _MOST_PATHS:
        yield f"and {len(paths) - _MOST_PATHS} more"
