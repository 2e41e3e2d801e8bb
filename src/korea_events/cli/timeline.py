"""``korea-events timeline``: a timeline in the terminal, or as a page or image."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import PurePath
from typing import Any

from korea_events.cli.commands import NARROWEST
from korea_events.cli.event_selection import filter_events, has_filters
from korea_events.cli.inputs import read_dossier, tighten_dossier
from korea_events.cli.paths import mark_unwritten, refuse_same_files
from korea_events.cli.streams import Output, can_show
from korea_events.cli.terminal import wants_colours
from korea_events.codecs import replace_file
from korea_events.dossier import Dossier, EventSelection
from korea_events.errors import MissingExtraError, QuestionError
from korea_events.pictures import Picture, concurrency_band, timeline

_SIGNS = "▓░╱◆→"
_UNUSED_ON = {
    "--lanes": "the number of events",
    "--group": "the number of events",
    "--tolerance": "dates as written",
}


def run(arguments: argparse.Namespace) -> Output:
    """Draw the picture as text, or write it to a file."""
    _refuse_unused_options(arguments)
    refuse_same_files({"--output": arguments.output}, {"FILE": arguments.file})
    picture, messages = _build_picture(arguments)
    ending = _get_ending(arguments)
    if ending is None:
        width = arguments.width or max(NARROWEST, shutil.get_terminal_size().columns)
        plain = arguments.ascii or not can_show(sys.stdout, _SIGNS)
        coloured = None if plain else _draw_in_colour(picture, width)
        return Output.of_lines([coloured or picture.text(width=width, ascii_only=plain)], messages=messages)
    with mark_unwritten():
        if ending == ".txt":
            text = picture.text(width=arguments.width or 100, ascii_only=arguments.ascii)
            replace_file(arguments.output, f"{text}\n".encode())
        else:
            picture.save(arguments.output, dark=arguments.dark)
    return Output(messages=messages)


def _get_ending(arguments: argparse.Namespace) -> str | None:
    return None if arguments.output is None else PurePath(arguments.output).suffix.lower()


def _refuse_unused_options(arguments: argparse.Namespace) -> None:
    """Refuse options that have no effect on what is drawn, in the form in which it is drawn."""
    ending = _get_ending(arguments)
    is_text = ending in (None, ".txt")
    unused = {
        "--lanes": arguments.concurrency and arguments.lanes is not None,
        "--group": arguments.concurrency and arguments.group is not None,
        "--tolerance": arguments.as_written and not arguments.concurrency and arguments.tolerance is not None,
        "--title": is_text and arguments.title is not None,
        "--dark": arguments.dark and (is_text or ending == ".html"),
        "--width": not is_text and arguments.width is not None,
        "--ascii": not is_text and arguments.ascii,
    }
    for option, is_unused in unused.items():
        if is_unused:
            what = _UNUSED_ON.get(option) or ("text" if is_text else ending)
            raise QuestionError.of("option-unused", f"{option} has no effect on {what}: leave it out")


def _build_picture(arguments: argparse.Namespace) -> tuple[Picture, list[str]]:
    dossier, messages = tighten_dossier(read_dossier(arguments), arguments)
    window = {"since": arguments.since, "until": arguments.until, "zone": arguments.zone}
    items: Dossier | EventSelection = dossier
    if has_filters(arguments):
        items, empty = filter_events(dossier, arguments)
        messages += empty
    if arguments.concurrency:
        title = arguments.title or "Under way at once"
        return concurrency_band(items, **window, tolerance=arguments.tolerance, title=title), messages
    lanes: Any = arguments.lanes or "series"
    title = arguments.title or "Timeline"
    picture = timeline(items, lanes=lanes, group=arguments.group, **window, title=title, dossier=dossier)
    return picture, messages


def _draw_in_colour(picture: Picture, width: int) -> str | None:
    """The picture in colours, if the output is a terminal that wants them and rich is there."""
    if not wants_colours(sys.stdout):
        return None
    try:
        coloured = picture.rich_text(width=width)
    except MissingExtraError:
        return None
    from rich.console import Console

    console = Console(width=width, highlight=False)
    with console.capture() as capture:
        console.print(coloured, soft_wrap=True)
    return capture.get().rstrip("\n")
