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

from korea_events.codecs.canonical import compact, indented
from korea_events.codecs.losses import Written
from korea_events.codecs.places import shown
from korea_events.codecs.stix_bundle import Bundle
from korea_events.codecs.stix_terms import DEFAULT_STAMP, NAMESPACE, timestamp
from korea_events.codecs.strict_json import read_text
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MissingExtraError

__all__ = ["dumps"]


def _stix2() -> Any:
    try:
        import stix2
    except ImportError:
        raise MissingExtraError.of(
            "extra-stix", 'STIX needs stix2: pip install "korea-events[stix]"'
        ) from None
    return stix2


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> Written:
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
    stix2 = _stix2()
    if stamp is None:
        stamp = DEFAULT_STAMP
    given: object = stamp
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        raise FileError.of(
            "stix-stamp", f"{shown(str(stamp))} is no moment: give a datetime with a time zone"
        )
    bundle = Bundle(dossier, timestamp(stamp.astimezone(dt.UTC)))
    objects = bundle.objects()
    name = f"bundle--{uuid5(NAMESPACE, compact(objects))}"
    whole = {"type": "bundle", "id": name, "objects": objects}
    try:
        for made in objects:
            stix2.parse(_as_known(made), version="2.1")
    except Exception as error:  # noqa: BLE001  # stix2 raises errors of many kinds
        raise FileError.of("stix-refused", f"stix2 refuses an object: {shown(str(error), 200)}") from None
    return bundle.losses.written(indented(whole) + "\n", strict=strict)


def _as_known(made: Mapping[str, Any]) -> Any:
    """An object as stix2 can check it strictly: the event, which it does not know, as the incident that it is akin to.

    To make events known to stix2 would make them known to everybody else in the process, and only one may do so.
    """
    if made["type"] == "event":
        made = {name: value for name, value in made.items() if name not in _EVENT_ONLY} | {"type": "incident"}
    return read_text(compact(made).replace('"event--', '"incident--')).value


_EVENT_ONLY: Final = frozenset(
    {"status", "event_types", "start_time", "start_time_fidelity", "end_time", "end_time_fidelity"}
)
