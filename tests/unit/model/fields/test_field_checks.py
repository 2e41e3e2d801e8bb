"""Values that a field must refuse, by the kind of field; none of them may raise anything but a RecordError."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

import korea_events as ke
from korea_events.model.engine import LARGEST_INTEGER
from korea_events.model.fields.text_rules import LONGEST_ID, LONGEST_TEXT

DAY = ke.Span.on("2024-03-14")


class Hostile:
    """An object that answers nothing."""

    def __repr__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None


def label(value):
    """A short name for a value, whatever it is."""
    try:
        text = ascii(value)
        return text if len(text) < 24 else f"{text[:20]}({len(text)})"
    except (RuntimeError, ValueError):
        return type(value).__name__


def actor(**changed):
    return ke.Actor(**{"id": "kcna", "name": "KCNA", "kind": "agency", **changed})


def document(**changed):
    return ke.Document(**{"id": "wire", **changed})


def exercise(**changed):
    return ke.Exercise(**{"id": "fs-24", "name": "Freedom Shield 24", **changed})


def place(**changed):
    return ke.Place(**{"id": "sohae", "name": "Sohae", **changed})


def quantity(value):
    return ke.Quantity(value=value)


def refused(make, *arguments, **fields):
    """The (path, code) of every problem."""
    with pytest.raises(ke.errors.RecordError) as caught:
        make(*arguments, **fields)
    for problem in caught.value.problems:
        assert problem.message
        assert problem.message.isprintable()
        assert len(problem.message) < 1500
    return [(problem.path, problem.code) for problem in caught.value.problems]


NOT_TEXT = [
    None,
    5,
    1.5,
    True,
    b"kcna",
    ["kcna"],
    {"a": 1},
    ke.vocabularies.ActorKind.AGENCY,
    Hostile(),
    object,
]


@pytest.mark.parametrize("value", NOT_TEXT, ids=label)
def test_text_is_text(value):
    """Nothing is turned into text, not even a number, bytes or a member of an enumeration."""
    assert refused(actor, id=value) == [("$.id", "field-type")]
    assert refused(actor, name=value) == [("$.name", "field-type")]
    assert refused(actor, names=[value]) == [("$.names[0]", "field-type")]
    if value is not None:
        assert refused(actor, note=value) == [("$.note", "field-type")]
        assert refused(actor, part_of=value) == [("$.part_of", "field-type")]


@pytest.mark.parametrize(
    "identifier",
    [
        "FS24",
        "fs 24",
        "fs/24",
        "-fs",
        ".fs",
        "_fs",
        "fs24\n",
        "\nfs24",
        "fs\u200b24",
        "fs\u202e24",
        "f\u045524",  # a Cyrillic letter that looks like s
        "\uff46\uff5324",  # full width
        "fs\u0662\u0664",  # Arabic-Indic digits
        "fs\u201124",  # a hyphen that is none
        "프리덤",
        "../../etc/passwd",
        "fs\x0024",
        "fs:24",
        "\ud800",
    ],
    ids=label,
)
def test_identifiers_are_plain(identifier):
    """Lower-case ASCII, so that identifiers that look alike are alike, and may stand in addresses and file names."""
    assert refused(actor, id=identifier) == [("$.id", "id-syntax")]
    assert refused(actor, part_of=identifier) == [("$.part_of", "id-syntax")]


@pytest.mark.parametrize(
    "identifier", ["a", "9", "fs-24", "fs.24_b", "2024-03-14", "a" * LONGEST_ID], ids=label
)
def test_plain_identifiers_are_accepted(identifier):
    """From one character to LONGEST_ID."""
    assert actor(id=identifier).id == identifier


@pytest.mark.parametrize(
    "identifier,code",
    [("", "text-empty"), ("a" * (LONGEST_ID + 1), "text-long"), ("a" * 10_000_000, "text-long")],
    ids=label,
)
def test_identifiers_have_a_length(identifier, code):
    """Not empty, not endless."""
    assert refused(actor, id=identifier) == [("$.id", code)]


@pytest.mark.parametrize(
    "text,code",
    [
        ("", "text-empty"),
        (" ", "text-empty"),
        ("\u3000\u00a0", "text-empty"),
        ("\x00", "text-control"),
        ("KC\x00NA", "text-control"),
        ("\x1b[31mKCNA", "text-control"),
        ("KCNA\r", "text-control"),
        ("KCNA\x85", "text-control"),
        ("KCNA\x7f", "text-control"),
        ("\ud83d", "text-surrogate"),
        ("KCNA\udc80", "text-surrogate"),
        ("gnp.\u202eexe", "text-direction"),
        ("\u2066KCNA\u2069", "text-direction"),
        ("\ufffe", "text-control"),
        ("x" * (LONGEST_TEXT + 1), "text-long"),
    ],
    ids=label,
)
def test_text_is_printable(text, code):
    """No controls, no halves of surrogate pairs, no overrides of writing direction; not empty, not endless."""
    assert refused(actor, name=text) == [("$.name", code)]
    assert refused(actor, note=text) == [("$.note", code)]
    assert refused(actor, names=["KCNA ok", text]) == [("$.names[1]", code)]


@pytest.mark.parametrize("text", ["two\nlines", "a\ttab", "\u2028", "a\u2029b"], ids=label)
def test_only_longer_texts_have_lines(text):
    """A name is a single line, a note may have several."""
    code = "text-control" if text.strip() else "text-empty"
    assert refused(actor, name=text) == [("$.name", code)]
    if text.strip():
        assert actor(note=text).note == text


@pytest.mark.parametrize(
    "text",
    [
        "KCNA ",
        "조선중앙통신",
        "조선",
        "Zwölfte Übung – “Team Spirit ’86”",
        "e\u0301",
        "عربي\u200f",
        "a\u200bb",
        "<b>&amp;</b>",
        "👩‍🚀",
        "=1+1",
        "-",
        "x" * LONGEST_TEXT,
    ],
    ids=label,
)
def test_other_text_is_kept_as_it_is(text):
    """Whatever a report may print."""
    assert actor(name=text).name == text


@pytest.mark.parametrize(
    "value", ["agncy", "Agency", "AGENCY", "", "agency ", "state\n", "조", "a" * 100_000], ids=label
)
def test_unknown_codes_are_refused(value):
    """Also those that differ in case or by a blank; the likely one is named."""
    assert refused(actor, kind=value) == [("$.kind", "code-unknown")]


def test_a_near_miss_is_told_the_code():
    """It comes first in the list of all codes."""
    message = "'Agncy' is not an actor kind: write one of agency, state, ministry"
    with pytest.raises(ke.errors.RecordError, match=message) as caught:
        actor(kind="Agncy")
    assert caught.value.problems[0].path == "$.kind"


@pytest.mark.parametrize(
    "value", [None, 1, True, ["agency"], ke.vocabularies.HopVerb.SAYS.__class__, Hostile()], ids=label
)
def test_codes_are_text(value):
    """And required ones are there."""
    assert refused(actor, kind=value) == [("$.kind", "field-type")]


def test_a_member_of_another_vocabulary_counts_by_its_text():
    """Codes are text, whoever made them."""
    assert (
        actor(kind=ke.vocabularies.Anonymity.INSTITUTION.__class__("named") and "state").kind
        is ke.vocabularies.ActorKind.STATE
    )
    assert (
        ke.WeaponSystem(id="a", name="a", kind=ke.vocabularies.MeasureKind.AIRCRAFT).kind
        is ke.vocabularies.WeaponKind.AIRCRAFT
    )
    assert refused(actor, kind=ke.Status.HELD) == [("$.kind", "code-unknown")]


@pytest.mark.parametrize(
    "value", ["abc", {"abc"}, {"a": 1}, 5, None, iter(["a"]), range(3), b"ab", Hostile()], ids=label
)
def test_lists_are_lists(value):
    """A text does not become a list of its letters; a set has no order to keep."""
    assert refused(actor, names=value) == [("$.names", "field-type")]
    assert refused(actor, citations=value) == [("$.citations", "field-type")]
    assert refused(exercise, kinds=value) == [("$.kinds", "field-type")]
    assert refused(exercise, pauses=value) == [("$.pauses", "field-type")]


def test_repeated_items_are_refused():
    """Where saying something twice says nothing more; the place of the first is named."""
    assert refused(actor, names=["a", "b", "a"]) == [("$.names[2]", "list-duplicate")]
    citation = ke.Citation(document="wire")
    assert refused(actor, citations=[citation, citation]) == [("$.citations[1]", "list-duplicate")]
    hop = ke.Hop(actor="kcna", verb="quotes")
    assert len(ke.Citation(document="wire", attribution=[hop, hop]).attribution) == 2, "circles are evidence"


def test_a_required_list_is_not_empty():
    """A claim is somebody's."""
    assert refused(lambda: ke.EventClaim(id="a", event="b", attribute="outcome", claimants=[])) == [
        ("$.claimants", "list-empty")
    ]
    assert refused(lambda: ke.Support(fields=[], basis="stated")) == [("$.fields", "list-empty")]


@pytest.mark.parametrize(
    "value,code",
    [
        (True, "field-type"),
        ("5", "field-type"),
        (Decimal(5), "field-type"),
        (5j, "field-type"),
        ([5], "field-type"),
        (math.nan, "number-finite"),
        (math.inf, "number-finite"),
        (-math.inf, "number-finite"),
        (10**30, "number-range"),
        (-(10**5000), "number-range"),
        (LARGEST_INTEGER + 1, "number-range"),
        (-1, "quantity-negative"),
        (-0.5, "quantity-negative"),
    ],
    ids=label,
)
def test_numbers_are_numbers(value, code):
    """Finite, not true or false, no text, and no larger than every reader of JSON keeps."""
    assert refused(quantity, value) == [("$.value", code)]


@pytest.mark.parametrize("value", [0, 48, 1.5, LARGEST_INTEGER, 1e300, 5e-324], ids=label)
def test_other_numbers_are_kept_as_they_are(value):
    """Whole numbers stay whole."""
    kept = quantity(value).value
    assert (kept, type(kept)) == (value, type(value))


@pytest.mark.parametrize("value", [1.0, True, "1", 0, -1], ids=label)
def test_counts_are_whole_and_positive(value):
    """So are the numbers of printed lengths."""
    code = "number-range" if type(value) is int else "field-type"
    assert refused(lambda: ke.ExerciseComponent(kind="ftx", count=value)) == [("$.count", code)]


@pytest.mark.parametrize("value", [0, 1, "false", "yes"], ids=label)
def test_flags_are_true_or_false(value):
    """Nothing is taken for a truth value."""
    assert refused(lambda: ke.ExerciseComponent(kind="cpx", simulated=value)) == [
        ("$.simulated", "field-type")
    ]


@pytest.mark.parametrize("value", [45365, True, {"edtf": "2024"}, b"2024"], ids=label)
def test_spans_are_spans(value):
    """Or text or a date, which stand for one."""
    assert refused(exercise, span=value) == [("$.span", "field-type")]


def test_only_a_document_may_have_an_unknown_zone():
    """Anywhere else the zone must be named."""
    zoneless = ke.Span.on("2024-03-14", zone=None)
    assert document(published=zoneless).published.zone is None
    assert refused(exercise, span=zoneless) == [("$.span", "span-zone")]
    assert refused(exercise, pauses=[DAY, zoneless]) == [("$.pauses[1]", "span-zone")]
    assert refused(lambda: ke.Plan(span=DAY, announced=zoneless)) == [("$.announced", "span-zone")]


@pytest.mark.parametrize("value", [{"document": "wire"}, ke.Hop(actor="a", verb="says"), 5], ids=label)
def test_parts_are_of_their_class(value):
    """Nothing else stands for a part."""
    assert refused(actor, citations=[value]) == [("$.citations[0]", "field-type")]
    assert refused(actor, coding=value) == [("$.coding", "field-type")]


@pytest.mark.parametrize("code", ["PRK", "kp", "nork", "p1k", "프리덤", "prk\n"], ids=label)
def test_countries_are_alpha_3(code):
    """In lower case, as in identifiers."""
    assert refused(actor, country=code) == [("$.country", "country-syntax")]


@pytest.mark.parametrize("code", ["english", "EN", "e", "en_US", "en-", "ko KP"], ids=label)
def test_languages_are_tags(code):
    """Of BCP 47."""
    assert refused(document, language=code) == [("$.language", "language-syntax")]


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "https://a\nb",
        'https://a"b',
        "https://a<b>",
        "HTTPS://example.org",
        "https://a\u202eb",
        "data:text/html,x",
    ],
    ids=label,
)
def test_addresses_are_web_addresses(url):
    """What ends up in a page as a link."""
    assert refused(document, url=url) == [("$.url", "url-syntax")]


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://kcna.kp/ko/1#x?y=%20", "https://ko.example/한국?a=[1]|{2}"],
    ids=label,
)
def test_other_addresses_are_kept(url):
    """As they were found."""
    assert document(url=url).url == url


@pytest.mark.parametrize("token", ["Range", "max range", "1st", "max-range", "사거리"], ids=label)
def test_attributes_are_tokens(token):
    """So that claims of one attribute can be compared."""
    assert refused(lambda: ke.EventClaim(id="a", event="b", attribute=token, claimants=["c"])) == [
        ("$.attribute", "token-syntax")
    ]


@pytest.mark.parametrize(
    "extra,problem",
    [
        ([("a", "1")], ("$.extra", "field-type")),
        ({"a": 1}, ("$.extra", "field-type")),
        ((("a",),), ("$.extra[0]", "field-type")),
        ((("a", 1),), ("$.extra[0]", "field-type")),
        ((["a", "1"],), ("$.extra[0]", "field-type")),
        ((("a", "{'b':1}"),), ("$.extra[0][1]", "json-syntax")),
        ((("a", '{"b": 1}'),), ("$.extra[0][1]", "json-canonical")),
        ((("a", "NaN"),), ("$.extra[0][1]", "json-syntax")),
        ((("a", '{"b":1,"b":2}'),), ("$.extra[0][1]", "json-canonical")),
        ((("a", '"\\ud800"'),), ("$.extra[0][1]", "json-syntax")),
        ((("a", "[" * 100_000),), ("$.extra[0][1]", "json-syntax")),
        ((("a", "1.50"),), ("$.extra[0][1]", "json-canonical")),
        ((("\ud800", "1"),), ("$.extra[0]", "text-surrogate")),
        ((("a", "1"), ("a", "2")), ("$.extra", "extra-order")),
    ],
    ids=label,
)
def test_unknown_fields_are_pairs_of_name_and_json(extra, problem):
    """Canonical, so that equal content is equal text."""
    assert refused(actor, extra=extra) == [problem]


@pytest.mark.parametrize(
    "field", ["name", "names", "span", "length", "participations", "extra", "part_of", "citations"]
)
@pytest.mark.parametrize(
    "wrap", [lambda value: value, lambda value: (value,), lambda value: [value, value]], ids=range(3)
)
def test_an_object_that_answers_nothing_is_refused_like_any_other(field, wrap):
    """Its own exceptions do not come out, not even where a support names the field."""
    support = [ke.Support(fields=["name"] if field in {"extra", "citations"} else [field], basis="derived")]
    assert all(
        path.startswith(f"$.{field}")
        for path, _ in refused(exercise, **{field: wrap(Hostile())}, support=support)
    )
