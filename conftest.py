"""For every test: how hard hypothesis tries, which folders need an extra, and the examples of the documentation."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pendulum
import pytest
from hypothesis import HealthCheck, settings

import korea_events
from tests.documentation import collector, page_folder

__all__ = ["page_folder", "pytest_collect_file"]

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # exports without a stamp are the same every time

# HYPOTHESIS_PROFILE=deep python -m pytest …: an hour of it finds what a minute does not.
_ALWAYS = settings(
    deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)  # slow, busy machines
settings.register_profile("fast", _ALWAYS, max_examples=50)
settings.register_profile("ci", _ALWAYS, max_examples=100, derandomize=True)
settings.register_profile("again", _ALWAYS, max_examples=25, derandomize=True)  # the same code, elsewhere
settings.register_profile("deep", _ALWAYS, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

pytest_collect_file = collector()

# tests/extras/NAME runs only where the extra NAME is installed, that is, where these modules are.
# Nothing else may depend on an extra. KOREA_EVENTS_ALL_EXTRAS=1 makes a missing one an error.
EXTRAS = {
    "numpy": ("numpy",),
    "tables": ("ibis", "duckdb", "narwhals", "pyarrow"),
    "xlsx": ("python_calamine",),
    "ical": ("icalendar",),
    "stix": ("stix2",),
    "plot": ("altair", "vl_convert"),
    "cli": ("rich", "shtab"),
}
_MISSING = sorted(
    extra for extra, modules in EXTRAS.items() if any(find_spec(name) is None for name in modules)
)
_FOLDERS = Path(__file__).parent / "tests" / "extras"
_LEFT_OUT = [extra for extra in _MISSING if (_FOLDERS / extra).is_dir()]

# Docstrings and pages whose examples use an extra.
_PAGES = {
    "ical": (
        "src/korea_events/codecs/ical/calendars.py",
        "docs/how-to/calendar.md",
        "docs/reference/calendars.md",
        "docs/reference/losses.md",
    ),
    "stix": ("src/korea_events/codecs/stix/export.py", "docs/reference/stix.md"),
    "numpy": (
        "src/korea_events/temporal/joins/columns.py",
        "src/korea_events/temporal/joins/sweep.py",
        "docs/how-to/join-tables.md",
    ),
    "plot": ("docs/how-to/timeline.md",),
    "tables": (
        "src/korea_events/tables",
        "src/korea_events/codecs/parquet.py",
        "docs/reference/parquet.md",
        "docs/how-to/make-a-data-frame.md",
        "docs/how-to/join-tables.md",
    ),
}

collect_ignore = [
    *(str(_FOLDERS / extra) for extra in _LEFT_OUT),
    *(str(Path(__file__).parent / page) for extra in _MISSING for page in _PAGES.get(extra, ())),
]


def pytest_configure() -> None:
    """Stops at once if a run that promises all extras lacks one; forbids pendulum's date arithmetic."""
    _forbid_intervals()
    if _MISSING and os.environ.get("KOREA_EVENTS_ALL_EXTRAS"):
        raise pytest.UsageError(f"KOREA_EVENTS_ALL_EXTRAS is set, but missing: {', '.join(_MISSING)}")


def pytest_report_header() -> list[str]:
    """Says which profile runs and what is left out."""
    left_out = ", ".join(f"tests/extras/{extra}" for extra in _LEFT_OUT) or "nothing"
    return [
        f"hypothesis profile: {settings.get_current_profile_name()}; left out for want of an extra: {left_out}"
    ]


def _forbid_intervals() -> None:
    """The library never subtracts pendulum's dates (why: docs/decisions).

    No reading of the text can tell on what a minus stands, so for the whole run an interval that comes into being by
    a line of the library is an error.
    """
    plain = pendulum.Interval.__new__
    package = str(Path(korea_events.__file__).parent) + os.sep

    def guarded(cls: type[pendulum.Interval[Any]], *ends: Any, **absolute: Any) -> pendulum.Interval[Any]:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").startswith("pendulum"):
            frame = frame.f_back
        where = frame.f_code.co_filename
        assert not where.startswith(package), f"{where}:{frame.f_lineno} subtracts dates of pendulum"
        return plain(cls, *ends, **absolute)

    pendulum.Interval.__new__ = guarded  # type: ignore[assignment, method-assign]  # for this process of tests only
