"""An answer is the same to the last byte for one version of the data, the library and the time-zone database."""

import json
import os
import subprocess
import sys

import pytest

SETTINGS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "TZ": "America/New_York"},
    {"PYTHONHASHSEED": "99", "LC_ALL": "ko_KR.EUC-KR", "TZ": "Asia/Pyongyang", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize(
    "command",
    [
        "overlaps drills --as-of 2024-05-01 --json",
        "contradictions freedom_shield_24 --as-of 2024-03-15 --json",
    ],
)
def test_an_answer_is_the_same_wherever_it_is_asked(command):
    """Hash seed, locale and the zone of the machine change nothing."""
    answers = [
        subprocess.run(
            [sys.executable, "-m", "korea_events", *command.split()],
            env=os.environ | setting,
            capture_output=True,
            check=True,
        ).stdout
        for setting in SETTINGS
    ]
    assert len(set(answers)) == 1
    assert json.loads(answers[0])


def test_what_was_known_later_is_left_out():
    """An answer of an earlier day is the answer from the dossier of that day."""
    commands = ("as-of freedom_shield_24 2024-03-08", "overlaps - --json")
    known = b""
    for words in commands:
        run = [sys.executable, "-m", "korea_events", *words.split()]
        known = subprocess.run(run, input=known, capture_output=True, check=True).stdout
    run = [
        sys.executable,
        "-m",
        "korea_events",
        *["overlaps", "freedom_shield_24", "--as-of", "2024-03-08", "--json"],
    ]
    assert subprocess.run(run, capture_output=True, check=True).stdout == known
    everything = [word for word in run if word not in ("--as-of", "2024-03-08")]
    assert subprocess.run(everything, capture_output=True, check=True).stdout != known
