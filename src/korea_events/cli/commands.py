"""The commands: what each is for, and its arguments. What a command does is in the file of its name.

Nothing of the library is loaded to list the commands or to read most of their arguments.
"""

from __future__ import annotations

import argparse
import re
from typing import Any, Final, TypeAlias

_Argument: TypeAlias = tuple[tuple[str, ...], Any]
"""The names of an argument and its settings for argparse, of which functions are called late; or a group of them."""

NARROWEST: Final = 40
WIDEST: Final = 10_000
SHIPPED: Final = ("capabilities", "drills", "freedom_shield_24", "launches", "seed")
EVENT_TYPES: Final = ("exercises", "weapon_events", "leader_activities", "activities")
"""What the library has, said here so that help need not load it."""
_LANES: Final = ("series", "participant", "kind", "item")


def _argument(*names: str, **settings: Any) -> _Argument:
    return names, settings


def _flag(*names: str, help: str) -> _Argument:  # noqa: A002 - argparse's own word
    return names, {"action": "store_true", "help": help}


def _parse_width(word: str) -> int:
    width = int(word) if word.isdecimal() and len(word) < 10 else 0
    if not NARROWEST <= width <= WIDEST:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from {NARROWEST} to {WIDEST}")
    return width


def find_days(word: str) -> tuple[str, str]:
    """The first and the last day of a month or a year; any other word twice.

    Example:
        >>> find_days("2024-02"), find_days("2024"), find_days("2024-02-03")
        (('2024-02-01', '2024-02-29'), ('2024-01-01', '2024-12-31'), ('2024-02-03', '2024-02-03'))
    """
    from calendar import monthrange

    if not re.fullmatch("[0-9]{4}(-(0[1-9]|1[0-2]))?", word):
        return word, word
    if len(word) == 4:
        return f"{word}-01-01", f"{word}-12-31"
    return f"{word}-01", f"{word}-{monthrange(int(word[:4]), int(word[5:]))[1]}"


def _parse_first_day(word: str) -> str:
    return find_days(word)[0]


def _parse_last_day(word: str) -> str:
    return find_days(word)[1]


def _parse_tolerance(word: str) -> int | str:
    return int(word) if word.removeprefix("-").isdecimal() else word


# -- arguments of several commands -------------------------------------------------------------------------------------

_ONE_OF_SHIPPED: Final = f"- for standard input, or a shipped one ({', '.join(SHIPPED)})"
_FROM: Final = _argument(
    "--from", dest="from_format", metavar="FORMAT", help="the format of the input: json, csv, …; else by its name"
)  # fmt: skip
_FILE: Final = (_argument("file", metavar="FILE", help=f"a dossier, {_ONE_OF_SHIPPED}"), _FROM)
_FILE_OR_DRILLS: Final = (
    _argument("file", metavar="FILE", nargs="?", default="drills", help=f"a dossier, {_ONE_OF_SHIPPED}; else drills"),
    _FROM,
    _argument("--as-of", type=_parse_last_day, metavar="DAY", help="only what was known at the end of a day in Seoul"),
)  # fmt: skip
_PAIR: Final = (
    _argument("a", metavar="A", help="the first dossier, named like FILE of other commands"),
    _argument("b", metavar="B", help="the second, named like FILE of other commands"),
    _FROM,
)
_JSON: Final = _flag("--json", help="print JSON instead of text")
_NEWER: Final = _argument(
    "--newer", choices=("refuse", "keep"),
    help="a file of a newer version: refuse it (the default), or keep what this version does not understand",
)  # fmt: skip
_TOLERANCE: Final = _argument(
    "--tolerance", type=_parse_tolerance, metavar="T",
    help="how far an approximate date may be off: a number of days, or a length of time such as PT30M",
)  # fmt: skip
_AS_WRITTEN: Final = _flag(
    "--as-written", help="take the dates of each record alone, and nothing else that bears on them, such as links"
)  # fmt: skip
_DATES: Final = (_AS_WRITTEN, _TOLERANCE)
_FOOTING: Final = _argument(
    "--footing", choices=("held", "any"), default="any", help="held leaves out events that were only announced"
)  # fmt: skip
_ZONE: Final = _argument("--zone", help="the time zone of the days")
_COUNTING: Final = (_FOOTING, _ZONE, *_DATES, _JSON)
_REPORTS: Final = _flag("--reports", help="include what the event reports say")

FILTERS: Final = {
    "records": ("COLLECTION", f"only these events: {', '.join(EVENT_TYPES)}"),
    "kind": ("CODE", "only events of this kind: launch, ftx, …"),
    "actor": ("ID", "only events in which this actor or a part of it acts; or a country, by its code"),
    "role": ("CODE", "only events in which this actor or place has this role; without either, in which any has"),
    "place": ("ID", "only events at this place or within it; or in a country, by its code"),
    "series": ("ID", "only events of this series"),
    "system": ("ID", "only events with this weapon system, or one of this kind: srbm, …"),
    "status": ("CODE", "only events of this status"),
}  # fmt: skip
"""The filters; given more than once, an event passes one of them by any of its values."""
_FILTERS: Final = tuple(
    _argument(f"--{name}", action="append", metavar=metavar, help=f"{words}; repeatable")
    for name, (metavar, words) in FILTERS.items()
)


def _events(option: str, words: str) -> _Argument:
    """An option that chooses events; given more than once, whatever any of them chooses counts."""
    what = f"{', '.join(EVENT_TYPES)}, or the id of a series, an actor, a place, a weapon system or an event"
    return _argument(option, action="append", metavar="WHAT", help=f"{words}: {what}; repeatable")


def _days(what: str) -> tuple[_Argument, ...]:
    return tuple(
        _argument(option, type=parse, metavar="DAY", help=f"the {which} day {what}; of a month or a year its {which}")
        for option, which, parse in (("--since", "first", _parse_first_day), ("--until", "last", _parse_last_day))
    )  # fmt: skip


def _output(words: str) -> _Argument:
    return _argument("-o", "--output", metavar="OUT", help=words)


# -- what only the library knows ---------------------------------------------------------------------------------------


def _describe_input() -> str:
    from korea_events.codecs import list_codecs

    formats = ", ".join(codec.name for codec in list_codecs() if codec.load is not None)
    return f"a file in {formats}, {_ONE_OF_SHIPPED}"


def _describe_target() -> str:
    from korea_events.codecs import list_codecs

    return f"the format of OUT: {', '.join(codec.name for codec in list_codecs())}; else by its name"


def _list_collections() -> list[str]:
    from korea_events.model import COLLECTIONS

    return list(COLLECTIONS)


def _list_record_types() -> list[str]:
    from korea_events.model import RECORD_TYPES

    return [kind.type_tag for kind in RECORD_TYPES]


def _list_groups() -> tuple[str, ...]:
    from typing import get_args

    from korea_events.analysis import By

    return get_args(By)


def _describe_maps() -> str:
    from korea_events.codecs import csv

    maps = ", ".join(csv.list_table_maps())
    return f"reading: what the columns of somebody else's table mean: a TOML file, or one of {maps}"


# -- the commands ------------------------------------------------------------------------------------------------------

_TABLE_OPTIONS: Final = (
    _argument(
        "--table", choices=_list_collections, metavar="NAME",
        help="which records the table holds: exercises (the default), event_reports, statements, capability_claims, …",
    ),
    _argument(
        "--column", action="append", default=[], metavar="THEIRS=OURS",
        help="reading: what a column means, such as Begin=first_day; repeatable",
    ),
    _flag("--bom", help="writing: add a byte order mark, so that Excel reads Hangul"),
    _argument("--map", metavar="MAP", help=_describe_maps),
    _argument("--sheet", metavar="NAME", help="reading: which sheet of an XLSX workbook"),
    _argument("--columns", metavar="A,B,…", help="writing: the columns, in this order (default: all in use)"),
    _argument("--delimiter", metavar="C", help="the character between cells (default: detected, or a comma)"),
    _argument("--encoding", metavar="NAME", help="reading: the encoding, if not UTF-8: cp949, mac_roman, …"),
    _argument("--day-format", metavar="F", help="reading: how days are written, such as %%d/%%m/%%Y"),
    _argument("--time-format", metavar="F", help="reading: how times of day are written, such as %%H.%%M"),
    _argument("--base-year", metavar="YEAR", type=int, help="reading: the first of the hundred years of two digits"),
    _argument("--zone", metavar="ZONE", help="reading: the zone of dates without one, such as UTC; null if unknown"),
    _argument("--new-ids", metavar="WORD", help="reading: give rows without an id the id WORD-ROW"),
)  # fmt: skip

COMMANDS: Final[dict[str, tuple[str, tuple[_Argument, ...]]]] = {
    "overlaps": (
        "list the exercises, or other events, that overlap: certainly or possibly, for how many days, and why", (
        _argument("file", metavar="FILE", nargs="?", help=f"a dossier, {_ONE_OF_SHIPPED}; else recent drills"),
        *_FILE_OR_DRILLS[1:],
        _argument("--at-least", choices=("certain", "possible"),
            help="certain leaves out pairs that are only possible; default: possible, and certain without FILE"),
        _FOOTING,
        _flag("--with-parts", help="pair an exercise with its own parts too"),
        _argument("--against", metavar="FILE",
            help="pair the exercises of the first dossier with those of this one, and not with each other"),
        *_FILTERS,
        *_days("on which the events may have been under way"),
        *_DATES,
        _flag("--why", help="add what the dates of each pair rest on"),
        _JSON,
    )),
    "count": ("count events, or missiles, troops and the like, by month or by what they are", (
        *_FILE_OR_DRILLS,
        _argument("what", metavar="KIND", nargs="?",
            help="add up this kind of measure: missiles, troops, …; default: count events"),
        _argument("--by", choices=_list_groups, help="a row for each; default: one row for all"),
        *_FILTERS,
        *_days("that counts"),
        *_COUNTING,
    )),
    "concurrency": ("count the events that were certainly and possibly under way at once, day by day", (
        *_FILE_OR_DRILLS,
        _events("--count", "which events count; default: all"),
        *_FILTERS,
        *_days("to count on"),
        *_COUNTING,
    )),
    "windows": ("count the events that began before, during and after each exercise", (
        *_FILE_OR_DRILLS,
        _events("--around", "around what, a row each; default: exercises"),
        _events("--count", "which events count; default: all"),
        *_FILTERS,
        *(_argument(option, type=int, default=28, metavar="DAYS", help=f"how many days {where} (default: %(default)s)")
          for option, where in (("--before", "before the first day"), ("--after", "after the last day"))),
        *_days("that the events cover; others do not count"),
        *_COUNTING,
    )),
    "timeline": ("draw a timeline in the terminal, or as a page or image", (
        *_FILE_OR_DRILLS,
        _argument("-o", "--output", metavar="PATH",
            help="write a file instead: .html (with zoom and details), .svg, .png, .json (Vega-Lite) or .txt"),
        _argument("--lanes", choices=_LANES, help="the events that share a lane (default: series)"),
        _argument("--group", choices=_LANES, help="keep lanes together and give them one colour"),
        *_FILTERS,
        *_days("to show, or a time as in 2024-09-12T07:10"),
        _ZONE,
        *_DATES,
        _flag("--concurrency", help="show only the number of events that were under way at once"),
        _argument("--title", help="the title of a page or image"),
        _flag("--dark", help="draw images for dark backgrounds; pages follow the browser"),
        _argument("--width", type=_parse_width, metavar="COLUMNS",
            help=f"the width of text, from {NARROWEST} to {WIDEST} (default: that of the terminal)"),
        _flag("--ascii", help="use ASCII characters only"),
    )),
    "explain": ("say when an event took place according to all reports, and why", (
        *_FILE,
        _argument("id", metavar="ID", help="the identifier of an event"),
        _REPORTS,
        _TOLERANCE,
    )),
    "conflicts": ("list assertions about dates that cannot all hold", (*_FILE, _REPORTS, _TOLERANCE)),
    "contradictions": ("list accounts that cannot both be right, with the documents behind them", (
        *_FILE_OR_DRILLS,
        _argument("--about", metavar="ID", help="only contradictions about this event or weapon system"),
        _argument("--tolerance", type=float, default=0, metavar="SHARE",
            help="the share by which figures may differ, as 0.05"),
        _JSON,
    )),
    "origins": ("say who first reported a record, however many documents repeat it", (
        *_FILE,
        _argument("record", metavar="ID", help="the record: a claim, a report, a statement, an event …"),
        ((), [_flag("--lineage", help="draw the chain of sources of each document"), _JSON]),
    )),
    "as-of": ("print the dossier as it was known at the end of a day, in JSON", (
        *_FILE,
        _argument("day", type=_parse_last_day, metavar="DAY",
            help="the day, month or year of which the end counts: 2024-03-18; or a moment: 2024-03-18T07:44"),
        ((), [
            _argument("--since", type=_parse_last_day, metavar="DAY",
                help="print what became known after this day or moment instead"),
            _flag("--left-out", help="print what was not known instead, with the reasons"),
        ]),
        _argument("--zone", default="Asia/Seoul", help="the time zone of the days (default: %(default)s)"),
    )),
    "convert": ("write a dossier in another format, or read a table, a calendar or a bundle into a dossier", (
        _argument("input", metavar="IN", help=_describe_input),
        _argument("output", metavar="OUT", help="the file to write, - for standard output"),
        _FROM,
        _argument("--to", metavar="FORMAT", help=_describe_target),
        _flag("--strict", help="write nothing if anything would be lost or has a problem"),
        _argument("--with", dest="base", metavar="FILE", help="add the records of IN to this dossier"),
        _flag("--held", help="reading calendars: the entries took place, and are not only plans"),
        _argument("--recurring", metavar="EDTF", help="reading calendars: read entries that recur on these days"),
        _flag("--omit-called-off", help="writing calendars: leave out what was called off"),
        _argument("--stamp", metavar="TIME", help="writing calendars and STIX: the time of writing (default: now)"),
        _flag("--core-only", help="writing STIX: only objects of the standard, without extensions"),
        _argument("--rejects", metavar="FILE", help="reading JSON Lines: write the lines with problems to this file"),
        _NEWER,
        (("tables",), [*_TABLE_OPTIONS]),
    )),
    "merge": ("merge two dossiers: nothing is lost, and every decision is recorded", (
        *_PAIR,
        _output("the file to write, which may be A or B; without it the dossier goes to standard output"),
    )),
    "diff": ("list the differences between two dossiers: records added, removed and changed, field by field", (
        *_PAIR,
        _JSON,
        _flag("--exit-code", help="return 1 when anything differs"),
    )),
    "validate": ("list every problem of a dossier", (*_FILE, _NEWER)),
    "schema": ("print the JSON Schema of files, for editors and other programs", (
        _argument("--record", choices=_list_record_types, metavar="TYPE",
            help=lambda: f"only the schema of one type of record: {', '.join(_list_record_types())}"),
        _output("the file to write (default: standard output)"),
    )),
    "completion": ("print the script with which a shell completes commands, options and their values", (
        _argument("shell", choices=("bash", "zsh", "fish"), help="for this shell"),
    )),
}  # fmt: skip
"""Each has a line for the help, which lists them in this order, and its arguments; ``run`` is in a file of its name."""


def add_arguments(parser: Any, arguments: tuple[_Argument, ...] | list[_Argument]) -> None:
    """Declare arguments; a list of them is a group with a title, or one of which only one may be given."""
    for names, settings in arguments:
        if isinstance(settings, list):
            group = parser.add_argument_group(*names) if names else parser.add_mutually_exclusive_group()
            add_arguments(group, settings)
        else:
            late = {one: settings[one]() for one in ("choices", "help") if callable(settings.get(one))}
            parser.add_argument(*names, **settings | late)
