"""A law that cannot be broken proves nothing: each is shown something that breaks it."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

from korea_events.codecs import dumps, loads
from korea_events.dossier import Dossier
from korea_events.errors import FileError
from korea_events.model import Actor
from korea_events.testing.laws import codec_round_trips, only_our_errors, record_repr_evaluates

USA = Actor(id="usa", name="United States", kind="state")


def test_a_codec_that_loses_something_breaks_its_law() -> None:
    with pytest.raises(AssertionError, match="came back as"):
        codec_round_trips(Dossier.of(USA), dumps=lambda _: dumps(Dossier.of()), loads=loads)


def test_a_codec_that_writes_another_text_the_second_time_breaks_its_law() -> None:
    written: list[int] = []

    def restless(dossier: Dossier) -> str:
        written.append(1)
        return dumps(dossier) + " " * len(written)

    with pytest.raises(AssertionError, match="another text"):
        codec_round_trips(Dossier.of(USA), dumps=restless, loads=loads)


def test_a_repr_that_makes_something_else_breaks_its_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor, "__repr__", lambda _: "Actor(id='kor', name='South Korea', kind='state')")
    with pytest.raises(AssertionError, match="makes"):
        record_repr_evaluates(USA)


def test_errors_that_are_not_ours_get_through() -> None:
    def fails(error: Any) -> NoReturn:
        raise error

    with pytest.raises(KeyError):
        only_our_errors(fails, KeyError("x"))
    with pytest.raises(AssertionError, match="without a problem"):
        only_our_errors(fails, FileError([]))
    with pytest.raises(AssertionError, match="no path"):
        only_our_errors(fails, FileError.of("file-failed", "…", path="exercises"))
    assert isinstance(only_our_errors(fails, FileError.of("file-failed", "…")), FileError)
    assert only_our_errors(len, "four") == 4
