"""A picture as one HTML file with all its libraries, which makes no network requests."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from korea_events.pictures.palette import DARK, LIGHT
from korea_events.pictures.vega import Json
from korea_events.rendering import Markup, escape_html

_SIDE_MARGIN: Final = 320
_PLACEHOLDER: Final = re.compile(r"\{\{([a-z_.]+)\}\}")


def render_page(
    specs: dict[str, Json], library: str, *, title: str, subtitle: str, details: str, width: int, file: str
) -> str:
    """The page with the specifications of both schemes; ``details`` is HTML, the other texts are not.

    Both schemes share the data sets.
    """
    datasets = specs["light"]["datasets"]
    window = [row[end] for end in ("start", "end") for row in datasets.get("window", ())]
    apart = ("title", "datasets")  # the page shows the one, and both schemes share the other
    data: dict[str, Any] = {
        scheme: {name: value for name, value in spec.items() if name not in apart}
        for scheme, spec in specs.items()
    }
    data |= {"datasets": datasets, "window": window, "file": f"{file}.svg"}
    parts = {
        "title": escape_html(title),
        "subtitle": escape_html(subtitle),
        "details": details,
        "room": str(width + _SIDE_MARGIN),
        "data": escape_for_script(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        "library": library.replace("</script", "<\\/script"),
    }
    for palette in (LIGHT, DARK):
        colours: dict[str, Any] = attrs.asdict(palette)
        parts |= {f"{palette.name}.{name}": str(colour) for name, colour in colours.items()}
        parts[f"{palette.name}.link"] = palette.hues[0]
    # Split once: inserted text is not searched for placeholders.
    pieces = _PLACEHOLDER.split(_read_page_template())
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def fold_table(summary: str, table: Markup) -> str:
    """A table that unfolds on demand and scrolls in its own box."""
    return f'<details><summary>{summary}</summary><div class="rows" tabindex="0">{table}</div></details>'


def escape_for_script(text: str) -> str:
    """JSON that cannot end its script element."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _read_page_template() -> str:
    return (files("korea_events.pictures") / "page.html").read_text("utf-8")
