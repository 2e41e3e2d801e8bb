"""Errors: one tree, plain text, and the usual kinds of exception beside ours."""

from __future__ import annotations

import pickle

import pytest

from korea_events import errors
from korea_events.errors import KoreaEventsError, Problem, UnknownIdError, suggest_name

ERRORS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KoreaEventsError)
]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_pickles_and_says_what_is_wrong(kind):
    """Whatever builtin exception it is too: a KeyError would quote its message, an OSError look for a number."""
    error = kind([Problem("$", "text-empty", "name must not be empty"), Problem("$.id", "id-syntax", "no")])
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert copy.problems == error.problems
    assert str(copy) == "2 problems:\n  name must not be empty [text-empty]\n  $.id: no [id-syntax]"
    assert str(kind.of("text-empty", "name must not be empty")) == "name must not be empty [text-empty]"
    assert type(error.under("$.actors[0]")) is kind


def test_the_path_of_the_whole_input_is_not_written():
    """It says nothing; below something else it does."""
    problem = Problem("$", "text-empty", "name must not be empty")
    assert str(problem) == "name must not be empty [text-empty]"
    assert str(problem.under("$.name")) == "$.name: name must not be empty [text-empty]"


def test_a_file_that_cannot_be_read_is_an_os_error(tmp_path):
    """So that ``except OSError`` catches it."""
    from korea_events import load
    from korea_events.errors import FileError

    with pytest.raises(OSError, match="file-missing") as caught:
        load(tmp_path / "none.json")
    assert isinstance(caught.value, FileError)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.parametrize(
    "name, likely",
    [
        ("stat", "state"),
        ("nmae", "name"),
        ("partOf", "part_of"),
        ("part-of", "part_of"),
        ("weaponSystems", "weapon_systems"),
        ("colour", None),
        ("State ", "state"),
        ("fs24", "fs-24"),
        ("FS_24", "fs-24"),
        ("", None),
        ("satellite", None),
        ("s" * 61, None),
    ],
)
def test_a_misspelt_name_has_at_most_one_suggestion(name, likely):
    """Whatever its case and however its words are joined."""
    assert suggest_name(name, ["state", "ministry", "fs-24", "name", "part_of", "weapon_systems"]) == likely


def test_suggestions_have_a_budget():
    """Hostile input cannot make them slow: many names, or long ones, are not compared."""
    assert suggest_name("actor-1x", (f"actor-{n}" for n in range(100_000))) is None
    assert suggest_name("a" * 60, ["a" * 61]) is None


def test_an_unknown_id_is_a_bad_argument_and_a_missing_key():
    """Either may be caught."""
    assert issubclass(UnknownIdError, (errors.QuestionError, KeyError))
    assert issubclass(UnknownIdError, ValueError)
