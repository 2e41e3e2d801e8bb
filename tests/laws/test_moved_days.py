"""Days move to another zone as the instants that they cover do."""

from __future__ import annotations

from math import inf
from random import Random

from hypothesis import settings

from korea_events.temporal.bounds import Bounds, Reading, close
from korea_events.temporal.grains import convert_to_days, convert_to_instants, move_days

# with clocks that change, zones that jumped over the date line (2011-12-30 in Apia) and unequal offsets
ZONES = (
    *(
        "Asia/Seoul",
        "Asia/Pyongyang",
        "America/New_York",
        "Pacific/Auckland",
        "Pacific/Apia",
        "Europe/London",
    ),
    *("UTC", "Pacific/Kiritimati", "Asia/Tokyo", "Atlantic/Azores", "America/Sao_Paulo"),
)
DAYS = (1, 715000, 730000, 734500, 735000, 738949, 3650000)


def draw_bounds(random: Random) -> Bounds:
    """Closed bounds within some days of each other, of which any may be missing."""
    while True:
        first, width = random.choice(DAYS), random.choice((3, 12, 40, 400, 1000))
        a, b, c, d = (first + random.randrange(width) for _ in "abcd")
        start = random.choice((a, a, -inf)), random.choice((a, b, inf))
        end = random.choice((c, c, -inf)), random.choice((c, d, inf))
        least = random.choice((1, 1, 2, 3, random.randrange(1, width + 1)))
        found = close(Bounds(*start, *end, least, random.choice((inf, inf, least, least + 1, width))))
        if found is not None:
            return found


def test_days_move_as_their_instants_do():
    random = Random("moved days")
    for _ in range(20 * settings().max_examples):
        bounds, reading = draw_bounds(random), random.choice(list(Reading))
        zone, target = random.sample(ZONES, 2)
        instants, exact = convert_to_instants(bounds, zone, reading)
        days, still = convert_to_days(instants, target)
        assert move_days(bounds, zone, reading, target) == (days, exact and still), (bounds, zone, target)
