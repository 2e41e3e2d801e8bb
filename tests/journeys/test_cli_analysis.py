"""Questions about many events, asked on the command line."""

from __future__ import annotations

import json
import re

import pytest

import korea_events as ke
from korea_events.cli import main
from tests.unit.cli.test_progress_bar import read_screen, sit_at_terminal


def drill(id, first, last, *, by="kor", series=None, **more):
    part = ke.Participation(actor=by, role="participant")
    return ke.Exercise(id=id, span=ke.Span.of(first, last), series=series, participations=[part], **more)


@pytest.fixture
def spring(tmp_path):
    """Two exercises of the South, three drills and launches of the North, of which one is of uncertain date."""
    north = [ke.Participation(actor="prk", role="participant")]
    dossier = ke.Dossier.of(
        ke.Actor(id="kor", name="South Korea", kind="state"),
        ke.Actor(id="prk", name="North Korea", kind="state"),
        ke.ExerciseSeries(id="freedom-shield", name="Freedom Shield"),
        drill("fs24", "2024-03-04", "2024-03-14", name="Freedom Shield 24", series="freedom-shield"),
        drill("hoguk", "2024-04-15", "2024-04-20", name="Hoguk"),
        drill("tanks", "2024-03-13", "2024-03-13", by="prk", name="tank match"),
        ke.Exercise(
            id="guns", name="artillery", participations=north,
            span=ke.Span.bounded(earliest_start="2024-03-01", latest_end="2024-03-07"),
        ),
        ke.WeaponEvent(id="launch", name="launch", span=ke.Span.on("2024-03-18"), participations=north),
        ke.Exercise(id="off", name="Called off", status="cancelled", participations=north),
    )  # fmt: skip
    path = tmp_path / "spring.json"
    ke.save(dossier, path)
    return str(path)


@pytest.fixture
def ask(capsys):
    """Runs a command and gives its standard output; nothing may stand on standard error."""

    def run(*arguments, code=0):
        assert main([*arguments]) == code
        printed = capsys.readouterr()
        if not code:
            assert printed.err == ""
        return printed.out if not code else printed.err

    return run


def cells(line):
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


# -- concurrency ---------------------------------------------------------------------------------------------------


def test_concurrency_prints_a_row_for_each_stretch_of_days(spring, ask):
    lines = ask("concurrency", spring).splitlines()
    assert [cells(line) for line in lines[:4]] == [
        ["days in Asia/Seoul", "length", "certainly", "possibly"],
        ["2024-03-01/2024-03-03", "3 days", "0", "1"],
        ["2024-03-04/2024-03-07", "4 days", "1", "2"],
        ["2024-03-08/2024-03-12", "5 days", "1", "1"],
    ]
    assert [cells(line) for line in lines[-2:]] == [["skipped: 1 cancelled"], ["Called off", "cancelled"]]


def test_concurrency_counts_what_is_chosen(spring, ask):
    assert ask("concurrency", spring, "--count", "tanks", "--count", "launch").splitlines()[1:] == [
        "2024-03-13             1 day   1          1",
        "2024-03-14/2024-03-17  4 days  0          0",
        "2024-03-18             1 day   1          1",
    ]


def test_concurrency_as_json_says_what_the_library_says(spring, ask):
    said = json.loads(ask("concurrency", spring, "--json"))
    profile = ke.concurrency(ke.load(spring))
    assert said["zone"] == profile.zone
    assert [(step["first"], step["last"], step["certain"], step["possible"]) for step in said["steps"]] == [
        (str(step.days.first), str(step.days.last), step.certain, step.possible) for step in profile
    ]
    assert said["skipped"] == [{"id": "off", "name": "Called off", "reason": "cancelled"}]


def test_days_without_a_bound_are_null(tmp_path, ask):
    unbounded = ke.Exercise(id="x", name="x", span=ke.Span.bounded(latest_end="2024-03-10"))
    ke.save(ke.Dossier.of(unbounded), tmp_path / "x.json")
    [step] = json.loads(ask("concurrency", str(tmp_path / "x.json"), "--json"))["steps"]
    assert step == {"first": None, "last": "2024-03-10", "days": None, "certain": 0, "possible": 1}
    assert cells(ask("concurrency", str(tmp_path / "x.json")).splitlines()[1])[1] == "unbounded"


# -- windows -------------------------------------------------------------------------------------------------------


def test_windows_prints_a_row_for_each_exercise(spring, ask):
    lines = ask("windows", spring, "--around", "kor", "--count", "prk", "--after", "7").splitlines()
    assert [cells(line) for line in lines] == [
        ["began …", "28 days before", "during", "7 days after"],
        ["Freedom Shield 24", "0–1 in 28 days", "1–2 in 11 days", "1 in 7 days"],
        ["Hoguk", "1 in 28 days", "0 in 6 days", "0 in 7 days"],
        [],
        ["skipped: 1 cancelled"],
        ["Called off", "cancelled"],
    ]


def test_windows_are_around_exercises_and_count_everything_unless_told(spring, ask):
    said = json.loads(ask("windows", spring, "--json"))
    assert [row["around"]["id"] for row in said["rows"]] == ["fs24", "guns", "hoguk", "tanks"]
    assert said["rows"][0]["after"] == {
        "least": 1,
        "most": 1,
        "days": {"least": 28, "most": 28, "unit": "day"},
    }
    assert [one["id"] for one in said["skipped"]] == ["off"]  # on both sides, told once


def test_a_series_chooses_its_editions(spring, ask):
    [row] = json.loads(ask("windows", spring, "--around", "freedom-shield", "--json"))["rows"]
    assert row["around"] == {"id": "fs24", "name": "Freedom Shield 24"}


def test_what_began_outside_the_observed_days_does_not_count(spring, ask):
    asked = (
        "windows",
        spring,
        "--around",
        "fs24",
        "--since",
        "2024-03-02",
        "--until",
        "2024-03-17",
        "--json",
    )
    [row] = json.loads(ask(*asked))["rows"]
    assert row["before"]["days"]["most"] == 2
    assert row["after"] == {"least": 0, "most": 0, "days": {"least": 3, "most": 3, "unit": "day"}}


@pytest.mark.parametrize(
    "options, code",
    [
        (["--around", "fs-24"], "id-unknown"),
        (["--count", "paper"], "choice-sort"),
        (["--before", "-1"], "question-window"),
    ],
)
def test_what_cannot_be_asked_is_told_on_standard_error(tmp_path, ask, options, code):
    paper = ke.Document(id="paper", published=ke.Span.on("2024-03-14"))
    ke.save(ke.Dossier.of(paper), tmp_path / "x.json")
    assert f"[{code}]" in ask("windows", str(tmp_path / "x.json"), *options, code=2)


# -- overlaps between two files ------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path):
    """Another dossier: one drill of its own, and one that the first has too."""
    dossier = ke.Dossier.of(
        ke.Exercise(id="reserves", name="Reserve call-up", span=ke.Span.of("2024-03-14", "2024-03-15")),
        ke.Exercise(id="tanks", name="Tanks", span=ke.Span.on("2024-03-13")),
    )
    path = tmp_path / "other.json"
    ke.save(dossier, path)
    return str(path)


def test_against_pairs_the_exercises_of_two_dossiers(spring, other, ask):
    """What is of one dossier is not paired with each other, and an event is no partner of itself."""
    pairs = json.loads(ask("overlaps", spring, "--against", other, "--json"))["pairs"]
    assert [(pair["first"]["id"], pair["second"]["id"]) for pair in pairs] == [
        ("fs24", "tanks"),
        ("fs24", "reserves"),
    ]
    swapped = json.loads(ask("overlaps", other, "--against", spring, "--json"))["pairs"]
    assert {(pair["second"]["id"], pair["first"]["id"]) for pair in swapped} == {
        ("fs24", "tanks"),
        ("fs24", "reserves"),
    }


def test_the_first_column_is_of_the_first_dossier(spring, other, ask):
    lines = ask("overlaps", other, "--against", spring).splitlines()
    assert [line.split("  ×  ")[0] for line in lines[:2]] == ["Tanks", "Reserve call-up"]
    assert lines[3] == "2 certain overlaps between 2 and 5 exercises"


def test_reasons_come_from_the_dossier_of_the_event(spring, other, ask):
    assert "tanks (2024-03-13)" in ask("overlaps", spring, "--against", other, "--why")


def test_two_inputs_cannot_both_be_standard_input(ask):
    assert "[input-twice]" in ask("overlaps", "-", "--against", "-", code=2)


def test_links_count_within_each_dossier(tmp_path, other, ask):
    """What is linked in one file has its dates from there; --as-written leaves them open."""
    dossier = ke.Dossier.of(
        ke.Exercise(id="fs24", name="FS", span=ke.Span.of("2024-03-16", "2024-03-18")),
        ke.Exercise(id="guns", name="Guns", span=ke.Span.bounded(latest_end="2024-03-20")),
        ke.Link(id="later", kind="starts_after", source="guns", target="fs24"),
    )
    ke.save(dossier, tmp_path / "a.json")
    asked = ("overlaps", str(tmp_path / "a.json"), "--against", other, "--json")
    assert json.loads(ask(*asked))["pairs"] == []
    pairs = json.loads(ask(*asked, "--as-written"))["pairs"]
    assert {(pair["first"]["id"], pair["second"]["id"]) for pair in pairs} == {
        ("guns", "tanks"),
        ("guns", "reserves"),
    }


# -- filters -------------------------------------------------------------------------------------------------------


@pytest.fixture
def year(tmp_path):
    """A carrier's drill, a launch that North Korea operates, with eight missiles, and one that it may have made."""
    dossier = ke.Dossier.of(
        ke.Actor(id="usa", name="United States", kind="state"),
        ke.Actor(id="cvn-70", name="USS Carl Vinson", kind="unit", country="usa"),
        ke.Actor(id="prk", name="North Korea", kind="state"),
        ke.Place(id="sohae", name="Sohae", country="prk"),
        drill("patrol", "2031-03-03", "2031-03-05", by="cvn-70", name="patrol", kinds=["fleetex"]),
        drill("landing", "2031-03-04", "2031-03-08", by="usa", name="landing"),
        ke.WeaponEvent(
            id="salvo", name="salvo", span="2031-03-05", kinds=["ballistic_missile_launch"], places=["sohae"],
            participations=[ke.Participation(actor="prk", role="operator")],
            measures=[ke.Measure(what="missiles", quantity="8")],
        ),
        ke.WeaponEvent(
            id="rumour", name="rumour", span="2031-05-01", status="unconfirmed", kinds=["cruise_missile_launch"],
            participations=[ke.Participation(actor="prk", role="operator")],
            measures=[ke.Measure(what="missiles", quantity="at least 2")],
        ),
    )  # fmt: skip
    path = tmp_path / "year.json"
    ke.save(dossier, path)
    return str(path)


@pytest.mark.parametrize("actor, counted, around", [("usa", 2, 1), ("cvn-70", 1, 0), ("prk", 2, 1)])
def test_units_act_for_their_states_and_operators_act(year, ask, actor, counted, around):
    """Whether chosen by a word or by a filter. The patrol is not around itself, and the launch of May is far away."""
    for option in ("--count", "--actor"):
        rows = json.loads(ask("windows", year, "--around", "patrol", option, actor, "--json"))["rows"]
        counts = [rows[0][name] for name in ("before", "during", "after")]
        assert sum(each["most"] for each in counts) == around, option
    [row] = json.loads(ask("count", year, "--actor", actor, "--json"))["rows"]
    assert row["most"] == counted


def test_count_prints_a_row_for_each_period(year, ask):
    assert ask("count", year, "missiles", "--by", "month").splitlines() == [
        "month    at least  at most",
        "2031-03  8         8",
        "2031-04  0         0",
        "2031-05  0         no bound",
        "",
        "skipped: 2 without a number",
        "  landing  without a number",
        "  patrol   without a number",
    ]
    assert ask("count", year, "--by", "month", "--kind", "launch").splitlines() == [
        "month    at least  at most",
        "2031-03  1         1",
        "2031-04  0         0",
        "2031-05  0         1",
    ]


def test_count_as_json_says_what_the_library_says(year, ask):
    said = json.loads(ask("count", year, "missiles", "--by", "actor", "--json"))
    assert (said["what"], said["by"], said["zone"]) == ("missiles", "actor", "Asia/Seoul")
    assert said["rows"] == [
        {"group": "prk", "name": "North Korea", "first": None, "last": None, "least": 8, "most": None}
    ]
    assert [one["reason"] for one in said["skipped"]] == ["no_number", "no_number"]


@pytest.mark.parametrize("command", ["overlaps", "concurrency", "windows", "timeline", "count"])
def test_an_empty_table_says_which_filter_left_nothing(year, capsys, command):
    assert main([command, year, "--records", "exercises", "--kind", "ftx", "--actor", "usa"]) == 0
    said = capsys.readouterr().err
    assert said == "no events are left: 4 events; records=exercises leaves 2; kinds=ftx leaves 0\n"


@pytest.mark.parametrize("command", ["overlaps", "concurrency", "windows", "timeline", "count"])
def test_a_value_that_no_event_can_have_is_refused(year, ask, command):
    assert "did you mean 'usa'? [id-unknown]" in ask(command, year, "--actor", "usaa", code=2)


def test_overlaps_takes_exercises_unless_other_events_are_wanted(year, ask):
    assert ask("overlaps", year).splitlines()[-1] == "1 certain overlap among 2 exercises"
    lines = ask("overlaps", year, "--records", "exercises", "--records", "weapon_events").splitlines()
    assert "3 certain overlaps among 4 events" in lines
    assert "1 certain overlap among 2 exercises" in ask("overlaps", year, "--until", "2031-03-04")
    assert "no overlaps among 0 exercises" not in ask("overlaps", year, "--since", "2031-03-06")


def test_concurrency_shows_the_days_that_were_asked_for(year, ask):
    lines = ask("concurrency", year, "--since", "2031-03-05", "--until", "2031-03-06").splitlines()
    assert [cells(line) for line in lines[1:]] == [
        ["2031-03-05", "1 day", "3", "3"],
        ["2031-03-06", "1 day", "1", "1"],
    ]


def test_timeline_shows_what_is_left(year, ask):
    shown = ask("timeline", year, "--actor", "usa", "--lanes", "item", "--width", "60")
    assert "patrol" in shown
    assert "salvo" not in shown


# -- how far it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", [["overlaps", "drills"], ["overlaps", "drills", "--as-written"], ["windows", "drills"]]
)
def test_those_who_wait_at_a_terminal_see_a_count(asked, monkeypatch, capsys):
    """It ends at all of the work, and is gone when the answer is printed."""
    terminal = sit_at_terminal(monkeypatch)
    assert main(asked) == 0
    assert re.search(r"\r([\d,]+) of \1\r", terminal.getvalue())
    assert read_screen(terminal.getvalue()) == ""
    assert "Freedom Shield" in capsys.readouterr().out


WITH_DAYS = {
    "overlaps": ["--json"],
    "count": ["--by", "month"],
    "concurrency": ["--json"],
    "windows": ["--json"],
    "timeline": ["--width", "80"],
}


@pytest.mark.parametrize("command", WITH_DAYS)
@pytest.mark.parametrize(
    "short, days",
    [
        (["--since", "2024"], ["--since", "2024-01-01"]),
        (["--since", "2024-02", "--until", "2024-02"], ["--since", "2024-02-01", "--until", "2024-02-29"]),
        (["--since", "2023", "--until", "2024"], ["--since", "2023-01-01", "--until", "2024-12-31"]),
        (["--since", "2024-03-05", "--until", "2024-04"], ["--since", "2024-03-05", "--until", "2024-04-30"]),
    ],
    ids=" ".join,
)
def test_a_month_or_a_year_does_where_a_day_is_asked_for(command, short, days, capsys):
    """From its first day, to its last."""

    def ask(words):
        assert main([command, "drills", *WITH_DAYS[command], *words]) == 0
        return capsys.readouterr().out

    assert ask(short) == ask(days)


def test_what_was_known_at_the_end_of_a_month(capsys):
    def ask(*words):
        assert main(["as-of", "freedom_shield_24", *words]) == 0
        return capsys.readouterr()

    assert ask("2024-03") == ask("2024-03-31")
    assert ask("2024", "--since", "2024-02") == ask("2024-12-31", "--since", "2024-02-29")
    assert ask("2024-02") != ask("2024-03")


@pytest.mark.parametrize(
    "word", ["2024-13", "24", "0000", "\uff12\uff10\uff12\uff14", "2024-3", "2024-", "March 2024"]
)
def test_what_is_neither_a_day_nor_a_month_nor_a_year_is_wrong_usage(word, capsys):
    assert main(["count", "drills", "--since", word]) == 2
    assert word.split()[0] in capsys.readouterr().err


def test_figures_may_differ_by_a_share(tmp_path, capsys):
    claims = [
        ke.EventClaim(id=name, event="shot", attribute="apogee", claimants=[name.split("-")[0]], value=value)
        for name, value in (("jcs-apogee", "1001 km"), ("kcna-apogee", "1041 km"))
    ]
    actors = [ke.Actor(id=name, name=name, kind="agency") for name in ("jcs", "kcna")]
    shot = ke.WeaponEvent(id="shot", name="launch", span="2024-03-18")
    ke.save(ke.Dossier.of(shot, *actors, *claims), tmp_path / "a.json")
    for tolerance, found in (("0", 1), ("0.001", 1), ("0.2", 0)):
        assert main(["contradictions", str(tmp_path / "a.json"), "--json", "--tolerance", tolerance]) == 0
        assert len(json.loads(capsys.readouterr().out)["contradictions"]) == found
    for tolerance, message in (
        ("1.5", "[question-tolerance]"),
        ("nan", "[question-tolerance]"),
        ("x", "usage: "),
    ):
        assert main(["contradictions", str(tmp_path / "a.json"), "--tolerance", tolerance]) == 2
        assert message in capsys.readouterr().err
