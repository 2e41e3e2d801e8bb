"""The shipped dossier of drills, from the tables of this folder.

Every row is one source's words about one edition of an exercise, or a part of it, and becomes a report. The dates of an
exercise follow from its reports by a rule of the library. What a table cannot say is kept by hand in ``coded.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

import korea_events as ke
from korea_events.codecs.csv.mapped_rows import make_digest
from korea_events.evidence import ResolvedField, aggregate
from korea_events.model import EventPlace, Support
from sources.builder import FOLDER, Builder, Row, build_place, read_table, read_tables, split_cell

STATES = {"US": "usa", "ROK": "kor", "DPRK": "prk"}
"""States that the tables call otherwise than ISO 3166 does."""
LOOSE = re.compile(r"\b(about|around|end of|(early|mid|late|latter|principios|finales)[- ])", re.IGNORECASE)
"""Words that leave open which days a part of a month has; Korean, Chinese and Japanese words say it."""
TIME = re.compile(r"\d+(:\d+)? ?[ap]\.?m\.?")
RELATIVE = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun|to|previous )day|tomorrow|week|day before|montag|senin|lunes|sabado"
    r"|曜日|요일|오늘|내일|어제|이날|전날|지난주|다음 주",
    re.IGNORECASE,
)
"""Words from which a day follows by the calendar, or by the day of the page."""
INFERRED = {"year": "The page does not give the year.", "date": "The page does not give the whole date."}
SPAN_BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
STATUSES = ("held", "ongoing", "cancelled", "suspended", "postponed", "announced", "unconfirmed")
"""What became of an exercise: the first of these that a report gives."""


SETTLED = (
    "span", "plans", "status", "status_as_stated", "length", "pauses", "participations", "measures", "components",
    "citations", "note",
)  # fmt: skip
"""What a coder may settle by hand; it goes before what the reports together give."""
LONGEST = 120
"""The most days of a drill of which one end is not known, where nothing is known of others of its series."""
NOT_LONGER = "Taken to last {} at most{}; no account says so."
THIRDS = "“Early”, “mid” and “late” are taken as a third of the month."
AS_PRINTED = "As long as printed, whether weekends, and the first or the last day, count or not."


@attrs.define(slots=False)
class DrillBuilder(Builder):
    """Builds the records of all drills, each once."""

    @cached_property
    def coded(self) -> ke.Dossier:
        """What is kept by hand, with the names of the series and exercises that it refers to."""
        plain = json.loads((FOLDER / "drills" / "coded.json").read_text("utf-8"))
        names = {record["id"] for record in plain["exercises"]}
        for name, table in (("series", "series.csv"), ("exercises", "editions.csv")):
            rows = [row for row in read_table(FOLDER / table) if row["id"] not in names]
            plain.setdefault(name, []).extend({"id": row["id"], "name": row["name"]} for row in rows)
        return ke.loads(json.dumps(plain))

    @cached_property
    def shipped(self) -> dict[str, ke.Actor]:
        """The actors that are kept by hand."""
        dossiers = (ke.reference.seed(), ke.reference.freedom_shield_24(), self.coded)
        return {actor.id: actor for dossier in dossiers for actor in dossier.actors}

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of all tables."""
        return read_tables("drills")

    @cached_property
    def editions(self) -> list[Row]:
        """The editions and parts; the kinds are those of the series where a row has no others."""
        kinds = {row["id"]: row["kinds"] for row in read_table(FOLDER / "series.csv")}
        rows = read_table(FOLDER / "editions.csv")
        return [row | {"kinds": row["kinds"] or kinds.get(row["series"], "")} for row in rows]

    @cached_property
    def longest(self) -> dict[str, int]:
        """The most days of an edition or a part in each series, by the dates or the lengths of the rows."""
        longest: dict[str, int] = {}
        for row in self.rows:
            dates, length = read_dates(row), read_length(row["duration_as_stated"])
            days = [span.length.most for span in dates.values() if span.length.most is not None]
            most = max(days, default=None) or (count_days(length) or (0, 0))[1]
            if series := self.find_series(row["event_id"]):
                longest[series] = max(int(most), longest.get(series, 0))
        return longest

    def find_series(self, event: str) -> str:
        """The series of an edition; of a part, that of the whole. Of what goes on from time to time, none."""
        rows = {row["id"]: row for row in self.editions}
        row = rows.get(event)
        if row is None or row["intermittent"]:
            return ""
        return row["series"] or (self.find_series(row["part_of"]) if row["part_of"] else "")

    @cached_property
    def documents(self) -> dict[str, str]:
        """The identifiers of documents by their addresses: the publisher, and the date or the event."""
        names: dict[str, str] = {
            address: document.id
            for document in self.coded.documents
            if (address := document.url or document.archived_url)
        }
        for row in self.rows:
            if row["source"] not in names:
                name = f"{self.add_actor(row['publisher'])}-{row['published'] or row['event_id']}"
                taken = name in names.values()
                names[row["source"]] = f"{name}-{make_digest(row['source'])[:4]}" if taken else name
        return names

    def build(self) -> ke.Dossier:
        """The dossier of all drills: what is kept by hand, then the reports, the series and the exercises."""
        for record in self.coded:
            if isinstance(record, ke.Actor):
                self.add(self.add_names(record))
            elif not isinstance(record, (ke.Exercise, ke.ExerciseSeries)):
                self.add(record)
        by_hand = {(report.event, report.document) for report in self.coded.event_reports}
        for row in self.rows:
            if (row["event_id"], self.documents[row["source"]]) not in by_hand:
                self.add_report(row)
        for row in read_table(FOLDER / "series.csv"):
            self.add_series(row)
        for row in read_table(FOLDER / "weak.csv"):
            actor = self.add_actor(row["publisher"])
            self.add(ke.Rating(id=f"{actor}.rated", of=actor, reliability="F", rater="korea_events"))
        drafts = [build_event(row, {}) for row in self.editions]
        dossier = ke.Dossier.of(*({draft.id: draft for draft in drafts} | self.records).values())
        for row in self.editions:
            reports = [report for report in dossier.event_reports if report.event == row["id"]]
            self.add_exercise(row, reports, dossier)
        return ke.Dossier.of(*self.records.values())

    def add_document(self, row: Row) -> str:
        """Add the document of a row; the day of its publication has no zone."""
        name = self.documents[row["source"]]
        if name not in self.records:
            address = "archived_url" if "kcnawatch.org" in row["source"] else "url"
            published = ke.Span.parse(row["published"], zone=None) if row["published"] else None
            known: dict[str, Any] = {address: row["source"], "published": published}
            self.add(ke.Document(id=name, publisher=self.add_actor(row["publisher"]), **known))
        return name

    def add_report(self, row: Row) -> None:
        """Add the report of a row; of a row about a series, only its document."""
        document = self.add_document(row)
        if row["status"] == "recurring":
            return
        _, citations = self.add_claimants(row)
        name = stem = f"{row['event_id']}.{document}"
        number = 1
        while name in self.records:
            number += 1
            name = f"{stem}.{number}"
        dates = read_dates(row)
        plan = dates.get("plans[0].span")
        report = ke.EventReport(
            id=name,
            event=row["event_id"],
            document=document,
            span=dates.get("span"),
            plans=[] if plan is None else [ke.Plan(span=plan, kind=row["plan"] or None)],
            status=row["status"] or None,
            status_as_stated=row["status_as_stated"] or None,
            length=read_length(row["duration_as_stated"]),
            pauses=split_cell(row["pauses"]),
            participations=[
                self.add_actor(STATES.get(state, state.lower())) for state in split_cell(row["participants"])
            ],
            words=" … ".join(filter(None, (row["start_as_stated"], row["end_as_stated"]))) or None,
            name=row["name"] or None,
            citations=citations if citations[0].attribution else [],
            support=list(build_support(row, dates, citations)),
            note=row["note"] or None,
        )
        self.add(report)

    def add_series(self, row: Row) -> None:
        """Add a series, with the documents that say what it replaced and what is usual for it."""
        norms = [self.add_document(each) for each in self.rows if each["event_id"] == row["id"]]
        replaced = [self.documents[row["source"]]] if row["source"] else []
        basis = "stated" if replaced else "coder_supplied"
        support = [
            Support(fields=["names"], basis="coder_supplied"),
            Support(fields=["norm"], basis="stated", citations=norms),
            Support(fields=["predecessors"], basis=basis, citations=replaced),
        ]
        self.add(
            ke.ExerciseSeries(
                id=row["id"],
                name=row["name"],
                names=split_cell(row["names"]),
                predecessors=split_cell(row["predecessors"]),
                norm=row["norm"] or None,
                citations=list(dict.fromkeys(norms + replaced)),
                support=[each for each in support if (norms or replaced) and row[each.fields[0]]],
            )
        )

    def add_exercise(self, row: Row, reports: Sequence[ke.EventReport], dossier: ke.Dossier) -> None:
        """Add an edition or a part, with the dates that its reports together give."""
        known: dict[str, Any] = {}
        support: list[Support] = []
        if reports:
            known, support = self.resolve_dates(row["id"], reports, dossier)
            states = [p.actor for report in reports for p in report.participations]
            known["participations"] = list(dict.fromkeys(states))
        else:  # known from its parts only
            parts = [each["id"] for each in self.editions if each["part_of"] == row["id"]]
            known["citations"] = self.list_leading(r for r in dossier.event_reports if r.event in parts)
        coded = self.coded.exercises[row["id"]]
        given = {name: value for name in SETTLED if (value := getattr(coded, name))}
        if "span" in given or "plans" in given:
            known = {name: value for name, value in known.items() if name not in ("span", "plans", "length")}
            support = [each for each in support if not each.fields[0].startswith(("span", "plans"))]
        if "citations" in given:
            support = []
        fields = [name for name in ("name", "series", "edition", "kinds", "part_of") if row[name]]
        own = {name for each in coded.support for name in each.fields}
        if fields := [name for name in fields if name not in own]:
            support.insert(0, Support(fields=fields, basis="coder_supplied"))
        known |= given
        for venue in (each for each in read_table(FOLDER / "venues.csv") if each["event"] == row["id"]):
            place = self.add(next(build_place(each) for each in self.places if each["id"] == venue["place"]))
            known["places"] = [EventPlace(place=place, role=venue["role"] or None)]
            said = self.list_said(venue, reports)
            support.append(Support(fields=["places"], basis="stated", citations=said))
        self.records[row["id"]] = build_event(row, {**known, "support": [*support, *coded.support]})

    def resolve_dates(
        self, event: str, reports: Sequence[ke.EventReport], dossier: ke.Dossier
    ) -> tuple[dict[str, Any], list[Support]]:
        """The dates and the status that the reports of an exercise give, and what they rest on."""
        status = next((status for status in STATUSES if any(r.status == status for r in reports)), None)
        known: dict[str, Any] = {
            "status": status,
            "pauses": list(dict.fromkeys(pause for report in reports for pause in report.pauses)),
            "citations": self.list_leading(reports),
        }
        rests: dict[str, tuple[list[ke.EventReport], str, str | None]] = {
            "status": ([report for report in reports if report.status == status], "stated", None)
        }
        span, plan = (self.resolve_field(event, name, dossier) for name in ("span", "plans"))
        if span is not None:
            known["span"] = drop_derived(span.value)
            rests["span"] = ([r for r in reports if r.id in span.reports], "derived", describe(span, reports))
        if plan is not None and drop_derived(plan.value) != known.get("span"):
            current = {*plan.reports, *plan.against}
            revised = [report for report in reports if report.plans and report.id not in current]
            behind = [report for report in reports if report.id in plan.reports]
            plans = {drop_derived(r.plans[-1].span): [r] for r in revised} | {
                drop_derived(plan.value): behind
            }
            known["plans"] = [self.build_plan(value, given) for value, given in plans.items()]
            rests[f"plans[{len(plans) - 1}].span"] = (behind, "derived", describe(plan, reports))
        support = [
            Support(fields=[name], basis=basis, citations=self.list_leading(given), note=note)
            for name, (given, basis, note) in rests.items()
            if given and (note or len(reports) > 1)
        ]
        field = f"plans[{len(known['plans']) - 1}].span" if "plans" in known else "span"
        dated = known["plans"][-1].span if "plans" in known else known.get("span")
        when = build_event({"id": event, "name": event}, known).when
        if dated is not None and when is not None and when.length.most is None:
            lengths = [report.length for report in reports if count_days(report.length)]
            counted = [found for length in lengths if (found := count_days(length))]
            least, most = (min(counted)[0], max(most for _, most in counted)) if counted else (None, None)
            note = AS_PRINTED
            if most is None:
                series = self.find_series(event)
                most = self.longest.get(series, 0) or LONGEST
                days = "1 day" if most == 1 else f"{most} days"
                note = NOT_LONGER.format(days, ", the most of its series" if series else "")
            known["length"] = lengths[0] if lengths else None
            bounded = ke.Span.bounded(**read_bounds(dated), min_days=least, max_days=most)
            if "plans" in known and dated is known["plans"][-1].span:
                known["plans"][-1] = attrs.evolve(known["plans"][-1], span=bounded)
            else:
                known["span"] = bounded
            end = "end" if dated.latest_end is None else "start"
            support.append(Support(fields=[f"{field}.{end}"], basis="coder_supplied", note=note))
        return known, support

    def list_said(self, venue: Row, reports: Sequence[ke.EventReport]) -> list[ke.Citation]:
        """How the page that names a place knows of the exercise."""
        document = self.documents[venue["source"]]
        cited = [
            citation for report in reports for citation in report.citations if citation.document == document
        ]
        return cited[:1] or [ke.Citation(document=document)]

    def build_plan(self, span: ke.Span, reports: Sequence[ke.EventReport]) -> ke.Plan:
        """A plan with the accounts that give it, and what it changes if one of them says so."""
        kinds = (report.plans[-1].kind for report in reports if report.plans)
        return ke.Plan(span=span, kind=next(filter(None, kinds), None), citations=self.list_leading(reports))

    def resolve_field(self, event: str, name: str, dossier: ke.Dossier) -> ResolvedField | None:
        """A field of an exercise: what more than half of the origins say, else all that any of them allows."""
        for rule in ("majority_of_origins", "conservative"):
            for found in aggregate(event, dossier, rule=rule):
                if found.field == name and found.value is not None:
                    because = found.because.partition("; ")[0]
                    return attrs.evolve(found, because=f"{rule}: {because}")
        return None

    def list_leading(self, reports: Iterable[ke.EventReport]) -> list[ke.Citation]:
        """Of each origin the account nearest to it; the others retell it."""
        leading: dict[str, tuple[Any, ke.Citation]] = {}
        for report in reports:
            document = self.records[report.document]
            weak = f"{document.publisher}.rated" in self.records
            for citation in report.citations or [ke.Citation(document=report.document)]:
                actors = [hop.actor or "unnamed" for hop in citation.attribution]
                rank = (weak, len(actors), str(document.published or "~"), report.id)
                origin = [document.publisher or document.id, *actors][-1]
                if origin not in leading or rank < leading[origin][0]:
                    leading[origin] = (rank, citation)
        return [citation for _, citation in sorted(leading.values(), key=lambda each: each[0])]


def describe(found: ResolvedField, reports: Sequence[ke.EventReport]) -> str | None:
    """How the dates of an exercise were found, if that was not simply read in its one account."""
    thirds = isinstance(found.value, ke.Span) and found.value.approximate
    said = [f"{found.because}."] if len(reports) > 1 else []
    return " ".join([*said, THIRDS] if thirds else said) or None


def build_event(row: Row, known: dict[str, Any]) -> ke.Exercise | ke.Activity:
    """The event of an edition or a part: an exercise, or the time without exercises that was announced once."""
    shared: dict[str, Any] = {
        "id": row["id"],
        "name": row["name"],
        "kinds": split_cell(row.get("kinds", "")),
        "part_of": row.get("part_of") or None,
        "intermittent": bool(row.get("intermittent")),
    } | known
    if shared["kinds"] == ["moratorium"]:
        return ke.Activity(**shared)
    return ke.Exercise(series=row.get("series") or None, edition=row.get("edition") or None, **shared)


def read_dates(row: Row) -> dict[str, ke.Span]:
    """The dates of a row, as what happened and as what was planned: what lies ahead of a report is a plan."""
    given = {name: row[name] for name in BOUNDS}
    found = {"span": given}
    if row["status"] in ("announced", "postponed", "cancelled", "suspended"):
        found = {"plans[0].span": given}
    elif row["status"] == "ongoing" and row["end_latest"]:
        found = {"span": {**given, "end_earliest": "", "end_latest": ""}, "plans[0].span": given}
    return {path: build_span(row, bounds) for path, bounds in found.items() if any(bounds.values())}


def build_span(row: Row, bounds: Row) -> ke.Span:
    """The span of some bounds; loose words make an end approximate."""
    first, start, end, last = (bounds[name] for name in BOUNDS)
    if first == end != start == last:  # one day, but which?
        return ke.Span.parse(f"[{first}..{start}]")
    begins, ends = (
        bool(day and LOOSE.search(row[name]))
        for day, name in ((first, "start_as_stated"), (last, "end_as_stated"))
    )
    if first == start and end == last:
        days = [f"{start}~" if begins else start, f"{end}~" if ends else end]
        return ke.Span.parse(days[0] if days[0] == days[1] else "/".join(days))
    return ke.Span.bounded(
        earliest_start=first or None,
        latest_start=start or None,
        earliest_end=end or None,
        latest_end=last or None,
        approximate=True if begins and ends else "start" if begins else "end" if ends else False,
    )


def drop_derived(span: Any) -> ke.Span:
    """The span by its bounds, as far as none follows from another; approximate ends count as dated."""
    if span.edtf is not None and not span.approximate:
        return ke.Span.parse(span.edtf)
    bounds = read_bounds(span)
    first, start, end, last = bounds.values()
    if last is None and end == first:
        bounds["earliest_end"] = end = None
    if first is None and start == last:
        bounds["latest_start"] = start = None
    if first == start and end == last:
        return ke.Span.parse(f"{first or ''}/{last or ''}")
    return ke.Span.bounded(**bounds)


def read_bounds(span: ke.Span) -> dict[str, Any]:
    """The bounds of a span, as ``Span.bounded`` takes them."""
    return {name: getattr(span, name) for name in SPAN_BOUNDS}


def count_days(length: ke.StatedLength | None) -> tuple[int, int] | None:
    """The fewest and the most days of a printed length, however weekends and the first and the last day count."""
    if length is None or length.n is None or length.qualifier is not None:
        return None
    n = length.n
    if length.unit == "day":
        return n, max(n + 1, n + 2 * -(-(n - 1) // 5))
    return (7 * n - 2, 7 * n + 2) if length.unit == "week" else None


def read_length(words: str) -> ke.StatedLength | None:
    """A printed length, of which nothing says how it counts."""
    try:
        return ke.StatedLength.parse(words) if words else None
    except ke.KoreaEventsError:
        return ke.StatedLength(words=words)


def is_relative(words: str) -> bool:
    """Whether words give a day only by its weekday, or by the day of the page."""
    plain = TIME.sub("", words)
    return RELATIVE.search(plain) is not None and re.search(r"\d", plain) is None


def build_support(row: Row, dates: dict[str, ke.Span], citations: list[ke.Citation]) -> Iterator[Support]:
    """What was not read as it stands: days that follow from a weekday, and what the coder inferred."""
    inferred = split_cell(row["inferred"])
    named = [end for end in ("start", "end") if is_relative(row[f"{end}_as_stated"]) and row[f"{end}_latest"]]
    fields = [
        f"{path}.{end}"
        for path in dates
        for end in named
        if path != "span" or end == "start" or "plans[0].span" not in dates
    ]
    if fields:
        yield Support(
            fields=fields,
            basis="derived",
            citations=citations,
            note="From a weekday, or the day of the page.",
        )
    if "length" in inferred:
        ends = [f"{path}.end" for path, span in dates.items() if span.latest_end is not None]
        yield Support(
            fields=ends, basis="derived", citations=citations, note="From the length, however it counts."
        )
    for name, note in INFERRED.items():
        if name in inferred and dates:
            tail = ".year" if name == "year" else ""
            yield Support(
                fields=[f"{path}{tail}" for path in dates], basis="derived", citations=citations, note=note
            )
    if "status" in inferred:
        yield Support(
            fields=["status"],
            basis="coder_supplied",
            note="The page is undated, and speaks of what is to come.",
        )
    if "event" in inferred:
        yield Support(fields=["event"], basis="coder_supplied", note="The page does not name the exercise.")
