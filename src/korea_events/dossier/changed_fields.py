"""Where two contents differ: field by field and item by item, on plain JSON values.

Lists are lined up before they are compared, so that an item which came in between does not make everything after it
look changed: equal items first, then items that begin alike (the same actor, the same document), then by position.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final

from attrs import frozen

from korea_events.model.engine import TYPE_KEY, write_canonical_json

_DEEPEST: Final = 50
"""How deep differences are looked for; what lies deeper is one value. No class of ours nests so deep."""
_MOST_ALIGNED: Final = 200
"""Where more items than this lie between an equal beginning and an equal end, they are compared position by position:
lining them up can take time that grows with the cube."""
_LONGEST_VALUE: Final = 100


@frozen(kw_only=True)
class ChangedField:
    """One place in which two contents of something differ.

    It was added when it has no ``before_path``, removed when it has no ``after_path``, and changed when it has both.
    Positions in lists count in the content that the path is of.

    Example:
        >>> change = ChangedField(before_path="length.n", after_path="length.n", before_text="11", after_text="12")
        >>> print(change, change.before, change.after)
        length.n: 11 → 12 11 12
    """

    before_path: str | None
    """Where it stands in the first content: ``participations[0].role``."""
    after_path: str | None
    """Where it stands in the second."""
    before_text: str | None
    """What the first content says there, as canonical JSON text."""
    after_text: str | None
    """What the second says there."""

    @property
    def path(self) -> str:
        """Where it stands: in the second content, or in the first where the second has nothing of it."""
        return str(self.before_path if self.after_path is None else self.after_path)

    @property
    def before(self) -> Any:
        """What the first content says there, as plain JSON values; None where it says nothing."""
        return None if self.before_text is None else json.loads(self.before_text)

    @property
    def after(self) -> Any:
        """What the second content says there, as plain JSON values; None where it says nothing."""
        return None if self.after_text is None else json.loads(self.after_text)

    def as_data(self) -> dict[str, Any]:
        """The change as plain JSON values; what was added has no ``before``, what was removed no ``after``.

        Example:
            >>> added = ChangedField(before_path=None, after_path="note", before_text=None, after_text='"late"')
            >>> added.as_data()
            {'path': 'note', 'after': 'late'}
        """
        said: dict[str, Any] = {"path": self.path}
        if self.before_path is not None:
            if self.before_path != self.path:
                said["before_path"] = self.before_path
            said["before"] = self.before
        if self.after_path is not None:
            said["after"] = self.after
        return said

    def __str__(self) -> str:
        if self.before_text is None:
            return f"+ {self.path}: {format_json_value(self.after_text)}"
        if self.after_text is None:
            return f"- {self.path}: {format_json_value(self.before_text)}"
        return f"{self.path}: {format_json_value(self.before_text)} → {format_json_value(self.after_text)}"


def format_json_value(text: str | None) -> str:
    r"""A JSON text as people may see it: on one line, nothing invisible in it, cut when it is long.

    Example:
        >>> print(format_json_value('"left\u202eright"'))
        "left\u202eright"
    """
    text = text or ""
    if len(text) > _LONGEST_VALUE:
        text = text[:_LONGEST_VALUE] + "…"
    return (
        text if text.isprintable() else "".join(c if c.isprintable() else _escape_invisible(c) for c in text)
    )


def _escape_invisible(character: str) -> str:
    return ascii(character)[1:-1]


def diff_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedField, ...]:
    """Every place in which two objects of plain JSON values differ, in the order of their keys.

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
        places = (at[0] + _extend_key_path(at[0], key), at[1] + _extend_key_path(at[1], key))
        if key not in after:
            yield _build_removed_field(places[0], before[key])
        elif key not in before:
            yield _build_added_field(places[1], after[key])
        else:
            yield from _diff_values(before[key], after[key], places, depth + 1)


def _diff_values(before: Any, after: Any, at: _PathPair, depth: int) -> Iterator[ChangedField]:
    texts = write_canonical_json(before), write_canonical_json(after)
    if texts[0] == texts[1]:  # not the values: True and 1 and 1.0 are equal, but were not written alike
        return
    if depth < _DEEPEST:
        if isinstance(before, dict) and isinstance(after, dict) and _have_same_type(before, after):
            yield from _diff_objects(before, after, at, depth)
            return
        if isinstance(before, list) and isinstance(after, list):
            yield from _diff_lists(before, after, at, depth)
            return
    yield ChangedField(before_path=at[0], after_path=at[1], before_text=texts[0], after_text=texts[1])


def _have_same_type(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two objects are of one class, where their class is written down."""
    return bool(before.get(TYPE_KEY) == after.get(TYPE_KEY))


def _diff_lists(before: list[Any], after: list[Any], at: _PathPair, depth: int) -> Iterator[ChangedField]:
    for old, new in _align_lists(before, after):
        if new is None and old is not None:
            yield _build_removed_field(f"{at[0]}[{old}]", before[old])
        elif old is None and new is not None:
            yield _build_added_field(f"{at[1]}[{new}]", after[new])
        elif old is not None and new is not None:
            yield from _diff_values(
                before[old], after[new], (f"{at[0]}[{old}]", f"{at[1]}[{new}]"), depth + 1
            )


def _build_removed_field(path: str, value: Any) -> ChangedField:
    return ChangedField(
        before_path=path, after_path=None, before_text=write_canonical_json(value), after_text=None
    )


def _build_added_field(path: str, value: Any) -> ChangedField:
    return ChangedField(
        before_path=None, after_path=path, before_text=None, after_text=write_canonical_json(value)
    )


def _extend_key_path(path: str, key: str) -> str:
    """The path one key further in; a key that is no word stands in brackets, as JSON text of visible letters."""
    if key.isidentifier():
        return f".{key}" if path else key
    return f"[{json.dumps(key, ensure_ascii=not key.isprintable())}]"


# -- lining lists up -----------------------------------------------------------------------------------------------

_IndexPairs = Iterator[tuple[int | None, int | None]]
"""Positions in two lists that belong together; None where an item has no counterpart."""


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
    key, *others = keys
    matcher = SequenceMatcher(None, list(map(key, before)), list(map(key, after)), autojunk=False)
    for verdict, old, old_end, new, new_end in matcher.get_opcodes():
        if verdict == "equal" or not others:
            yield from zip_longest(range(old, old_end), range(new, new_end))
            continue
        for i, j in _align_by_keys(before[old:old_end], after[new:new_end], tuple(others)):
            yield None if i is None else old + i, None if j is None else new + j


def _make_item_key(item: Any) -> str:
    """What an item is most likely known by: its first field, which is a required one in our classes."""
    if not isinstance(item, dict):
        return ""
    first = next((key for key in item if key != TYPE_KEY), None)
    return "" if first is None else write_canonical_json([item.get(TYPE_KEY), first, item[first]])
