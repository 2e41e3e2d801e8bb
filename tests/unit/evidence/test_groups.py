"""Three of six, without saying which."""

import pytest

from korea_events import Measure, Quantity, Verdict, WeaponEvent
from korea_events.errors import QuestionError
from korea_events.evidence import group_fact
from tests.unit.evidence.cases import document, figure, gather, report


def salvo(missiles=6, **more):
    """A salvo of so many missiles."""
    return WeaponEvent(
        id="test",
        name="salvo",
        measures=[Measure(what="missiles", quantity=Quantity(value=missiles, unit="count", **more))],
    )


@pytest.mark.parametrize(
    "count, one, text",
    [
        ({"value": 3}, Verdict.POSSIBLE, "3 of 6; of any one: possible"),
        ({"value": 6}, Verdict.CERTAIN, "6 of 6; of any one: certain"),
        ({"value": 0}, Verdict.IMPOSSIBLE, "0 of 6; of any one: impossible"),
        ({"value": 2, "qualifier": "at_least"}, Verdict.POSSIBLE, "2–6 of 6; of any one: possible"),
        ({"value": 6, "qualifier": "at_least"}, Verdict.CERTAIN, "6 of 6; of any one: certain"),
    ],
)
def test_a_count_says_something_of_each(count, one, text):
    """All or none of them is certain of each; anything between is possible of each."""
    claim = figure("c", "jcs", "succeeded", unit="count", **count)
    found = group_fact("c", gather(salvo(), claim), of="missiles")
    assert (found.one, str(found)) == (one, text)


def test_the_size_of_the_group_may_be_reported_differently():
    """Reports of the event widen the group: six by one account, at least three by another."""
    claim = figure("c", "jcs", "succeeded", unit="count", value=3)
    more = report(
        "r",
        "x",
        event="test",
        measures=[Measure(what="missiles", quantity=Quantity(value=3, unit="count", qualifier="at_least"))],
    )
    found = group_fact(claim, gather(salvo(), document("x"), more, claim), of="missiles")
    assert str(found) == "3 of at least 3; of any one: possible"


@pytest.mark.parametrize(
    "records, of, code",
    [
        ([figure("c", "jcs", "succeeded", words="some")], "missiles", "claim-needed"),
        (
            [figure("c", "jcs", "succeeded", value=3, unit="count", stance="denies")],
            "missiles",
            "claim-needed",
        ),
        ([figure("c", "jcs", "succeeded", value=7, unit="count")], "missiles", "group-count"),
        ([figure("c", "jcs", "succeeded", value=3, unit="count")], "ships", "measure-unknown"),
    ],
)
def test_what_cannot_be_answered_is_refused(records, of, code):
    """A claim without a figure, a denial, a count beyond the group, a measure that no record gives."""
    with pytest.raises(QuestionError) as caught:
        group_fact("c", gather(salvo(), *records), of=of)
    assert [problem.code for problem in caught.value.problems] == [code]
