"""Families of hostile changes to an input, for every format; a case is one of them, or several one after another.

What is put in comes from lists of what files have had where something else belongs. A family that leaves no doubt says
so: after it alone, an input of the formats named must not be read without a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.fuzz.mutation import ODD_TEXTS

_NUMBER = re.compile(rb"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])")
_DATE = re.compile(rb"\d{4}-\d\d(?:-\d\d)?|(?<=[:])\d{8}(?:T\d{6}Z?)?")
_ZONE = re.compile(rb"[A-Z][a-z]+/[A-Z][A-Za-z_]+|UTC")
_ID = re.compile(
    rb'(?<="id":")[^"]*|(?<="(?:of|to)":")[^"]*|(?<=^UID:)[^\r\n]*|^[a-z][a-z0-9-]+(?=[,;\t])', re.MULTILINE
)
_REFERENCE = re.compile(
    rb'(?<="part_of":")[^"]*|(?<="copy_of":")[^"]*|(?<="actor":")[^"]*|(?<="source":")[^"]*'
)
_VALUE = re.compile(rb'(?<=":)(?:"[^"]*"|\d+|true|false|null)|(?<=[,;\t])[^,;\t\r\n"]+|(?<=[A-Z]:)[^\r\n]*')
_MEGABYTE = 1_000_000

DATES = (
    b"2024-02-30", b"0000-01-01", b"10000-01-01", b"20240304", b"2024-W10-1", b"2024.3.4.", b"03/04/2024", b"45355",
    "\uff12\uff10\uff12\uff14-03-04".encode(), "2024\u201103\u201104".encode(), b"2024-03-14/2024-03-04",
    b"Y-170000002", b"9999-12-31", b"1582-10-10", b"2024-03-31T23:59:60Z", b"[..2024-03]", b"20240230",
    b"99991231T235959Z", b"00000101", b"XXXX",
    b"{1000-01-01..9999-12-31}", b"[2024-03-01,2024-03-05..2024-04]", b"Y1E9", b"2024-21", b"?2024-~03-%04",
)  # fmt: skip
ZONES = (
    b"KST", b"+09:00", b"asia/seoul", b"Factory", b"posixrules", b"../../etc/passwd", b"Asia/" + b"S" * 5_000, b"",
    b"/a/b/c/Asia/Seoul", b"Asia/Seoul\0", b"Korea Standard Time", b"right/Asia/Seoul", b"/" * 900, b"localtime",
)  # fmt: skip
NUMBERS = (
    b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e-999", b"9" * 700, b"9" * 5_000, b"-0", b"1e30", b"01", b"0x10",
    b"1_000", b"1" + b"0" * 30, b"1.", b".5", b"--1", b"+1", "١٢".encode(),
)  # fmt: skip
VALUES = (
    b"null", b"{}", b"[]", b"5", b"true", b"false", b'"false"', b'""', b'" "', b'"abc"', b"[null]", b"[[]]", b'{"":1}',
    b'{"__class__":"x","py/object":"os.system"}', b'{"edtf":null}', b'["a","a"]', b"-1", b"1e308",
)  # fmt: skip
IDS = (
    b"", b" ", b"FS 24", b"a\nb", b"a/b", b"../x", "a\u200bb".encode(), "\u0430bc".encode(), b"x" * 10_000, b"con",
    "프리덤".encode(), "\u1112\u1161\u11ab".encode(), b"null", b"*", b"\xff",
)  # fmt: skip
BROKEN_BYTES = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80", b"\xed\x95")
CONTROLS = (
    b"\0", b"\x1b[31m", b"\r", b"\x0c", b"\x08", b"\x7f", "\u202e".encode(), "\u2028".encode(), "\x85".encode(),
    "\ufeff".encode(), "\u2066".encode(), b"\t", b"\n", b"\r\r\n",
)  # fmt: skip
OPENERS = (
    b"[",
    b'{"a":',
    b'"',
    b"(",
    b"BEGIN:VEVENT\r\n",
    b"BEGIN:VALARM\r\n",
    b"BEGIN:VCALENDAR\r\n",
    b"<",
    b"[2024,",
)
RUNS = (
    b" ", b"\n", b"\r\n", b",", b";", b"\t", b"|", b'"', b"\\", b"a", b"0", b"/", b"-", b"~", b".", b"'", b"\r\n ",
    b'x","\n', b"=", b"[", b"{", b"X", b"\\u0001", b"\\ud800", b'"a",', b'"a":1,', b"2024,", b"a;", b"\x01", b"A:1\n",
    b";A=1", b'{"a":1}\n', b"[]\n", b"a\n", b"\xea\xb0\x80", b"END:VEVENT\r\n", b'{"id":"a","name":"b"},',
    b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"null,", b"DTSTART:2024\r\n", b"&#1;", b"P1D/", b"..", b"/..",
)  # fmt: skip


class Family(NamedTuple):
    """One family: how it changes an input, and the formats whose reader must then report something."""

    change: Callable[[bytes, Random], bytes]
    refused_by: tuple[str, ...] = ()


def _put_in(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at:]


def _replace_match(pattern: re.Pattern[bytes], data: bytes, new: bytes, random: Random) -> bytes:
    """The input with one match, or every match, of a pattern replaced."""
    found = list(pattern.finditer(data))
    if not found:
        return _put_in(data, random.randrange(len(data) + 1), new)
    if random.random() < 0.1:
        return pattern.sub(lambda _: new, data)
    one = random.choice(found)
    return data[: one.start()] + new + data[one.end() :]


def replace_by(pattern: re.Pattern[bytes], values: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    """A change that puts an odd value where a pattern matches."""
    return lambda data, random: _replace_match(pattern, data, random.choice(values), random)


def insert(values: tuple[bytes, ...]) -> Callable[[bytes, Random], bytes]:
    """A change that puts an odd value anywhere."""
    return lambda data, random: _put_in(data, random.randrange(len(data) + 1), random.choice(values))


def truncate(data: bytes, random: Random) -> bytes:
    """Only the beginning, or only the end, of an input."""
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.8 else data[at:]


def repeat_piece(data: bytes, random: Random) -> bytes:
    """A piece, a line, or the input as a whole, twice or more."""
    what = random.randrange(3)
    if what == 0:
        return data * random.choice((2, 3, 10))
    if what == 1:
        lines = data.splitlines(keepends=True) or [b""]
        at = random.randrange(len(lines))
        lines[at:at] = [lines[at]] * random.choice((1, 2, 50))
        return b"".join(lines)
    start = random.randrange(len(data) + 1)
    return _put_in(data, start, data[start : start + random.randint(1, 200)] * random.choice((1, 2, 100)))


def repeat_key(data: bytes, random: Random) -> bytes:
    """An object with one key twice."""
    at = data.find(b"{")
    return (
        data
        if at < 0
        else _put_in(data, at + 1, b'"zz":1,"zz":2' + (b"" if data[at + 1 :].lstrip()[:1] == b"}" else b","))
    )


def nest(data: bytes, random: Random) -> bytes:
    """Something opened again and again, and perhaps closed."""
    opener, times = random.choice(OPENERS), random.choice((2, 65, 300, 5_000))
    closer = {b"[": b"]", b'{"a":': b"}", b"(": b")"}.get(opener, b"")
    new = opener * times + (b"1" + closer * times if random.random() < 0.5 else b"")
    return new if random.random() < 0.3 else _put_in(data, random.randrange(len(data) + 1), new)


def recode(data: bytes, random: Random) -> bytes:
    """The same text in another encoding, or with a mark of another."""
    text = data.decode("utf-8", "replace")
    encoding = random.choice(("utf-16", "utf-16-le", "utf-32", "cp949", "latin-1", "utf-8-sig", "utf-7"))
    return text.encode(encoding, "replace")


def run_on(data: bytes, random: Random) -> bytes:
    """One piece again and again, up to thousands of times."""
    piece = random.choice(RUNS)
    new = piece * (random.choice((100, 3_000, 20_000)) // len(piece))
    return _put_in(data, random.randrange(len(data) + 1), new)


def blow_up(data: bytes, random: Random) -> bytes:
    """One piece again and again, up to a megabyte: of the lists, or of the input itself."""
    what = random.randrange(4)
    if what == 0:
        start = random.randrange(len(data) + 1)
        piece = data[start : start + random.randint(1, 400)] or b" "
    elif what == 1:
        piece = random.choice(data.splitlines(keepends=True) or [b" "]) or b" "
    else:
        piece = random.choice(RUNS)
    new = piece * (random.choice((200_000, _MEGABYTE)) // len(piece))
    return _put_in(data, random.randrange(len(data) + 1), new)


def widen(data: bytes, random: Random) -> bytes:
    """Thousands of columns, keys, properties or arguments."""
    count = random.choice((500, 20_000))
    names = [b"c%d" % number for number in range(count)]
    how = random.randrange(4)
    if how == 0:
        first, rest = (*data.split(b"\n", 1), b"")[:2]
        return first + b"," + b",".join(names) + b"\n" + rest
    pieces = (
        b"".join(b'"%s":1,' % name for name in names),
        b"".join(b"X-%s:1\r\n" % name for name in names),
        b";".join(names),
    )
    at = data.find(b"{") + 1
    return _put_in(data, at or random.randrange(len(data) + 1), pieces[how - 1])


def drop_field(data: bytes, random: Random) -> bytes:
    """A record without one of its fields."""
    found = list(
        re.finditer(
            rb'"[a-z_]+":(?:"[^"]*"|\[[^\[\]]*\]|\d+),?|^[A-Z-]+:[^\r\n]*\r?\n|[^,;\n]*[,;]',
            data,
            re.MULTILINE,
        )
    )
    one = random.choice(found) if found else None
    return data if one is None else data[: one.start()] + data[one.end() :]


def make_cycle(data: bytes, random: Random) -> bytes:
    """References of records to themselves and to each other."""
    ids = [match[0] for match in re.finditer(rb'(?<="id":")[^"]*', data)]
    if not ids:
        return data
    if _REFERENCE.search(data) and random.random() < 0.7:
        return _REFERENCE.sub(lambda _: random.choice(ids), data)
    name = random.choice(("part_of", "copy_of", "series", "same_as", "parent")).encode()
    return re.sub(
        rb'"id":"([^"]*)"', lambda match: match[0] + b',"%s":"%s"' % (name, random.choice(ids)), data
    )


JSON_READERS = ("json", "strict-json", "json-newer", "stix")
FAMILIES: dict[str, Family] = {
    "truncation": Family(truncate),
    "duplicates": Family(repeat_piece),
    "duplicate keys": Family(repeat_key, ("json", "strict-json", "jsonl", "stix")),
    "nesting": Family(nest),
    "numbers": Family(replace_by(_NUMBER, NUMBERS)),
    "values": Family(replace_by(_VALUE, (*VALUES, *(text.encode("utf-8", "surrogatepass") for text in ODD_TEXTS)))),
    "encodings": Family(recode),
    "broken bytes": Family(insert(BROKEN_BYTES), (*JSON_READERS, "jsonl", "csv", "ical")),
    "controls": Family(insert(CONTROLS)),
    "runs": Family(run_on),
    "bulk": Family(blow_up),
    "wide headers": Family(widen),
    "missing fields": Family(drop_field),
    "zones": Family(replace_by(_ZONE, ZONES)),
    "dates": Family(replace_by(_DATE, DATES)),
    "ids": Family(replace_by(_ID, IDS)),
    "cycles": Family(make_cycle),
}  # fmt: skip
BULKY = "bulk"
_BULK_SHARE = 0.04


def build_case(seeds: list[bytes], number: int, key: str) -> tuple[tuple[str, ...], bytes, bytes]:
    """The families of a case, the seed and the input: always the same for a number and a key."""
    random = Random(f"{key}/{number}")
    seed = data = random.choice(seeds)
    common = [name for name in FAMILIES if name != BULKY]
    # The first cases go through the families one by one.
    chosen = (
        [common[number % len(common)]]
        if number < 3 * len(common)
        else random.choices(common, k=random.choice((1, 1, 2, 3)))
    )
    if random.random() < _BULK_SHARE:
        chosen.append(BULKY)
    for name in chosen:
        data = FAMILIES[name].change(data, random)
    return tuple(chosen), seed, data
