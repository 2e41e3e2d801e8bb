"""What hypothesis loads through its entry point, so that ``st.from_type`` draws valid values of our classes."""

from typing import Any

from hypothesis import strategies as st

from korea_events.dossier import Dossier
from korea_events.model import RECORD_TYPES, Fact, Record
from korea_events.model.engine import list_fields
from korea_events.temporal import Relation, RelationSet, Span


def register_types() -> None:
    """Tell hypothesis how to draw spans, records, parts of records and dossiers.

    Hypothesis calls this when it is imported, unless ``HYPOTHESIS_NO_PLUGINS`` is set.

    Example:
        >>> from hypothesis import find
        >>> from korea_events.model import Exercise
        >>> register_types()
        >>> find(st.from_type(Exercise), lambda drills: drills.span is not None).id
        'a'
    """
    concrete: list[type[Fact]] = list(RECORD_TYPES)
    for kind in concrete:
        concrete += [p for spec in list_fields(kind) for p in spec.parts if p not in concrete]
    for base in {base for kind in concrete for base in kind.__mro__ if issubclass(base, Fact)}:
        st.register_type_strategy(base, _choose_strategy([k for k in concrete if issubclass(k, base)]))
    st.register_type_strategy(Span, lambda _: _load_strategies().spans())
    st.register_type_strategy(Dossier, lambda _: _load_strategies().dossiers())
    relations = st.sets(st.sampled_from(Relation)).map(lambda chosen: RelationSet.of(*chosen))
    st.register_type_strategy(RelationSet, relations)


def _choose_strategy(kinds: list[type[Fact]]) -> Any:
    """A function that gives the strategy for some classes; only then are the strategies loaded."""

    def choose(_: object) -> st.SearchStrategy[Any]:
        ours = _load_strategies()
        return st.one_of([ours.records(one) if issubclass(one, Record) else ours.parts(one) for one in kinds])

    return choose


def _load_strategies() -> Any:
    from korea_events.testing import strategies

    return strategies
