"""Totals: what measures add up to, and what they do not."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.errors import QuestionError


def event(name, span="2031-03-18", *measures, what="missiles", **more):
    """An event with measures: texts of numbers, or whole measures."""
    given = [one if isinstance(one, ke.Measure) else ke.Measure(what=what, quantity=one) for one in measures]
    return ke.WeaponEvent(id=name, name=name, span=span, measures=given, **more)


def tell(rows):
    return {str(getattr(row.group, "id", row.group)): row.number for row in rows}


def missiles(**more):
    return ke.Measure(what="missiles", **more)


@pytest.mark.parametrize(
    "measures, number",
    [
        (["8"], "8"),
        (["at least 3"], "3 or more"),
        (["up to 4"], "0–4"),
        (["10 to 15"], "10–15"),
        (["about 10"], "5–14"),
        ([missiles(quantity="8", of="KN-23"), missiles(quantity="2", of="KN-25")], "10"),
        ([missiles(quantity="10"), missiles(quantity="2", of="KN-25")], "10"),
        ([missiles(quantity="8"), missiles(quantity="9")], "8–9"),
        ([missiles(quantity="3", actor="a"), missiles(quantity="2", actor="b")], "5"),
        ([missiles(quantity="3", actor="a"), missiles(quantity="1", actor="a", of="KN-23")], "3"),
        ([missiles(quantity="3", actor="a"), missiles(quantity="2", of="KN-23")], "3–5"),
        ([missiles(quantity="at least 2"), missiles(quantity="3", of="KN-23")], "3 or more"),
        ([missiles(quantity="2"), missiles(quantity="3", of="KN-23")], "2–3"),
        ([missiles(quantity=ke.Quantity(value=80, corrected=ke.Quantity(value=8)))], "8"),
        ([missiles(quantity=ke.Comparison(factor=2))], "0"),
        ([missiles(words="a salvo")], "0"),
        ([missiles(quantity="100", cumulative=True)], "0"),
        ([missiles(quantity="100", cumulative=True), missiles(quantity="2")], "2"),
        ([missiles(quantity=ke.Quantity(value=8, unit="km"))], "0"),
    ],
)
def test_the_number_of_one_event(measures, number):
    """Different things and sides add; the number of all includes the others; what may overlap is not certain twice."""
    assert tell(ke.total([event("launch", "2031-03-18", *measures)], "missiles")) == {"(all)": number}


def test_casualties_take_killed_and_wounded_that_are_told_apart():
    apart = [ke.Measure(what="killed", quantity="3"), ke.Measure(what="wounded", quantity="at least 5")]
    together = ke.Measure(what="casualties", quantity="10")
    assert tell(ke.total([event("a", "2031-03-18", *apart)], "casualties")) == {"(all)": "8 or more"}
    assert tell(ke.total([event("a", "2031-03-18", *apart, together)], "casualties")) == {"(all)": "10"}
    assert tell(ke.total([event("a", "2031-03-18", *apart)], "killed")) == {"(all)": "3"}
    theirs = [one.replace(actor="prk") for one in (*apart, together)]
    assert tell(ke.total([event("a", "2031-03-18", *theirs)], "casualties")) == {"(all)": "10"}


def test_hours_are_hours_in_whatever_unit():
    half = event(
        "a", "2031-03-18", ke.Measure(what="hours", quantity=ke.Quantity(low=90, high=120, unit="min"))
    )
    rows = ke.total([half], "hours")
    assert [round(rows[0].least, 1), round(rows[0].most, 1)] == [1.5, 2.0]


def test_what_was_left_out_is_listed_with_the_reason():
    total = ke.total(
        [
            event("counted", "2031-03-18", "3"),
            event("words", "2031-03-18", missiles(words="a salvo")),
            event("so-far", "2031-03-18", missiles(quantity="100", cumulative=True)),
            event("off", None, "3", status="cancelled"),
            event("undated", None, "3"),
            ke.Exercise(id="drill", name="drill", span="2031-03-18"),
        ],
        "missiles",
        by="month",
    )
    assert tell(total) == {"2031-03": "3"}
    assert {one.item.id: str(one.reason) for one in total.skipped} == {
        "words": "no_number",
        "so-far": "running_total",
        "off": "cancelled",
        "undated": "no_date",
        "drill": "no_number",
    }


def test_an_event_over_several_months_counts_in_the_most_of_each():
    """The 20 of a campaign flew some time from March to May."""
    campaign = event("campaign", "2031-03-20/2031-05-02", "20")
    assert tell(ke.total([campaign], "missiles", "month")) == {
        "2031-03": "0–20",
        "2031-04": "0–20",
        "2031-05": "0–20",
    }
    assert tell(ke.total([campaign], "missiles", "year")) == {"2031": "20"}


CAMPAIGN = ke.Dossier.of(
    event("campaign", "2031-03-20/2031-05-02", "20"),
    event("march", "2031-03-21", "5", part_of="campaign"),
    event("april", "2031-04-10", "at least 4", part_of="campaign"),
    event("silent", "2031-04-12", part_of="campaign"),
    event("late", "2031-06-01", "2", part_of="campaign"),
)


def test_parts_say_how_much_of_their_whole_is_certain():
    """Each part is among the 20, even one that came when the campaign was said to be over."""
    rows = ke.total(CAMPAIGN, "missiles", by="month")
    assert tell(rows) == {"2031-03": "5–20", "2031-04": "4–20", "2031-05": "0–20", "2031-06": "2–20"}
    assert rows.skipped == ()
    assert tell(ke.total(CAMPAIGN, "missiles")) == {"(all)": "20"}


def test_a_whole_without_a_number_has_those_of_its_parts():
    """Missiles are fired once; the same troops may be in both parts."""
    whole = event("drill", "2031-03-01/2031-03-10")
    parts = [
        event(name, "2031-03-05", ke.Measure(what="missiles", quantity="3"), ke.Measure(what="troops", quantity="500"),
              part_of="drill")
        for name in ("dawn", "dusk")
    ]  # fmt: skip
    assert tell(ke.total([whole, *parts], "missiles")) == {"(all)": "6"}
    assert tell(ke.total([whole, *parts], "troops")) == {"(all)": "500–1,000"}
    apart = [part.replace(part_of=None) for part in parts]
    assert tell(ke.total(apart, "troops")) == {"(all)": "1,000"}


def test_parts_that_exceed_their_whole_leave_both_open():
    whole, part = event("whole", "2031-03-18", "3"), event("part", "2031-03-18", "5", part_of="whole")
    assert tell(ke.total([whole, part], "missiles")) == {"(all)": "3–5"}


def test_what_several_kinds_or_systems_share_is_certain_of_none():
    both = event("both", "2031-03-18", "8", kinds=["ballistic_missile_launch", "cruise_missile_launch"])
    one = event("one", "2031-03-19", "2", kinds=["ballistic_missile_launch"])
    assert tell(ke.total([both, one], "missiles", by="kind")) == {
        "launch": "10",
        "ballistic_missile_launch": "2–10",
        "cruise_missile_launch": "0–8",
    }


def test_a_measure_says_whose_it_is():
    """The state lost 3 by its unit; what of the rest was whose is not said of the second event."""
    dossier = ke.Dossier.of(
        ke.Actor(id="prk", name="North Korea", kind="state"),
        ke.Actor(id="army", name="army", kind="unit", part_of="prk"),
        ke.Actor(id="ukr", name="Ukraine", kind="state"),
        event(
            "a", "2031-03-18", ke.Measure(what="killed", quantity="3", actor="army"), participations=["ukr"]
        ),
        event("b", "2031-03-19", ke.Measure(what="killed", quantity="5"), participations=["ukr", "army"]),
    )
    assert tell(ke.total(dossier, "killed", by="actor")) == {"army": "3–8", "prk": "3–8", "ukr": "0–5"}
    theirs = event(
        "c", "2031-03-20", ke.Measure(what="killed", quantity="2", actor="prk"), participations=["army"]
    )
    assert tell(ke.total(dossier.with_(theirs), "killed", by="actor")) == {
        "prk": "5–10",
        "army": "3–10",
        "ukr": "0–5",
    }


def test_accounts_that_contradict_each_other_leave_what_lies_between():
    """One says 3, the other 5, on two days: nothing fits both."""
    dossier = ke.Dossier.of(
        event("a", "2031-03-18", "3"),
        event("b", "2031-03-19", "5"),
        ke.Link(id="same", kind="same_as", source="a", target="b"),
    )
    assert tell(ke.total(dossier, "missiles")) == {"(all)": "3–5"}
    assert tell(ke.total(dossier, "missiles", "day")) == {"2031-03-18": "0–5", "2031-03-19": "0–5"}


def test_what_was_withdrawn_counts_for_nothing():
    dossier = ke.Dossier.of(
        event("a", "2031-03-18", "3"),
        event("b", "2031-03-19", "5"),
        ke.Link(id="l", kind="retracts", source="a", target="b"),
    )
    total = ke.total(dossier, "missiles")
    assert tell(total) == {"(all)": "3"}
    assert [(one.item.id, str(one.reason)) for one in total.skipped] == [("b", "withdrawn")]


def test_another_measure_is_refused():
    with pytest.raises(QuestionError) as caught:
        ke.total([], "misiles")
    assert (
        str(caught.value) == "'misiles' is not a kind of measure; did you mean 'missiles'? [question-measure]"
    )


def test_only_events_of_the_days_asked_for_are_listed_as_left_out():
    """A launch of another year without a number says nothing about this one."""
    events = [event(f"launch-{year}", f"{year}-03-14") for year in (2023, 2024)]
    for by in (None, "month", "kind"):
        found = ke.total(events, "missiles", by=by, since="2024-01-01", until="2024-12-31")
        assert [one.item.id for one in found.skipped] == ["launch-2024"], by
