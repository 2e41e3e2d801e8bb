"""Records that were set aside, read back from the judgements that keep them."""

from __future__ import annotations

from typing import Final

from korea_events.codecs.border import Reader, tagged_kind
from korea_events.codecs.strict_json import read
from korea_events.errors import FileError, QuestionError
from korea_events.model import RECORD_TYPES, Judgement, Record

_TYPES: Final = {kind.type_tag: kind for kind in RECORD_TYPES}


def kept_record(judgement: Judgement) -> Record:
    """The record that a judgement keeps, as it was before it was set aside.

    Raises:
        QuestionError: ``kept-nothing`` when the judgement keeps no record.
        FileError: when what it keeps, written by somebody else, is no record with its type; with every problem.

    Example:
        >>> from korea_events.dossier import set_aside
        >>> from korea_events.model import Actor
        >>> kept_record(set_aside(Actor(id="usa", name="USA", kind="state")))
        Actor(id='usa', name='USA', kind=ActorKind.STATE)
    """
    if judgement.kept is None:
        raise QuestionError.of("kept-nothing", f"{judgement.id!r} keeps no record")
    reader, where = Reader(), ("kept", ())
    value = read(judgement.kept)
    kind = tagged_kind(value, _TYPES, where, reader) if type(value) is dict else Record
    record: Record | None = None if kind is None else reader.record(kind, value, where)
    if record is None:
        raise FileError(reader.problems)
    return record
