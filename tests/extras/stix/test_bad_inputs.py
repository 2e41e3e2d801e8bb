"""What is tried with every reader, with that of STIX bundles: bad inputs, and inputs that nobody meant."""

from __future__ import annotations

import pytest

from tests.conformance.bad_inputs import RECORDS, WHOLE, check_record, check_text
from tests.fuzz.readers import READERS
from tests.fuzz.test_fuzz import keep_laws


@pytest.mark.parametrize(
    "row", [row for row in RECORDS if "stix" in row.importers], ids=lambda row: ascii(row.what)
)
def test_one_object_between_two_good_ones(row):
    check_record("stix", row)


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: ascii(row.what))
def test_one_text_for_every_importer(row):
    check_text("stix", row)


@pytest.mark.parametrize("name", [name for name, reader in READERS.items() if reader.extra == "stix"])
def test_readers_keep_their_laws(name):
    keep_laws(name)
