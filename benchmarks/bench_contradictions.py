"""Contradictions: how the time grows from 1,000 to 100,000 records, and beside comparing every pair.

A launch has eight accounts of it, half of them reports and half claims, and a document for each; one in three figures
differs. The second task is one activity with as many reports, of which each pair agrees: the time must not grow with
the number of pairs. ``BENCH_CONTRADICTIONS=10000`` sets the largest number of records.
"""

from __future__ import annotations

import os
import time
from itertools import combinations

from ratio import compare, finish

from korea_events import (
    Activity,
    Actor,
    Document,
    Dossier,
    EventClaim,
    EventReport,
    Measure,
    Quantity,
    Record,
    Span,
    WeaponEvent,
)
from korea_events.evidence import compare as compare_accounts, contradictions

MOST = int(os.environ.get("BENCH_CONTRADICTIONS", "100000"))
ACCOUNTS = 8
AGENCIES = [Actor(id=f"a{number}", name=f"Agency {number}", kind="agency") for number in range(ACCOUNTS)]


def count_missiles(number: int) -> Measure:
    """A measure; one in three counts one missile more."""
    return Measure(what="missiles", quantity=Quantity(value=2 + (number % 3 == 0)))


def make_launches(records: int) -> Dossier:
    """Launches with their documents, reports and claims."""
    made: list[Record] = [*AGENCIES]
    for number in range(records // (2 * ACCOUNTS + 1)):
        day = Span.on(f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}")
        made.append(WeaponEvent(id=f"e{number}", name="launch", span=day))
        for place in range(ACCOUNTS):
            name = f"{number}-{place}"
            made.append(Document(id=f"d{name}", publisher=f"a{place}", published=day))
            if place % 2:
                measures = [count_missiles(number + place)]
                made.append(
                    EventReport(
                        id=f"r{name}", event=f"e{number}", document=f"d{name}", span=day, measures=measures
                    )
                )
            else:
                value = Quantity(value=400 + 200 * (place % 3), unit="km")
                made.append(
                    EventClaim(
                        id=f"c{name}", event=f"e{number}", attribute="flight_distance", claimants=[f"a{place}"],
                        citations=[f"d{name}"], value=value,
                    )
                )  # fmt: skip
    return Dossier.of(*made)


def make_one_activity(records: int) -> Dossier:
    """Reports of one activity that all say the same."""
    day = Span.on("2024-03-18")
    made: list[Record] = [*AGENCIES, Activity(id="e", name="drills")]
    for number in range(records // 2):
        made.append(Document(id=f"d{number}", publisher=f"a{number % ACCOUNTS}", published=day))
        made.append(EventReport(id=f"r{number}", event="e", document=f"d{number}", span=day, status="held"))
    return Dossier.of(*made)


def compare_every_pair(dossier: Dossier) -> set[tuple[str, str]]:
    """The records that contradict each other, found by looking at all of them."""
    accounts: list[EventReport | EventClaim] = [*dossier.event_reports, *dossier.event_claims]
    return {
        (min(one.id, other.id), max(one.id, other.id))
        for one, other in combinations(accounts, 2)
        if compare_accounts(one, other, dossier).verdict == "contradicts"
    }


def find_pairs(dossier: Dossier) -> set[tuple[str, str]]:
    """The same by the library."""
    return {found.between for found in contradictions(dossier)}


def main() -> None:
    """The growth of the time, and the ratio on a few launches, where comparing every pair still ends."""
    for name, make in (("launches", make_launches), ("one activity", make_one_activity)):
        number = 1000
        while number <= MOST:
            dossier = make(number)
            start = time.process_time()
            found = len(contradictions(dossier))
            busy = time.process_time() - start
            each = busy / len(dossier) * 1e6
            print(
                f"{name}, {len(dossier)} records: {found} contradictions, {busy:.2f} s, {each:.0f} µs a record"
            )
            number *= 10
    few = make_launches(100)
    compare(
        "contradictions of 100 records",
        lambda: find_pairs(few),
        {"every pair": lambda: compare_every_pair(few)},
        runs=3,
    )
    finish()


if __name__ == "__main__":
    main()
