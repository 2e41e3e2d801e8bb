"""STIX 2.1 for threat-intelligence platforms. Written only.

STIX was made for cyber threats, and has no claims, plans or doubts. What somebody says stays something that somebody
says: statements, claims, framings and assessments become notes and opinions with their authors, never facts. Events are
those of the Incident extension suite, whose times say how exact they are; a property extension of our own carries the
dates as they were said. Every identifier is derived from that of the record, in a namespace of our own.

Needs the extra ``stix`` (the library stix2), which reads and checks everything before it is given out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid5

from korea_events.codecs.codec import ExportResult
from korea_events.codecs.json_text.canonical import compact, format_json
from korea_events.codecs.json_text.paths import quote_text
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.stix.bundle import BundleBuilder
from korea_events.codecs.stix.terms import DEFAULT_STAMP, NAMESPACE, format_timestamp
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MissingExtraError

__all__ = ["dumps"]


def _import_stix2() -> Any:
    try:
        import stix2
    except ImportError:
        raise MissingExtraError.of(
            "extra-stix", 'STIX needs stix2: pip install "korea-events[stix]"'
        ) from None
    return stix2


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> ExportResult:
    r"""The dossier as a STIX 2.1 bundle, and everything that the bundle drops or coarsens.

    ``stamp`` is written as the moment at which the objects were created and modified: a platform that has an object
    already takes a newer one only if its stamp is later. Without one it is a fixed moment, and the same dossier is the
    same text.

    Raises:
        MissingExtraError: ``extra-stix`` without stix2.
        FileError: ``stix-stamp`` for a stamp without a time zone; ``stix-refused`` if stix2 refuses what was made.
        LossError: ``export-loss`` for everything dropped or coarsened, when ``strict``.

    Example:
        >>> import json
        >>> from korea_events.model import Actor
        >>> text, losses = dumps(Dossier.of(Actor(id="kcna", name="KCNA", kind="agency", country="prk")))
        >>> [made["name"] for made in json.loads(text)["objects"]]
        ['korea_events', 'KCNA']
        >>> print(*losses, sep="\n")
        $.actors[0].kind: coarsened to a class of identities
        $.actors[0].country: nothing in STIX says it
    """
    stix2 = _import_stix2()
    if stamp is None:
        stamp = DEFAULT_STAMP
    given: object = stamp
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        raise FileError.of(
            "stix-stamp", f"{quote_text(str(stamp))} is no moment: give a datetime with a time zone"
        )
    bundle = BundleBuilder(dossier, format_timestamp(stamp.astimezone(dt.UTC)))
    objects = bundle.objects()
    name = f"bundle--{uuid5(NAMESPACE, compact(objects))}"
    whole = {"type": "bundle", "id": name, "objects": objects}
    try:
        for made in objects:
            stix2.parse(_as_checkable_object(made), version="2.1")
    except Exception as error:  # noqa: BLE001  # stix2 raises errors of many kinds
        raise FileError.of(
            "stix-refused", f"stix2 refuses an object: {quote_text(str(error), 200)}"
        ) from None
    return bundle.losses.finish(format_json(whole) + "\n", strict=strict)


def _as_checkable_object(made: Mapping[str, Any]) -> Any:
    """An object as stix2 can check it strictly: the event, which it does not know, as the incident that it is akin to.

    To make events known to stix2 would make them known to everybody else in the process, and only one may do so.
    """
    if made["type"] == "event":
        made = {name: value for name, value in made.items() if name not in _EVENT_PROPERTIES} | {
            "type": "incident"
        }
    return parse_json(compact(made).replace('"event--', '"incident--')).value


_EVENT_PROPERTIES: Final = frozenset(
    {"status", "event_types", "start_time", "start_time_fidelity", "end_time", "end_time_fidelity"}
)
