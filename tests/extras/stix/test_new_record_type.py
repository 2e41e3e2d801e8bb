"""A type of record that the library has not heard of is carried by STIX or listed as a loss."""

from pathlib import Path

from tests.new_record_type import copy_package, run_program


def test_nothing_of_a_new_type_is_lost_silently(tmp_path: Path) -> None:
    copy_package(tmp_path)
    done = run_program("assert carries_or_loses(get_codec('stix').dumps(dossier))", tmp_path)
    assert done.returncode == 0, done.stderr
