"""Collections: sorted, immutable, looked up by position and by identifier."""

from __future__ import annotations

import copy
import pickle

import pytest

import korea_events as ke
from korea_events.dossier.collection import describe_unknown_id

USA = ke.Actor(id="usa", name="United States", kind="state")
KOR = ke.Actor(id="kor", name="South Korea", kind="state")
PRK = ke.Actor(id="prk", name="North Korea", kind="state")
STATES = ke.dossier.Collection([USA, PRK, KOR])


def test_the_order_is_that_of_identifiers():
    """Whatever the order in which records come; by code point, so that '-' comes before '.' before digits."""
    assert STATES.ids == ("kor", "prk", "usa")
    assert ke.dossier.Collection([KOR, USA, PRK]) == STATES
    names = ["fs-24", "fs.24", "fs24", "fs", "fs_24", "9", "a"]
    found = ke.dossier.Collection(ke.Actor(id=name, name=name, kind="unit") for name in names)
    assert list(found.ids) == sorted(names)


def test_look_up():
    """By position, slice and identifier; a missing one is named with the likely one."""
    assert STATES[0] is KOR
    assert STATES[-1] is USA
    assert STATES[:2] == (KOR, PRK)
    assert STATES["prk"] is PRK
    assert STATES.get("prk") is PRK
    assert STATES.get("jpn") is None
    assert STATES.get("jpn", USA) is USA
    with pytest.raises(
        ke.errors.QuestionError, match="no record has the id 'korr'; did you mean 'kor'"
    ) as caught:
        STATES["korr"]
    assert caught.value.problems[0].code == "id-unknown"
    with pytest.raises(IndexError):
        STATES[3]


@pytest.mark.parametrize("identifier", ["", "a", "kor ", "zzz", "\ud800", "kor\x00"])
def test_anything_can_be_asked_for(identifier):
    """An identifier that cannot be is one that is not there."""
    assert STATES.get(identifier) is None
    assert identifier not in STATES
    with pytest.raises(ke.errors.QuestionError):
        STATES[identifier]


def test_membership():
    """Of a record, by its content; of an identifier."""
    assert USA in STATES
    assert "usa" in STATES
    assert ke.Actor(id="usa", name="USA", kind="state") not in STATES
    assert 0 not in STATES
    assert None not in STATES


def test_it_is_a_sequence():
    """Of fixed content, hashable, without order among collections by meaning."""
    assert list(reversed(STATES)) == [USA, PRK, KOR]
    assert len(STATES) == 3
    assert hash(STATES) == hash(ke.dossier.Collection([KOR, PRK, USA]))
    assert pickle.loads(pickle.dumps(STATES)) == copy.copy(STATES) == STATES
    assert type(pickle.loads(pickle.dumps(STATES))) is ke.dossier.Collection
    with pytest.raises(TypeError):
        STATES[0] = USA


def test_repr_is_one_line():
    """How many records there are, and the first ids."""
    assert repr(STATES) == "<Collection: 3 actors (kor, prk, usa)>"
    assert repr(ke.dossier.Collection([USA])) == "<Collection: 1 actor (usa)>"
    assert repr(ke.dossier.Collection([USA, ke.Document(id="wire")])) == "<Collection: 2 records (usa, wire)>"
    assert repr(ke.dossier.Collection([USA, KOR, PRK, ke.Actor(id="a" * 200, name="A", kind="unit")])) == (
        f"<Collection: 4 actors ({'a' * 60}, kor, prk, …)>"
    )
    assert repr(ke.dossier.Collection()) == "<Collection: empty>"


def test_a_missing_id_is_a_key_error():
    """So that ``except KeyError`` catches it; the message is not quoted, as that of a KeyError would be."""
    for holder in (STATES, ke.Dossier.of(*STATES)):
        with pytest.raises(KeyError) as caught:
            holder["korr"]
        assert isinstance(caught.value, ke.errors.QuestionError)
        assert str(caught.value) == "no record has the id 'korr'; did you mean 'kor'? [id-unknown]"


def test_ids_complete_with_tab():
    """In IPython, after an opening bracket."""
    assert list(STATES._ipython_key_completions_()) == ["kor", "prk", "usa"]
    assert sorted(ke.Dossier.of(*STATES)._ipython_key_completions_()) == ["kor", "prk", "usa"]


def test_identifiers_are_unique():
    """Each doubled one is named."""
    with pytest.raises(ke.errors.DossierError) as caught:
        ke.dossier.Collection([USA, KOR, USA, KOR, KOR])
    assert [problem.code for problem in caught.value.problems] == ["id-duplicate", "id-duplicate"]


def test_no_guess_among_very_many():
    """Comparing with a hundred thousand names would take seconds."""
    assert "did you mean" not in describe_unknown_id("actor-1x", (f"actor-{n}" for n in range(100_000)))
