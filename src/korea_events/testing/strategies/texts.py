"""Strategies for text that the model accepts: identifiers, lines, and text for every other rule."""

from __future__ import annotations

import string
from functools import cache

from hypothesis import strategies as st

from korea_events.model.engine import TextRule

_ID_START = string.ascii_lowercase + string.digits
_ID_REST = _ID_START + "._-"
_LONGEST = 30


@cache  # building a strategy costs more than drawing from it
def ids() -> st.SearchStrategy[str]:
    """Identifiers of records.

    Example:
        >>> from hypothesis import find
        >>> find(ids(), lambda text: "-" in text)
        'a-'
    """
    return st.builds(
        lambda first, rest: first + rest,
        st.sampled_from(_ID_START),
        st.text(st.sampled_from(_ID_REST), max_size=_LONGEST),
    )


@cache
def texts_for(rule: TextRule) -> st.SearchStrategy[str]:
    """Texts that satisfy a rule of the model.

    Example:
        >>> from hypothesis import find
        >>> from korea_events.model import Actor
        >>> from korea_events.model.engine import map_fields
        >>> find(texts_for(map_fields(Actor)["country"].text_rule), lambda text: True)
        'aaa'
    """
    if rule.pattern is not None:
        # Patterns exclude halves of surrogate pairs by name, so the alphabet must have them.
        candidates = st.from_regex(rule.pattern, fullmatch=True, alphabet=st.characters())
    else:
        # Cc are control characters, Cs halves of surrogate pairs; the rule itself refuses a few more.
        candidates = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=_LONGEST)
        if rule.multiline:
            candidates = candidates | st.lists(candidates, min_size=1, max_size=3).map("\n".join)
    return candidates.filter(lambda text: rule.check(text) is None)
