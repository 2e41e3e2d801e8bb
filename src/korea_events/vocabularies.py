"""Every closed list of codes that a record may hold, in one place (floor 3).

The three that questions are asked with, ``Basis``, ``Footing`` and ``Status``, are also in ``korea_events`` itself.
"""

from korea_events.model import (
    ActivityKind as ActivityKind,
    ActKind as ActKind,
    ActorKind as ActorKind,
    Anonymity as Anonymity,
    Audience as Audience,
    Basis as Basis,
    Confidence as Confidence,
    Convention as Convention,
    Counting as Counting,
    Credibility as Credibility,
    DocumentKind as DocumentKind,
    ExerciseKind as ExerciseKind,
    Footing as Footing,
    HopVerb as HopVerb,
    JudgementVerdict as JudgementVerdict,
    LeaderActivityKind as LeaderActivityKind,
    Likelihood as Likelihood,
    LinkKind as LinkKind,
    MeasureKind as MeasureKind,
    Outcome as Outcome,
    PlaceRole as PlaceRole,
    PlanKind as PlanKind,
    Qualifier as Qualifier,
    Reliability as Reliability,
    Role as Role,
    Stance as Stance,
    StatementForm as StatementForm,
    Status as Status,
    Unit as Unit,
    WeaponEventKind as WeaponEventKind,
    WeaponKind as WeaponKind,
)
