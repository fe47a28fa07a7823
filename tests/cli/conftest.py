"""A small state and rules for the command line, and one way to run it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor import log
from monitor.cli import entry
from monitor.setup import Setup, load
from tests.world import RULES, Item, World

DIGESTS = """version: 1
subscriptions:
  - id: desk
    title: Azerbaijan – Belarus
    rules: [azerbaijan-belarus]
    to: [{channel: file}]
    zone: Asia/Baku
    at: "07:30"
"""
SOURCES = """version: 1
sources:
  - {id: belta, outlet: БелТА, url: "https://belta.example/rss", kind: state, side: BY, country: BY, enabled: true}
  - {id: azertac, outlet: AZƏRTAC, url: "https://azertac.example/rss", kind: state, side: AZ, country: AZ, enabled: false}
"""
TOLD = Item(
    "Лукашенко прибыл в Азербайджан с визитом", "Президента Беларуси встретил İlham Əliyev.", "https://belta.example/1"
)
UNTOLD = Item(
    "Прэзідэнт Беларусі Лукашэнка правёў перамовы з Аліевым у Азербайджане: пад'ём гандлю",
    "",
    "https://belta.example/2",
)
DULL = Item("Rain expected in the capital", "", "https://belta.example/3")


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str


Monitor = Callable[..., Ran]


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with two feeds and one subscription; for reading only."""
    folder = shutil.copytree(RULES, tmp_path_factory.mktemp("cli") / "rules")
    (folder / "digests.yaml").write_text(DIGESTS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return folder


def own_rules(rules: Path) -> Path:
    """A copy that a test may change, until the next one is made.

    Always in the same place: what no test has changed is read once, for what was read is known by its path and bytes.
    """
    folder = rules.with_name("own")
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(rules, folder)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state after one digest, with an article nobody was told of; for reading only."""
    world = World(tmp_path_factory.mktemp("world"))
    world.feed("belta", TOLD, DULL).until("09:00")
    world.feed("belta", TOLD, DULL, UNTOLD).until("10:00")
    world.river.stop()
    world.store.close()
    return world.path


@pytest.fixture
def state(lived: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(lived, tmp_path / "state")


@pytest.fixture(scope="session")
def setup(rules: Path) -> Setup:
    """Those rules, read once: most tests are about what a command does with them."""
    return load(rules)


@pytest.fixture
def monitor(
    rules: Path, setup: Setup, state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Monitor]:
    """Runs a command line on that state and those rules, unless told otherwise; other rules are really read."""

    def read(folder: Path, cache: Path | None = None, **how: Any) -> Setup:
        return setup if folder == rules else load(folder, cache, **how)

    monkeypatch.setattr("monitor.setup.load", read)
    monkeypatch.setattr("monitor.cli.drafting.load", read)

    def run(*arguments: str | Path, state_dir: Path = state, rules_dir: Path = rules) -> Ran:
        capsys.readouterr()
        code = entry(["--state", str(state_dir), "--rules", str(rules_dir), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    yield run
    log.to(None)  # its log was written to a stream that is closed now
