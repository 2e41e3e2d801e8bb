"""Changes: the difference between what was known on two days, with its reasons."""

from itertools import pairwise

import pytest

from korea_events import Citation, Document, Dossier, Exercise, Link, Plan, Span, diff
from korea_events.errors import QuestionError


def paper(name, day):
    """A document of a day in Korea."""
    return Document(id=name, published=Span.on(day))


FIRST = Plan(span=Span.parse("/2024-03-14"), citations=[Citation(document="notice")])
SECOND = Plan(span=Span.parse("/2024-03-15"), citations=[Citation(document="correction")])
DOSSIER = Dossier.of(
    paper("notice", "2024-02-28"),
    paper("correction", "2024-03-07"),
    paper("dispatch", "2024-03-14"),
    Exercise(id="fs-24", name="Freedom Shield 24", plans=[FIRST, SECOND]),
    Exercise(id="tanks", name="tank training", citations=[Citation(document="dispatch")]),
    Exercise(id="guns", name="firing", citations=[Citation(document=n) for n in ("correction", "dispatch")]),
    Link(
        id="mended", kind="corrects", source="guns", target="fs-24", citations=[Citation(document="dispatch")]
    ),
)


def test_changes_have_new_records_changed_fields_and_withdrawals():
    """First a plan was changed; then a dispatch came, which also confirmed one event and corrected another."""
    first = DOSSIER.changes("2024-02-28", "2024-03-07")
    assert ([record.id for record in first.added], first.withdrawn) == (["correction", "guns"], ())
    assert [(change.record, change.fields[0].path) for change in first.changed] == [("fs-24", "plans[1]")]
    second = DOSSIER.changes("2024-03-07", "2024-03-20")
    assert [record.id for record in second.added] == ["dispatch", "tanks", "mended"]
    assert ([link.id for link in second.withdrawals], second.withdrawn) == (["mended"], ("fs-24",))
    assert [(change.record, change.fields[0].path) for change in second.changed] == [("guns", "citations[1]")]


def test_changes_are_the_difference_between_two_snapshots():
    """Nothing else is added, removed or changed."""
    for since, until in pairwise(["2024-02-01", "2024-02-28", "2024-03-07", "2024-03-20"]):
        changes = DOSSIER.changes(since, until)
        difference = diff(DOSSIER.as_of(since), DOSSIER.as_of(until))
        assert (changes.added, changes.removed, changes.changed) == (
            difference.added,
            difference.removed,
            difference.changed,
        )
        assert changes.as_data().items() >= difference.as_data().items()


def test_reasons_are_the_new_documents_that_a_record_refers_to():
    """A document is not its own reason, and an older one is not a reason."""
    changes = DOSSIER.changes("2024-02-28", "2024-03-20")
    assert changes.reasons("guns") == ("correction", "dispatch")
    assert (changes.reasons("fs-24"), changes.reasons("dispatch")) == (("correction",), ())
    assert changes.as_data()["withdrawn"] == {"fs-24": ["mended"]}


def test_the_text_has_a_line_for_each_change_with_its_reasons():
    """Added, changed, withdrawn."""
    assert str(DOSSIER.changes("2024-03-07", "2024-03-20")).splitlines() == [
        "+ dispatch (document)",
        "+ tanks (exercise 'tank training') [dispatch]",
        "+ mended (link) [dispatch]",
        '~ guns [dispatch]: + citations[1]: {"document":"dispatch"}',
        "- fs-24 withdrawn [mended]",
    ]


def test_nothing_changes_within_a_day():
    """And a day is not before itself."""
    assert str(DOSSIER.changes("2024-03-14", "2024-03-14")) == "no changes"
    with pytest.raises(QuestionError, match="changes-reversed"):
        DOSSIER.changes("2024-03-14", "2024-03-13")
