"""Laws: what holds for every span, record, dossier and codec, as functions that assert it.

Each takes the values that it speaks of, so that a test is one line, for our own codecs and for yours:

    @given(dossiers())
    def test_nothing_is_lost(dossier):
        codec_round_trips(dossier, dumps=my_format.dumps, loads=my_format.loads)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from korea_events import model, temporal
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError
from korea_events.model import Record
from korea_events.temporal import Span, relate

_T = TypeVar("_T")
_Text = TypeVar("_Text", str, bytes)


def codec_round_trips(
    dossier: Dossier, *, dumps: Callable[[Dossier], _Text], loads: Callable[[_Text], Dossier]
) -> None:
    """What was written comes back equal, and writes the same text again.

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
    """The ``repr`` of a record is the call that makes an equal one.

    Example:
        >>> record_repr_evaluates(model.Actor(id="usa", name="United States", kind="state"))
    """
    names = {**vars(temporal), **vars(model)}
    made = eval(repr(record), names)  # noqa: S307  # a text that the library itself has just written
    assert made == record, f"{record!r} makes {made!r}"
    assert hash(made) == hash(record), "equal, but of another hash"


def span_arguments_round_trip(span: Span) -> None:
    """What a span says of itself makes an equal span, which says the same.

    Example:
        >>> span_arguments_round_trip(Span.parse("2024-03-04/2024-03-14"))
    """
    said = span.arguments()
    back = Span.from_arguments(said)
    assert back == span, f"{said} makes {back!r}"
    assert back.arguments() == said, f"{said} came back as {back.arguments()}"
    assert hash(back) == hash(span), "equal, but of another hash"


def relations_are_mirrored(one: Span, other: Span) -> None:
    """What may hold between one and the other is the converse of what may hold the other way round.

    Example:
        >>> relations_are_mirrored(Span.on("2024-03-04"), Span.on("2024-03-14"))
    """
    there, back = relate(one, other), relate(other, one)
    assert there, "some relation always holds"
    assert there.converse == back, f"{there!r} one way, {back!r} the other"


def only_our_errors(function: Callable[..., _T], *arguments: Any, **named: Any) -> _T | KoreaEventsError:
    r"""Whatever goes in, a result comes out or a ``KoreaEventsError`` with problems; it is given back either way.

    Example:
        >>> from korea_events.codecs import loads
        >>> only_our_errors(loads, b"\xff").problems[0].code
        'text-not-utf8'
    """
    try:
        return function(*arguments, **named)
    except KoreaEventsError as error:
        told = error
    assert told.problems, "an error without a problem"
    for problem in told.problems:
        assert problem.path.startswith("$"), f"no path: {problem}"
        assert problem.message, f"no message: {problem}"
    assert str(told)
    return told
