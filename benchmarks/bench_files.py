"""Loading files: nested events beside pydantic on equivalent models, and like records beside stix2 and followthemoney.

An event has about 800 bytes: names, a plan, a length, two participations, a citation with a chain, a support and two
components. No two events have an equal part, unless the row says so: equal parts are built once. The models of pydantic
are strict, frozen and refuse unknown fields; they check types, patterns and codes, but neither dates nor rules between
fields, and no references. ``load`` leaves nothing out: duplicates of keys, every date, all rules, references, unknown
fields. Everyone begins with bytes and ends with objects.

A peer that is not installed is left out. ``BENCH_FILES=20000`` sets the number of events.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ratio import compare, finish

import korea_events as ke
from korea_events.codecs import dumps, jsonl, loads
from korea_events.temporal import Span

Task = Callable[[], Any]
EVENTS = int(os.environ.get("BENCH_FILES", "100000"))
DOCUMENTS = 500
ACTORS = 1_000
MADE = 2_000
"""How many events constructors make in a run."""


def event(number: int, parts: int = 10**9) -> dict[str, Any]:
    """One nested event; after so many events all parts recur, but for the document that is cited."""
    one = number % parts
    return {
        "id": f"drill-{number}",
        "name": f"Freedom Shield {number}",
        "plans": [{"span": f"/{day_of(one)}", "announced": day_of(one * 7)}],
        "status": "ongoing",
        "length": {"words": f"{one + 1}-day", "n": one + 1, "unit": "day", "counting": "inclusive"},
        "participations": [
            {"actor": f"unit-{one % ACTORS}", "role": "participant"},
            {"actor": f"unit-{(one // ACTORS + one * 7 + 1) % ACTORS}", "role": "host"},
        ],
        "series": "freedom-shield",
        "edition": str(number % 90),
        "components": [{"kind": "cpx", "simulated": True}, {"kind": "ftx", "count": one + 1}],
        "citations": [
            {
                "document": f"wire-{number % DOCUMENTS}",
                "locator": f"paragraph {one}",
                "attribution": [{"actor": f"unit-{one % ACTORS}", "verb": "reports"}],
            }
        ],
        "support": [
            {
                "fields": ["name", "series", "length.counting"],
                "basis": "coder_supplied",
                "note": f"as in {one}",
            }
        ],
    }


def day_of(number: int) -> str:
    """One of a hundred thousand days."""
    return (dt.date(1800, 1, 1) + dt.timedelta(days=number % 100_003)).isoformat()


def file_of(events: int, parts: int = 10**9) -> bytes:
    """A whole file, with what the events refer to."""
    file = {
        "format": "korea-events",
        "version": 1,
        "actors": [{"id": f"unit-{number}", "name": "a state", "kind": "state"} for number in range(ACTORS)],
        "series": [{"id": "freedom-shield", "name": "Freedom Shield"}],
        "documents": [{"id": f"wire-{number}"} for number in range(DOCUMENTS)],
        "exercises": [event(number, parts) for number in range(events)],
    }
    return json.dumps(file).encode()


# -- peers ---------------------------------------------------------------------------------------------------------


def pydantic_models() -> dict[str, Any]:
    """Equivalent models by name, and an adapter for a list of events."""
    from typing import Annotated, Literal

    from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, create_model

    class Strict(BaseModel):  # type: ignore[misc, unused-ignore]  # pydantic may not be installed
        model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=200)]
    text = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]

    models: dict[str, Any] = {}

    def model(title: str, **fields: Any) -> Any:
        return models.setdefault(title, create_model(title, __base__=Strict, **fields))

    def maybe(kind: Any) -> Any:
        return (kind | None, None)

    def several(kind: Any) -> Any:
        return (tuple[kind, ...], ())

    plan = model("Plan", span=(text, ...), announced=maybe(text))
    unit = Literal["day", "week", "h", "min", "s"]
    counting = (Literal["inclusive", "elapsed", "weekdays", "unknown"], "unknown")
    length = model(
        "StatedLength", words=(text, ...), n=maybe(int), unit=(unit | None, None), counting=counting
    )
    role = Literal[
        "participant", "host", "lead", "commander", "supervisor", "operator", "attendee", "observer"
    ]
    participation = model("Participation", actor=(name, ...), role=(role, ...))
    verb = Literal["reports", "says", "quotes", "relays", "translates", "observes", "cites_unnamed"]
    hop = model("Hop", actor=maybe(name), verb=(verb, ...))
    citation = model("Citation", document=(name, ...), locator=maybe(text), attribution=several(hop))
    basis = (Literal["stated", "derived", "coder_supplied"], ...)
    fields = (tuple[text, ...], ...)
    support = model("Support", fields=fields, basis=basis, citations=several(citation), note=maybe(text))
    component = model(
        "ExerciseComponent", kind=(Literal["cpx", "ftx", "lfx"], ...), simulated=maybe(bool), count=maybe(int)
    )
    status = Literal["announced", "ongoing", "held", "postponed", "suspended", "cancelled", "unconfirmed"]
    exercise = model(
        "Exercise",
        id=(name, ...),
        name=(text, ...),
        plans=several(plan),
        status=(status | None, None),
        length=maybe(length),
        participations=several(participation),
        series=maybe(name),
        edition=maybe(text),
        components=several(component),
        citations=several(citation),
        support=several(support),
    )
    events: Any = list
    return models | {"adapter": TypeAdapter(events[exercise])}


def paused(run: Task) -> Task:
    """The same with garbage collection paused, which ``load`` does by itself."""

    def without() -> Any:
        gc.disable()
        try:
            return run()
        finally:
            gc.enable()

    return without


def ftm_lines(records: int) -> bytes:
    """Entities with about as many values as an event has."""
    return b"\n".join(
        json.dumps(
            {
                "id": f"drill-{number}",
                "schema": "Event",
                "properties": {
                    "name": [f"Freedom Shield {number}"],
                    "startDate": ["2024-03-04"],
                    "endDate": [f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"],
                    "summary": [
                        "the annual 11-day exercise",
                        "computer-simulated",
                        "48 kinds of field exercises",
                    ],
                    "country": ["kr", "us"],
                    "keywords": ["cpx", "ftx", "ongoing", "freedom-shield"],
                    "sourceUrl": [f"https://example.org/wire-{number}"],
                    "publisher": ["kcna"],
                    "location": ["South Korea"],
                    "notes": ["11-day", "inclusive", "coder supplied"],
                },
            }
        ).encode()
        for number in range(records)
    )


def memory(run: Task, events: int) -> float:
    """Bytes that the result of a load keeps, for each event."""
    gc.collect()
    tracemalloc.start()
    kept = run()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return size / events


def load_beside_pydantic() -> None:
    """The speed of the usual format, and the memory that its objects keep."""
    for what, parts in (("that differ in every part", EVENTS), ("with the same twelve parts", 12)):
        text = file_of(EVENTS, parts)
        events_only = json.dumps(json.loads(text)["exercises"]).encode()
        print(f"\n{EVENTS:,} events {what}, {len(text) / EVENTS:.0f} bytes each")
        peers: dict[str, Task] = {"json.loads, plain values": partial(json.loads, events_only)}
        if find_spec("pydantic"):
            peers["pydantic"] = partial(pydantic_models()["adapter"].validate_json, events_only)
            peers["pydantic, collection paused"] = paused(peers["pydantic"])
        goals = {name: 1 / 2 for name in peers if name.startswith("pydantic")}
        compare(f"load events {what}", partial(loads, text), peers, goals=goals, answer=counted, runs=5)

        few = min(EVENTS, 20_000)
        ours = memory(partial(_load_file_of, few, parts), few)
        print(f"\nmemory kept for each event: {ours:.0f} bytes")
        if find_spec("pydantic"):
            values = json.dumps([event(number, parts) for number in range(few)]).encode()
            theirs = memory(partial(pydantic_models()["adapter"].validate_json, values), few)
            verdict = "met" if theirs >= 2 * ours else "MISSED"
            print(f"  pydantic: {theirs:.0f}, {theirs / ours:.1f} times as much, goal 2: {verdict}")


def _load_file_of(events: int, parts: int) -> Any:
    return loads(file_of(events, parts))


def load_shipped() -> None:
    """The dossiers that ship with the library, beside their plain values."""
    for name in ("drills", "launches", "capabilities"):
        text = (files("korea_events.reference") / "data" / f"{name}.json").read_bytes()
        plain = partial(json.loads, text)
        compare(
            f"load {name}",
            partial(loads, text),
            {"json.loads": plain},
            goals={"json.loads": 1 / 8},
            answer=total,
        )


def total(result: Any) -> int:
    """How many records there are."""
    if isinstance(result, dict):
        return sum(len(values) for values in result.values() if isinstance(values, list))
    return len(list(result.records()))


def construct() -> None:
    """Events and spans by their constructors; spans are of days that were seen before."""

    def make(classes: Mapping[str, Any]) -> int:
        for number in range(MADE):
            hop = classes["Hop"](actor="kcna", verb="reports")
            citation = classes["Citation"](document="wire", locator=f"paragraph {number}", attribution=(hop,))
            length = classes["StatedLength"](words="11-day", n=11, unit="day", counting="inclusive")
            participation = classes["Participation"](actor="usa", role="participant")
            classes["Exercise"](
                id="fs-24",
                name="Freedom Shield 24",
                length=length,
                participations=(participation,),
                edition="24",
                citations=(citation,),
            )
        return MADE

    if find_spec("pydantic"):
        peers = {"pydantic": partial(make, pydantic_models())}
        compare(
            f"construct {MADE:,} events of five objects",
            lambda: make(vars(ke.model)),
            peers,
            goals={"pydantic": 1 / 2},
        )
    days = [(day_of(number), day_of(number + 10)) for number in range(MADE)]
    makers: dict[str, Callable[[str, str], Span]] = {
        "Span.on": lambda first, _: Span.on(first),
        "Span.bounded": lambda first, last: Span.bounded(latest_start=first, earliest_end=last),
        "Span.parse": lambda first, last: Span.parse(f"{first}/{last}"),
    }

    def repeat(maker: Callable[[str, str], Span]) -> int:
        return sum(maker(*pair) is not None for pair in days)

    peers = {name: partial(repeat, maker) for name, maker in makers.items()}
    compare(f"Span.of {MADE:,} known days", partial(repeat, Span.of), peers)


def load_beside_others() -> None:
    """The same dossier as a STIX bundle, and entities of about as many values."""
    records = 2_000
    text = file_of(records)
    if find_spec("stix2"):
        import stix2

        from korea_events.codecs import stix

        bundle = stix.dumps(loads(text)).text

        def parsed() -> int:
            return (
                sum(thing["type"] == "event" for thing in stix2.parse(bundle, allow_custom=True).objects)
                or records
            )

        compare(
            f"load {records:,} events",
            lambda: len(loads(text).exercises),
            {"stix2": parsed},
            goals={"stix2": 5},
            runs=3,
        )
    if find_spec("followthemoney"):
        from followthemoney import model  # type: ignore[import-not-found,unused-ignore]  # seldom installed

        entities = ftm_lines(records)

        def proxies() -> int:
            return len([model.get_proxy(json.loads(line), cleaned=False) for line in entities.splitlines()])

        compare(
            f"load {records:,} like records",
            lambda: len(loads(text).exercises),
            {"followthemoney": proxies},
            goals={"followthemoney": 2},
            runs=5,
        )


def stream_and_write() -> None:
    """JSON Lines record by record, and writing."""
    few = loads(file_of(20_000))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.jsonl"
        jsonl.save(few, path)
        size = path.stat().st_size / 1e6

        def stream() -> int:
            with jsonl.read_records(path) as found:
                return sum(1 for _ in found)

        start = time.process_time()
        lines = stream()
        speed = size / (time.process_time() - start)
        print(f"\nJSON Lines, validated line by line: {lines:,} lines, {size:.1f} MB, {speed:.1f} MB/s")
    plain_values = json.loads(dumps(few))

    def indented_by_json() -> int:
        return len(json.dumps(plain_values, ensure_ascii=False, indent=2)) + 1

    compare("write a dossier", lambda: len(dumps(few)), {"json, of plain values": indented_by_json}, runs=3)


def counted(result: Any) -> int:
    """How many events were loaded."""
    return len(getattr(result, "exercises", result))


if __name__ == "__main__":
    load_shipped()
    construct()
    load_beside_pydantic()
    load_beside_others()
    stream_and_write()
    finish()
