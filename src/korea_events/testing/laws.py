"""Laws: functions that assert what holds for every span, record, dossier and codec.

Each takes the values that it is about, so a test is one line, for our codecs and for yours:

    @given(dossiers())
    def test_nothing_is_lost(dossier):
        codec_round_trips(dossier, dumps=my_format.dumps, loads=my_format.loads)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from korea_events import model, temporal
from korea_events.dossier import ChangedField, Dossier, MergeResult, diff
from korea_events.errors import DossierError, KoreaEventsError, Problem
from korea_events.model import Judgement, JudgementVerdict, Record
from korea_events.model.engine import (
    unstructure,
    unstructure_extra,
    write_canonical_json,
    write_canonical_record,
)
from korea_events.temporal import Span, relate

__all__ = [
    "codec_round_trips",
    "difference_is_exact",
    "merging_is_commutative",
    "merging_is_idempotent",
    "merging_keeps_all_contents_in_any_order",
    "merging_loses_nothing",
    "only_our_errors",
    "record_repr_evaluates",
    "relations_are_mirrored",
    "span_arguments_round_trip",
]

_T = TypeVar("_T")
_Text = TypeVar("_Text", str, bytes)


def codec_round_trips(
    dossier: Dossier, *, dumps: Callable[[Dossier], _Text], loads: Callable[[_Text], Dossier]
) -> None:
    """A dossier that is written and read is equal, and writes the same text again.

    Example:
        >>> from korea_events.codecs import dumps, loads
        >>> codec_round_trips(Dossier.of(), dumps=dumps, loads=loads)
    """
    text = dumps(dossier)
    back = loads(text)
    assert back == dossier, f"came back as {back!r}"
    assert hash(back) == hash(dossier), "equal, but of another hash"
    assert dumps(back) == text, "written again, it is another text"


def record_repr_evaluates(record: Record) -> None:
    """The ``repr`` of a record is a call that makes an equal one.

    Example:
        >>> record_repr_evaluates(model.Actor(id="usa", name="United States", kind="state"))
    """
    names = {**vars(temporal), **vars(model)}
    copy = eval(repr(record), names)  # noqa: S307  # text that the library has just written
    assert copy == record, f"{record!r} makes {copy!r}"
    assert hash(copy) == hash(record), "equal, but of another hash"


def span_arguments_round_trip(span: Span) -> None:
    """The arguments of a span make an equal span with the same arguments.

    Example:
        >>> span_arguments_round_trip(Span.parse("2024-03-04/2024-03-14"))
    """
    arguments = span.arguments()
    back = Span.from_arguments(arguments)
    assert back == span, f"{arguments} makes {back!r}"
    assert back.arguments() == arguments, f"{arguments} came back as {back.arguments()}"
    assert hash(back) == hash(span), "equal, but of another hash"


def relations_are_mirrored(one: Span, other: Span) -> None:
    """The relations of the first span to the second are the converse of those of the second to the first.

    Example:
        >>> relations_are_mirrored(Span.on("2024-03-04"), Span.on("2024-03-14"))
    """
    there, back = relate(one, other), relate(other, one)
    assert there, "some relation always holds"
    assert there.converse == back, f"{there!r} one way, {back!r} the other"


def only_our_errors(function: Callable[..., _T], *arguments: Any, **named: Any) -> _T | KoreaEventsError:
    r"""The function returns or raises a ``KoreaEventsError`` with problems; the result or error is returned.

    Example:
        >>> from korea_events.codecs import loads
        >>> only_our_errors(loads, b"\xff").problems[0].code
        'text-not-utf8'
    """
    try:
        return function(*arguments, **named)
    except KoreaEventsError as error:
        caught = error
    assert caught.problems, "an error without a problem"
    for problem in caught.problems:
        assert problem.path.startswith("$"), f"no path: {problem}"
        assert problem.message, f"no message: {problem}"
    assert str(caught)
    return caught


# -- two dossiers --------------------------------------------------------------------------------------------------


def merging_is_commutative(one: Dossier, other: Dossier) -> None:
    """Merging gives the same result, and the same decisions or problems, whichever dossier merges the other.

    Example:
        >>> merging_is_commutative(Dossier.of(), Dossier.of())
    """
    there, back = _try_merge(one, other), _try_merge(other, one)
    assert there == back, f"one way\n{there}\nthe other\n{back}"


def merging_is_idempotent(one: Dossier, other: Dossier) -> None:
    """A dossier merged with itself is itself, and merging a second time changes nothing.

    Example:
        >>> merging_is_idempotent(Dossier.of(), Dossier.of())
    """
    assert one.merge(one) == MergeResult(dossier=one, decisions=(), fields=())
    merged = _try_merge(one, other)
    if isinstance(merged, MergeResult):
        for again in (one, other, merged.dossier):
            second = merged.dossier.merge(again)
            assert second.dossier == merged.dossier, f"merged again\n{diff(merged.dossier, second.dossier)}"
            assert not second.decisions, f"decided again\n{second}"
            assert not second.fields, f"decided again\n{second}"


def merging_loses_nothing(one: Dossier, other: Dossier) -> None:
    """The merged dossier has every content of both: as a record, or kept whole in a judgement.

    Only judgements by rule may give way to judgements by people.

    Example:
        >>> merging_loses_nothing(Dossier.of(), Dossier.of())
    """
    merged = _try_merge(one, other)
    if not isinstance(merged, MergeResult):
        return  # refused, and both are still there
    dossier = merged.dossier
    contents = set(_list_contents(dossier))
    for record in (*one.records(), *other.records()):
        stored = dossier.get(record.id)
        answered = isinstance(record, Judgement) and record.by is None and isinstance(stored, Judgement)
        kept = (record.id, write_canonical_record(record)) in contents
        assert stored == record or kept or answered, f"lost: {record!r}"
    texts = {text for _, text in dossier.remainder.extra}
    for extra in (*one.remainder.extra, *other.remainder.extra):
        assert extra in dossier.remainder.extra or extra[1] in texts, f"lost: {extra}"


def merging_keeps_all_contents_in_any_order(one: Dossier, other: Dossier, third: Dossier) -> None:
    """Three dossiers merge to the same contents in any order; which contents stay records may differ.

    Example:
        >>> merging_keeps_all_contents_in_any_order(Dossier.of(), Dossier.of(), Dossier.of())
    """
    first = _try_merge(one, other)
    second = _try_merge(other, third)
    if isinstance(first, MergeResult) and isinstance(second, MergeResult):
        left, right = _try_merge(first.dossier, third), _try_merge(one, second.dossier)
        if isinstance(left, MergeResult) and isinstance(right, MergeResult):
            found = set(_list_contents(left.dossier)), set(_list_contents(right.dossier))
            assert found[0] == found[1], f"only in one order: {found[0] ^ found[1]}"


def difference_is_exact(before: Dossier, after: Dossier) -> None:
    """A difference lists exactly what differs between two dossiers.

    Example:
        >>> difference_is_exact(Dossier.of(), Dossier.of())
    """
    difference = diff(before, after)
    assert bool(difference) == (before != after), f"{difference!r}"
    assert all(record in before and record not in after for record in difference.removed)
    assert all(record in after and record not in before for record in difference.added)
    listed = {record.id for record in (*difference.added, *difference.removed)} | {
        r.record for r in difference.changed
    }
    rest = [{r.id: r for r in dossier.records() if r.id not in listed} for dossier in (before, after)]
    assert rest[0] == rest[1], "records differ that are not listed"
    for changed in difference.changed:
        _assert_only_listed_differ(
            changed.fields, unstructure(before[changed.record]), unstructure(after[changed.record])
        )
    _assert_only_listed_differ(
        difference.fields, unstructure_extra(before.remainder.extra), unstructure_extra(after.remainder.extra)
    )


def _try_merge(one: Dossier, other: Dossier) -> MergeResult | tuple[Problem, ...]:
    """The result of merging, or the problems if it is refused."""
    try:
        return one.merge(other)
    except DossierError as error:
        return error.problems


def _list_contents(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """All contents that a dossier has or keeps, by identifier; judgements by rule are left out."""
    for record in dossier.records():
        if isinstance(record, Judgement) and record.by is None:
            if record.verdict is JudgementVerdict.CONFLICT and record.kept is not None:
                yield record.left, record.kept
            if record.verdict in {JudgementVerdict.CONFLICT, JudgementVerdict.UNSURE}:
                continue
        yield record.id, write_canonical_record(record)


_PATH_STEP = re.compile(r'\.?([^\W\d]\w*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')


def _split_path_steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    for word, index, key in _PATH_STEP.findall(path):
        steps.append(word or (json.loads(key) if key else int(index)))
    return steps


def _assert_only_listed_differ(changes: Iterable[ChangedField], before: Any, after: Any) -> None:
    listed: tuple[list[list[str | int]], list[list[str | int]]] = ([], [])
    for change in changes:
        assert change.before_text != change.after_text, f"no change: {change}"
        for path, text, content, listed_paths in (
            (change.before_path, change.before_text, before, listed[0]),
            (change.after_path, change.after_text, after, listed[1]),
        ):
            assert (path is None) == (text is None), f"half a change: {change!r}"
            if path is not None:
                listed_paths.append(_split_path_steps(path))
                assert write_canonical_json(_follow_steps(content, listed_paths[-1])) == text, (
                    f"not what stands there: {change!r}"
                )
    for content, listed_paths in ((before, listed[0]), (after, listed[1])):
        # From the end, so that taking an item out of a list does not move one that is still to go.
        for listed_path in sorted(listed_paths, key=_order_from_end, reverse=True):
            inner = _follow_steps(content, listed_path[:-1])
            del inner[listed_path[-1]]
    assert write_canonical_json(before) == write_canonical_json(after), "fields differ that are not listed"


def _order_from_end(steps: list[str | int]) -> list[tuple[str, int]]:
    return [("", step) if isinstance(step, int) else (step, 0) for step in steps]


def _follow_steps(value: Any, steps: list[str | int]) -> Any:
    for step in steps:
        value = value[step]
    return value
