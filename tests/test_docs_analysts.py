"""The analysts' guide: every YAML block in it loads, every condition in it compiles, everything there is stands in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.examples import headed
from monitor.judge import judge
from monitor.matching.compile import CALLS, Names, compile_condition, compile_parsed, read_condition
from monitor.matching.factcalls import SLOTS
from monitor.matching.rulefile import ExampleModel, RuleModel
from monitor.matching.syntax import parse
from monitor.matching.typed import Place
from monitor.model import kinds
from monitor.model.article import Article
from monitor.setup import Setup, load_files

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
# Blocks that name their file are loaded by test_docs.py.
YAML = [block for kind, block in BLOCKS if kind == "yaml" and not block.startswith("# rules/")]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")] for line in GUIDE.splitlines() if line.startswith("| `")
]
EXAMPLE = re.compile(r"“(.+)”(?: \(([\w-]+)\))?")
# of "The language on one page": a condition, what it covers, what it holds for, what not
PROVED = [(row[0].strip("`"), row[2], row[3]) for row in ROWS if len(row) == 4 and EXAMPLE.match(row[2])]
FACTS = [row[0].strip("`") for row in ROWS if re.match(r"`(?:event|figure|quote|story)\(\w", row[0])]
CONDITIONS = [line for kind, block in BLOCKS if kind == "rule" for line in block.splitlines()]


def shipped() -> dict[str, bytes]:
    rules = ROOT / "rules"
    return {path.relative_to(rules).as_posix(): path.read_bytes() for path in rules.rglob("*.yaml")}


def place(block: str) -> str:
    """Where a block of the guide would be saved."""
    for key, name in (("subscriptions:", "digests.yaml"), ("sources:", "sources.yaml"), ("rules:", "guide.yaml")):
        if re.search(f"^{key}", block, re.MULTILINE):
            return name
    return "lexicon/guide.yaml"


@cache
def setup() -> Setup:
    return load_files(shipped())


@pytest.mark.parametrize("block", YAML)
def test_every_yaml_block_loads_beside_the_shipped_rules(block: str) -> None:
    """With its examples, through the same door as the service."""
    found = load_files(shipped() | {place(block): block.encode()})
    assert len(found.rules) == len(setup().rules) + block.count("- id:")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_compiles_against_the_shipped_names(condition: str) -> None:
    outlets = frozenset(source.outlet for source in setup().sources.values())
    assert compile_condition(condition, "guide", 1, 1, Names(setup().lexicon, outlets=outlets)).parts


@cache
def proved() -> Setup:
    """The page's conditions as rules, for their quoted texts are looked for with all the others."""
    rules = "".join(
        f"  - id: page-{number}\n    when: |\n      {condition}\n    examples: {{match: [x]}}\n"
        for number, (condition, _, _) in enumerate(PROVED)
    )
    return load_files(shipped() | {"page.yaml": f"version: 1\nrules:\n{rules}".encode()}, strict=False)


def example(cell: str) -> Article:
    """“Title. Text” (feed, language or day)."""
    found = EXAMPLE.fullmatch(cell)
    assert found
    said = found[2] or ""
    source = proved().sources.get(said)
    title, body = headed(found[1])
    if said[:1].isdecimal():
        return Article(1, "", title, body, dated=int(datetime.fromisoformat(said).replace(tzinfo=UTC).timestamp()))
    return Article(1, "", title, body, source.language if source else said, source=source)


@pytest.mark.parametrize(("condition", "found", "left"), PROVED, ids=[condition for condition, _, _ in PROVED])
def test_each_line_of_the_page_holds_for_its_example_and_not_for_the_other(
    condition: str, found: str, left: str
) -> None:
    rule = f"page-{[row[0] for row in PROVED].index(condition)}"
    assert rule in {match.rule for match in judge(example(found), proved()).matches}
    assert rule not in {match.rule for match in judge(example(left), proved()).matches}


def test_the_page_shows_every_operator() -> None:
    page = " ".join(condition for condition, _, _ in PROVED)
    assert [word for word in (" and ", " or ", "not ", " of (", " near/", "*") if word not in page] == []
    assert [call for call in CALLS if call != "story" and f"{call}(" not in page] == []
    assert len(PROVED) == len({condition for condition, _, _ in PROVED}) > 20


@pytest.mark.parametrize("condition", FACTS)
def test_each_fact_of_the_page_is_understood(condition: str) -> None:
    names = Names(setup().lexicon)
    when = read_condition(parse(Place("guide", 1, 1, "pair(azerbaijan, belarus)")), names)[0]
    assert compile_parsed(parse(Place("guide", 1, 1, condition)), names, when).facts


@pytest.mark.parametrize(
    "word", [*kinds.EVENTS, *kinds.EVENT_FAMILIES, *kinds.METRICS, *kinds.FIGURE_FAMILIES, *kinds.FIGURE_KINDS]
)
def test_every_kind_of_fact_stands_in_the_guide(word: str) -> None:
    assert f"`{word}`" in GUIDE


@pytest.mark.parametrize("word", [*kinds.LEVELS, *kinds.STATUSES])
def test_every_level_and_state_stands_in_the_guide(word: str) -> None:
    assert f"`{word.replace('_', '-')}`" in GUIDE


def test_every_slot_stands_in_the_guide() -> None:
    asked = {f"{call} {slot}" for call, slots in SLOTS.items() for slot in slots}
    calls = [(text.partition("(")[0], re.findall(r"(\w+)[<>]?=", text)) for text in FACTS]
    found = {f"{call} {slot}" for call, slots in calls for slot in slots}
    assert asked - found == {"figure background"}  # as in event()


@pytest.mark.parametrize("call", CALLS)
def test_every_call_of_the_language_is_explained(call: str) -> None:
    assert f"`{call}(" in GUIDE


@pytest.mark.parametrize("key", [*RuleModel.model_fields, *ExampleModel.model_fields])
def test_every_key_of_a_rule_is_explained(key: str) -> None:
    assert f"`{key}" in GUIDE or f"{key}:" in GUIDE


@pytest.mark.parametrize("form", ["Беларуси", "Belarusun", "Belarusian"])
def test_the_forms_that_the_guide_promises_are_found(form: str) -> None:
    (match,) = {m.name for m in judge(Article(1, "", form, ""), setup()).mentions}
    assert match == "country.belarus"


def test_the_guide_has_blocks_to_test() -> None:
    assert (len(YAML), len(CONDITIONS) > 5) == (3, True)
