"""`monitor show story`: what is new in it, both capitals, its articles with copies folded. All texts are invented."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor, own_rules
from tests.world import Item, World, source

SOURCES = (
    source("belta", outlet="БелТА"),
    source("bsb", outlet="SB"),
    source("azertac", outlet="AZƏRTAC"),
    source("belsat", outlet="Belsat", kind="exile", side=None, country="PL"),
)
TALKS = (
    "President of Azerbaijan Ilham Aliyev and President of Belarus Aleksandr Lukashenko held one-on-one talks in Baku today. "
    "They spoke of the assembly of tractors in Ganja, of transit to the sea and of a joint plant for farm machines. "
    "The trade turnover of Azerbaijan and Belarus was 48 million dollars in 2023, the two sides were told at the table."
)
OTHER = (
    "Azerbaijani President Ilham Aliyev met his Belarusian counterpart Aleksandr Lukashenko one-on-one in Baku on Tuesday. "
    "Customs of both states are to open a line for lorries, the press service said after the conversation of two hours. "
    "In 2023 the trade turnover of Azerbaijan and Belarus made up 480 million dollars."
)
DRY = (
    "Aleksandr Lukashenko and Ilham Aliyev held one-on-one talks in Baku behind closed doors. Reporters of free media "
    "were not let in, and neither president of Belarus nor of Azerbaijan answered anything that was called out to him."
)
TITLE = "Lukashenko and Aliyev hold one-on-one talks in Baku"


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with one story of four outlets; for reading only."""
    world = World(tmp_path_factory.mktemp("story"), sources=SOURCES)
    world.feed("belta", Item(TITLE, TALKS, hours_old=0)).until("07:00")
    world.feed("bsb", Item(TITLE, TALKS, hours_old=0)).until("08:00")
    world.feed("azertac", Item("Aliyev and Lukashenko hold one-on-one talks in Baku", OTHER, hours_old=0)).until(
        "09:00"
    )
    world.feed("belsat", Item(TITLE + ": no questions", DRY, hours_old=0)).until("10:00")
    world.river.stop()
    world.store.close()
    return world.path


@pytest.fixture
def four(told: Path, tmp_path: Path, rules: Path) -> tuple[Path, Path]:
    """Its state, and rules that know its outlets."""
    folder = own_rules(rules)
    lines = [
        f"  - {{id: {each.id}, outlet: {each.outlet}, url: '{each.url}', kind: {each.kind}, country: {each.country}"
        + (f", side: {each.side}}}" if each.side else "}")
        for each in SOURCES
    ]
    (folder / "sources.yaml").write_text("\n".join(["version: 1", "sources:", *lines]), encoding="utf-8")
    return shutil.copytree(told, tmp_path / "told"), folder


def test_a_story_says_what_is_new_who_reports_it_and_why_each_article_is_in_it(
    monitor: Monitor, four: tuple[Path, Path]
) -> None:
    ran = monitor("show", "story", "1", state_dir=four[0], rules_dir=four[1])
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"1  {TITLE}"
    assert max(map(len, lines)) <= 80
    page = " ".join(ran.out.split())
    for words in (
        "of Baku and Minsk, opened 14 May 2024",
        "4 articles, 3 outlets with words of their own, 1 language, 1 copy",
        "NEW, IN ORDER OF TIME (Asia/Baku)",
        "first report: БелТА 1",
        "! first report from Baku's side: AZƏRTAC, which confirms the talks",
        "turnover 2023: 480 million USD (AZƏRTAC); БелТА had 48 million USD",
        "first report from exile media: Belsat",
        "BAKU AZƏRTAC (state, en); first",
        "MINSK БелТА (state, en; reprinted by SB); only in other outlets' words: SB; first",
        "EXILE Belsat (exile, PL, en)",
        "INDEPENDENT none",
        "ONLY BAKU turnover 2023: 480 million USD (AZƏRTAC)",
        "ONLY MINSK turnover 2023: 48 million USD (БелТА)",
        "= 2 SB (BY side, state, English)",
        "why here: opens a story",
    ):
        assert words in page, (words, ran.out)


def test_what_does_not_fit_beside_an_article_goes_on_beside_it(monitor: Monitor, four: tuple[Path, Path]) -> None:
    sources = four[1] / "sources.yaml"
    named = sources.read_text(encoding="utf-8").replace("БелТА", "Белорусское телеграфное агентство с полным именем")
    sources.write_text(named, encoding="utf-8")
    lines = monitor("show", "story", "1", state_dir=four[0], rules_dir=four[1]).out.splitlines()
    assert max(map(len, lines)) <= 80
    head = next(n for n, line in enumerate(lines) if line.startswith("1       14 May 06:00  Белорусское"))
    assert lines[head + 1].startswith(" " * 22 + "side, state, English)")


def test_the_same_as_json(monitor: Monitor, four: tuple[Path, Path]) -> None:
    found = json.loads(monitor("show", "story", "1", "--json", state_dir=four[0], rules_dir=four[1]).out)
    assert (found["story"], found["pair"], found["became"]) == (1, ["AZ", "BY"], None)
    assert [each["copy_of"] for each in found["articles"]] == [None, 1, None, None]
    assert [each["kind"] for each in found["news"]] == ["opened", "other_side", "conflict", "independent"]
    assert [side["code"] for side in found["sides"]] == ["AZ", "BY"]
    assert found["exile"][0]["outlet"] == "Belsat"


def test_while_the_sources_are_being_mended_a_story_is_shown_without_sides(
    monitor: Monitor, four: tuple[Path, Path]
) -> None:
    (four[1] / "sources.yaml").write_text("sources: [", encoding="utf-8")
    ran = monitor("show", "story", "1", state_dir=four[0], rules_dir=four[1])
    assert ran.code == 0
    assert "MINSK         no outlet reports it" in ran.out
    assert f"1  {TITLE}" in ran.out
