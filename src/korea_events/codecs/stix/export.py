"""STIX 2.1 for threat-intelligence platforms; written only.

STIX describes cyber threats; it has no claims, plans or doubts. What somebody says stays a saying: statements, claims,
framings and assessments become notes and opinions with their authors, never facts. Events are those of the Incident
extension suite, whose times say how exact they are; a property extension carries the dates as stated. Every identifier
is derived from that of the record, in a namespace of this library.

Needs the extra ``stix`` (the library stix2), which checks every object before it is returned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid5

from korea_events.codecs.codec import Codec, ExportResult, build_save, register_codec
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.losses import resolve_stamp
from korea_events.codecs.stix.bundle import BundleBuilder
from korea_events.codecs.stix.terms import NAMESPACE, format_timestamp
from korea_events.dossier import Dossier
from korea_events.errors import FileError, import_extra
from korea_events.model.engine import write_canonical_json
from korea_events.temporal.engine import quote_value

__all__ = ["dumps", "save"]


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> ExportResult:
    r"""Write a dossier as a STIX 2.1 bundle, and list everything that the bundle drops or coarsens.

    ``stamp`` is the moment at which the objects were modified, by default now: a platform replaces an object only by
    one with a later stamp. With a stamp the same dossier is always the same text.

    Raises:
        MissingExtraError: ``extra-stix`` without stix2.
        FileError: ``stix-stamp`` for a stamp without a time zone; ``stix-refused`` if stix2 refuses an object.
        LossError: ``export-loss`` for everything dropped or coarsened, when ``strict``.

    Example:
        >>> import json
        >>> from korea_events.model import Actor
        >>> text, losses = dumps(Dossier.of(Actor(id="kcna", name="KCNA", kind="agency", country="prk")))
        >>> [one["name"] for one in json.loads(text)["objects"]]
        ['korea_events', 'KCNA']
        >>> print(*losses, sep="\n")
        $.actors[0].kind: coarsened to a class of identities
        $.actors[0].country: STIX has no property for it
    """
    stix2 = import_extra("stix2", "extra-stix", 'STIX needs stix2: pip install "korea-events[stix]"')
    bundle = BundleBuilder(dossier, format_timestamp(resolve_stamp(stamp, "stix-stamp")))
    objects = bundle.build_objects()
    name = f"bundle--{uuid5(NAMESPACE, write_canonical_json(objects))}"
    whole = {"type": "bundle", "id": name, "objects": objects}
    try:
        for one in objects:
            stix2.parse(_as_checkable_object(one), version="2.1")
    except Exception as error:  # noqa: BLE001  # stix2 raises errors of many kinds
        raise FileError.of(
            "stix-refused", f"stix2 refuses an object: {quote_value(str(error), 200)}"
        ) from None
    return bundle.losses.finish(format_json(whole) + "\n", strict=strict)


def _as_checkable_object(one: Mapping[str, Any]) -> Any:
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


save = build_save(dumps)
register_codec(
    Codec(name="stix", title="STIX 2.1", endings=(".stix", ".stix.json"), extra="stix", dumps=dumps, save=save,
          losses="weapon systems, judgements, and what the properties and words of STIX cannot express"),
)  # fmt: skip
