"""``korea-events timeline``: a timeline in the terminal, or as a page or image."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.errors import MissingExtraError
from korea_events.pictures import Picture, concurrency_band, timeline

HELP = "draw a timeline in the terminal, or as a page or image"

_LANE_CHOICES = ("series", "participant", "kind", "item")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser, default="drills")
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="write a file instead: .html (with zoom and details), .svg, .png, .json (Vega-Lite) or .txt",
    )
    parser.add_argument(
        "--lanes",
        choices=_LANE_CHOICES,
        default="series",
        help="the events that share a lane (default: %(default)s)",
    )
    parser.add_argument("--group", choices=_LANE_CHOICES, help="keep lanes together and give them one colour")
    parser.add_argument("--since", metavar="DAY", help="the first day to show")
    parser.add_argument("--until", metavar="DAY", help="the last day to show")
    parser.add_argument("--zone", help="the time zone of the days")
    parser.add_argument(
        "--concurrency",
        action="store_true",
        help="show only the number of events that were under way at once",
    )
    parser.add_argument("--title", help="the title of a page or image")
    parser.add_argument(
        "--dark", action="store_true", help="draw images for dark backgrounds; pages follow the browser"
    )
    parser.add_argument(
        "--width", type=int, metavar="COLUMNS", help="the width of text (default: that of the terminal)"
    )
    parser.add_argument("--ascii", action="store_true", help="use ASCII characters only")


def run(arguments: argparse.Namespace) -> int:
    """Print the picture, or write it to a file."""
    picture = _build_picture(arguments)
    if arguments.output:
        picture.save(arguments.output, dark=arguments.dark)
        return 0
    width = arguments.width or shutil.get_terminal_size().columns
    if not arguments.ascii and _print_in_colour(picture, width):
        return 0
    print(picture.text(width=width, ascii_only=arguments.ascii or not _is_unicode_terminal()))
    return 0


def _build_picture(arguments: argparse.Namespace) -> Picture:
    dossier = read_dossier(arguments.file)
    window = {"since": arguments.since, "until": arguments.until, "zone": arguments.zone}
    if arguments.concurrency:
        return concurrency_band(dossier, **window, title=arguments.title or "Under way at once")
    title = arguments.title or "Timeline"
    return timeline(dossier, lanes=arguments.lanes, group=arguments.group, **window, title=title)


def _is_unicode_terminal() -> bool:
    try:
        "▓░╱◆→".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _print_in_colour(picture: Picture, width: int) -> bool:
    """Print it in colours, if the output is a terminal that wants them and rich is there."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or not _is_unicode_terminal():
        return False
    try:
        coloured = picture.rich_text(width=width)
    except MissingExtraError:
        return False
    from rich.console import Console

    Console(width=width, highlight=False).print(coloured, soft_wrap=True)
    return True
