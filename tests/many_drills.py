"""Exercises made by chance, the same on every machine: for pictures of more than anybody has coded."""

from __future__ import annotations

import random

import korea_events as ke


def many_drills(number):
    """Exercises of three years in twenty series: known to the day, vaguely, without an end, or only announced."""
    chance = random.Random(5)
    return [_drill(n, chance) for n in range(number)]


def _drill(n, chance):
    first = ke.Span.on("2022-01-01").possible.first.add(days=chance.randrange(1000))
    last = first.add(days=chance.choice([0, 0, 1, 3, 5, 10, 11, 20, 40]))
    known = ke.Span.of(first, last)
    vague = ke.Span.bounded(earliest_start=first, latest_start=first.add(days=4), latest_end=last.add(days=6))
    month, endless = ke.Span.parse(f"{first:YYYY-MM}"), ke.Span.parse(f"{first.isoformat()}/")
    span = chance.choice([known, known, known, vague, month, endless])
    when = {"span": span} if chance.random() < 0.7 else {"plans": [ke.Plan(span=span)]}
    return ke.Exercise(id=f"x{n}", name=f"Exercise {n} 훈련", series=f"series-{n % 20:02}", **when)
