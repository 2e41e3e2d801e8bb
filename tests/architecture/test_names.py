"""What functions are called: a verb first, no participles, and one name for one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from tests.architecture.package import FILES, ROOT

# What our functions do. New verbs are welcome; a noun is the custom where it names the answer (`gaps`, `hull`).
VERBS = set((ROOT / "tests" / "architecture" / "verbs.txt").read_text("utf-8").split())
PARTICIPLE = re.compile(
    r"\w+ed|told|said|shown|known|kept|found|made|given|taken|drawn|held|lost|left|met|built|chosen|written|spoken|hidden|"
    r"broken|sent|seen|gone|led|brought|begun|sworn|meant|heard"
)
# Nouns and verbs that only look like participles.
NOT_PARTICIPLES = {"embed", "feed", "need", "seed", "shared", "speed"}
# Each command, format and law has functions of these names, so that it can be called like the others.
INTERFACES = {"dumps", "load", "loads", "run", "save"}

FUNCTIONS = [
    (node.name, file.name)
    for file in FILES
    for node in file.tree.body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")
]
FIRST_WORDS = [name.lstrip("_").split("_")[0] for name, _ in FUNCTIONS]


def test_most_functions_begin_with_a_verb():
    """At least half of all functions at the top of a module say what they do."""
    verbs = sum(word in VERBS for word in FIRST_WORDS)
    assert verbs / len(FUNCTIONS) >= 0.5


def test_functions_do_not_begin_with_participles():
    """Not ``chosen`` but ``choose``: at most three in a hundred, whose answer is called so (``shared_time``)."""
    found = [
        name
        for (name, _), word in zip(FUNCTIONS, FIRST_WORDS, strict=True)
        if PARTICIPLE.fullmatch(word) and word not in NOT_PARTICIPLES
    ]
    assert len(found) / len(FUNCTIONS) <= 0.03, found


def test_one_name_is_one_function():
    """A name that stands in two files makes a reader look at both; at most twenty do."""
    homes = defaultdict(set)
    for name, file in FUNCTIONS:
        homes[name].add(file)
    twice = {
        name: sorted(files) for name, files in homes.items() if len(files) > 1 and name not in INTERFACES
    }
    assert len(twice) <= 20, twice
