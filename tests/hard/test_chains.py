"""Chains of every kind, longer than Python's stack is deep: every question that walks one ends, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import settings

import korea_events as ke
from tests.hard.chains import CHAINS
from tests.hard.questions import ask

LENGTH = 100_000 if settings().max_examples > 1_000 else 3_000
"""In CI still three times as long as Python's stack is deep; in the deep profile a hundred thousand."""
SECONDS = LENGTH / 250
"""Far more than a question takes whose time grows with the chain, and far less than one that looks at all pairs."""


@pytest.mark.parametrize("name", CHAINS)
def test_long_chains_end(name: str) -> None:
    """In an answer, or in an error that names a limit."""
    chain = CHAINS[name]
    dossier = ke.Dossier.of(*chain.make(LENGTH))
    for question in chain.questions:
        began = time.process_time()
        assert ask(question, dossier) in {"", "question-limit"}
        assert time.process_time() - began < SECONDS
