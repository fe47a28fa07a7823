"""What the machine gives: versions, search, time zones, a terminal that can show what is written."""

from __future__ import annotations

import locale
import platform
import sys
from collections.abc import Iterator

from monitor import __version__
from monitor.cli.doctoring.case import Case, Check, Finding, some

PYTHON = (3, 11)
SQLITE = (3, 35)  # RETURNING
LIBRARIES = (
    "httpx", "feedparser", "sqlite-utils", "apscheduler", "lxml", "trafilatura", "pydantic", "regex", "pymorphy3",
    "tzdata", "aiosmtplib",
)  # fmt: skip
SHOWN = "Азәрбајҹан Əliyev Лукашэнка – „“"  # letters of our readers


def _versions(_case: Case) -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    from monitor.store.checkup import sqlite_version

    found, missing = {}, []
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            missing.append(name)
    sqlite = sqlite_version()
    numbers = {
        "monitor": __version__,
        "python": platform.python_version(),
        "sqlite": ".".join(map(str, sqlite)),
        **found,
    }
    sentence = f"monitor {__version__}, Python {numbers['python']}, SQLite {numbers['sqlite']}"
    if missing:
        cure = "install it anew, from requirements.lock: 'make run' or your image does"
        yield Finding("versions", "fail", f"{sentence}; missing libraries: {some(missing)}", cure, data=numbers)
    elif sys.version_info < PYTHON or sqlite < SQLITE:
        cure = "install Python 3.11 or newer with SQLite 3.35 or newer"
        yield Finding("versions", "fail", f"{sentence}: too old", cure, data=numbers)
    else:
        yield Finding("versions", "ok", sentence, data=numbers)


def _transport(_case: Case) -> Iterator[Finding]:
    """Which of the two ways requests go; nothing is wrong with the dearer one."""
    from monitor.net.fetch import fast_one_there

    if fast_one_there():
        yield Finding("transport", "ok", "feeds are fetched over pycurl, at little cost")
    else:
        sentence = (
            "feeds are fetched over httpx: as safe, and about ten times the work of pycurl, which is not installed"
        )
        yield Finding("transport", "ok", f"{sentence} (pip install 'bilateral-monitor[fast]')")


def _search(_case: Case) -> Iterator[Finding]:
    from monitor.store.checkup import searches

    if searches():
        yield Finding("fts5", "ok", "SQLite has its full-text search (FTS5)")
    else:
        cure = "use a Python whose SQLite is built with FTS5, as all usual distributions do; 'monitor search' needs it"
        yield Finding("fts5", "fail", "this SQLite has no full-text search (FTS5)", cure)


def _zones(case: Case) -> Iterator[Finding]:
    """Each zone that a file names must be known; the data may come from the system or from the package tzdata."""
    from zoneinfo import ZoneInfo

    named = {"UTC"}
    if case.sources:
        named |= {source.zone for source in case.sources.sources.values() if source.zone}
    if case.digests:
        named |= {each.zone for each in case.digests.subscriptions}
    unknown = []
    for zone in sorted(named):
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            unknown.append(zone)
    if unknown:
        cure = "install the package tzdata beside the monitor, or mend the name: as in Asia/Baku"
        yield Finding("zones", "fail", f"time zones that this machine does not know: {some(unknown)}", cure)
    else:
        yield Finding("zones", "ok", f"time zones are known: {some(sorted(named))}")


def _terminal(_case: Case) -> Iterator[Finding]:
    """Whether what is written can be shown; files and messages are always UTF-8."""
    encoding = getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(do_setlocale=False)
    try:
        SHOWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        cure = "set LANG to C.UTF-8 or another UTF-8 locale, or PYTHONUTF8=1; messages and files are not concerned"
        yield Finding("terminal", "warn", f"this terminal ({encoding}) cannot show Cyrillic and Azerbaijani", cure)
    else:
        yield Finding("terminal", "ok", f"this terminal shows every script ({encoding})")


CHECKS = (
    Check(("versions",), _versions),
    Check(("transport",), _transport),
    Check(("fts5",), _search),
    Check(("zones",), _zones),
    Check(("terminal",), _terminal),
)
