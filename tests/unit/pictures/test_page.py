"""The page of a picture: one file, in which no text becomes markup or script."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import korea_events as ke
from korea_events.pictures.page import render_page

EVIL = "</script><script>alert(1)</script><!-- <script> \u2028 {{library}} \"'&lt;"


def made(title=EVIL):
    class Item:  # no record: those refuse line breaks in names
        name = EVIL
        names = (EVIL,)
        span = ke.Span.of("2024-03-04", "2024-03-14")

    picture = ke.timeline([Item()], lanes="item", group="item", title=title)
    specs = {"light": picture.specification(), "dark": picture.specification(dark=True)}
    return render_page(
        specs,
        "let library = '</script>';",
        title=title,
        subtitle=EVIL,
        details=picture._details(),
        width=900,
        file="x",
    )


class Reader(HTMLParser):
    """What a browser sees: elements, and what stands in scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self.text, self.attributes = [], [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.lasttag == "script" and self.cdata_elem == "script":
            self.scripts[-1] += data
        else:
            self.text += data


def test_hostile_names_stay_text():
    reader = Reader(made())
    assert reader.tags.count("script") == 3
    assert not any("alert(1)" in script for script in (reader.scripts[0], reader.scripts[2]))
    assert "</script><script>alert(1)</script>" in reader.text
    assert {"img", "iframe", "object", "link", "base"}.isdisjoint(reader.tags)
    assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in reader.attributes)


def test_the_data_is_what_was_given():
    given = json.loads(Reader(made()).scripts[1])
    assert [row["facts"]["title"] for row in given["datasets"]["hits"]] == [
        EVIL.replace("\u2028", "\N{REPLACEMENT CHARACTER}")
    ]
    assert given.keys() == {"light", "dark", "datasets", "window", "file"}
    assert given["light"]["background"] != given["dark"]["background"]


def test_nothing_is_fetched():
    """The policy forbids it, and no address of another machine stands in the page."""
    text = made(title="Drills")
    assert "default-src 'none'" in text
    assert re.findall(r"https?://[^\s\"'<]+", text) == []


def test_what_is_put_in_is_not_searched_for_places_to_fill():
    assert "{{library}}" in Reader(made()).text
