"""STIX 2.1 for threat-intelligence platforms.

STIX describes cyber threats; it has no claims, plans or doubts. What somebody says stays a saying: a note or an opinion
with its authors, never a fact. Events are those of the Incident extension suite, whose times say how exact they are;
with ``core_only``, objects that every STIX program knows. Every object says in words what its record says, and an
extension carries the record itself. Identifiers are derived from those of the records, in a namespace of this library.

Needs the extra ``stix`` (the library stix2), which checks an object of every form before they are returned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid5

from korea_events.codecs.codec import ENDINGS, Codec, ExportResult, build_load, build_save, register_codec
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.losses import LossCollector, resolve_stamp, walk_collections
from korea_events.codecs.stix.bundle import BundleBuilder
from korea_events.codecs.stix.reading import BundleReader, loads
from korea_events.codecs.stix.terms import NAMESPACE, format_timestamp
from korea_events.dossier import Dossier
from korea_events.errors import FileError, import_extra
from korea_events.model import COLLECTIONS
from korea_events.model.engine import TYPE_KEY, unstructure, unstructure_with_type, write_canonical_json
from korea_events.temporal.engine import check_type, quote_value

__all__ = ["dumps", "load", "loads", "save"]


def dumps(
    dossier: Dossier, *, stamp: dt.datetime | None = None, core_only: bool = False, strict: bool = False
) -> ExportResult:
    r"""Write a dossier as a STIX 2.1 bundle, and list everything that cannot be read back from it.

    An extension carries each record as it is, so that nothing is lost. ``core_only`` writes a bundle without it, and
    without the events of the Incident extension suite: every STIX program reads it, and what only its words say is
    listed. ``stamp`` is the moment at which the objects were modified, by default now: a platform replaces an object
    only by one with a later stamp. With a stamp the same dossier is always the same text.

    Raises:
        MissingExtraError: ``extra-stix`` without stix2.
        FileError: ``stix-stamp`` for a stamp without a time zone; ``stix-refused`` if stix2 refuses an object.
        LossError: ``export-loss`` for everything listed, when ``strict``.

    Example:
        >>> import json
        >>> from korea_events.model import Actor
        >>> text, losses = dumps(Dossier.of(Actor(id="kcna", name="KCNA", kind="agency")), core_only=True)
        >>> [one["name"] for one in json.loads(text)["objects"]]
        ['korea_events', 'KCNA']
        >>> print(*losses, sep="\n")
        $.actors[0].kind: only the words of its identity say it
    """
    stix2 = import_extra("stix2", "extra-stix", 'STIX needs stix2: pip install "korea-events[stix]"')
    check_type("dossier", dossier, Dossier, "a dossier")
    check_type("core_only", core_only, bool, "True or False")
    moment = format_timestamp(resolve_stamp(stamp, "stix-stamp"))
    bundle = BundleBuilder(dossier, moment, core_only=core_only)
    objects = bundle.build_objects()
    name = f"bundle--{uuid5(NAMESPACE, write_canonical_json(objects))}"
    try:
        for one in {_outline(one): one for one in reversed(objects)}.values():
            stix2.parse(as_checkable_object(one), version="2.1")
    except Exception as error:  # noqa: BLE001  # stix2 raises errors of many kinds
        message = f"stix2 refuses an object: {quote_value(str(error), 200)}"
        raise FileError.of("stix-refused", message) from None
    text = format_json({"type": "bundle", "id": name, "objects": objects}) + "\n"
    objects.clear()  # what is read back takes as much memory again
    bundle.objects.clear()
    return _find_losses(bundle, text).finish(text, strict=strict)


def _find_losses(bundle: BundleBuilder, text: str) -> LossCollector:
    """What does not come back when the text is read."""
    losses, limits = LossCollector(), Limits(bytes=max(1, len(text)))
    found = BundleReader(limits, "keep").read(parse_json(text, limits))
    back = {record.id: record for record in found.records}
    for path, record in walk_collections(bundle.dossier, COLLECTIONS):
        if back.get(record.id) == record:
            continue
        again = unstructure_with_type(back[record.id]) if record.id in back else {}
        reason = f"only the words of its {bundle.ids[record.id].partition('--')[0]} say it"
        if again.get(TYPE_KEY) != record.type_tag:
            losses.add(path, reason)
            continue
        for name, value in unstructure(record).items():
            if again.get(name) != value:
                losses.add(extend_path(path, name), reason)
    if found.remainder != bundle.dossier.remainder:
        losses.add_collections(bundle.dossier, COLLECTIONS, "STIX has no property for it")
    return losses


def _outline(value: Any, name: str = "") -> Any:
    """The form of an object, as far as STIX looks at it: words may be any, and so may the days of a time.

    A check takes stix2 a thousandth of a second, which is too long for each of thousands of objects.
    """
    if isinstance(value, dict):
        is_own = name == "extensions"
        return tuple(value) if is_own else tuple((key, _outline(part, key)) for key, part in value.items())
    if isinstance(value, list):
        return frozenset(_outline(part, name) for part in value)
    if name == "id" or name.endswith(("_ref", "_refs")):
        return value.partition("--")[0]
    return bool(value) if name in _WORDS else len(value) if name == "published" else value


_WORDS: Final = frozenset({
    "name", "description", "content", "abstract", "explanation", "authors", "source_name", "external_id", "url",
})  # fmt: skip


def as_checkable_object(one: Mapping[str, Any]) -> Any:
    """An object that stix2 can check strictly: an event, which it does not know, as an incident.

    Registering events with stix2 would change it for the whole process, and only one library may register them.
    """
    if one["type"] == "event":
        one = {name: value for name, value in one.items() if name not in _EVENT_PROPERTIES}
        one["type"] = "incident"
    return parse_json(write_canonical_json(one).replace('"event--', '"incident--')).value


_EVENT_PROPERTIES: Final = frozenset(
    {"status", "event_types", "start_time", "start_time_fidelity", "end_time", "end_time_fidelity"}
)


load, save = build_load(loads), build_save(dumps)
register_codec(
    Codec(name="stix", title="STIX 2.1", endings=ENDINGS["stix"], extra="stix", loads=loads, load=load,
          dumps=dumps, save=save),
)  # fmt: skip
