"""Whether a format carries each record or says that it does not: a rule for every format and type of record."""

from __future__ import annotations

from itertools import product

from korea_events.codecs import Codec, list_codecs
from korea_events.dossier import Dossier
from korea_events.model import Record
from tests.stand_ins import add_stand_ins
from tests.unit.model.every_record import RECORDS


def list_cases(extra: str | None) -> list[tuple[Codec, Record]]:
    """Each format that needs an extra (None: needs none), with a record of each type."""
    return list(product((codec for codec in list_codecs() if codec.extra == extra), RECORDS))


def check_carried_or_lost(codec: Codec, record: Record) -> None:
    """A record is in the file, or among the losses: itself, its collection or a field of it.

    A record that is there in full has no loss; one that is lost whole is not in the file.
    """
    dossier: Dossier = add_stand_ins([record])
    index = getattr(dossier, record.collection).ids.index(record.id)
    written = codec.dumps(dossier)
    paths = {loss.path for loss in written.losses}
    whole = {f"$.{record.collection}", f"$.{record.collection}[{index}]"}
    if codec.loads is not None and not whole & paths:
        back = {one.id: one for one in codec.loads(written.data).records}
        assert record.id in back, "neither carried nor lost"
        fields = {path for path in paths if path.startswith(f"$.{record.collection}[{index}].")}
        assert back[record.id] == record or fields, "changed without a word"
    else:
        assert whole & paths or record.id.encode() in written.data, "neither carried nor lost"
