"""``korea-events schema``: the schema that is shipped, or that of one type of record."""

from __future__ import annotations

import json

import jsonschema
import pytest

from korea_events.cli import main
from korea_events.codecs.schema import schema_text
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import unstructure_with_type
from korea_events.reference import get_dossier


def test_the_schema_of_files_is_printed(capsys):
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()


def test_it_is_written_to_a_file(tmp_path, capsys):
    assert main(["schema", "--output", str(tmp_path / "s.json")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "s.json").read_text("utf-8") == schema_text()


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.type_tag)
def test_the_schema_of_one_type_takes_its_records_and_no_others(kind, capsys):
    assert main(["schema", "--record", kind.type_tag]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for record in get_dossier("freedom_shield_24"):
        assert validator.is_valid(unstructure_with_type(record)) == (type(record) is kind)


def test_another_type_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["schema", "--record", "drill"])
    assert stopped.value.code == 2
    assert "event_report" in capsys.readouterr().err
