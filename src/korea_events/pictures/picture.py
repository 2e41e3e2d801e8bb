"""``Picture``: what every picture can do, whatever it shows: be a chart, a file, text, or the output of a notebook."""

from __future__ import annotations

import contextlib
import json
import os
from abc import ABC, abstractmethod
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen

from korea_events.codecs import replace_file
from korea_events.errors import FileError, MissingExtraError
from korea_events.pictures.page import render_page
from korea_events.pictures.palette import DARK, LIGHT, Palette
from korea_events.pictures.png import pack_png
from korea_events.pictures.terminal import TextLine, join_lines
from korea_events.pictures.vega import Json

if TYPE_CHECKING:
    import altair as alt
    import rich.text

_FILE_ENDINGS: Final = (".html", ".svg", ".png", ".json", ".txt")
_RICH_STYLES: Final = {
    "lane": "bold",
    "group": "bold underline",
    "axis": "dim",
    "legend": "dim",
    "certain": "blue",
    "possible": "blue dim",
    "announced": "yellow",
    "announced_possible": "yellow dim",
    "called_off": "dim strike",
    "planned": "yellow dim",
    "point": "magenta",
    "somewhere": "magenta",
    "point_possible": "magenta dim",
}


@frozen(kw_only=True, repr=False)
class Picture(ABC):
    """A picture for people; see :func:`korea_events.timeline` and :func:`korea_events.concurrency_band`.

    ``str()`` draws it as text and :meth:`specification` as data, which need nothing; :attr:`chart`, images and pages
    need the extra ``plot``.

    Example:
        >>> from korea_events import Span, timeline
        >>> drills = timeline([Span.of("2024-03-04", "2024-03-14")], title="Freedom Shield 24")
        >>> isinstance(drills, Picture), drills.title
        (True, 'Freedom Shield 24')
    """

    title: str
    width: int

    def specification(self, *, dark: bool = False) -> dict[str, Any]:
        """The picture as a Vega-Lite specification: plain data, for tools that draw it themselves."""
        return self._spec(DARK if dark else LIGHT, still=False)

    @property
    def chart(self) -> alt.LayerChart:
        """The picture as an Altair chart, to be changed or combined with others.

        Raises:
            MissingExtraError: ``extra-plot`` without altair.
        """
        try:
            from altair import Chart
        except ImportError:
            raise _build_missing_extra_error() from None
        return cast("alt.LayerChart", Chart.from_dict(self.specification()))

    def save(self, path: str | os.PathLike[str], *, dark: bool = False, scale: float = 2) -> None:
        """Write the picture to a file, whole or not at all; the ending of its name decides what is written.

        ``.html`` is a page that needs nothing else, not even a network: one can zoom, move and point at things, in
        light and dark, and read everything in a table. ``.svg`` and ``.png`` are images (``dark`` for dark
        backgrounds; ``scale`` makes a PNG finer). ``.json`` is the Vega-Lite specification, ``.txt`` the text.

        Raises:
            FileError: ``picture-format`` for another ending, or what keeps the file from being written.
            MissingExtraError: ``extra-plot`` for ``.html``, ``.svg`` and ``.png`` without vl-convert.
        """
        ending = PurePath(path).suffix.lower()
        if ending == ".html":
            data = self.html(file=PurePath(path).stem).encode()
        elif ending == ".svg":
            data = self.svg(dark=dark).encode()
        elif ending == ".png":
            data = pack_png(_import_vl_convert().vegalite_to_png(self._still_spec(dark=dark), scale=scale))
        elif ending == ".json":
            said = json.dumps(self.specification(dark=dark), ensure_ascii=False, indent=1)
            data = f"{said}\n".encode()
        elif ending == ".txt":
            data = f"{self.text()}\n".encode()
        else:
            known = ", ".join(_FILE_ENDINGS)
            raise FileError.of(
                "picture-format", f"a picture is written as one of {known}, not as {ending or 'none'}"
            )
        replace_file(path, data)

    def svg(self, *, dark: bool = False) -> str:
        """The picture as SVG text.

        Raises:
            MissingExtraError: ``extra-plot`` without vl-convert.
        """
        made: str = _import_vl_convert().vegalite_to_svg(self._still_spec(dark=dark))
        return made

    def _still_spec(self, *, dark: bool) -> Json:
        return self._spec(DARK if dark else LIGHT, still=True)

    def html(self, *, file: str = "picture") -> str:
        """The page that :meth:`save` writes; ``file`` is what images saved from it are called.

        Raises:
            MissingExtraError: ``extra-plot`` without vl-convert.
        """
        specs = {"light": self.specification(), "dark": self.specification(dark=True)}
        return render_page(
            specs,
            _load_javascript(),
            title=self.title,
            subtitle=self._caption(),
            details=self._details(),
            width=self.width,
            file=file,
        )

    def text(self, *, width: int = 100, ascii_only: bool = False) -> str:
        """The picture as lines of text of at most ``width`` columns, wide letters counted as two.

        Raises:
            QuestionError: ``picture-narrow`` for less than 40 columns.
        """
        return join_lines(self._lines(width, ascii_only=ascii_only))

    # -- how it shows itself -----------------------------------------------------------------------------------------

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._subtitle()}>"

    def __rich__(self) -> rich.text.Text:
        """What rich prints: the text, in colours."""
        return self.rich_text()

    def rich_text(self, *, width: int = 100) -> rich.text.Text:
        """The text with colours, for rich.

        Raises:
            MissingExtraError: ``extra-cli`` without rich.
        """
        try:
            from rich.text import Text
        except ImportError:
            raise MissingExtraError.of(
                "extra-cli", "colours need rich: pip install 'korea-events[cli]'"
            ) from None
        lines = [[(text, _RICH_STYLES.get(role, "")) for text, role in line] for line in self._lines(width)]
        return Text("\n").join(Text.assemble(*line) for line in lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What a notebook shows: an image that needs no network; without the extra ``plot`` the text."""
        _ = include, exclude  # a notebook takes what it can show
        bundle = {"text/plain": str(self)}
        with contextlib.suppress(MissingExtraError):
            bundle["image/svg+xml"] = self.svg()
        return bundle

    # -- what each kind of picture says ------------------------------------------------------------------------------

    @abstractmethod
    def _spec(self, palette: Palette, *, still: bool) -> Json:
        """The specification in the colours of a palette; ``still`` for an image, in which nobody zooms."""

    @abstractmethod
    def _lines(self, width: int, *, ascii_only: bool = False) -> list[TextLine]:
        """The picture as text."""

    @abstractmethod
    def _subtitle(self) -> str:
        """What it shows, in a few words."""

    @abstractmethod
    def _details(self) -> str:
        """All that it shows, as HTML."""

    def _caption(self) -> str:
        return self._subtitle()


def _import_vl_convert() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise _build_missing_extra_error() from None
    return vl_convert


@cache
def _load_javascript() -> str:
    """The JavaScript that draws charts: Vega, Vega-Lite and what embeds them in a page."""
    made: str = _import_vl_convert().javascript_bundle()
    return made


def _build_missing_extra_error() -> MissingExtraError:
    return MissingExtraError.of(
        "extra-plot", "charts need altair and vl-convert: pip install 'korea-events[plot]'"
    )
