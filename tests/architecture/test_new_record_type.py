"""A type of record that the library has not heard of: every format carries it or lists it as a loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from korea_events.codecs import list_codecs
from tests.new_record_type import copy_package, run_program

RULES = {
    **{
        f"export-{codec.name}": f"assert carries_or_loses(get_codec({codec.name!r}).dumps(dossier))"
        for codec in list_codecs()
        if codec.extra is None
    },
    "json": "assert ke.loads(ke.dumps(dossier)) == dossier",
    "lines": "assert jsonl.loads(jsonl.dumps(dossier).text).to_dossier() == dossier",
    "table": "assert csv.loads(csv.dumps(dossier, table='visits').text, table='visits').require_all() == (visit,)",
    "database": "assert sqlite.loads(sqlite.dumps(dossier).data).to_dossier() == dossier",
    "days-in-a-table": (
        "sheet = 'id,name,first_day,last_day\\na,A,2024-03-04,2024-03-14\\n'\n"
        "(found,) = csv.loads(sheet, table='visits').require_all()\n"
        "assert str(found.paid) == '2024-03-04/2024-03-14'"
    ),
    "schema": "assert 'visits' in schema.json_schema()['properties']",
    "references": "try:\n    ke.Dossier.of(visit)\nexcept ke.errors.DossierError as error:\n"
    "    assert error.problems[0].code == 'reference-dangling'\nelse:\n    raise AssertionError",
    "merge": "assert ke.Dossier.of(usa).merge(dossier).dossier == dossier",
    "strategies": "assert isinstance(records(Visit).example(), Visit)",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    copy_package(folder)
    return folder


@pytest.mark.parametrize("rule", RULES)
def test_nothing_of_a_new_type_is_lost_silently(rule: str, folder: Path) -> None:
    done = run_program(RULES[rule], folder)
    assert done.returncode == 0, done.stderr
