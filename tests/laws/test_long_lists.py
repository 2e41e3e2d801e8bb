"""What is clever about many alternatives, relays and origins gives what the slow way gives."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from itertools import combinations, product
from math import inf
from operator import or_

import pytest
from attrs import frozen
from hypothesis import given, strategies as st

from korea_events import Actor, Document, Dossier, EventReport, Exercise, Link, Plan, Span
from korea_events.analysis import (
    busiest,
    common,
    concurrency,
    count_by,
    count_overlaps,
    coverage,
    days,
    distances,
    find_overlaps,
    gaps,
    longest_gap,
    nearest,
    plain_days,
)
from korea_events.analysis.selection import PartRange, number_parts
from korea_events.answers import Work
from korea_events.evidence.comparison.accounts import RecordedAccount, list_accounts
from korea_events.evidence.comparison.revisions import discard_revised
from korea_events.evidence.lineages import Lineages
from korea_events.evidence.origins.counting import _measure_largest_clique, trace_origins
from korea_events.evidence.trails import _find_cycles, _find_sinks, normalize_cycle
from korea_events.temporal import Amount, Verdict, folding
from korea_events.temporal.active_amounts import (
    _find_core,
    _measure_cores,
    _measure_least_gap,
    _measure_shortest_outside,
    _sum_most,
)
from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import Bounds, close, find_relation_mask, measure_shared
from korea_events.temporal.engine import Columns, group_circles
from korea_events.temporal.joins.sweep import SweepPairs
from korea_events.temporal.stretches import merge_stretches

ticks = st.integers(0, 40)
closed_bounds = st.builds(
    lambda a, b, length, more, least: close(
        Bounds(min(a, b), max(a, b), -(10**6), 10**6, 1 + min(least, length), 1 + length + more)
    ),
    ticks, ticks, st.integers(0, 6), st.integers(0, 6), st.integers(0, 6),
)  # fmt: skip
many_bounds = st.lists(closed_bounds.filter(bool), min_size=1, max_size=24).map(tuple)


@given(many_bounds, many_bounds)
def test_pairs_of_alternatives_come_to_what_every_pair_comes_to(first, second):
    """The relations, and the least and the most of shared time, of long lists of alternatives."""
    mask, least, most = 0, None, None
    for x, y in product(first, second):
        mask |= find_relation_mask(x, y)
        shared = measure_shared(x, y)
        least = shared[0] if least is None else min(least, shared[0])
        most = shared[1] if most is None else max(most, shared[1])
    few, folding._FEW_PAIRS = folding._FEW_PAIRS, 1
    try:
        assert folding.fold_pairs(first, second, find_relation_mask, or_) == mask
        assert folding.fold_pairs(first, second, lambda x, y: measure_shared(x, y)[0], min) == least
        assert folding.fold_pairs(first, second, lambda x, y: measure_shared(x, y)[1], max) == most
    finally:
        folding._FEW_PAIRS = few


relays = st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefghij"), max_size=4)).map(
    lambda sources: {actor: some - {actor} for actor, some in sources.items()}
)


def find_sinks_slowly(start: str, sources: Mapping[str, set[str]]) -> set[str]:
    """Walk from one actor to all that the matter leads to."""
    seen, waiting, sinks = {start}, [start], set()
    while waiting:
        actor = waiting.pop()
        if actor not in sources:
            sinks.add(actor)
        new = sources.get(actor, set()) - seen
        seen |= new
        waiting += new
    return sinks


def find_cycle_slowly(start: str, sources: Mapping[str, set[str]]) -> tuple[str, ...] | None:
    """Walk from one actor, in order, until somebody has it from that one."""
    paths = {start: (start,)}
    waiting = deque(paths)
    while waiting:
        actor = waiting.popleft()
        further = sources.get(actor, set())
        if start in further:
            return normalize_cycle(paths[actor])
        for one in sorted(further - paths.keys()):
            paths[one] = (*paths[actor], one)
            waiting.append(one)
    return None


@given(relays)
def test_relays_lead_where_a_walk_from_each_actor_leads(sources):
    """The sinks of every actor, and the shortest cycle that each is in."""
    groups = group_circles(sources, lambda actor: sources.get(actor, ()))
    actors = sources.keys() | set().union(*sources.values())
    assert sorted(actor for group in groups for actor in group) == sorted(actors)
    assert _find_sinks(groups, sources) == {actor: find_sinks_slowly(actor, sources) for actor in actors}
    slowly = {find_cycle_slowly(actor, sources) for actor in sources} - {None}
    assert _find_cycles(groups, sources) == slowly


@given(st.integers(0, 8), st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2)))
def test_the_largest_clique_is_the_largest_of_all_sets(count, pairs):
    """Of origins that are independent of each other."""
    pairs = {pair for pair in pairs if max(pair) < count}
    masks = [sum(1 << other for other in range(count) if {one, other} in pairs) for one in range(count)]
    largest = max(
        size
        for size in range(count + 1)
        for some in combinations(range(count), size)
        if all(frozenset(pair) in pairs for pair in combinations(some, 2))
    )
    assert _measure_largest_clique(masks, Work()) == largest


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10), st.permutations(range(10)))
def test_the_root_of_a_document_does_not_depend_on_what_was_asked_before(original, order):
    """Which is the end of its chain of copies and restatements, or the smallest identifier of a cycle."""
    links = [
        Link(id=f"l{one}", kind="restates", source=f"d{one}", target=f"d{other}")
        for one, other in enumerate(original)
        if one != other
    ]
    lineages = Lineages(Dossier.of(*(Document(id=f"d{number}") for number in range(10)), *links))
    for asked in order:
        path = [asked]
        while original[path[-1]] != path[-1] and original[path[-1]] not in path:
            path.append(original[path[-1]])
        last = original[path[-1]]
        assert lineages.root(f"d{asked}") == f"d{min(path[path.index(last) :])}"


@frozen
class Part:
    """An item that is a part of another one."""

    id: str
    part_of: str | None
    span: Span | None = None


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_numbers_say_what_is_a_part_of_what(wholes):
    """As a walk from each part to all its wholes does; of a cycle, every item is a part of any other one."""
    items = [
        Part(id=f"x{part}", part_of=None if part == whole else f"x{whole}")
        for part, whole in enumerate(wholes)
    ]
    ranges = number_parts(items)
    above = {item.id: item.part_of for item in items}
    for item in items:
        seen: list[str] = []
        whole = item.part_of
        while whole is not None and whole not in seen:
            seen.append(whole)
            whole = above.get(whole)
        if whole is not None and item.id not in seen:
            continue  # outside of a cycle, it is a part of some of that
        for other in ranges.keys() - {item.id}:
            one, two = ranges.get(item.id, PartRange()), ranges[other]
            is_part = two.contains(one) or (other in seen and item.id in seen and one.contains(two))
            assert is_part == (other in seen)


stretches = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=12).map(
    lambda pairs: merge_stretches((start, start + length) for start, length in pairs)
)


@given(closed_bounds.filter(bool), stretches)
def test_the_fewest_ticks_outside_of_holes_are_those_of_some_stretch(bounds, holes):
    """Of all stretches that bounds allow, as far as the ends of the bounds are near."""
    near = close(bounds._replace(end_min=max(bounds.end_min, 0), end_max=min(bounds.end_max, 80)))
    a, b, c, d, p, q = near
    fewest = min(
        sum(not any(begin <= tick < over for begin, over in holes) for tick in range(start, end))
        for start in range(a, b + 1)
        for end in range(max(c, start + p), min(d, start + q) + 1)
    )
    assert _measure_shortest_outside(near, holes) == fewest


@given(stretches, stretches)
def test_the_least_gap_is_that_of_some_pair(first, second):
    """Of stretches that touch or share a tick there is none."""
    slowly = min((max(0, y[0] - x[1], x[0] - y[1]) for x, y in product(first, second)), default=99)
    assert _measure_least_gap(first, second, 99) == slowly


@given(st.lists(many_bounds, min_size=1, max_size=5), st.lists(many_bounds, min_size=1, max_size=5))
def test_the_shared_time_of_many_spans_is_that_of_every_pair(first, second):
    """The most added up, as far as that matters, and the greatest of the least."""
    ours, theirs = ([ProjectedSpan(some, some, exact=True) for some in side] for side in (first, second))
    shared = [[measure_shared(x, y) for x in one for y in other] for one, other in product(first, second)]
    most = sum(max(ticks for _, ticks in pair) for pair in shared)
    assert _sum_most(ours, theirs, 10**9) == most
    assert min(40, _sum_most(ours, theirs, 40)) == min(40, most)
    cores = [tuple(map(_find_core, side)) for side in (ours, theirs)]
    assert folding.fold_pairs(*cores, _measure_cores, max) == max(
        min(ticks for ticks, _ in pair) for pair in shared
    )


plan_reports = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 6)), max_size=7)


@given(plan_reports)
def test_plans_are_revised_as_if_all_pairs_were_compared(reports):
    """By a later plan that contradicts them, unless a later report still gives what they say."""
    documents = [
        Document(id=f"d{n}", published=Span.on(f"2024-01-0{day}")) for n, (_, day) in enumerate(reports)
    ]
    records = [
        EventReport(
            id=f"r{n}", event="e", document=f"d{n}", plans=[Plan(span=f"2024-03-0{day}/2024-03-0{day + 1}")]
        )
        for n, (day, _) in enumerate(reports)
    ]
    dossier = Dossier.of(Exercise(id="e", name="e"), *documents, *records)
    items = [RecordedAccount(record, next(list_accounts(record))) for record in records]

    def contradicts(one: int, other: int) -> bool:
        return reports[one][0] != reports[other][0]

    def is_revised(old: int) -> bool:
        alike = [n for n in range(len(reports)) if n != old and not contradicts(n, old)]
        return any(
            reports[old][1] < reports[new][1]
            and contradicts(old, new)
            and not any(reports[other][1] >= reports[new][1] for other in alike)
            for new in range(len(reports))
        )

    kept = [item.record.id for item in discard_revised(items, Lineages(dossier))]
    assert kept == [f"r{n}" for n in range(len(reports)) if not is_revised(n)]


@given(
    st.lists(st.sets(st.integers(0, 2), min_size=1), min_size=2, max_size=2),
    st.sets(
        st.frozensets(st.sampled_from(["a0", "a1", "a2", "d0", "d1", "x0", "x1"]), min_size=2, max_size=2)
    ),
)
def test_a_link_makes_two_origins_independent_if_each_end_is_about_only_one(cited, pairs):
    """Whether it is between actors, their documents, or the records that rest on them."""
    actors = [Actor(id=f"a{n}", name=f"a{n}", kind="outlet") for n in range(5)]
    documents = [Document(id=f"d{n}", publisher=f"a{n}") for n in range(5)]
    records = [
        Exercise(id=f"x{n}", name="x", citations=[f"d{one}" for one in sorted(some)])
        for n, some in enumerate(cited)
    ]
    links = [
        Link(id=f"l{n}", kind="independent_of", source=min(pair), target=max(pair))
        for n, pair in enumerate(pairs)
    ]
    lineages = Lineages(Dossier.of(*actors, *documents, *records, *links))
    members = {
        one: {f"a{one}", f"d{one}", *(f"x{n}" for n, some in enumerate(cited) if one in some)}
        for one in set().union(*cited)
    }
    apart = {
        frozenset((one, other))
        for one, other in combinations(members, 2)
        if any(p & (members[one] - members[other]) and p & (members[other] - members[one]) for p in pairs)
    }
    most = max(
        size
        for size in range(len(members) + 1)
        for some in combinations(members, size)
        if all(frozenset(pair) in apart for pair in combinations(some, 2))
    )
    assert trace_origins(records, lineages).independent == most


spans_of_days = st.tuples(st.integers(1, 20), st.integers(0, 6), st.integers(0, 3)).map(
    lambda at: Span.bounded(
        earliest_start=f"2024-03-{at[0]:02}",
        latest_start=f"2024-03-{at[0] + at[2]:02}",
        earliest_end=f"2024-03-{at[0] + at[1]:02}",
        latest_end=f"2024-03-{at[0] + at[1] + at[2]:02}",
    )
)
some_items = st.dictionaries(st.sampled_from("abcd"), spans_of_days).map(
    lambda spans: [Part(id=name, part_of=None, span=span) for name, span in spans.items()]
)


@given(some_items, some_items, st.sampled_from(["certain", "possible"]))
def test_overlaps_are_counted_as_they_are_listed(items, others, at_least):
    """Also where the same events are on both sides."""
    found = find_overlaps(items, others, at_least=at_least)
    assert count_overlaps(items, others, at_least=at_least) == len(list(found))
    assert count_overlaps(items, at_least=at_least) == len(list(find_overlaps(items, at_least=at_least)))


VAGUE = (
    "[2024-03-04,2024-03-06,2024-03-08]", "2024-XX-31", "2024-03-3X~", "[2024-03-04..2024-03-05,2024-03-30]",
    "2024-03", "2024-03-05/2024-03-08", "[2024-02,2024-05]", "2024-03-06",
)  # fmt: skip
repeated_events = st.lists(
    st.tuples(
        st.sampled_from(VAGUE),
        st.sampled_from((None, None, "unconfirmed")),
        st.sampled_from((None, None, None, "x-0")),
    ),
    min_size=1,
    max_size=12,
).map(
    lambda rows: [
        Exercise(id=f"x-{at}", name="drill", span=text, status=status, part_of=part if at else None)
        for at, (text, status, part) in enumerate(rows)
    ]
)


@given(repeated_events)
def test_dates_that_many_events_share_are_counted_once_for_each(events):
    """Of equal dates with many alternatives an answer is worked out once: it is what each by itself comes to."""
    questions = (
        concurrency, busiest, coverage, gaps, longest_gap, common,
        lambda items: gaps(items, at_least="possible"),
    )  # fmt: skip
    found = [question(events) for question in questions]
    group, days.group_alike = days.group_alike, lambda rows: ((row, 1) for row in rows)
    try:
        assert found == [question(events) for question in questions]
    finally:
        days.group_alike = group
    for at_least in ("possible", "certain"):
        for sides in ((events,), (events, events), (events, events[::2])):
            pairs = find_overlaps(*sides, at_least=at_least)
            assert count_overlaps(*sides, at_least=at_least) == sum(1 for _ in pairs)


@given(repeated_events, st.sampled_from(("month", "week", "year")))
def test_events_that_share_their_dates_add_up_in_every_period(events, by):
    """What is no part of anything counts as it does alone."""
    alone = [event.replace(part_of=None) for event in events]
    window = {"since": "2024-01-01", "until": "2024-12-31"}
    each = [count_by([event], by, **window) for event in alone]
    found = count_by(alone, by, **window)
    assert [row.least for row in found] == [
        sum(rows) for rows in zip(*[[row.least for row in one] for one in each], strict=True)
    ]
    assert [row.most for row in found] == [
        sum(rows) for rows in zip(*[[row.most for row in one] for one in each], strict=True)
    ]


zoned_events = st.lists(
    st.tuples(
        st.integers(1, 25), st.integers(0, 5), st.sampled_from(("Asia/Seoul", "Asia/Pyongyang", "Europe/London")),
        st.sampled_from(("exact", "exact", "exact", "vague", "unconfirmed", "cancelled", "paused", "planned")),
    ),
    max_size=12,
)  # fmt: skip


def make_zoned_event(at, first, more, zone, kind):
    """An event of a day or more in March, or in the days around it."""
    days = Span.parse(f"2024-03-{first:02}/2024-03-{first + more:02}", zone=zone)
    if kind == "planned":
        return Exercise(id=f"x-{at}", name="drill", plans=[Plan(span=days)])
    if kind == "cancelled":
        return Exercise(id=f"x-{at}", name="drill", status="cancelled")
    vague = Span.parse(f"[2024-03-{first:02}..2024-03-{first + more:02}]", zone=zone)
    return Exercise(
        id=f"x-{at}",
        name="drill",
        span=vague if kind == "vague" else days,
        status="unconfirmed" if kind == "unconfirmed" else None,
        pauses=[Span.on(f"2024-03-{first + 1:02}", zone=zone)] if kind == "paused" and more > 1 else [],
    )


@given(zoned_events, st.sampled_from((None, "Asia/Seoul", "Europe/London")), st.sampled_from(("any", "held")))
def test_what_is_known_to_the_day_is_counted_as_one_by_one(rows, zone, footing):
    """A collection remembers how many of its items begin and end on each day, and answers the same each time."""
    events = [make_zoned_event(at, *row) for at, row in enumerate(rows)]
    dossier = Dossier.of(*events)

    def ask(items):
        options = {"zone": zone, "footing": footing}
        found = [concurrency(items, **options), coverage(items, **options), gaps(items, **options)]
        counted = [
            count_by(items, by, since=since, **options)
            for by in ("month", "week", None)
            for since in (None, "2024-03-10")
        ]
        return [
            (list(found[0]), found[0].zone, found[0].skipped),
            (found[1], found[1].skipped),
            found[2],
            *counted,
        ]

    split, plain_days._split = plain_days._split, lambda items: ({}, dict(enumerate(items)))
    try:
        expected = ask(dossier.exercises)
    finally:
        plain_days._split = split
    dossier = Dossier.of(*events)
    kinds = (dossier, dossier, dossier.exercises, dossier.events(), list(dossier.exercises))
    assert [ask(items) for items in kinds] == [expected] * 5


DATES = (
    *VAGUE,
    "2024-03-05~",
    "2024-03-20~/2024-03-22",
    "2024-04",
    "2024-03-01",
    "2024-03-29/",
    "../2024-03-02",
    "/",
)
measured_events = st.lists(
    st.tuples(
        st.sampled_from((*DATES, "2024-03-01", "2024-03-12", "2024-03-13/2024-03-16", "2024-03-27", None)),
        st.sampled_from((None, None, None, "unconfirmed", "paused", "cancelled")),
    ),
    max_size=10,
).map(lambda rows: [make_measured_event(at, *row) for at, row in enumerate(rows)])


def make_measured_event(at, text, kind):
    """An event, or a span if there is nothing else to say."""
    if kind == "cancelled" or text is None:
        return Exercise(id=f"x-{at}", name="drill", status="cancelled" if kind == "cancelled" else None)
    if kind == "paused":
        days, pauses = Span.of("2024-03-09", "2024-03-18"), [Span.on("2024-03-12")]
        return Exercise(id=f"x-{at}", name="drill", span=days, pauses=pauses)
    span = Span.unknown() if text == "/" else Span.parse(text)
    return (
        span if at % 4 == 3 and kind is None else Exercise(id=f"x-{at}", name="drill", span=span, status=kind)
    )


def repeat_ids(items, count):
    """The same items, of which some have the same id."""
    return [
        item if isinstance(item, Span) else item.replace(id=f"x-{at % count}")
        for at, item in enumerate(items)
    ]


nearest_options = st.fixed_dictionaries(
    {
        "grain": st.sampled_from((None, "day", "instant")),
        "zone": st.sampled_from(("Asia/Seoul", "Asia/Pyongyang", "Europe/London")),
        "footing": st.sampled_from(("any", "held")),
    }
)


@given(measured_events, measured_events, nearest_options, st.booleans(), st.sampled_from((2, 5, 99)))
def test_what_is_nearest_to_many_is_what_is_nearest_to_each(items, others, options, itself, ids):
    """Only what can decide is looked at: nothing that is farther away than another must be."""
    items = repeat_ids(items, ids)
    others = items if itself else repeat_ids(others, ids)
    found = nearest(items, others, **options)
    dated = [item for item in items if isinstance(item, Span) or item.when is not None]
    expected = [(item, near) for item in dated for near in nearest(item, others, **options)]
    assert [(row.item, row.other, row.distance, row.verdict) for row in found] == [
        (item, near.item, near.distance, near.verdict) for item, near in expected
    ]
    undated = {id(item) for item in items} - {id(item) for item in dated}
    assert {id(one.item) for one in found.skipped} == undated | {
        id(one.item) for one in nearest(Span.on("2024-03-04"), others).skipped
    }


@given(measured_events, measured_events, nearest_options, st.sampled_from((2, 5, 99)), st.booleans())
def test_what_is_out_of_reach_decides_nothing_about_the_nearest(items, others, options, ids, collected):
    """Known days are compared in columns, and only what is within reach is looked at closely."""
    if collected:
        items, others = (
            Dossier.of(*(item for item in side if not isinstance(item, Span))) for side in (items, others)
        )
    else:
        items, others = repeat_ids(items, ids), repeat_ids(others, ids)

    def reach_all(centres, rows):
        columns = (
            Columns(*[[-inf] * len(side[1])] * 2, *[[inf] * len(side[1])] * 2) for side in (centres, rows)
        )
        return [inf] * len(centres[1]), SweepPairs(*columns)

    found = nearest(items, others, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_days, "_split", lambda items: ({}, dict(enumerate(items))))
        patch.setattr(distances, "find_within_reach", reach_all)
        patch.setattr(distances, "_is_known", lambda _: False)
        for side in (items, others) if collected else ():
            side.exercises.derived.clear()
        slowly = nearest(items, others, **options)
    assert (list(found), found.skipped) == (list(slowly), slowly.skipped)


known_days = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 3), st.sampled_from((None, "a", "b", "c"))), max_size=12
)


@given(known_days, known_days, st.booleans())
def test_the_nearest_of_known_days_are_those_with_the_fewest_days_between(items, others, itself):
    others = items if itself else others

    def make(first, more, name):
        days = Span.parse(f"2024-03-{first:02}/2024-03-{first + more:02}")
        return days if name is None else Exercise(id=name, name="drill", span=days)

    first, second = ([make(*row) for row in side] for side in (items, others))
    expected = []
    for centre, (start, more, name) in zip(first, items, strict=True):
        gaps = [
            (max(0, a - start - more - 1, start - a - length - 1), other)
            for (a, length, other_name), other in zip(others, second, strict=True)
            if name is None or name != other_name
        ]
        least = min((gap for gap, _ in gaps), default=0)
        expected += [
            (centre, other, Amount(least=gap, most=gap), Verdict.CERTAIN)
            for gap, other in gaps
            if gap == least
        ]
    found = nearest(first, second)
    assert [(row.item, row.other, row.distance, row.verdict) for row in found] == expected
