"""What is tried with every reader, with those that need icalendar: bad inputs, and inputs that nobody meant."""

from __future__ import annotations

import pytest

from tests.conformance.bad_inputs import CALENDARS, RECORDS, WHOLE, check_form, check_record, check_text
from tests.fuzz.readers import READERS
from tests.fuzz.test_fuzz import keep_laws


@pytest.mark.parametrize(
    "row", [row for row in RECORDS if "ical" in row.importers], ids=lambda row: ascii(row.what)
)
def test_one_entry_between_two_good_ones(row):
    check_record("ical", row)


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: ascii(row.what))
def test_one_text_for_every_importer(row):
    check_text("ical", row)


@pytest.mark.parametrize("row", CALENDARS, ids=lambda row: ascii(row.what))
def test_the_forms_of_calendars(row):
    check_form("ical", row)


@pytest.mark.parametrize("name", [name for name, reader in READERS.items() if reader.extra == "ical"])
def test_readers_keep_their_laws(name):
    keep_laws(name)
