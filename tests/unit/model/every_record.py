"""One valid example of every record type and of every part, with all its fields filled in."""

from __future__ import annotations

import korea_events as ke
from korea_events.model import RECORD_TYPES, Fact, Part

DAY = ke.Span.on("2024-03-13")
DRILLS = ke.Span.of("2024-03-04", "2024-03-14")
CITATION = ke.Citation(
    document="wire",
    locator="paragraph 2",
    quote=ke.Quote(
        exact="the world's most powerful",
        prefix="calling it ",
        suffix=" tank",
        language="en",
        translation="weltweit stärkster",
    ),
    attribution=[ke.Hop(actor="kcna", verb="reports", anonymity="named")],
)
QUANTITY = ke.Quantity(
    low=10,
    high=12.5,
    unit="km",
    qualifier="about",
    words="some 10 to 12.5 km",
    corrected=ke.Quantity(low=10, high=12, unit="km"),
    restated=ke.Quantity(low=6, high=8, unit="mi"),
)
EXTRA = (("colour", '"red"'), ("x", "[1,2]"))


def framed(*fields: str) -> dict[str, object]:
    """The fields that every record has, filled in."""
    return {
        "citations": [CITATION],
        "support": [ke.Support(fields=list(fields), basis="derived", citations=[CITATION], note="by hand")],
        "coding": ke.Coding(who="mk", method="by hand", reviewed_by=["jl"]),
        "note": "first line\n\tsecond line",
        "extra": EXTRA,
    }


EVENT = {
    "name": "Freedom Shield 24",
    "names": ["자유의 방패"],
    "span": DRILLS,
    "plans": [
        ke.Plan(
            span=DRILLS,
            kind="extended",
            announced=ke.Span.on("2024-02-28"),
            places=["sohae"],
            citations=[CITATION],
        )
    ],
    "status": "held",
    "status_as_stated": "wrapped up",
    "length": ke.StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
    "pauses": [ke.Span.on("2024-03-10")],
    "places": ["peninsula", ke.EventPlace(place="sohae", role="launch_site")],
    "participations": [ke.Participation(actor="usa", role="participant")],
    "measures": [
        ke.Measure(
            what="field_exercises",
            quantity=ke.Comparison(factor=2, qualifier="nearly", baseline="fs-23", measure="field_exercises"),
            of="combined ones",
            actor="kor",
            cumulative=True,
            until=DAY,
            words="nearly double",
        )
    ],
    "weapon_systems": ["tank"],
    "part_of": "whole",
}
OF_SEVERAL_TIMES = {name: value for name, value in EVENT.items() if name != "pauses"}
EXERCISE = {
    "series": "freedom-shield",
    "edition": "24",
    "kinds": ["cpx", "ftx"],
    "components": [
        ke.ExerciseComponent(
            kind="ftx",
            simulated=False,
            count=48,
            participations=[ke.Participation(actor="kor", role="host")],
            words="48 kinds",
        )
    ],
}
CLAIM = {
    "attribute": "range",
    "value": QUANTITY,
    "claimants": ["jcs"],
    "stance": "doubts",
    "disputes": ["other-claim"],
    "stated_in": "vow",
    "made": DAY,
    "at": DRILLS,
}

RECORDS: tuple[ke.Record, ...] = (
    ke.Actor(
        id="kcna",
        name="KCNA",
        kind="agency",
        names=["조선중앙통신"],
        part_of="prk",
        country="prk",
        anonymity="named",
        **framed("country"),
    ),
    ke.Place(
        id="sohae",
        name="Sohae",
        names=["서해"],
        part_of="north-pyongan",
        country="prk",
        latitude=39.66,
        longitude=124.71,
        radius_km=5,
        **framed("latitude"),
    ),
    ke.WeaponSystem(
        id="tank",
        name="new tank",
        kind="tank",
        designations=[ke.Designation(text="M2020", used_by="usa", since=DAY)],
        **framed("designations[0].used_by"),
    ),
    ke.ExerciseSeries(
        id="freedom-shield",
        name="Freedom Shield",
        names=["FS"],
        predecessors=["ccpt"],
        norm="once a year",
        **framed("norm"),
    ),
    ke.Document(
        id="wire",
        publisher="outlet",
        published=ke.Span.on("2024-03-14", zone=None),
        title="Kim drives tank",
        url="https://example.org/a?b=c",
        archived_url="https://archive.example.org/1",
        language="en",
        copy_of="first-wire",
        kind="imagery",
        acquired=DAY,
        provider="outlet",
        **framed("published.year", "publisher"),
    ),
    ke.Exercise(id="fs-24", **EVENT, **EXERCISE, **framed("name", "length.counting", "plans[0].span.end")),
    ke.WeaponEvent(
        id="launch",
        **OF_SEVERAL_TIMES,
        occurrences=[DAY, DRILLS],
        kinds=["ballistic_missile_launch", "display"],
        **framed("participations[0].role"),
    ),
    ke.LeaderActivity(
        id="visit", **OF_SEVERAL_TIMES, intermittent=True, kinds=["weapon_handling"], **framed("span")
    ),
    ke.Activity(id="trend", **EVENT, kinds=["test_campaign"], **framed("span.start")),
    ke.EventReport(
        id="fs-24-wire",
        event="fs-24",
        document="wire",
        words="will end later Thursday",
        **EVENT,
        **EXERCISE | {"kinds": ["cpx", "ballistic_missile_launch"]},
        **framed("words"),
    ),
    ke.Statement(
        id="vow",
        speakers=["mnd", "mfa"],
        said=DAY,
        form="spokesperson_statement",
        audience="both",
        acts=[
            ke.Act(
                kind="vow_response",
                target="fs-24",
                text="responsible military activities",
                condition="if they go on",
            )
        ],
        about=["fs-24"],
        quote=ke.Quote(exact="dear price"),
        **framed("acts[0].kind"),
    ),
    ke.CapabilityClaim(id="tank-best", system="tank", **CLAIM, **framed("value.corrected")),
    ke.EventClaim(id="apogee", event="launch", **CLAIM, **framed("value.unit")),
    ke.Framing(
        id="rehearsal",
        holder="prk",
        of="kor",
        frame="rehearsal for invasion",
        stated_in="vow",
        **framed("frame"),
    ),
    ke.Assessment(
        id="more-tests",
        holder="experts",
        proposition="tests are expanded",
        about=["prk"],
        hedge="likely",
        likelihood="likely",
        likelihood_mapped_by="mk",
        confidence="low",
        horizon=ke.Span.parse("2024"),
        resolution=ke.Resolution(outcome="unresolvable", on=DAY, citations=[CITATION]),
        stated_in="vow",
        **framed("resolution.outcome"),
    ),
    ke.Rating(
        id="kcna-d6",
        of="kcna",
        claim="tank-best",
        reliability="D",
        credibility="6",
        rater="mk",
        rated=DAY,
        **framed("reliability"),
    ),
    ke.Judgement(
        id="twice",
        left="fs-24",
        right="fs-24",
        verdict="conflict",
        kept='{"id":"fs-24"}',
        by="mk",
        **framed("by"),
    ),
    ke.Link(
        id="as-began",
        kind="within",
        source="fs-24",
        target="launch",
        days=3,
        reading="'as ... began', read loosely",
        asserted_by="outlet",
        **framed("kind"),
    ),
)

VALUES = (
    ke.Term(text="success"),
    ke.Ref(record="hwasong-17"),
    ke.Superlative(text="most powerful", scope="the world"),
    ke.Ordinal(n=12, of="launch", within=DRILLS),
)


def parts_of(thing: Fact) -> list[Part]:
    """Every part inside a record, with the parts inside those."""
    from korea_events.model.engine import Shape, list_fields

    found: list[Part] = []
    for spec in list_fields(type(thing)):
        if spec.shape is Shape.PART:
            value = getattr(thing, spec.name)
            for part in value if spec.many else [value]:
                if part is not None:
                    found += [part, *parts_of(part)]
    return found


PARTS = {type(part).__name__: part for record in RECORDS for part in parts_of(record)}
PARTS |= {type(value).__name__: value for value in VALUES}
FACTS = [*RECORDS, *PARTS.values()]

assert tuple(type(record) for record in RECORDS) == RECORD_TYPES
