"""What holds for every record and every part of one."""

from __future__ import annotations

import copy
import inspect
import pickle
import unicodedata

import attrs
import pytest

import korea_events as ke
from korea_events import model
from korea_events.model import RECORD_TYPES, Fact, Part
from korea_events.model.engine import list_fields
from tests.unit.model.every_record import FACTS, PARTS, RECORDS

NAMES = [type(fact).__name__ for fact in FACTS]
PUBLIC = {name: getattr(ke, name) for name in ke.__all__} | vars(ke.vocabularies)


def subclasses(cls: type) -> set[type]:
    """Every class of the library below one."""
    ours = [sub for sub in cls.__subclasses__() if sub.__module__.startswith("korea_events.")]
    return {cls, *(inner for sub in ours for inner in subclasses(sub))}


def test_the_examples_cover_every_class():
    """Each record type and each part class has an example here, with no field left at its default."""
    abstract = {"Fact", "Part", "Record", "Event", "EventAccount", "Claim"}
    # attrs makes each class twice (with slots), so compare names.
    assert {cls.__name__ for cls in subclasses(Fact)} - abstract == set(NAMES)
    assert {cls.__name__ for cls in subclasses(Part)} - {"Part"} == set(PARTS)
    empty = [
        f"{type(record).__name__}.{spec.name}"
        for record in RECORDS
        for spec in list_fields(type(record))
        if getattr(record, spec.name) in (None, ()) and spec.name not in {"pauses", "occurrences"}
    ]
    assert empty == []  # an event has pauses or occurrences, and examples of both are there
    assert {
        name for name in ("pauses", "occurrences") for record in RECORDS if getattr(record, name, ())
    } == {
        "pauses",
        "occurrences",
    }


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
class TestEveryFact:
    """Frozen, hashable, compared by content, shown as the call that makes it."""

    def test_repr_evaluates_to_an_equal_object(self, fact):
        """The public names are enough."""
        assert eval(repr(fact), dict(PUBLIC)) == fact

    def test_copies_and_pickles_are_equal(self, fact):
        """Also with equal hashes."""
        for other in (copy.deepcopy(fact), pickle.loads(pickle.dumps(fact))):
            assert other == fact
            assert hash(other) == hash(fact)

    def test_it_cannot_be_changed(self, fact):
        """Not even by a name that it does not have."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            fact.extra = ()
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            fact.colour = "red"

    def test_it_has_no_order(self, fact):
        """Sorting takes a key."""
        with pytest.raises(TypeError):
            fact < fact

    def test_it_is_not_equal_to_anything_else(self, fact):
        """Equality asks for the same class."""
        assert fact != attrs.astuple(fact)

    def test_changing_one_field_makes_it_unequal(self, fact):
        """Every field counts."""
        for spec in list_fields(type(fact)):
            if not spec.required and spec.name != "extra":
                try:
                    other = attrs.evolve(fact, **{spec.name: spec.default})
                except ke.errors.RecordError:
                    continue  # the field belongs to others: the two coordinates of a point
                assert (other == fact) is (getattr(fact, spec.name) == spec.default)


def test_lists_are_kept_as_tuples():
    """And an equal list and tuple make equal records."""
    listed = ke.ExerciseSeries(id="fs", name="Freedom Shield", names=["FS"], predecessors=["ccpt"])
    assert listed == ke.ExerciseSeries(id="fs", name="Freedom Shield", names=("FS",), predecessors=("ccpt",))
    assert listed.names == ("FS",)


def test_names_keep_their_bytes():
    """Composed and decomposed Hangul are different names, and neither is changed."""
    composed = "합동"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    for name in (composed, decomposed):
        assert ke.Actor(id="a", name=name, kind="state").name == name


def test_unknown_fields_are_sorted():
    """Equal unknown fields make equal records, in whatever order they were given."""
    one = ke.Hop(actor="kcna", verb="reports", extra=(("b", "1"), ("a", "2")))
    assert one == ke.Hop(actor="kcna", verb="reports", extra=(("a", "2"), ("b", "1")))
    assert one.extra == (("a", "2"), ("b", "1"))


@pytest.mark.parametrize("record", RECORD_TYPES)
def test_every_record_type_has_its_names(record):
    """A collection and a type tag of its own."""
    assert record.collection
    assert record.type_tag
    assert len({other.collection for other in RECORD_TYPES}) == len(RECORD_TYPES)
    assert len({other.type_tag for other in RECORD_TYPES}) == len(RECORD_TYPES)
    assert model.COLLECTIONS[record.collection] is record


def test_every_problem_is_reported_at_once():
    """Wrong types, unknown codes, bad identifiers and contradictions, each with its path."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Exercise(
            id="FS 24",
            name="",
            names=["Freedom Shield", "Freedom Shield"],
            span="2024-03-34",
            status="hold",
            places=[None],
            part_of="FS 24",
            kinds=["cpx", "xpc"],
            length=ke.StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
            plans=[ke.Plan(span=ke.Span.parse("2024-03-04/2024-03-10"))],
            citations="wire",
            support=[ke.Support(fields=["nam"], basis="coder_supplied")],
        )
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.id", "id-syntax"),
        ("$.name", "text-empty"),
        ("$.names[1]", "list-duplicate"),
        ("$.span", "edtf-impossible-day"),
        ("$.status", "code-unknown"),
        ("$.places[0]", "field-type"),
        ("$.part_of", "id-syntax"),
        ("$.kinds[1]", "code-unknown"),
        ("$.citations", "field-type"),
        ("$.support[0].fields[0]", "support-path"),
    ]


def test_rules_wait_for_the_fields_they_need():
    """A contradiction is sought among sound values only, and found beside unsound ones elsewhere."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Quantity(low=5, high=3, unit="km", words="")
    assert {problem.code for problem in caught.value.problems} == {"text-empty"}
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Link(id="a b", kind="within", source="x", target="x")
    assert [problem.code for problem in caught.value.problems] == ["id-syntax", "link-self", "link-days"]


def test_a_missing_argument_is_pythons_own_error():
    """As for any function: type checkers see it before anybody runs it."""
    with pytest.raises(TypeError, match="kind"):
        ke.Actor(id="kcna", name="KCNA")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_facts_are_ordinary_python_values(fact):
    """They pickle, and attrs makes mappings of them in which spans are values."""
    assert pickle.loads(pickle.dumps(fact)) == fact
    data = attrs.asdict(fact)
    assert [*data] == [attribute.name for attribute in attrs.fields(type(fact))]
    spans = [name for name in data if isinstance(getattr(fact, name), ke.Span)]
    assert all(data[name] is getattr(fact, name) for name in spans)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_replace_changes_one_field_and_checks(fact):
    """It returns the same type, and refuses fields that there are not and values that cannot be."""
    changed = fact.replace(extra=())
    assert type(changed) is type(fact)
    assert changed.replace(extra=fact.extra) == fact
    with pytest.raises(
        ke.errors.QuestionError, match=f"{type(fact).__name__} has no field 'extar': write one of extra"
    ):
        fact.replace(extar=())
    with pytest.raises(ke.errors.RecordError):
        fact.replace(extra=1)


@pytest.mark.parametrize("kind", [*map(type, FACTS)])
def test_a_signature_fits_a_screen(kind):
    """25 lines of 100 characters."""
    assert len(str(inspect.signature(kind))) <= 2_500
