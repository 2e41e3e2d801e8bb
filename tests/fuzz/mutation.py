"""Changes to inputs that keep enough of their form to get past the first line of a reader.

Bytes changed blindly are mostly refused as a whole. A JSON value is therefore changed as a tree, at a place inside it,
and a text word by word; what is put in comes from the seeds, or from the odd values that readers have stumbled over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

Mutation = Callable[[bytes, Random], bytes]

ODD_TEXTS = (
    "", " ", "\0", "\n", "\r", "\t", "\u2028", "\u0085", "\u200b", "\u202e", "\ufeff", "\ud800", "\x1b[31m", "<script>",
    "'", '"', "=1+1", "-", "..", "../../etc/passwd", "null", "false", "NaN", "1e999", "10" * 15, "0", "-0.0", "1.5",
    "\uff12\uff10\uff12\uff14", "\u0662\u0660\u0662\u0664", "\u1112\u1161\u11ab", "\ud55c", "x" * 300,
    "KST", "+09:00", "asia/seoul", "Asia/Seoul", "Asia/Pyongyang", "America/New_York", "UTC", "Factory", "posixrules",
    "2024-02-30", "2024-02-29", "0000", "0001-01-01", "9999-12-31", "10000", "Y-170000002", "-0001", "1582-10-10",
    "20240304", "2024-W10-1", "2024.3.4.", "03/04/2024", "45355", "2024\u201103\u201104", "2024-03-14/2024-03-04",
    "2024-03-04/..", "/2024-03-14", "../..", "/", "2024-XX", "202X", "2024-24", "2024-03-04?", "?2024-~03",
    "2024-03~/2024-04%", "[2024-03,2024-05]", "{2024-03-04..2024-03-07}", "[..2024-03]", "1950S2",
    "2024-03-31T23:59:60Z", "2024-03-10T02:30:00", "2024-03-18T07:44:00+09:00",
    "P11D", "P2W", "P9D/P11D", "PT36H", "P0D", "P1M", "P-1D",
)  # fmt: skip
"""What files have had where something else belongs, and what stands at the edge of a rule."""

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 5, 10**30, 10**1_200, -(2**63), 1.5, 0.0, -0.0, 1e308, 5e-324,
    float("nan"), float("inf"),
    [], {}, [[]], [{}], [None], {"": None}, {"edtf": "2024-03"}, {"edtf": None}, {"latest_end": "2024-03-14"},
    {"earliest_start": "2024-03-04", "zone": None}, {"__class__": "x", "py/object": "os.system"},
    *ODD_TEXTS,
)  # fmt: skip

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_STEPS = 4


# -- texts -------------------------------------------------------------------------------------------------------


def by_words(seeds: Iterable[bytes]) -> Mutation:
    """Mutations of texts: words and signs dropped, doubled, exchanged, or put in from elsewhere."""
    known = sorted({word for seed in seeds for word in _WORDS.findall(seed.decode("utf-8", "replace"))})
    words = (*known, *ODD_TEXTS)

    def mutation(data: bytes, random: Random) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        for _ in range(random.randint(1, _MOST_STEPS)):
            text = _other_text(text, words, random)
        return _encoded(text)

    return mutation


def _other_text(text: str, words: tuple[str, ...], random: Random) -> str:
    parts = _WORDS.findall(text)
    at = random.randrange(len(parts) + 1)
    what = random.randrange(7)
    if what == 0 or not parts:
        parts.insert(at, random.choice(words))
    elif what == 1:
        parts[at : at + 1] = [random.choice(words)]
    elif what == 2:
        del parts[at : at + random.randint(1, 4)]
    elif what == 3:
        parts[at:at] = parts[at : at + random.randint(1, 20)]
    elif what == 4:
        parts[at : at + 1] = [random.choice(parts)]
    elif what == 5:
        lines = text.splitlines(keepends=True) or [""]
        line = random.choice(lines)
        lines.insert(random.randrange(len(lines) + 1), line)
        return "".join(lines)
    else:
        parts[at : at + 1] = [_other_number(word, random) for word in parts[at : at + 1]]
    return "".join(parts)


def _other_number(word: str, random: Random) -> str:
    """A number one more or less, or with another digit; any other word loses or doubles a letter."""
    if word.isascii() and word.isdigit() and len(word) < 20:
        if random.random() < 0.5:
            return str(max(0, int(word) + random.choice((-1, 1)))).zfill(len(word))
        at = random.randrange(len(word))
        return word[:at] + random.choice("0123456789X") + word[at + 1 :]
    at = random.randrange(len(word) + 1)
    return word[:at] + word[at + 1 :] if random.random() < 0.5 else word[:at] + word[at : at + 1] + word[at:]


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


# -- JSON --------------------------------------------------------------------------------------------------------


def by_values(seeds: Iterable[bytes]) -> Mutation:
    """Mutations of JSON texts at places inside the value; a text that is no JSON is changed by words."""
    seeds = list(seeds)
    texts: dict[str, dict[str, Any]] = {}
    for seed in seeds:
        for key, value in _fields(_value_if_any(seed)):
            texts.setdefault(key, {}).setdefault(json.dumps(value), value)
    under = {key: [*values.values()] for key, values in texts.items()}
    keys = sorted(under)
    words = by_words(seeds)

    def mutation(data: bytes, random: Random) -> bytes:
        value = _value_if_any(data)
        if value is None:
            return words(data, random)
        try:
            for _ in range(random.randint(1, _MOST_STEPS)):
                value = _other_value(value, under, keys, random)
            text = json.dumps(
                value, ensure_ascii=random.random() < 0.5, indent=random.choice((None, None, 1))
            )
        except (ValueError, RecursionError):
            return words(data, random)
        return _encoded(text)

    return mutation


def by_lines_of_values(seeds: Iterable[bytes]) -> Mutation:
    """Mutations of texts of which each line is a JSON value: inside one, or of the lines themselves."""
    seeds = list(seeds)
    values = by_values(line for seed in seeds for line in seed.split(b"\n") if line)
    words = by_words(seeds)

    def mutation(data: bytes, random: Random) -> bytes:
        lines = data.split(b"\n")
        if random.random() < 0.2:
            return words(data, random)
        at = random.randrange(len(lines))
        lines[at] = values(lines[at], random)
        return b"\n".join(lines)

    return mutation


def _value(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))


def _value_if_any(data: bytes) -> Any:
    try:
        return _value(data)
    except (ValueError, RecursionError):
        return None


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield from value.items()
    for item in items:
        yield from _fields(item)


def _containers(value: Any) -> list[Any]:
    """Every list and object in a value, the outermost first."""
    found = [value] if isinstance(value, (dict, list)) else []
    for container in found:
        items = container.values() if isinstance(container, dict) else container
        found += [item for item in items if isinstance(item, (dict, list))]
    return found


def _other_value(value: Any, under: dict[str, list[Any]], keys: list[str], random: Random) -> Any:
    containers = _containers(value)
    if not containers or random.random() < 0.01:
        return _odd(random)
    container = random.choice(containers)
    if isinstance(container, list):
        _change_list(container, containers, random)
    else:
        _change_object(container, containers, under, keys, random)
    return value


def _change_list(items: list[Any], containers: list[Any], random: Random) -> None:
    at = random.randrange(len(items) + 1)
    what = random.randrange(5)
    if what == 0 or not items:
        items.insert(at, _elsewhere(containers, random))
    elif what == 1:
        del items[at : at + 1]
    elif what == 2:
        items.insert(at, _copy(random.choice(items)))
    elif what == 3:
        random.shuffle(items)
    else:
        items[at : at + 1] = [_near(item, random) for item in items[at : at + 1]]


def _change_object(
    fields: dict[str, Any],
    containers: list[Any],
    under: dict[str, list[Any]],
    keys: list[str],
    random: Random,
) -> None:
    key = random.choice([*fields]) if fields else ""
    what = random.randrange(8)
    if what == 0 or not fields:
        key = random.choice(keys or ODD_TEXTS)
        fields[key] = _copy(random.choice(under.get(key, ODD_VALUES)))
    elif what == 1:
        fields[key] = _elsewhere(containers, random)
    elif what == 2:
        del fields[key]
    elif what == 3:
        fields[random.choice([*keys, *ODD_TEXTS, key + "s", key[:-1]])] = fields.pop(key)
    elif what == 4:
        fields[key] = _copy(random.choice(under.get(key, ODD_VALUES)))
    elif what == 5:
        for _ in range(random.choice((1, 1, 2, 70, 300))):
            fields[key] = {key: fields[key]} if random.random() < 0.5 else [fields[key]]
    else:
        fields[key] = _near(fields[key], random)


def _elsewhere(containers: list[Any], random: Random) -> Any:
    """A value from another place, or an odd one."""
    other = random.choice(containers)
    items = [*other.values()] if isinstance(other, dict) else other
    return _copy(random.choice(items)) if items and random.random() < 0.6 else _odd(random)


def _near(value: Any, random: Random) -> Any:
    """A value much like this one, or an odd one."""
    if isinstance(value, str) and random.random() < 0.8:
        return _other_text(value, ODD_TEXTS, random)
    if type(value) is int and random.random() < 0.8:
        return value + random.choice((-1, 1, 10, -100))
    return _odd(random)


def _odd(random: Random) -> Any:
    return _copy(random.choice(ODD_VALUES))


def _copy(value: Any) -> Any:
    """The same lists and objects anew, so that a change to one place is none to another."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
