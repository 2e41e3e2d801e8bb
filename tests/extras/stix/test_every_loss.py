"""Every type of record is carried, or listed as a loss."""

from __future__ import annotations

import pytest

from tests.every_loss import check_carried_or_lost, list_cases


@pytest.mark.parametrize("codec, record", list_cases("stix"), ids=lambda one: getattr(one, "type_tag", ""))
def test_each_type_of_record_is_carried_or_lost(codec, record):
    check_carried_or_lost(codec, record)
