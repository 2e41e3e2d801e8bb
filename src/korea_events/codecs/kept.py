"""Records that were set aside, read back from the judgements that keep them."""

from __future__ import annotations

from typing import Final

from korea_events.codecs.json_text.strict import read_json_value
from korea_events.codecs.structuring import Reader, find_tagged_class
from korea_events.errors import FileError, QuestionError
from korea_events.model import RECORD_TYPES, Judgement, Record

_TYPES_BY_TAG: Final = {kind.type_tag: kind for kind in RECORD_TYPES}


def read_kept_record(judgement: Judgement) -> Record:
    """The record that a judgement keeps, as it was before it was set aside.

    Raises:
        QuestionError: ``kept-nothing`` when the judgement keeps no record.
        FileError: when what it keeps, written by somebody else, is no record with its type; with every problem.

    Example:
        >>> from korea_events.dossier import set_aside
        >>> from korea_events.model import Actor
        >>> read_kept_record(set_aside(Actor(id="usa", name="USA", kind="state")))
        Actor(id='usa', name='USA', kind=ActorKind.STATE)
    """
    if judgement.kept is None:
        raise QuestionError.of("kept-nothing", f"{judgement.id!r} keeps no record")
    reader, where = Reader(), ("kept", ())
    value = read_json_value(judgement.kept)
    kind = find_tagged_class(value, _TYPES_BY_TAG, where, reader) if type(value) is dict else Record
    record: Record | None = None if kind is None else reader.record(kind, value, where)
    if record is None:
        raise FileError(reader.problems)
    return record
