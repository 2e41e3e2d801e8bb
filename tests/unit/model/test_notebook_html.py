"""What notebooks show of records, spans, dossiers and overlaps: everything that is said, and no text as markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import korea_events as ke
from tests.unit.model.every_record import RECORDS

EVIL = "<script>alert(1)</script>\"'&lt;img src=x onerror=alert(2)>"
ALLOWED = {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "i"}


class Reader(HTMLParser):
    """The tags and the text of a piece of HTML; tags must be ours and closed in order."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.text, self.cells = [], "", []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        assert tag in ALLOWED
        assert all(name == "scope" for name, _ in attributes)
        if tag != "br":
            self.open.append(tag)
        if tag in {"th", "td"}:
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.text += text
        if self.open[-1:] != ["caption"] and self.cells:
            self.cells[-1] += text


def hostile():
    """A dossier in which every free text is an attack."""
    cited = ke.Citation(document="doc", locator=EVIL, quote=ke.Quote(exact=EVIL))
    drill = ke.Exercise(
        id="drill", name=EVIL, names=[EVIL], span=ke.Span.of("2024-03-04", "2024-03-14"), note=EVIL,
        length=ke.StatedLength(words=EVIL), measures=[ke.Measure(what="troops", words=EVIL)], citations=[cited],
        support=[ke.Support(fields=["name"], basis="derived", note=EVIL)], coding=ke.Coding(who=EVIL),
        extra=(("x<b>", '"<script>"'),),
    )  # fmt: skip
    return ke.Dossier.of(
        drill,
        ke.Exercise(id="other", name=EVIL, span=ke.Span.on("2024-03-13")),
        ke.Document(id="doc", title=EVIL),
        ke.Actor(id="kim", name=EVIL, kind="person"),
        ke.Statement(
            id="said", speakers=["kim"], acts=[ke.Act(kind="boast", text=EVIL)], quote=ke.Quote(exact=EVIL)
        ),
    )


def shown():
    """Everything that shows itself, made of hostile records."""
    dossier = hostile()
    pairs = ke.find_overlaps(dossier.exercises)
    parts = [dossier.exercises["drill"].citations[0], *dossier.exercises["drill"].support]
    return [dossier, *dossier, dossier.exercises, dossier.actors, pairs, *pairs, *parts]


@pytest.mark.parametrize("number", range(len(shown())))
def test_no_text_becomes_markup(number):
    """The reader refuses every tag that is not ours; what was written is there to be read."""
    reader = Reader(shown()[number]._repr_html_())
    assert EVIL in reader.text or "alert" not in reader.text


def test_a_record_shows_what_it_says_and_nothing_that_it_does_not():
    """Fields in a readable order, unknown ones too; empty ones are left out."""
    cells = Reader(hostile().exercises["drill"]._repr_html_()).cells
    named = dict(zip(cells[::2], cells[1::2], strict=True))
    assert list(named) == [
        "id", "name", "names", "span", "length", "measures", "note", "citations", "support", "coding", "x<b>",
        "when", "footing",
    ]  # fmt: skip
    assert named["measures"] == f"what troops · words {EVIL}"
    assert named["when"] == "2024-03-04/2024-03-14"


def test_long_texts_and_many_values_are_cut():
    names = [f"name {number}" for number in range(50)]
    drill = ke.Exercise(id="drill", name="a" * 900, names=names)
    text = Reader(drill._repr_html_()).text
    assert "a" * 500 + "…" in text
    assert "name 19… and 30 more" in text


def test_a_span_shows_which_days_are_certain_and_possible():
    cells = Reader(ke.Span.bounded(latest_end="2024-03-14")._repr_html_()).cells
    named = dict(zip(cells[::2], cells[1::2], strict=True))
    assert named["possible days"] == "../2024-03-14"
    assert named["certain days"] == "none"
    assert named["zone"] == "Asia/Seoul"
    cells = Reader(ke.Span.parse("/2024-03-14", duration="P11D", zone=None)._repr_html_()).cells
    assert cells[:6] == ["said", "/2024-03-14", "duration", "P11D", "zone", "None"]


def test_bounds_in_a_cell_are_days():
    drill = ke.Exercise(id="drill", name="drill", span=ke.Span.bounded(latest_end="2024-03-14"))
    assert "within ../2024-03-14" in Reader(drill._repr_html_()).text


def test_a_dossier_counts_its_collections():
    cells = Reader(hostile()._repr_html_()).cells
    assert cells[:6] == ["collection", "records", "names", "actors", "1", EVIL]


def test_a_collection_leaves_out_columns_that_nobody_fills():
    assert Reader(hostile().documents._repr_html_()).cells == ["id", "doc"]
    assert Reader(hostile().exercises._repr_html_()).cells[:4] == ["id", "name", "when", "footing"]


def test_long_answers_are_cut_and_say_so():
    days = [
        ke.Exercise(id=f"d{number}", name=f"d{number}", span=ke.Span.on("2024-03-13"))
        for number in range(120)
    ]
    assert "… and 20 more" in Reader(ke.Dossier.of(*days).exercises._repr_html_()).text
    cells = Reader(ke.find_overlaps(days[:20])._repr_html_()).cells
    assert len(cells) == 7 * (1 + 100 + 1)
    assert "… and 90 more" in cells


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.type_tag)
def test_every_type_of_record_shows_itself(record):
    assert record.id in Reader(record._repr_html_()).text


def test_parts_inside_parts_stay_on_their_line():
    drill = ke.Exercise(
        id="drill",
        name="drill",
        status="held",
        support=[ke.Support(fields=["name", "status"], basis="coder_supplied")],
    )
    assert "fields name, status · basis coder_supplied" in Reader(drill._repr_html_()).text
