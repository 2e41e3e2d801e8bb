"""What took no part in an answer, and why: below a table, and in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from korea_events.analysis import Skipped, summarize_skipped
from korea_events.cli.terminal import terminal_table

_MOST_NAMES: Final = 12


def format_skipped(skipped: Sequence[Skipped]) -> Iterator[str]:
    """How many were skipped for which reason, and the first of them on a line each; nothing when none was."""
    if not skipped:
        return
    yield summarize_skipped(skipped)
    named = skipped if len(skipped) <= _MOST_NAMES else skipped[: _MOST_NAMES - 2]
    yield from terminal_table((f"  {one.item.name}", one.reason.words) for one in named)
    if len(named) < len(skipped):
        yield f"  and {len(skipped) - len(named)} more: --json names all"


def format_rows(
    rows: Iterable[Sequence[str]], skipped: Sequence[Skipped], *, head: Sequence[str]
) -> Iterator[str]:
    """A table, and apart from it what was skipped."""
    yield from terminal_table(rows, head=head)
    if skipped:
        yield ""
    yield from format_skipped(skipped)


def export_skipped(skipped: Sequence[Skipped]) -> list[dict[str, str]]:
    """The same as plain data."""
    return [{"id": one.item.id, "name": one.item.name, "reason": one.reason.value} for one in skipped]
