"""``Picture``: what every picture can be: a chart, a file, text, or the output of a notebook."""

from __future__ import annotations

import contextlib
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen

from korea_events.codecs import replace_file
from korea_events.errors import FileError, MissingExtraError, import_extra
from korea_events.pictures.page import render_page
from korea_events.pictures.palette import DARK, LIGHT, Palette
from korea_events.pictures.terminal import TextLine, join_lines
from korea_events.pictures.vega import Json
from korea_events.temporal.engine import quote_value

if TYPE_CHECKING:
    import altair as alt
    import rich.text

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

    ``str()`` draws it as text and :meth:`specification` gives its data; both need no extra. :attr:`chart`, images and
    pages need the extra ``plot``.

    Example:
        >>> from korea_events import Span, timeline
        >>> drills = timeline([Span.of("2024-03-04", "2024-03-14")], title="Freedom Shield 24")
        >>> isinstance(drills, Picture), drills.title
        (True, 'Freedom Shield 24')
    """

    title: str
    width: int

    def specification(self, *, dark: bool = False) -> dict[str, Any]:
        """The picture as a Vega-Lite specification: plain data for other tools."""
        return self._spec(DARK if dark else LIGHT, still=False)

    @property
    def chart(self) -> alt.LayerChart:
        """The picture as an Altair chart, which you can change or combine with others.

        Raises:
            MissingExtraError: ``extra-plot`` without altair.
        """
        return cast("alt.LayerChart", _import_for_plot("altair").Chart.from_dict(self.specification()))

    def save(self, path: str | os.PathLike[str], *, dark: bool = False, scale: float = 2) -> None:
        """Write the picture to a file, whole or not at all, in the format of its ending.

        ``.html`` is a page that needs no network: you can zoom, move, point at things, switch between light and dark,
        and read everything in a table. ``.svg`` and ``.png`` are images (``dark`` for dark backgrounds; a larger
        ``scale`` makes a finer PNG). ``.json`` is the Vega-Lite specification, ``.txt`` the text.

        Raises:
            FileError: ``picture-format`` for another ending, or if the file cannot be written.
            MissingExtraError: ``extra-plot`` for ``.html``, ``.svg`` and ``.png`` without vl-convert.
        """
        makers: dict[str, Callable[[], Any]] = {
            ".html": lambda: self.html(file=PurePath(path).stem),
            ".svg": lambda: self.svg(dark=dark),
            ".png": lambda: _import_for_plot("vl_convert").vegalite_to_png(
                self._still_spec(dark=dark), scale=scale
            ),
            ".json": lambda: json.dumps(self.specification(dark=dark), ensure_ascii=False, indent=1) + "\n",
            ".txt": lambda: self.text() + "\n",
        }
        ending = PurePath(path).suffix.lower()
        if ending not in makers:
            known = ", ".join(makers)
            message = f"the name of a picture must end in one of {known}, not in {quote_value(ending)}"
            raise FileError.of("picture-format", message)
        content = makers[ending]()
        replace_file(path, content.encode() if isinstance(content, str) else content)

    def svg(self, *, dark: bool = False) -> str:
        """The picture as SVG text.

        Raises:
            MissingExtraError: ``extra-plot`` without vl-convert.
        """
        text: str = _import_for_plot("vl_convert").vegalite_to_svg(self._still_spec(dark=dark))
        return text

    def _still_spec(self, *, dark: bool) -> Json:
        return self._spec(DARK if dark else LIGHT, still=True)

    def html(self, *, file: str = "picture") -> str:
        """The page that :meth:`save` writes; images that a reader saves from it are called ``file``.

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
        """The picture as lines of text of at most ``width`` columns; a wide letter takes two.

        Raises:
            QuestionError: ``picture-narrow`` for fewer than 40 columns.
        """
        return join_lines(self._lines(width, ascii_only=ascii_only))

    # -- how it shows itself -----------------------------------------------------------------------------------------

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._subtitle()}>"

    def __rich__(self) -> rich.text.Text:
        """What rich prints: the text in colours."""
        return self.rich_text()

    def rich_text(self, *, width: int = 100) -> rich.text.Text:
        """The text with colours, for rich.

        Raises:
            MissingExtraError: ``extra-cli`` without rich.
        """
        message = 'colours need rich: pip install "korea-events[cli]"'
        text: type[rich.text.Text] = import_extra("rich.text", "extra-cli", message).Text
        lines = [[(text, _RICH_STYLES.get(role, "")) for text, role in line] for line in self._lines(width)]
        return text("\n").join(text.assemble(*line) for line in lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What a notebook shows: an image that needs no network, or the text without the extra ``plot``."""
        _ = include, exclude
        bundle = {"text/plain": str(self)}
        with contextlib.suppress(MissingExtraError):
            bundle["image/svg+xml"] = self.svg()
        return bundle

    # -- what each kind of picture defines ---------------------------------------------------------------------------

    @abstractmethod
    def _spec(self, palette: Palette, *, still: bool) -> Json:
        """The specification in the colours of a palette; ``still`` for an image, which cannot be zoomed."""

    @abstractmethod
    def _lines(self, width: int, *, ascii_only: bool = False) -> list[TextLine]:
        """The picture as text."""

    @abstractmethod
    def _subtitle(self) -> str:
        """The content in a few words."""

    @abstractmethod
    def _details(self) -> str:
        """The whole content, as HTML."""

    def _caption(self) -> str:
        return self._subtitle()


def _import_for_plot(module: str) -> Any:
    message = 'charts need altair and vl-convert: pip install "korea-events[plot]"'
    return import_extra(module, "extra-plot", message)


@cache
def _load_javascript() -> str:
    """The JavaScript that draws charts: Vega, Vega-Lite and the code that embeds them in a page."""
    text: str = _import_for_plot("vl_convert").javascript_bundle()
    return text
