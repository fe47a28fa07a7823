"""The house keeps its shape: who imports whom, one door for each thing outside, sizes, and nothing of its maker."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "monitor"
PURE = (
    "model/", "errors.py", "yamlfile/", "text/", "lexicon/", "config/", "poll/", "sources/", "identify/", "extract/",
    "reading/", "matching/", "stories/", "digest/", "judge.py", "examples.py", "proving/",
)  # fmt: skip
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

DOORS = {
    "httpx": ("net/",),
    "httpcore": ("net/",),
    "pycurl": ("net/",),
    "sqlite3": ("store/",),
    "sqlite_utils": ("store/",),
    "feedparser": ("sources/rss.py",),
    "apscheduler": ("service/__init__.py",),
    "ruamel": (),
    "yaml": ("yamlfile/",),
    "aiosmtplib": ("channels/smtp.py",),
    "smtplib": ("channels/smtp.py",),
    "pymorphy3": ("lexicon/dictionaries.py",),
    "babel": ("digest/phrases.py",),
    "trafilatura": ("extract/withtrafilatura.py",),
    "multiprocessing": ("workers.py",),
    "subprocess": (),
    "pickle": ("workers.py",),
    "requests": (),
    "urllib.request": (),
}
CLOCKS = {
    "clock.py": "the clock itself",
    "workers.py": "how long a child has worked, measured on the real machine under any date",
}
FILES_READ_IN_PURE_STEPS = {
    "matching/syntax.py": "its own grammar, part of the program",
    "lexicon/territories.py": "its own list of states, part of the program",
    "lexicon/inflection/beforehand.py": "its own forms worked out beforehand, part of the program",
    "reading/cues.py": "its own words, part of the program",
    "stories/concepts.py": "its own words, part of the program",
    "digest/phrases.py": "its own words, part of the program",
}
FENCES = {
    "log.py": "a value that breaks while it is put into words is named in its line",
    "net/swift.py": "a request on which our own program breaks is answered all the same",
    "pipeline/bed.py": "an item that breaks a step fails alone",
    "workers.py": "whatever a foreign parser raises is its answer",
    "channels/post.py": "one letter's fault is that letter's outcome",
    "channels/apprise.py": "whatever a library for a hundred services raises is that letter's outcome",
}


@cache
def sources() -> dict[str, tuple[ast.AST, ...]]:
    """Everything in every module of the program, by its path below monitor/."""
    paths = sorted(HOUSE.rglob("*.py"))
    return {path.relative_to(HOUSE).as_posix(): tuple(ast.walk(ast.parse(path.read_bytes()))) for path in paths}


@cache
def imports() -> dict[str, frozenset[str]]:
    """Everything each module imports, by its path below monitor/."""
    return {
        name: frozenset(each for node in nodes for each in imported(node) if each) for name, nodes in sources().items()
    }


def found(wanted: Callable[[ast.AST], bool]) -> dict[str, int]:
    """Files in which something is found, with the line of the first."""
    lines: dict[str, int] = {}
    for name, nodes in sources().items():
        for node in nodes:
            if wanted(node):
                lines.setdefault(name, getattr(node, "lineno", 0))
    return lines


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def dotted(node: ast.AST) -> str:
    """`os.environ` for that expression, "" for what is no chain of names."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def in_pure_row(name: str) -> bool:
    return name.startswith(PURE)


def test_the_house_is_seen() -> None:
    assert len(sources()) > 80


def test_imports_go_down_the_house() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in HOUSE.rglob("*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    users = [name for name, taken in imports().items() if any(f"{each}.".startswith(f"{library}.") for each in taken)]
    assert [name for name in users if not name.startswith(DOORS[library] or ("-",))] == []


def test_only_the_clock_asks_the_time_or_sleeps() -> None:
    asking = {
        "time.time", "time.sleep", "time.monotonic", "time.perf_counter", "time.time_ns", "datetime.now",
        "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    }  # fmt: skip
    names = {"time", "sleep", "monotonic", "perf_counter"}
    users = found(
        lambda node: (
            dotted(node) in asking
            or (isinstance(node, ast.ImportFrom) and node.module == "time" and any(a.name in names for a in node.names))
        )
    )
    assert sorted(users) == sorted(CLOCKS)


def test_pure_steps_read_no_environment() -> None:
    users = found(
        lambda node: dotted(node) in ("os.environ", "os.getenv", "os.environb") or "os.environ" in imported(node)
    )
    assert [name for name in users if in_pure_row(name)] == []


def opens_a_file(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    return isinstance(node.func, ast.Attribute) and (
        node.func.attr in ("read_text", "read_bytes", "write_text", "write_bytes") or dotted(node.func) in ("io.open", "os.open")
    )  # fmt: skip


def test_pure_steps_open_no_files_but_their_own() -> None:
    users = [name for name in found(opens_a_file) if in_pure_row(name)]
    assert sorted(users) == sorted(FILES_READ_IN_PURE_STEPS)


def test_everything_is_caught_at_the_marked_fences_only() -> None:
    def catches_all(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        if node.type is None or "Exception" in {dotted(each) for each in ast.walk(node.type)}:
            return True
        raises_on = any(isinstance(each, ast.Raise) and each.exc is None for each in ast.walk(node))
        return dotted(node.type) == "BaseException" and not raises_on

    assert sorted(found(catches_all)) == sorted(FENCES)


def test_nothing_is_printed_but_by_the_command_line_and_the_console() -> None:
    users = found(lambda node: isinstance(node, ast.Call) and dotted(node.func) == "print")
    assert [name for name in users if not name.startswith("cli/")] == []


def code() -> list[Path]:
    return sorted([*HOUSE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])


def test_files_are_short_enough_to_read() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_bytes().count(b"\n") for path in code()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def functions() -> Iterator[tuple[str, int]]:
    for path in code():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short_enough_to_read() -> None:
    assert {name: length for name, length in functions() if length > LONGEST_FUNCTION} == {}


@cache
def kept() -> tuple[Path, ...]:
    """Every file under version control; all but the hidden ones where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
        ).stdout.split("\0")
    except (OSError, subprocess.SubprocessError):
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and path.relative_to(ROOT).parts[0][0] != ".")
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())


MACHINE = {
    "a machine's path": re.compile(r"(?<![\w.~/-])/(?:work|home|root|Users|mnt|workspace)/\w"),
    "a temporary path": re.compile(r"(?<![\w.~/-])/tmp/\w"),
    "a package index": re.compile(
        r"(?i)--(?:extra-)?index-url\s+\S|https?://\S*(?:/simple/|pypi|artifactory|nexus)\S*"
    ),
}


@pytest.mark.parametrize("what", MACHINE)
def test_no_file_names_the_machine_it_was_written_on(what: str) -> None:
    named = {}
    for path in kept():
        if path == Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        if hit := MACHINE[what].search(text):
            named[str(path.relative_to(ROOT))] = hit.group()
    assert named == {}
