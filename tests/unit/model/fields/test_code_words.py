"""Other words for codes: what the messages lead to."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.model.fields.code_words import find_code, read_code_words
from tests.unit.model.fields.test_declarations import VOCABULARIES


@pytest.mark.parametrize(
    "name, text, code",
    [
        ("MeasureKind", "launcher", "launchers"),
        ("MeasureKind", "TEL", "launchers"),
        ("MeasureKind", "missile test", "events"),
        ("MeasureKind", "Soldiers", "troops"),
        ("ActKind", "retract", "retract"),
        ("ActKind", "retracts", "retract"),
        ("ActKind", "ultimatum", "set_ultimatum"),
        ("LinkKind", "retract", "retracts"),
        ("Unit", "kilometers", "km"),
        ("Unit", "kilometre", "km"),
        ("Unit", "knots", "kn"),
        ("Unit", "kilonewtons", "kN"),
        ("WeaponEventKind", "missile test", "launch"),
        ("WeaponEventKind", "Ballistic-Missile", "ballistic_missile_launch"),
        ("WeaponEventKind", "balistic_missile_launch", "ballistic_missile_launch"),
        ("StatementForm", "joint_statement", "joint_statement"),
        ("StatementForm", "joint statements", "joint_statement"),
        ("StatementForm", "NOTAM", "navigational_warning"),
        ("Status", "canceled", "cancelled"),
        ("Stance", "not visible", "no_evidence"),
        ("DocumentKind", "satellite image", "imagery"),
    ],
)
def test_words_of_the_trade_lead_to_their_code(name, text, code):
    """Whatever their spelling, number and capitals."""
    assert find_code(text, VOCABULARIES[name]) == code


@pytest.mark.parametrize(
    "name, text",
    [
        ("Status", "confirmed"),
        ("Status", "confimed"),
        ("Status", "unheld"),
        ("Status", "unannounced"),
        ("ActKind", "condone"),
        ("ActKind", "accept"),
        ("ActKind", "disconfirm"),
        ("Stance", "undenies"),
        ("LinkKind", "dependent_of"),
        ("LinkKind", "uncorroborates"),
        ("Anonymity", "unnamed"),
        ("Anonymity", "attributed"),
        ("Likelihood", "improbably"),
        ("Outcome", "resolvable"),
        ("Unit", "parsec"),
        ("WeaponEventKind", "launcher"),
        ("WeaponEventKind", "drilled"),
        ("Role", "launch"),
    ],
)
def test_no_word_leads_to_its_opposite(name, text):
    """Better no advice than one that turns the meaning round."""
    assert find_code(text, VOCABULARIES[name]) is None


@pytest.mark.parametrize("name", VOCABULARIES)
def test_prefixes_that_reverse_lead_nowhere_near(name):
    """Of any code: neither with a reversing prefix nor, if it begins with one, without it."""
    vocabulary = VOCABULARIES[name]
    for code in vocabulary:
        for prefix in ("un", "non", "dis", "anti", "counter"):
            reversed_words = [f"{prefix}{code}"]
            reversed_words += [code.removeprefix(prefix)] if code.startswith(prefix) else []
            for word in reversed_words:
                assert find_code(word, vocabulary) != code, word


def test_words_lead_to_codes_that_exist_and_are_not_codes_of_their_list():
    """Each word in one place of its list."""
    for name, codes in read_code_words().items():
        vocabulary = VOCABULARIES[name]
        words = [word for listed in codes.values() for word in listed]
        assert len(set(words)) == len(words)
        for code, listed in codes.items():
            for word in listed:
                assert find_code(word, vocabulary) == vocabulary(code), word
                assert word.replace(" ", "_") == code or word not in set(map(str, vocabulary)), word


@pytest.mark.parametrize(
    "status, advice",
    [
        ("failed", "it is an outcome, so keep it in a claim with attribute='outcome'"),
        ("extended", "it changes a plan, so give a plan with kind='extended'"),
        ("confirmed", "write what became of the event: held, ongoing or announced"),
        ("finished", "write one of held, announced"),
    ],
)
def test_a_refused_status_is_sent_where_it_belongs(status, advice):
    """A test that failed took place."""
    with pytest.raises(ke.errors.RecordError, match=f"'{status}' is not a status: {advice}"):
        ke.WeaponEvent(id="launch", name="launch", status=status)
