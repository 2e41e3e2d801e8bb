"""A picture as text: every sign in its column."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

import korea_events as ke
from korea_events.pictures.scene import build_scene
from korea_events.pictures.terminal import MIN_COLUMNS, join_lines, render_text_lines
from korea_events.rendering import measure_width


def item(name, span, **more):
    return ke.Exercise(id=f"x{abs(hash(name))}", name=name, span=ke.Span.parse(span), **more)


def rows(items, *, width, **options):
    """The part of each line behind the name and its gap, by the name."""
    since, until = options.pop("since", "2024-03-01"), options.pop("until", "2024-03-20")
    scene = build_scene(items, lanes="item", since=since, until=until)
    found = {}
    for line in render_text_lines(scene, width=width, **options):
        if line and line[0][1] in {"label", "called_off"}:
            found[line[0][0].strip()] = "".join(text for text, _ in line[2:]).rstrip()
    return found


def test_a_column_a_day():
    """In 26 columns each sign stands for one of 26 days."""
    week = ke.Span.bounded(earliest_start="2024-03-11", latest_start="2024-03-12", latest_end="2024-03-14")
    called_off = ke.Plan(span=ke.Span.of("2024-03-02", "2024-03-03"))
    items = [
        item("certain", "2024-03-04/2024-03-06"),
        item("vague", "2024-03-0X"),
        item("a long name that is cut", "2024-03-15/.."),
        ke.Exercise(id="planned", name="planned", plans=[ke.Plan(span=week)]),
        ke.Exercise(id="fixed", name="fixed", plans=[ke.Plan(span=ke.Span.of("2024-03-20", "2024-03-21"))]),
        ke.Exercise(id="off", name="off", status="postponed", plans=[called_off]),
        ke.WeaponEvent(id="launch", name="launch", span=ke.Span.on("2024-03-18")),
        ke.WeaponEvent(id="someday", name="some day", span=ke.Span.parse("2024-03-1X")),
    ]
    assert rows(items, until="2024-03-26", width=18 + 2 + 26) == {
        "vague": "░░░░░░░░░",
        "off (postponed)": " ××",
        "certain": "   ▓▓▓",
        "some day": "         ┄┄┄┄┄◇┄┄┄┄",
        "planned": "          ····",
        "a long name that …": "              ▓░░░░░░░░░░→",
        "launch": "                 ◆",
        "fixed": "                   ╱╱",
    }


def test_ascii_is_ascii():
    items = [item("a", "2024-03-04/.."), item("b", "2024-03-05/"), item("c", "/2024-03-14")]
    text = join_lines(render_text_lines(build_scene(items, lanes="item"), width=80, ascii_only=True))
    assert text.isascii()
    assert ">" in text
    assert "?" in text


def test_unknown_ends_fade_after_a_little():
    found = rows([item("unknown end", "2024-03-10/")], width=62)
    assert found["unknown end"].strip().endswith("?")
    assert len(found["unknown end"].strip()) < 10


@given(
    st.lists(
        st.sampled_from(
            ["Freedom Shield", "전차병 대항경기", unicodedata.normalize("NFD", "전차병"), "é" * 60]
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(MIN_COLUMNS, 150),
)
def test_lines_keep_their_width_and_their_columns(names, width):
    """However wide the letters: no line of the picture is longer than asked, and bars of the same day line up."""
    items = [
        ke.Exercise(id=f"x{n}", name=name, span=ke.Span.on("2024-03-13")) for n, name in enumerate(names)
    ]
    scene = build_scene(items, lanes="item", since="2024-03-01", until="2024-03-31")
    starts = set()
    for line in render_text_lines(scene, width=width):
        text = join_lines([line])
        if "▓" in text and not text.startswith(("▓", "two")):
            starts.add(measure_width(text[: text.index("▓")]))
            assert measure_width(text) <= width
    assert len(starts) == 1


def test_neighbouring_days_do_not_share_a_column():
    found = rows([item("a", "2024-03-06"), item("b", "2024-03-07")], width=100)
    ends, begins = len(found["a"]), len(found["b"]) - len(found["b"].lstrip())
    assert ends == begins


def test_the_legend_explains_what_occurs():
    text = join_lines(render_text_lines(build_scene([item("a", "2024-03-04/2024-03-14")])))
    assert "▓ certainly under way" in text
    assert "announced" not in text


def test_what_is_left_out_is_named():
    items = [item("a", "2024-03-04"), *(ke.Exercise(id=f"n{n}", name=f"undated {n}") for n in range(8))]
    text = join_lines(render_text_lines(build_scene(items)))
    assert (
        "not shown, without any date: undated 0, undated 1, undated 2, undated 3, undated 4, … and 3 more"
        in text
    )


def test_too_narrow_is_refused():
    with pytest.raises(ke.errors.QuestionError) as caught:
        render_text_lines(build_scene([]), width=MIN_COLUMNS - 1)
    assert [problem.code for problem in caught.value.problems] == ["picture-narrow"]


def test_nothing_is_said_to_be_nothing():
    assert join_lines(render_text_lines(build_scene([]))) == "nothing to show"


def test_groups_have_headings():
    scene = build_scene([item("a", "2024-03-04")], group="series")
    assert "[Other exercises]" in join_lines(render_text_lines(scene))


def test_earlier_plans_are_seen_where_nothing_else_is():
    """In 20 columns each sign is a day: planned for the 1st to 3rd, then for the 4th to 6th, held on the 5th to 7th."""
    plans = [ke.Plan(span=ke.Span.of(f"2024-03-0{day}", f"2024-03-0{day + 2}")) for day in (1, 4)]
    late = ke.Exercise(id="late", name="late", plans=plans, span=ke.Span.of("2024-03-05", "2024-03-07"))
    long = ke.Exercise(id="long", name="a long enough name", span=ke.Span.on("2024-03-20"))
    assert rows([late, long], width=40)["late"] == "____▓▓▓"


def test_what_is_struck_out_ends_with_its_name():
    plan = ke.Plan(span=ke.Span.on("2024-03-05"))
    scene = build_scene([ke.Exercise(id="off", name="off", status="cancelled", plans=[plan])])
    assert ("  off (cancelled)", "called_off") in [line[0] for line in render_text_lines(scene) if line]
