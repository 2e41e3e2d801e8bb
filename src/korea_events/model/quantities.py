"""Stated numbers, comparisons, and the other values of claims: terms, records, superlatives, ordinals."""

from math import isinf
from typing import ClassVar, Final, Self

from attrs import field, frozen

from korea_events.errors import RecordError
from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import as_given_span_or_none, as_number_key, read_text
from korea_events.model.fields.declarations import AnyId, Count, Line, Number, Prose, Token
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import OptionalCodeOf, Vocabulary
from korea_events.model.figure_text import begins_as_figure, is_ambiguous_number, read_figure
from korea_events.temporal import Span
from korea_events.temporal.engine import quote_value


class Unit(Vocabulary):
    """Units of measurement, with the codes of the International System or of the reports; nothing is converted here."""

    M = "m", "metre"
    KM = "km", "kilometre"
    CM = "cm", "centimetre"
    MM = "mm", "millimetre"
    MI = "mi", "statute mile, 1,609.344 m"
    NMI = "nmi", "nautical mile, 1,852 m"
    FT = "ft", "foot, 0.3048 m"
    KG = "kg", "kilogram"
    T = "t", "tonne, 1,000 kg"
    S = "s", "second"
    MIN = "min", "minute"
    H = "h", "hour"
    DAY = "day", "day"
    WEEK = "week", "week, seven days"
    MONTH = "month", "month, 28 to 31 days"
    YEAR = "year", "year, 365 or 366 days"
    KM_H = "km/h", "kilometre per hour"
    M_S = "m/s", "metre per second"
    KM_S = "km/s", "kilometre per second"
    KN = "kn", "knot, a nautical mile per hour; kt is the kiloton here"
    MACH = "Mach", "multiple of the local speed of sound; never converted"
    KT = "kt", "kiloton of TNT equivalent"
    TF = "tf", "tonne-force, 9.80665 kN: the thrust of an engine"
    KILONEWTON = "kN", "kilonewton"
    DEG = "deg", "degree of an angle, a heading or a coordinate"
    PERCENT = "percent", "hundredth"
    MB = "mb", "body-wave magnitude of an earthquake or explosion"
    COUNT = "count", "a number of things or people"


class Qualifier(Vocabulary):
    """The word that loosens or bounds a stated number. Our own list."""

    ABOUT = "about", "close to the number, above or below: about, some, around, -odd"
    AT_LEAST = "at_least", "the number or more"
    AT_MOST = "at_most", "the number or less: up to, as many as"
    MORE_THAN = "more_than", "more than the number: over, upwards of"
    LESS_THAN = "less_than", "less than the number: under"
    NEARLY = "nearly", "a little less than the number: almost, just short of"


def as_quantity(value: "Quantity | str | None") -> "Quantity | None":
    """A quantity, or the one that a text says; other text stays as it is, for the check of the field."""
    return read_text(Quantity.parse, value)


class Convention(Vocabulary):
    """How a number was taken from words that do not say one. Our own list; ACLED counts "dozens" as 12, not as 24."""

    PLURAL = (
        "plural",
        "a plural without a number is two or more: a few 2, dozens 24, several hundred 200, 수십 20",
    )
    DOZEN = "dozen", "a dozen is about twelve"


@frozen(kw_only=True, repr=False)
class Quantity(Part):
    """A number or a range as stated, with its unit and the word that loosens it.

    Give a single ``value``, or both ``low`` and ``high``, or only ``words`` ("several"). 13 and 13.0 are different,
    since the last printed place says how exact a figure is. Where a record takes a quantity, it also takes the text
    that :meth:`Quantity.parse` reads.

    Raises:
        RecordError: ``quantity-empty`` without number or words; ``quantity-both`` for both a value and a range;
            ``quantity-half-range``; ``quantity-reversed`` if low is above high; ``quantity-negative`` for numbers
            below zero, except magnitudes; ``quantity-nested`` if a correction or conversion has one of its own.

    Example:
        >>> Quantity(value=4475, unit="km", words="4,475 km", corrected=Quantity(value=44475, unit="m"))
        Quantity(value=4475, unit=Unit.KM, words='4,475 km', corrected=Quantity(value=44475, unit=Unit.M))
    """

    type_tag: ClassVar[str] = "quantity"

    value: Number | None = field(default=None, eq=as_number_key)
    """The number."""
    low: Number | None = field(default=None, eq=as_number_key)
    """The lower end of a range."""
    high: Number | None = field(default=None, eq=as_number_key)
    """The upper end of a range."""
    unit: Unit | None = field(default=None, converter=OptionalCodeOf[Unit])
    """The unit; None if the words do not say."""
    qualifier: Qualifier | None = field(default=None, converter=OptionalCodeOf[Qualifier])
    """The word that loosens or bounds the number."""
    convention: Convention | None = field(default=None, converter=OptionalCodeOf[Convention])
    """How the number was taken from words that do not say one; None if they say it."""
    words: Prose | None = None
    """The words of the document."""
    corrected: "Quantity | None" = field(default=None, converter=as_quantity)
    """What the coder takes the number to be, if the document is plainly wrong."""
    restated: "Quantity | None" = field(default=None, converter=as_quantity)
    """The same in another unit, as the document itself converts it."""

    @classmethod
    def parse(cls, text: str, *, unit: Unit | str | None = None) -> Self:
        """The quantity that a text says, with the text as its words.

        It reads numbers in digits and words, ranges, units, the words of :class:`Qualifier`, a conversion in brackets,
        and the same in ordinary Korean. Numbers that are not said ("dozens") follow a :class:`Convention`. ``unit``
        is the unit where the text has none.

        Raises:
            RecordError: with every problem: ``quantity-words`` for words that are not known here;
                ``quantity-ambiguous`` for what could mean two things ("1.200", "maximum 50 km");
                ``quantity-figures`` without a number, or with several figures; ``quantity-units`` and
                ``quantity-qualifiers`` for more than one; ``field-type``, ``text-empty`` and ``text-long``; and what
                the constructor raises.

        Example:
            >>> Quantity.parse("about 7,000 km")
            Quantity(value=7000, unit=Unit.KM, qualifier=Qualifier.ABOUT, words='about 7,000 km')
            >>> print(Quantity.parse("more than 6,000 km (3,728 miles)"), "|", Quantity.parse("수십 발"))
            more than 6000 km (3728 mi) | 수십 발
        """
        fields = read_figure(text)
        if unit is not None and fields.setdefault("unit", unit) != unit:
            message = f"{quote_value(text)} is in {fields['unit']}, not in {unit}"
            raise RecordError.of("quantity-units", message)
        if "restated" in fields:
            fields["restated"] = cls(**fields["restated"])
        return cls(**fields, words=text)

    def __str__(self) -> str:
        """The figure in short, with its conversion; the words where the number is not said in them."""
        is_said = self.convention is None and (self.value is not None or self.low is not None)
        if self.words is not None and not is_said:
            return self.words
        restated = "" if self.restated is None else f" ({format_quantity(self.restated)})"
        return format_quantity(self) + restated

    @rule("value", "low", "high", "unit", "words")
    def _check_number_or_range(self) -> Faults:
        value, low, high = self.value, self.low, self.high
        faults: list[Fault] = []
        if value is None and low is None and high is None:
            if self.words is None:
                faults.append(("", "quantity-empty", "says nothing: give a value, a range or words"))
        elif value is not None and (low is not None or high is not None):
            faults.append((".value", "quantity-both", "give a value or a range, not both"))
        elif value is None and (low is None or high is None):
            absent = "low" if low is None else "high"
            message = "is missing: give both ends of a range, or a value with a qualifier such as 'at_least'"
            faults.append((f".{absent}", "quantity-half-range", message))
        elif low is not None and high is not None and low > high:
            faults.append((".low", "quantity-reversed", f"low is above high: {low} and {high}"))
        if self.unit is not Unit.MB:
            faults.extend(
                (f".{name}", "quantity-negative", f"{number} is below zero: only magnitudes may be")
                for name, number in (("value", value), ("low", low), ("high", high))
                if number is not None and number < 0
            )
        return faults

    @rule("corrected", "restated")
    def _check_nesting(self) -> Faults:
        return [
            (f".{name}", "quantity-nested", "must not have a correction or conversion of its own")
            for name in ("corrected", "restated")
            if (inner := getattr(self, name)) is not None
            and (inner.corrected is not None or inner.restated is not None)
        ]


def format_quantity(quantity: Quantity) -> str:
    """The figure of a quantity with its unit and qualifier; its words if it has no figure, or not one of its own.

    Example:
        >>> format_quantity(Quantity(value=13000, unit="km", qualifier="about"))
        'about 13000 km'
        >>> format_quantity(Quantity.parse("dozens"))
        '“dozens”, counted as at least 24'
    """
    if quantity.value is None and quantity.low is None:
        return f"{quantity.words}"
    numbers = (number for number in (quantity.value, quantity.low, quantity.high) if number is not None)
    # Three places after the point could be thousands, so a fourth is written.
    figure = " to ".join(f"{one}0" if is_ambiguous_number(f"{one}") else f"{one}" for one in numbers)
    qualifier = "" if quantity.qualifier is None else f"{_QUALIFIER_WORDS[quantity.qualifier]} "
    counted = f"{qualifier}{figure}{'' if quantity.unit in (None, Unit.COUNT) else f' {quantity.unit}'}"
    return counted if quantity.convention is None else f"“{quantity.words}”, counted as {counted}"


_QUALIFIER_WORDS: Final = {code: str(code).replace("_", " ") for code in Qualifier}


@frozen(kw_only=True, repr=False)
class Term(Part):
    """A word as the value of a claim: an outcome, a class, a name.

    Example:
        >>> Term(text="success")
        Term(text='success')
    """

    type_tag: ClassVar[str] = "term"

    text: Line
    """The word or words."""


@frozen(kw_only=True, repr=False)
class Ref(Part):
    """A record as the value of a claim: the missile was the Hwasong-17.

    Example:
        >>> Ref(record="hwasong-17")
        Ref(record='hwasong-17')
    """

    type_tag: ClassVar[str] = "ref"

    record: AnyId
    """The identifier of the record."""


@frozen(kw_only=True, repr=False)
class Superlative(Part):
    """A claim to be the first among others: the world's most powerful.

    Example:
        >>> Superlative(text="most powerful", scope="the world")
        Superlative(text='most powerful', scope='the world')
    """

    type_tag: ClassVar[str] = "superlative"

    text: Line
    """The superlative: "most powerful"."""
    scope: Line | None = None
    """Among whom: "the world"."""


@frozen(kw_only=True, repr=False)
class Comparison(Part):
    """A multiple of something else: twice last year's number.

    Raises:
        RecordError: ``comparison-factor`` if the factor is not above zero.

    Example:
        >>> Comparison(factor=2, qualifier="nearly", baseline="fs-23", measure="field_exercises")
        Comparison(factor=2, qualifier=Qualifier.NEARLY, baseline='fs-23', measure='field_exercises')
    """

    type_tag: ClassVar[str] = "comparison"

    factor: Number = field(eq=as_number_key)
    """How many times; 1 with the qualifier ``more_than`` for a plain "more than"."""
    qualifier: Qualifier | None = field(default=None, converter=OptionalCodeOf[Qualifier])
    """The word that loosens the factor: nearly double, more than double."""
    baseline: AnyId | None = None
    """The record it is compared with: the previous edition, another system."""
    measure: Token | None = None
    """What is compared: the ``what`` of a measure or the attribute of a claim."""

    @rule("factor")
    def _check_factor(self) -> Faults:
        if self.factor <= 0:
            return ((".factor", "comparison-factor", f"must be above zero, not {self.factor}"),)
        return ()


@frozen(kw_only=True, repr=False)
class Ordinal(Part):
    """A place in a row: the 12th launch this year, the first since December 2023, the second such drill.

    ``korea_events.evidence.check_ordinal`` checks it against the events of a dossier.

    Raises:
        RecordError: ``ordinal-period`` if ``within`` has no known start, ``after`` no known end, or both are given.

    Example:
        >>> Ordinal(n=12, of="launch", within="2024")
        Ordinal(n=12, of='launch', within=Span.parse('2024'))
    """

    type_tag: ClassVar[str] = "ordinal"

    n: Count
    """Which one in the row: 12; 1 for the first."""
    of: Line | None = None
    """Of what, in the words of the document: "launch of a ballistic missile", "such drill"."""
    within: Span | None = field(default=None, converter=as_given_span_or_none)
    """The period in which it counts: "this year"; None if it counts from the beginning."""
    after: Span | None = field(default=None, converter=as_given_span_or_none)
    """When the last one before was, after which the row begins: "since December 2023"."""

    @rule("within", "after")
    def _check_period(self) -> Faults:
        if self.within is not None and self.after is not None:
            return ((".after", "ordinal-period", "give within or after, not both"),)
        if self.within is not None and isinf(self.within.hull.start_min):
            return ((".within", "ordinal-period", f"{self.within} has no known start to count from"),)
        if self.after is not None and isinf(self.after.hull.end_max):
            return ((".after", "ordinal-period", f"{self.after} has no known end to count from"),)
        return ()


def as_measured(value: Quantity | Comparison | str | None) -> Quantity | Comparison | None:
    """As :func:`as_quantity`, for a field that may also hold a multiple."""
    return value if isinstance(value, Comparison) else as_quantity(value)


ClaimValue = Quantity | Term | Ref | Superlative | Comparison | Ordinal


def as_claim_value(value: ClaimValue | str | None) -> ClaimValue | None:
    """A value of a claim; text that begins as a figure is a quantity, and any other text is a term."""
    if isinstance(value, (Term, Ref, Superlative, Comparison, Ordinal)):
        return value
    if isinstance(value, str) and not begins_as_figure(value):
        return read_text(lambda text: Term(text=text), value)
    return as_quantity(value)
