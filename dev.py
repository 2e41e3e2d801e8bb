#!/usr/bin/env python3
"""Sets up .venv and runs the project's tasks, with the standard library alone: `python3 dev.py` lists them."""

import sys

if sys.version_info < (3, 11):  # old Pythons must be able to read this file, to get as far as this line
    sys.exit(
        f"dev.py: needs Python 3.11 or newer; {sys.executable} is {sys.version_info[0]}.{sys.version_info[1]}"
    )

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.json"
LOG = VENV / "set-up.log"
AXE = "axe-core@4.14.1"  # checks pages for `look`


# -- setting up ----------------------------------------------------------------------------------------------------


class Stop(Exception):
    """Ends the run with one line for the reader."""


def set_up(*wanted: str) -> None:
    """Install the package with parts of pyproject.toml ("extra:…", "group:…"), unless they are there already."""
    state = fingerprint()
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        stamp = {}
    there = stamp["parts"] if stamp.get("state") == state and PYTHON.exists() else []
    if set(wanted) <= set(there):
        return
    print(f"dev.py: setting up .venv ({', '.join(wanted)})", file=sys.stderr, flush=True)
    extras = ",".join(part[6:] for part in wanted if part.startswith("extra:"))
    groups = [word for part in wanted if part.startswith("group:") for word in ("--group", part[6:])]
    make_environment()
    if groups:
        renew_pip()
    install("--constraint", "constraints.txt", "--editable", f".[{extras}]" if extras else ".", *groups)
    STAMP.write_text(json.dumps({"state": state, "parts": sorted({*there, *wanted})}), "utf-8")


def fingerprint() -> str:
    """What must be installed, in short: it changes with the project's dependencies and with its place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tables = [project[name] for name in ("build-system", "project", "dependency-groups")]
    rest = [(ROOT / "constraints.txt").read_text("utf-8"), str(ROOT)]
    return hashlib.sha256(json.dumps([tables, rest]).encode()).hexdigest()


def make_environment() -> None:
    """Make sure that .venv works."""
    works = succeeds(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
    if shutil.which("uv"):
        if not works:
            logged("uv", "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    elif not works:
        if not succeeds(sys.executable, "-c", "import venv, ensurepip"):
            raise Stop(
                "this Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv"
            )
        logged(sys.executable, "-m", "venv", "--clear", VENV)
    elif not succeeds(PYTHON, "-c", "import pip"):  # made by uv, which is gone
        logged(PYTHON, "-m", "ensurepip")


def renew_pip() -> None:
    """Without uv, dependency groups need a pip of 25.1 or newer; Debian's is older."""
    check = "import pip; assert [*map(int, pip.__version__.split('.')[:2])] >= [25, 1]"
    if not shutil.which("uv") and not succeeds(PYTHON, "-c", check):
        install("--upgrade", "pip")


def install(*arguments: str) -> None:
    """Install into .venv with uv if it is there, else with pip."""
    if shutil.which("uv"):
        logged("uv", "pip", "install", "--quiet", "--python", PYTHON, *arguments)
    else:
        logged(PYTHON, "-m", "pip", "install", "--quiet", "--retries", "2", *arguments)


def logged(*command: str | Path) -> None:
    """Run a command of the set-up; its output goes to a log, and a failure is reported in one line."""
    finished = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    output = finished.stdout.decode("utf-8", "replace")
    VENV.mkdir(exist_ok=True)
    LOG.write_text(output, "utf-8")
    if finished.returncode:
        offline = (
            "connection broken by" in output or "Failed to fetch" in output
        )  # in pip's words and in uv's
        lines = ["no reason given", *(line.strip() for line in output.splitlines() if line.strip())]
        why = "no network: the package index cannot be reached" if offline else f"set-up failed: {lines[-1]}"
        raise Stop(f"{why} (details: {LOG.relative_to(ROOT)})")


def succeeds(*command: str | Path) -> bool:
    """Whether a command can be run, with exit code 0."""
    try:
        return not subprocess.run(command, capture_output=True, check=False).returncode
    except OSError:
        return False


# -- tasks ---------------------------------------------------------------------------------------------------------


def module(name: str, *arguments: str, **environment: str) -> int:
    """The exit code of a Python module or file, run by .venv in the project's folder."""
    command: list[str | Path] = [PYTHON, *([] if name.endswith(".py") else ["-m"]), name, *arguments]
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def main_job(*arguments: str) -> int:
    """Which drills overlap? Of a FILE, or of the drills that ship with the library."""
    set_up("extra:cli")
    return module("korea_events", "overlaps", *arguments)


def tests(*arguments: str) -> int:
    """Run the tests, with every extra; arguments go to pytest."""
    set_up("extra:all", "group:tests")
    return module(
        "pytest", *(arguments or ("-q", "-n", "auto", "--dist", "loadfile")), KOREA_EVENTS_ALL_EXTRAS="1"
    )


def architecture() -> int:
    """Run the tests of the architecture: floors, dependencies, names, words, error codes."""
    return tests("-q", "tests/architecture")


def tidy() -> int:
    """Format the code and fix what the linter can."""
    set_up("group:lint")
    return module("ruff", "format") or module("ruff", "check", "--fix")


def lint() -> int:
    """Check format and lint, without changes."""
    set_up("group:lint")
    return module("ruff", "format", "--diff", "--quiet") or module("ruff", "check")


def types() -> int:
    """Check types with mypy and pyright."""
    set_up("extra:all", "group:tests", "group:typing", "group:docs")
    return module("mypy") or module("pyright")


def docs() -> int:
    """Build the documentation into docs/_build/html; every warning is an error."""
    set_up("extra:all", "extra:hypothesis", "group:docs")
    # -E and -a: from scratch, or the warnings of pages that have not changed would be shown only once.
    options = ("-b", "html", "-n", "-W", "--keep-going", "-q", "-E", "-a")
    return module("sphinx", *options, "docs", "docs/_build/html")


def write() -> int:
    """Write again what is generated: the JSON Schema, tables of the reference, golden files, pictures."""
    set_up("extra:all", "group:tests")
    return module("tests.write_generated")


def read_version() -> str:
    """The version of the library, from the one place where it is written."""
    return (ROOT / "src" / "korea_events" / "version.py").read_text("utf-8").split('"')[-2]


def release() -> int:
    """Try a release: build it into dist, check it, and show the notes; nothing is published."""
    set_up("group:release")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    failed = module("build", "--outdir", "dist") or module(
        "twine", "check", "--strict", *map(str, sorted((ROOT / "dist").glob("*")))
    )
    if failed or module("towncrier", "build", "--draft", "--version", read_version()):
        return 1
    if not project["tool"]["hatch"]["metadata"]["hooks"]["custom"]["address"]:
        raise Stop("the packages have no links: write the repository's `address` into pyproject.toml")
    return 0


def look(*words: str) -> int:
    """Open pictures and documentation in a browser, checked by axe, with screenshots; words choose pages."""
    set_up("extra:all", "group:tests", "group:docs")
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        if not shutil.which("apt-get") or os.name == "nt" or os.geteuid():
            raise Stop("needs chromium and chromedriver; on Debian: apt-get install chromium chromium-driver")
        logged("apt-get", "update", "-qq")
        logged("apt-get", "install", "-y", "-qq", "chromium", "chromium-driver", "fonts-noto-cjk")
    if not shutil.which("npm"):
        raise Stop("needs npm, which brings axe; on Debian: apt-get install npm")
    tools = VENV / "look"
    axe = tools / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        tools.mkdir(exist_ok=True)
        logged("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", tools, AXE)
    built = ROOT / "docs" / "_build"
    return docs() or module("tests.browser.look", str(axe), str(built / "html"), str(built / "look"), *words)


def bench(name: str = "*") -> int:
    """Measure the library beside others: every benchmark, or the one named."""
    set_up("extra:all", "group:bench")
    found = sorted(ROOT.glob(f"benchmarks/bench_{name}.py"))
    if not found:
        raise Stop(f"there is no benchmarks/bench_{name}.py")
    return max(module(str(path)) for path in found)


def spark(*arguments: str) -> int:
    """Run the overlap join on Spark, which needs Java: answer, time and joins; --plan prints the whole plan."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise Stop(
            "Spark needs Java 17 or newer, and there is no java; on Debian: apt-get install default-jre"
        )
    set_up("extra:numpy", "extra:tables", "group:spark")
    return module("benchmarks/overlaps_on_spark.py", *arguments)


def fuzz(*arguments: str) -> int:
    """Search for input that breaks a reader, all of them or the READERs named: --seconds N for each, --jobs N."""
    set_up("extra:all", "group:tests", "group:fuzz")
    if not succeeds(PYTHON, "-c", "import atheris"):
        raise Stop(
            "atheris, which finds the input, has no wheel for this Python: take 3.11 to 3.13 on Linux (x86-64)"
        )
    return module("tests.fuzz.fuzz", *arguments)


def hostile(*arguments: str) -> int:
    """Give every reader hostile input, streams and disks, measured: --seconds N for all together, --key for others."""
    set_up("extra:all", "group:tests")
    if os.name == "nt":
        raise Stop(
            "each input is read in a copy of the process, which Windows does not make: take Linux or macOS"
        )
    return module("tests.hostile", *arguments)


def hard(*arguments: str) -> int:
    """Ask every question of input that is hard, more of it each time: FAMILY …, --question WORD, --all rows."""
    set_up("extra:all", "group:tests")
    if os.name == "nt":
        raise Stop("each question is asked in a copy of the process, which Windows does not make")
    return module("tests.hard", *arguments)


def check(*arguments: str) -> int:
    """Check everything: lint, types, tests, documentation; --no-tests leaves the tests out."""
    set_up("extra:all", "group:tests", "group:lint", "group:typing", "group:docs")
    failed = []
    for task in (lint, types, tests, docs):
        if task is tests and arguments == ("--no-tests",):
            continue
        print(f"\n== {task.__name__}")
        if task():
            failed.append(task.__name__)
    print("\n== failed: " + ", ".join(failed) if failed else "\n== all is well")
    return int(bool(failed))


TASKS: dict[str, Callable[..., int]] = {
    "run": main_job,
    "test": tests,
    "check": check,
    "tidy": tidy,
    "lint": lint,
    "types": types,
    "architecture": architecture,
    "docs": docs,
    "write": write,
    "release": release,
    "look": look,
    "bench": bench,
    "spark": spark,
    "fuzz": fuzz,
    "hostile": hostile,
    "hard": hard,
}


def main(task: str = "", *arguments: str) -> int:
    """Run a task; without one, list them."""
    if task in TASKS:
        return TASKS[task](*arguments)
    for name, function in TASKS.items():
        print(f"python3 dev.py {name:13} {function.__doc__}")
    return 2 if task.strip("-") not in ("", "h", "help") else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except Stop as stop:
        sys.exit(f"dev.py: {stop}")
    except KeyboardInterrupt:
        sys.exit(130)
