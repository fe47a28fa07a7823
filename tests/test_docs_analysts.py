"""The analysts' guide: every YAML block in it loads, every condition in it compiles, everything there is stands in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from monitor.judge import judge
from monitor.matching.compile import CALLS, NOT_YET, Names, compile_condition
from monitor.matching.rulefile import ExampleModel, RuleModel
from monitor.model.article import Article
from monitor.setup import Setup, load_files

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
# Blocks that name their file are loaded by test_docs.py.
YAML = [block for kind, block in BLOCKS if kind == "yaml" and not block.startswith("# rules/")]
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


@pytest.mark.parametrize("call", [*CALLS, *NOT_YET])
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
    assert (len(YAML), len(CONDITIONS) > 10) == (3, True)
