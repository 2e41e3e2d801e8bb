"""The dossier: records that fit together, and what can be asked of them.

Every question to a dossier is a method of it, with its edge cases and an example; what the methods do is in files of
their own, which work on :class:`Records`.
"""

import datetime as dt
from typing import Literal, Self

from attrs import frozen

from korea_events.dossier.differences import Changes, find_changes
from korea_events.dossier.duplicates import find_duplicate_candidates
from korea_events.dossier.event_selection import EventSelection, OneOrMore, select_events
from korea_events.dossier.known_when import LeftOut, limit_to_moment
from korea_events.dossier.merging import describe_decisions, merge_records
from korea_events.dossier.merging_same import merge_same_records
from korea_events.dossier.network import build_network, narrow_dates
from korea_events.dossier.records import Records
from korea_events.model import Judgement
from korea_events.temporal import TemporalNetwork, Verdict
from korea_events.temporal.engine import DEFAULT_ZONE, Tolerance


@frozen(kw_only=True, repr=False)
class Dossier(Records):
    """Records that fit together: every id is unique, and every reference leads to a record that is there.

    Make one with :meth:`of`, not with the constructor. A dossier never changes: :meth:`with_` and :meth:`without` make
    a new one. Two dossiers are equal when they hold equal records.

    Each collection is a sequence in the order of ids, as in ``dossier.exercises["fs-24"]``; ``dossier["fs-24"]`` finds
    a record of any type.

    Example:
        >>> from korea_events.model import Actor
        >>> usa = Actor(id="usa", name="United States", kind="state")
        >>> usfk = Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="usa")
        >>> dossier = Dossier.of(usfk, usa)
        >>> dossier
        <Dossier: 2 actors>
        >>> dossier.actors["usfk"].part_of, dossier["usa"] is usa
        ('usa', True)
    """

    def events(
        self,
        *,
        records: OneOrMore | None = None,
        kinds: OneOrMore | None = None,
        actor: OneOrMore | None = None,
        role: OneOrMore | None = None,
        place: OneOrMore | None = None,
        series: OneOrMore | None = None,
        system: OneOrMore | None = None,
        status: OneOrMore | None = None,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        at_least: Verdict | Literal["certain", "possible"] = "possible",
        zone: str = DEFAULT_ZONE,
    ) -> EventSelection:
        """The events that pass every filter given, in the order of their ids; without any, all events.

        Each filter but those of dates takes one value, or several of which one must fit. A unit acts for the commands
        and the state that it is part of (``part_of``, ``country``), what took place at a site took place in all places
        that contain it, and a ballistic missile launch is a launch.

        By dates an event is selected if it was, or may have been, under way on at least one day from ``since`` to
        ``until``, by its own dates; ``at_least="certain"`` asks that it certainly was. An event without any date may
        have taken place at any time. One that was called off has the dates of its plan; neither it nor an unconfirmed
        one is ever certain.

        Args:
            records: the collections: ``exercises``, ``weapon_events``, ``leader_activities``, ``activities``.
            kinds: codes of kinds of event: ``launch``, ``ftx``.
            actor: who acts in them, in the whole or in a component: ids of actors, or codes of countries. Without
                ``role`` these are who takes part, hosts or leads, commands, supervises or operates something; not an
                adversary in a scenario, an observer or a critic.
            role: the roles that this actor or this place has or, without either, that any has.
            place: ids of places, or codes of countries; in whatever role.
            series: ids of series.
            system: ids of weapon systems, or codes of their kinds, such as ``srbm``.
            status: codes of statuses.
            since: the first day.
            until: the last day.
            at_least: ``certain`` leaves out what only may have been under way on these days.
            zone: whose days.

        Raises:
            UnknownIdError: ``id-unknown`` for every id that is not there.
            QuestionError: ``filter-unknown`` for a code that is not there, ``question-at-least``.
            SpanError: for an invalid day or an unknown zone.

        Example:
            >>> from korea_events import reference
            >>> drills = reference.get_dossier("freedom_shield_24")
            >>> drills.events(records="exercises", actor="prk", since="2024-03-04", until="2024-03-14").ids
            ('kpa-2024-03-06', 'kpa-2024-03-07', 'kpa-2024-03-13')
        """
        wanted = {
            "records": records,
            "kinds": kinds,
            "actor": actor,
            "role": role,
            "place": place,
            "series": series,
            "system": system,
            "status": status,
        }
        return select_events(self, wanted, since=since, until=until, at_least=at_least, zone=zone)

    def merge(self, other: Records) -> "MergeResult":
        """This dossier and another one together. Merging is symmetric: ``other.merge(self)`` is the same.

        Records are matched by id. Where an id has two contents, the one with the smaller canonical text stays, and a
        judgement (verdict conflict) keeps the other whole; a content that either dossier has set aside before stays set
        aside. Two exercises, weapon events or documents that look alike, each in one dossier only, are proposed as
        duplicates in a judgement (verdict unsure) without a judge; its note says why. Merging is idempotent: the result
        merged with either dossier is the result. An answer to a proposal, or a signed conflict, replaces the judgement
        written by rule.

        Raises:
            DossierError: ``merge-types`` for an id that has records of two types; ``reference-circular`` for a cycle of
                ``part_of`` or ``copy_of`` that runs through both dossiers; ``text-long`` for a record that is too long
                for a judgement; ``merge-newer`` and ``id-kept`` for an id with two contents, of which at least one
                is of a newer version.

        Example:
            >>> from korea_events.model import Actor
            >>> mine = Dossier.of(Actor(id="usa", name="USA", kind="state"))
            >>> hers = Dossier.of(Actor(id="usa", name="United States", kind="state", country="usa"))
            >>> merged = mine.merge(hers)
            >>> print(merged)
            usa: two contents differ in name, country; one is kept in conflict-usa-94ad9a859dcd
            >>> merged.dossier.actors["usa"].name
            'United States'
        """
        dossier, decisions, fields = merge_records(self, other)
        return MergeResult(dossier=dossier, decisions=decisions, fields=fields)

    def propose_same(self) -> tuple[Judgement, ...]:
        """Judgements, each with its reason, on pairs of records of this dossier that look like one thing.

        They are those that :meth:`merge` proposes for two dossiers: exercises of one series and edition with days in
        common, weapon events of one day, place and weapon system, documents of one address or of one title, publisher
        and day. Pairs that were judged before are never proposed again. Add the judgements to the dossier, with a
        verdict and your name; :meth:`merge_same` merges what is the same.

        Example:
            >>> from korea_events.model import Document
            >>> first = Document(id="wire", url="https://www.example.org/18-march")
            >>> second = Document(id="wire-2", url="http://example.org/18-march/")
            >>> (proposal,) = Dossier.of(first, second).propose_same()
            >>> proposal.left, proposal.right, proposal.note
            ('wire', 'wire-2', 'one address')
            >>> Dossier.of(first, second, proposal.replace(verdict="different", by="mk")).propose_same()
            ()
        """
        return tuple(sorted(find_duplicate_candidates(self), key=lambda one: one.id))

    def merge_same(self) -> "MergeResult":
        """This dossier with one record for each thing: what was judged the same is merged.

        Of records of one type that were judged the same (see :func:`~korea_events.dossier.group_same`), the smallest id
        stays; every reference to the others leads there. It has the content that had this id; among events, that of
        the first one with the strongest footing. What only the others say fills its empty fields, with the support
        that it has there, and their names are added. Claims are not filled in.

        Every account is kept: an event that cites documents and has no report of its own becomes a report of the one
        that stays. Whatever goes is kept whole in the judgement, as is the old content of whatever lost an item because
        it became equal to another one: a participant named twice, a link of a record with itself.

        Merging again changes nothing. Records of a newer version, which are not understood, keep their references.

        Raises:
            DossierError: ``reference-circular`` for a cycle of ``part_of`` or ``copy_of`` through what became one;
                ``text-long`` for a record that is too long for a judgement.

        Example:
            >>> from korea_events.model import Document, EventReport, Judgement, WeaponEvent
            >>> dossier = Dossier.of(
            ...     WeaponEvent(id="launch-mk", name="Launch of 18 March"),
            ...     WeaponEvent(id="launch-jl", name="Three missiles"),
            ...     Document(id="wire"), EventReport(id="r1", event="launch-mk", document="wire"),
            ...     Judgement(id="q1", left="launch-mk", right="launch-jl", verdict="same", by="mk"),
            ... )
            >>> merged = dossier.merge_same()
            >>> print(merged)
            launch-jl, launch-mk: both records are about the same thing; launch-mk is kept in q1
            >>> merged.dossier.weapon_events, merged.dossier["r1"].event
            (<Collection: 1 weapon event (launch-jl)>, 'launch-jl')
        """
        dossier, decisions = merge_same_records(self)
        return MergeResult(dossier=dossier, decisions=decisions, fields=())

    def as_of(self, day: str | dt.date, *, zone: str = DEFAULT_ZONE) -> Self:
        """What was known by the end of a day, or at a moment: what certainly had been published by then.

        ``day`` is a day of ``zone``, or a moment: a date-time text, in ``zone`` unless it has an offset, or a datetime
        that has one. What was published at that very moment is known; a document of which only the day is known counts
        at the end of that day.

        Documents published later, undated or only approximately dated are left out, and with them every record and
        every single field whose citations are all among them. What cites nothing stays. An actor, place, system, series
        or event that a known record refers to comes as a stub: what it must have, and what rests on nothing later.
        Any other reference to what is left out goes; where the reference is required, its record goes. No document
        knows what lies ahead: of dates of an event after that moment only the start remains, if that. Records that
        are not understood go. :meth:`known_on` lists everything that was left out, with the reasons.

        Raises:
            SpanError: when ``day`` is neither a day nor a moment, or ``zone`` is not a zone.

        Example:
            >>> from korea_events.model import Citation, Document, Exercise, Plan
            >>> from korea_events.temporal import Span
            >>> first = Plan(span=Span.parse("/2024-03-14"), citations=[Citation(document="notice")])
            >>> later = Plan(span=Span.parse("/2024-03-15"), citations=[Citation(document="correction")])
            >>> dossier = Dossier.of(
            ...     Document(id="notice", published=Span.on("2024-02-28")),
            ...     Document(id="correction", published=Span.on("2024-03-07")),
            ...     Exercise(id="fs-24", name="Freedom Shield 24", plans=[first, later]),
            ... )
            >>> print(dossier.as_of("2024-03-06").exercises["fs-24"].when, dossier.exercises["fs-24"].when)
            /2024-03-14 /2024-03-15
            >>> flash = Document(id="flash", published=Span.parse("2024-03-18T07:44"))
            >>> [len(Dossier.of(flash).as_of(at)) for at in ("2024-03-18T07:30", "2024-03-18T07:44", "2024-03-18")]
            [0, 1, 1]
        """
        return limit_to_moment(self, day, zone).dossier

    def known_on(self, day: str | dt.date, *, zone: str = DEFAULT_ZONE) -> "Snapshot":
        """Like :meth:`as_of`, with everything that was left out, and the reason for each.

        Raises:
            SpanError: when ``day`` is neither a day nor a moment, or ``zone`` is not a zone.

        Example:
            >>> from korea_events.model import Document
            >>> snapshot = Dossier.of(Document(id="leaflet")).known_on("2024-03-10")
            >>> print(snapshot.undated, *snapshot.left_out)
            ('leaflet',) leaflet: it is not certain when it was published
        """
        dossier, undated, left_out = limit_to_moment(self, day, zone)
        return Snapshot(dossier=dossier, undated=undated, left_out=left_out)

    def changes(self, since: str | dt.date, until: str | dt.date, *, zone: str = DEFAULT_ZONE) -> Changes:
        """What became known after the end of one day, by the end of another, and from which documents.

        Either may be a moment, as in :meth:`as_of`; this is the difference between the two dossiers. Nothing is ever
        forgotten: a record that was corrected, superseded or retracted stays in the dossier, and the link that does so
        is among the new records.

        Raises:
            QuestionError: ``changes-reversed`` when ``until`` is before ``since``.
            SpanError: when either is neither a day nor a moment, or ``zone`` is not a zone.

        Example:
            >>> from korea_events.model import Citation, Document, Exercise
            >>> from korea_events.temporal import Span
            >>> dossier = Dossier.of(
            ...     Document(id="dispatch", published=Span.on("2024-03-14")),
            ...     Exercise(id="tanks", name="tank training", citations=[Citation(document="dispatch")]),
            ... )
            >>> print(dossier.changes("2024-03-10", "2024-03-14"))
            + dispatch (document)
            + tanks (exercise 'tank training') [dispatch]
        """
        return find_changes(self, since, until, zone)

    def network(
        self,
        *,
        reports: bool = False,
        publication: bool = True,
        zone: str | None = None,
        tolerance: Tolerance = None,
    ) -> TemporalNetwork:
        """The temporal network of the events: their dates, their counted lengths and the temporal links together.

        An event enters with its span, or else its latest plan, and with its length if it is known how that counts. An
        event that has begun enters with its reported start and its planned end. A cancelled, postponed or suspended
        event stays out unless part of it was held. Statements enter if a temporal link names them. With ``reports``,
        event reports enter too; the network then shows where they contradict each other. Once any account says when an
        event was held, its plans do not count.

        Reports follow events: an event that documents report as held was over when the latest of them was published,
        and one that they report as under way had begun. Each such bound has its reason. A bound that contradicts the
        dates of the record is left out, and :func:`korea_events.evidence.find_clock_problems` lists it.
        ``publication=False`` leaves out all of them.

        Connected events are known in days, of ``zone`` or of the zone that their dates share, and by the time of day
        where that is reported (see :class:`TemporalNetwork`). ``tolerance`` says how far an approximate date may be
        off: a number of days, or a length such as ``PT30M``.

        Raises:
            SpanError: ``zone-unknown``.
            QuestionError: ``question-tolerance``.

        Example:
            >>> from korea_events.model import Exercise, Plan, StatedLength
            >>> from korea_events.temporal import Span
            >>> drills = Exercise(
            ...     id="fs-24", name="Freedom Shield 24", plans=[Plan(span=Span.parse("/2024-03-14"))],
            ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
            ... )
            >>> net = Dossier.of(drills).network()
            >>> print(net.tightened("fs-24").certain)
            2024-03-04/2024-03-14
            >>> [reason.field for reason in net.why("fs-24", "earliest_start")]
            ['plans[0].span', 'length.n', 'length.counting']
        """
        return build_network(self, reports=reports, publication=publication, zone=zone, tolerance=tolerance)

    def tightened(
        self,
        *,
        reports: bool = False,
        publication: bool = True,
        zone: str | None = None,
        tolerance: Tolerance = None,
    ) -> Self:
        """This dossier with the dates of its events narrowed by all dates, lengths and links together.

        A derived span replaces the span or latest plan that it came from, so that the footing stays. Its support is
        derived, with the documents it rests on and a note with the reasons. Some dates stay unchanged: those that
        nothing narrows; those of events that have begun or consist of occurrences; those that say more than bounds can
        (alternatives, doubt, an open end); those that contradict each other; and those in days of a zone other than the
        network's. An event without a date gets none.

        Arguments and errors are those of :meth:`network`.

        Example:
            >>> from korea_events.model import Exercise, Link
            >>> from korea_events.temporal import Span
            >>> dossier = Dossier.of(
            ...     Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14")),
            ...     Exercise(id="tanks", name="Tank training", span=Span.bounded(latest_end="2024-03-14")),
            ...     Link(id="later", kind="starts_after", source="tanks", target="fs-24"),
            ... )
            >>> tanks = dossier.tightened().exercises["tanks"]
            >>> print(tanks.span.possible, tanks.support_for("span").basis)
            2024-03-04/2024-03-14 derived
        """
        net = self.network(reports=reports, publication=publication, zone=zone, tolerance=tolerance)
        return narrow_dates(self, net)


@frozen(kw_only=True)
class Snapshot:
    """What was known by the end of a day or at a moment, and the documents that cannot be placed before or after it.

    Example:
        >>> from korea_events.model import Document
        >>> Dossier.of(Document(id="leaflet")).known_on("2024-03-10")
        Snapshot(dossier=<Dossier: empty>, undated=('leaflet',), left_out=(LeftOut(record='leaflet', ...),))
    """

    dossier: Dossier
    """The records and fields that were known."""
    undated: tuple[str, ...]
    """The ids of documents left out because their date is missing, approximate or without an end."""
    left_out: tuple[LeftOut, ...] = ()
    """Every record and field that was left out, with the reason."""


@frozen(kw_only=True)
class MergeResult:
    """Two dossiers in one, and the decisions that this took; as text, one line for each decision.

    Example:
        >>> print(Dossier.of().merge(Dossier.of()))
        no decisions
    """

    dossier: Dossier
    """Everything that either dossier says."""
    decisions: tuple[Judgement, ...]
    """The judgements that were added; each can be answered or undone."""
    fields: tuple[str, ...]
    """The names under which second values of unknown fields are kept."""

    def __str__(self) -> str:
        return describe_decisions(self.decisions, self.fields, self.dossier)
