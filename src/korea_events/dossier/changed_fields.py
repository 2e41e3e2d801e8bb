"""The differences between two contents, field by field and item by item, on plain JSON values.

Lists are aligned before they are compared, so that a new item does not make all later ones look changed: first equal
items, then items with the same first field (the same actor, the same document), then by position.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import frozen

from korea_events.model.engine import MISSING, TYPE_KEY, read_kept_json, write_canonical_json

_DEEPEST: Final = 50
"""The depth of the comparison; below it, a value is compared as a whole. No record is that deep."""
_MOST_ALIGNED: Final = 200
"""More items than this between an equal beginning and an equal end are compared by position: alignment can take
cubic time."""
_LONGEST_VALUE: Final = 100


@frozen(kw_only=True)
class ChangedField:
    """One difference between two contents.

    A value without ``before_path`` was added, one without ``after_path`` was removed, any other was changed. Each path
    counts list positions in its own content.

    Example:
        >>> change = ChangedField(before_path="length.n", after_path="length.n", before_text="11", after_text="12")
        >>> print(change, change.before, change.after)
        length.n: 11 → 12 11 12
    """

    before_path: str | None
    """Its path in the first content: ``participations[0].role``."""
    after_path: str | None
    """Its path in the second."""
    before_text: str | None
    """Its value in the first content, as canonical JSON text."""
    after_text: str | None
    """Its value in the second, as canonical JSON text."""

    @property
    def path(self) -> str:
        """Its path in the second content, else in the first."""
        return str(self.before_path if self.after_path is None else self.after_path)

    @property
    def before(self) -> Any:
        """Its value in the first content, as plain JSON values; None if it was added."""
        return None if self.before_text is None else read_kept_json(self.before_text)

    @property
    def after(self) -> Any:
        """Its value in the second content, as plain JSON values; None if it was removed."""
        return None if self.after_text is None else read_kept_json(self.after_text)

    def as_data(self) -> dict[str, Any]:
        """The change as plain JSON values, without ``before`` if it was added and without ``after`` if it was removed.

        Example:
            >>> added = ChangedField(before_path=None, after_path="note", before_text=None, after_text='"late"')
            >>> added.as_data()
            {'path': 'note', 'after': 'late'}
        """
        data: dict[str, Any] = {"path": self.path}
        if self.before_path is not None:
            if self.before_path != self.path:
                data["before_path"] = self.before_path
            data["before"] = self.before
        if self.after_path is not None:
            data["after"] = self.after
        return data

    def __str__(self) -> str:
        if self.before_text is None:
            return f"+ {self.path}: {format_json_value(self.after_text)}"
        if self.after_text is None:
            return f"- {self.path}: {format_json_value(self.before_text)}"
        return f"{self.path}: {format_json_value(self.before_text)} → {format_json_value(self.after_text)}"


def format_json_value(text: str | None) -> str:
    r"""A JSON text for display: on one line, invisible characters escaped, cut when it is long.

    Example:
        >>> print(format_json_value('"left\u202eright"'))
        "left\u202eright"
    """
    text = text or ""
    if len(text) > _LONGEST_VALUE:
        text = text[:_LONGEST_VALUE] + "…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def diff_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedField, ...]:
    """Every difference between two objects of plain JSON values, in the order of their keys.

    Example:
        >>> for change in diff_fields({"names": ["FS"], "edition": 24}, {"names": ["자유의 방패", "FS"]}):
        ...     print(change)
        + names[0]: "자유의 방패"
        - edition: 24
    """
    return tuple(_diff_objects(before, after, ("", ""), 0))


_PathPair = tuple[str, str]
"""The path in the first content and the path in the second."""


def _diff_objects(
    before: Mapping[str, Any], after: Mapping[str, Any], at: _PathPair, depth: int
) -> Iterator[ChangedField]:
    for key in dict.fromkeys([*before, *after]):
        paths = (at[0] + _extend_key_path(at[0], key), at[1] + _extend_key_path(at[1], key))
        yield from _diff_values(before.get(key, MISSING), after.get(key, MISSING), paths, depth + 1)


def _diff_values(before: Any, after: Any, at: _PathPair, depth: int) -> Iterator[ChangedField]:
    old = None if before is MISSING else write_canonical_json(before)
    new = None if after is MISSING else write_canonical_json(after)
    # texts, not values: True, 1 and 1.0 are equal, but differ as JSON
    if old == new:
        return
    if depth < _DEEPEST:
        if (
            isinstance(before, dict)
            and isinstance(after, dict)
            and before.get(TYPE_KEY) == after.get(TYPE_KEY)
        ):
            yield from _diff_objects(before, after, at, depth)
            return
        if isinstance(before, list) and isinstance(after, list):
            yield from _diff_lists(before, after, at, depth)
            return
    paths = None if old is None else at[0], None if new is None else at[1]
    yield ChangedField(before_path=paths[0], after_path=paths[1], before_text=old, after_text=new)


def _diff_lists(before: list[Any], after: list[Any], at: _PathPair, depth: int) -> Iterator[ChangedField]:
    for old, new in _align_lists(before, after):
        values = MISSING if old is None else before[old], MISSING if new is None else after[new]
        yield from _diff_values(*values, (f"{at[0]}[{old}]", f"{at[1]}[{new}]"), depth + 1)


def _extend_key_path(path: str, key: str) -> str:
    """The path of a key; one that is not an identifier is put in brackets, as JSON text."""
    if key.isidentifier():
        return f".{key}" if path else key
    return f"[{json.dumps(key, ensure_ascii=not key.isprintable())}]"


# -- alignment of lists -----------------------------------------------------------------------------------------------

_IndexPairs = Iterator[tuple[int | None, int | None]]
"""Pairs of positions in two lists; None where an item has no counterpart."""


def _align_lists(before: Sequence[Any], after: Sequence[Any]) -> _IndexPairs:
    olds, news = list(map(write_canonical_json, before)), list(map(write_canonical_json, after))
    shorter = min(len(olds), len(news))
    start = next((i for i in range(shorter) if olds[i] != news[i]), shorter)
    end = next((i for i in range(shorter - start) if olds[-1 - i] != news[-1 - i]), shorter - start)
    yield from ((i, i) for i in range(start))
    old, new = range(start, len(olds) - end), range(start, len(news) - end)
    if max(len(old), len(new)) > _MOST_ALIGNED:
        yield from zip_longest(old, new)
    else:
        inner = before[old.start : old.stop], after[new.start : new.stop]
        for i, j in _align_by_keys(*inner, (write_canonical_json, _make_item_key)):
            yield None if i is None else start + i, None if j is None else start + j
    yield from zip(range(old.stop, len(olds)), range(new.stop, len(news)), strict=True)


def _align_by_keys(
    before: Sequence[Any], after: Sequence[Any], keys: tuple[Callable[[Any], str], ...]
) -> _IndexPairs:
    from difflib import SequenceMatcher  # which only lists that changed need

    key, *others = keys
    matcher = SequenceMatcher(None, list(map(key, before)), list(map(key, after)), autojunk=False)
    for verdict, old, old_end, new, new_end in matcher.get_opcodes():
        if verdict == "equal" or not others:
            yield from zip_longest(range(old, old_end), range(new, new_end))
            continue
        for i, j in _align_by_keys(before[old:old_end], after[new:new_end], tuple(others)):
            yield None if i is None else old + i, None if j is None else new + j


def _make_item_key(item: Any) -> str:
    """The first field of an item, which is a required one in our classes, as a key."""
    if not isinstance(item, dict):
        return ""
    first = next((key for key in item if key != TYPE_KEY), None)
    return "" if first is None else write_canonical_json([item.get(TYPE_KEY), first, item[first]])
