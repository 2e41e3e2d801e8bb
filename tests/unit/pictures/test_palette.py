"""Colours can be told from their background, by everybody."""

from __future__ import annotations

import pytest

from korea_events.pictures.palette import DARK, LIGHT


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right():
    """White on black is 21 to 1; the grey #767676 is the lightest that passes on white."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out(palette):
    """At least 4.5 to 1, on the background and on the stripes behind lanes."""
    for colour in (palette.text, palette.faint_text, palette.plain, *palette.hues):
        assert contrast(colour, palette.background) >= 4.5, colour
        assert contrast(colour, palette.stripe) >= 4.5, colour


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_are_read_on_shaded_days(palette):
    """Text over the shading of certain overlaps, a quarter of its colour."""

    def mixed(share, over, under):
        parts = (
            round(share * int(over[place : place + 2], 16) + (1 - share) * int(under[place : place + 2], 16))
            for place in (1, 3, 5)
        )
        return "#" + "".join(f"{part:02x}" for part in parts)

    shade = mixed(0.09, palette.shared, mixed(0.24, palette.shared, palette.background))
    assert contrast(palette.text, shade) >= 4.5


def test_schemes_have_the_same_number_of_hues():
    """Rows name hues by number, for both."""
    assert len(LIGHT.hues) == len(DARK.hues) == len(set(LIGHT.hues)) == len(set(DARK.hues))
