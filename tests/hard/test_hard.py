"""Hard input, in small: every question ends, in an answer or in an error that is documented."""

from __future__ import annotations

import time

import pytest

import korea_events as ke
from tests.hard.families import FAMILIES
from tests.hard.questions import QUESTIONS, ask

ALLOWED = frozenset({"", "network-conflict", "question-limit", "question-rows"})


@pytest.mark.parametrize("family", FAMILIES)
def test_every_question_about_hard_input_ends(family: str) -> None:
    """A dozen of everything: it was once enough for half a minute."""
    dossier = ke.Dossier.of(*FAMILIES[family].make(12))
    began = time.process_time()
    found = {
        f"{sort}: {name}": ask(question, dossier)
        for sort in FAMILIES[family].asked.split()
        for name, question in QUESTIONS[sort].items()
    }
    # a format whose extra is not installed says so
    wrong = {
        name: code
        for name, code in found.items()
        if code not in ALLOWED and not str(code).startswith("extra-")
    }
    assert wrong == {}
    assert time.process_time() - began < 30
