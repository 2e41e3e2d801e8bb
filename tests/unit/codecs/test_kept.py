"""Records read back from judgements."""

import pytest

from korea_events import FileError, Judgement, QuestionError
from korea_events.codecs import read_kept_record


def judgement(kept):
    return Judgement(id="j", left="a", right="b", verdict="same", kept=kept)


def test_who_keeps_nothing_has_nothing_to_give_back():
    """That is a question without an answer."""
    with pytest.raises(QuestionError, match="kept-nothing"):
        read_kept_record(judgement(None))


@pytest.mark.parametrize(
    "kept, problem",
    [
        ("12", "$.kept: the number 12 where an object belongs [field-type]"),
        ('{"id":"a"}', "$.kept.type: must be given: actor, place, "),
        ('{"id":"a","type":"tank"}', '$.kept.type: the text "tank" is no type here: actor, place, '),
        ('{"id":"a","name":"A","type":"actor"}', "$.kept.kind: must be given [field-required]"),
        (
            '{"id":"a","kind":"state","name":7,"type":"actor"}',
            "$.kept.name: must be a line of text, not the number 7",
        ),
    ],
    ids=["number", "no-type", "strange-type", "missing", "wrong"],
)
def test_what_somebody_else_kept_is_checked_like_a_file(kept, problem):
    """A judgement keeps any JSON; only a record with its type comes back."""
    with pytest.raises(FileError) as caught:
        read_kept_record(judgement(kept))
    assert str(caught.value.problems[0]).startswith(problem)
