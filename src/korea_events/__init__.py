"""Event modelling for reports about military activity on and around the Korean Peninsula.

``import korea_events as ke`` gives every public name, and costs next to nothing: a name loads its module when it is
first used. To publish a name, write it twice: in the imports that type checkers read, and in ``_NAMES`` below them.
"""

# Named as type checkers expect it, but not imported: `typing` alone would cost more than everything else here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from korea_events import (
        analysis as analysis,
        codecs as codecs,
        dossier as dossier,
        errors as errors,
        evidence as evidence,
        model as model,
        reference as reference,
        temporal as temporal,
        testing as testing,
    )
    from korea_events.analysis import (
        Overlap as Overlap,
        Overlaps as Overlaps,
        Skipped as Skipped,
        SkipReason as SkipReason,
        count_overlaps as count_overlaps,
        find_overlaps as find_overlaps,
    )
    from korea_events.codecs import dumps as dumps, load as load, loads as loads, save as save
    from korea_events.dossier import Collection as Collection, Dossier as Dossier, Known as Known
    from korea_events.errors import (
        ContradictionError as ContradictionError,
        DossierError as DossierError,
        FileError as FileError,
        KoreaEventsError as KoreaEventsError,
        KoreaEventsWarning as KoreaEventsWarning,
        LossError as LossError,
        MissingExtraError as MissingExtraError,
        MisspeltFieldWarning as MisspeltFieldWarning,
        Problem as Problem,
        QuestionError as QuestionError,
        RecordError as RecordError,
        SpanError as SpanError,
    )
    from korea_events.model import (
        Act as Act,
        Activity as Activity,
        ActKind as ActKind,
        Actor as Actor,
        ActorKind as ActorKind,
        Anonymity as Anonymity,
        Assessment as Assessment,
        Audience as Audience,
        Basis as Basis,
        CapabilityClaim as CapabilityClaim,
        Citation as Citation,
        Claim as Claim,
        Coding as Coding,
        Comparison as Comparison,
        Confidence as Confidence,
        Counting as Counting,
        Credibility as Credibility,
        Designation as Designation,
        Document as Document,
        Event as Event,
        EventClaim as EventClaim,
        EventReport as EventReport,
        Exercise as Exercise,
        ExerciseComponent as ExerciseComponent,
        ExerciseKind as ExerciseKind,
        ExerciseSeries as ExerciseSeries,
        Footing as Footing,
        Framing as Framing,
        Hop as Hop,
        HopVerb as HopVerb,
        Judgement as Judgement,
        JudgementVerdict as JudgementVerdict,
        LeaderActivity as LeaderActivity,
        Likelihood as Likelihood,
        Link as Link,
        LinkKind as LinkKind,
        Measure as Measure,
        MeasureKind as MeasureKind,
        Outcome as Outcome,
        Participation as Participation,
        Place as Place,
        Plan as Plan,
        Qualifier as Qualifier,
        Quantity as Quantity,
        Quote as Quote,
        Rating as Rating,
        Record as Record,
        Ref as Ref,
        Reliability as Reliability,
        Resolution as Resolution,
        Role as Role,
        Stance as Stance,
        StatedLength as StatedLength,
        Statement as Statement,
        StatementForm as StatementForm,
        Status as Status,
        Superlative as Superlative,
        Support as Support,
        Term as Term,
        Unit as Unit,
        WeaponEvent as WeaponEvent,
        WeaponKind as WeaponKind,
        WeaponSystem as WeaponSystem,
    )
    from korea_events.temporal import (
        SHARES_TIME as SHARES_TIME,
        Amount as Amount,
        DayRange as DayRange,
        EndKind as EndKind,
        Grain as Grain,
        HasSpan as HasSpan,
        HasWhen as HasWhen,
        Reading as Reading,
        Relation as Relation,
        RelationSet as RelationSet,
        Span as Span,
        Verdict as Verdict,
        chronological as chronological,
        parse_spans as parse_spans,
        relate as relate,
        shared_time as shared_time,
    )

    __version__: str
else:
    # Where each public name lives. Kept equal to the imports above by tests/architecture/test_public_names.py.
    _NAMES = {
        "analysis": (
            "Overlap",
            "Overlaps",
            "SkipReason",
            "Skipped",
            "count_overlaps",
            "find_overlaps",
        ),
        "codecs": ("dumps", "load", "loads", "save"),
        "dossier": (
            "Collection",
            "Dossier",
            "Known",
        ),
        "errors": (
            "ContradictionError",
            "DossierError",
            "FileError",
            "KoreaEventsError",
            "KoreaEventsWarning",
            "LossError",
            "MisspeltFieldWarning",
            "MissingExtraError",
            "Problem",
            "QuestionError",
            "RecordError",
            "SpanError",
        ),
        "model": (
            "Act",
            "ActKind",
            "Activity",
            "Actor",
            "ActorKind",
            "Anonymity",
            "Assessment",
            "Audience",
            "Basis",
            "CapabilityClaim",
            "Citation",
            "Claim",
            "Coding",
            "Comparison",
            "Confidence",
            "Counting",
            "Credibility",
            "Designation",
            "Document",
            "Event",
            "EventClaim",
            "EventReport",
            "Exercise",
            "ExerciseComponent",
            "ExerciseKind",
            "ExerciseSeries",
            "Footing",
            "Framing",
            "Hop",
            "HopVerb",
            "Judgement",
            "JudgementVerdict",
            "LeaderActivity",
            "Likelihood",
            "Link",
            "LinkKind",
            "Measure",
            "MeasureKind",
            "Outcome",
            "Participation",
            "Place",
            "Plan",
            "Qualifier",
            "Quantity",
            "Quote",
            "Rating",
            "Record",
            "Ref",
            "Reliability",
            "Resolution",
            "Role",
            "Stance",
            "StatedLength",
            "Statement",
            "StatementForm",
            "Status",
            "Superlative",
            "Support",
            "Term",
            "Unit",
            "WeaponEvent",
            "WeaponKind",
            "WeaponSystem",
        ),
        "temporal": (
            "SHARES_TIME",
            "Amount",
            "DayRange",
            "EndKind",
            "Grain",
            "HasSpan",
            "HasWhen",
            "Reading",
            "Relation",
            "RelationSet",
            "Span",
            "Verdict",
            "chronological",
            "parse_spans",
            "relate",
            "shared_time",
        ),
    }
    # Folders and files that are public under their own name: ke.codecs, ke.evidence, …
    _MODULES = (
        "analysis",
        "codecs",
        "dossier",
        "errors",
        "evidence",
        "model",
        "reference",
        "temporal",
        "testing",
    )

    _HOME = {name: module for module, names in _NAMES.items() for name in names}
    __all__ = sorted([*_HOME, *_MODULES])

    def __getattr__(name):
        from importlib import import_module

        if name in _HOME:
            value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        elif name in _MODULES:
            value = import_module(f"{__name__}.{name}")
        elif name == "__version__":
            from importlib.metadata import version

            value = version("korea-events")
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return [*__all__, "__version__", "__doc__", "__name__", "__file__", "__path__"]
