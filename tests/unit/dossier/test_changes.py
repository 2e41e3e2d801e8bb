"""What became known between two days."""

import pytest

from korea_events import Citation, Document, Dossier, Exercise, Link, Plan, Span
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


def test_new_records_changed_fields_and_what_was_taken_back():
    """In between: a plan was changed, then a dispatch came, which also confirmed and corrected something."""
    found = DOSSIER.changes("2024-02-28", "2024-03-07")
    assert (found.added, found.withdrawn) == (("correction", "guns"), ())
    assert [str(change) for change in found.changed] == ["fs-24: plans"]
    found = DOSSIER.changes("2024-03-07", "2024-03-20")
    assert (found.added, found.withdrawn) == (("dispatch", "tanks", "mended"), ("fs-24",))
    assert [str(change) for change in found.changed] == ["guns: citations"]


def test_the_text_marks_what_happened_to_each():
    """Added, changed, taken back."""
    assert (
        str(DOSSIER.changes("2024-03-07", "2024-03-20"))
        == "+ dispatch\n+ tanks\n+ mended\n~ guns: citations\n- fs-24"
    )


def test_nothing_changes_within_a_day():
    """And no day lies before itself."""
    assert str(DOSSIER.changes("2024-03-14", "2024-03-14")) == "nothing"
    with pytest.raises(QuestionError, match="changes-reversed"):
        DOSSIER.changes("2024-03-14", "2024-03-13")
