"""Loading files: nested events beside pydantic on equivalent models, and like records beside stix2 and followthemoney.

An event has about 700 bytes: names, a plan, a length, two participations, a citation with a chain, a support and two
components. The models of pydantic are strict, frozen and refuse unknown fields; they check types, patterns and codes,
but neither dates nor rules between fields, and no references. ``load`` leaves nothing out: duplicates of keys, every
date, all rules, references, unknown fields. Everyone begins with bytes and ends with objects.

A peer that is not installed is left out. ``BENCH_FILES=20000`` sets the number of events.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ratio import compare, finish

from korea_events.codecs import dumps, jsonl, loads

Task = Callable[[], Any]
EVENTS = int(os.environ.get("BENCH_FILES", "100000"))
DOCUMENTS = 500


def event(number: int) -> dict[str, Any]:
    """One nested event; names, dates and places of citations differ, as they do in files."""
    return {
        "id": f"drill-{number}",
        "name": f"Freedom Shield {number}",
        "plans": [{"span": f"/2024-{number % 12 + 1:02}-{number % 28 + 1:02}", "announced": "2024-02-28"}],
        "status": "ongoing",
        "length": {"words": "11-day", "n": 11, "unit": "day", "counting": "inclusive"},
        "participations": [{"actor": "usa", "role": "participant"}, {"actor": "kor", "role": "participant"}],
        "series": "freedom-shield",
        "edition": str(number % 90),
        "components": [{"kind": "cpx", "simulated": True}, {"kind": "ftx", "count": number % 50 + 1}],
        "citations": [
            {
                "document": f"wire-{number % DOCUMENTS}",
                "locator": f"paragraph {number % 30}",
                "attribution": [{"actor": "kcna", "verb": "reports"}],
            }
        ],
        "support": [{"fields": ["name", "series", "edition", "length.counting"], "basis": "coder_supplied"}],
    }


def file_of(events: int) -> bytes:
    """A whole file, with what the events refer to."""
    file = {
        "format": "korea-events",
        "version": 1,
        "actors": [{"id": name, "name": name, "kind": "state"} for name in ("usa", "kor", "kcna")],
        "series": [{"id": "freedom-shield", "name": "Freedom Shield"}],
        "documents": [{"id": f"wire-{number}"} for number in range(DOCUMENTS)],
        "exercises": [event(number) for number in range(events)],
    }
    return json.dumps(file).encode()


# -- peers ---------------------------------------------------------------------------------------------------------


def pydantic_models() -> Any:
    """Equivalent models, as an adapter for a list of events."""
    from typing import Annotated, Literal

    from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, create_model

    class Strict(BaseModel):  # type: ignore[misc, unused-ignore]  # pydantic may not be installed
        model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=200)]
    text = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]

    def model(title: str, **fields: Any) -> Any:
        return create_model(title, __base__=Strict, **fields)

    def maybe(kind: Any) -> Any:
        return (kind | None, None)

    def several(kind: Any) -> Any:
        return (tuple[kind, ...], ())

    plan = model("Plan", span=(text, ...), announced=maybe(text))
    unit = Literal["day", "week", "h", "min", "s"]
    counting = (Literal["inclusive", "elapsed", "weekdays", "unknown"], "unknown")
    length = model("Length", words=(text, ...), n=maybe(int), unit=(unit | None, None), counting=counting)
    role = Literal[
        "participant", "host", "lead", "commander", "supervisor", "operator", "attendee", "observer"
    ]
    participation = model("Participation", actor=(name, ...), role=(role, ...))
    verb = Literal["reports", "says", "quotes", "relays", "translates", "observes", "cites_unnamed"]
    hop = model("Hop", actor=maybe(name), verb=(verb, ...))
    citation = model("Citation", document=(name, ...), locator=maybe(text), attribution=several(hop))
    basis = (Literal["stated", "derived", "coder_supplied"], ...)
    support = model("Support", fields=(tuple[text, ...], ...), basis=basis, citations=several(citation))
    component = model(
        "Component", kind=(Literal["cpx", "ftx", "lfx"], ...), simulated=maybe(bool), count=maybe(int)
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
    return TypeAdapter(events[exercise])


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
    text = file_of(EVENTS)
    events_only = json.dumps(json.loads(text)["exercises"]).encode()
    print(f"{EVENTS:,} events, {len(text) / EVENTS:.0f} bytes each")
    peers: dict[str, Task] = {"json.loads, plain values": lambda: json.loads(events_only)}
    if find_spec("pydantic"):
        adapter = pydantic_models()
        peers["pydantic"] = lambda: adapter.validate_json(events_only)
        peers["pydantic, collection paused"] = paused(peers["pydantic"])
    goals = {name: 1 / 2.5 for name in peers if name == "pydantic"}
    compare("load a file of nested events", lambda: loads(text), peers, goals=goals, answer=counted, runs=5)

    few = 20_000
    ours = memory(lambda: loads(file_of(few)), few)
    print(f"\nmemory kept for each event: {ours:.0f} bytes")
    if find_spec("pydantic"):
        values = json.dumps([event(number) for number in range(few)]).encode()
        theirs = memory(lambda: pydantic_models().validate_json(values), few)
        verdict = "met" if theirs >= 2 * ours else "MISSED"
        print(f"  pydantic: {theirs:.0f}, {theirs / ours:.1f} times as much, goal 2: {verdict}")


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
    load_beside_pydantic()
    load_beside_others()
    stream_and_write()
    finish()
