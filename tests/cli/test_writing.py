"""`rules fmt` and `rules schema`: what they write, what they leave alone, and what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.schemas import KINDS, schema_of
from monitor.yamlfile import load, tree
from monitor.yamlfile.nodes import plain
from tests.cli.conftest import Monitor

RULES = Path(__file__).parents[2] / "rules"
ROUGH = "version: 1\nrules:\n- id: a # why\n  examples: {match: ['Oil']}\n  when: \"oil\" AND KZ\n"
NEAT = """version: 1
rules:
  - id: a  # why
    when: |
      "oil" and KZ
    examples:
      match:
        - "Oil"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "rules"
    found.mkdir()
    (found / "rough.yaml").write_text(ROUGH, encoding="utf-8")
    (found / "neat.yaml").write_text(NEAT.replace("id: a", "id: b"), encoding="utf-8")
    (found / "sources.yaml").write_text("left: [alone\n", encoding="utf-8")
    return found


def test_fmt_rewrites_what_is_not_in_the_house_style(monitor: Monitor, folder: Path) -> None:
    (folder / "rough.yaml").chmod(0o640)
    ran = monitor("rules", "fmt", rules_dir=folder)
    assert (ran.code, ran.out) == (0, f"{folder / 'rough.yaml'}\n")
    assert ran.err == "1 of 2 rule files rewritten\n"
    assert (folder / "rough.yaml").read_text(encoding="utf-8") == NEAT
    assert (folder / "rough.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["neat.yaml", "rough.yaml", "sources.yaml"]
    assert monitor("rules", "fmt", rules_dir=folder).err == "nothing to do in 2 rule files\n"


def test_fmt_check_writes_nothing_and_ends_with_1(monitor: Monitor, folder: Path) -> None:
    ran = monitor("rules", "fmt", "--check", rules_dir=folder)
    assert (ran.code, ran.out) == (1, "")
    assert f"{folder / 'rough.yaml'} is not in the house style\n" in ran.err
    assert (folder / "rough.yaml").read_text(encoding="utf-8") == ROUGH
    assert monitor("rules", "fmt", "--check", "neat", rules_dir=folder).code == 0


def test_fmt_diff_shows_each_line(monitor: Monitor, folder: Path) -> None:
    ran = monitor("rules", "fmt", "--diff", "rough.yaml", rules_dir=folder)
    assert ran.code == 0
    assert '-  when: "oil" AND KZ\n' in ran.out
    assert '+      "oil" and KZ\n' in ran.out
    assert (folder / "rough.yaml").read_text(encoding="utf-8") == ROUGH


def test_fmt_leaves_a_file_with_faults_and_does_the_others(monitor: Monitor, folder: Path) -> None:
    (folder / "bad.yaml").write_text(NEAT.replace("KZ", "KZ or ("), encoding="utf-8")
    ran = monitor("rules", "fmt", rules_dir=folder)
    assert ran.code == 3
    assert f"{folder / 'bad.yaml'}:5:23 this bracket '(' is never closed" in ran.err
    assert (folder / "rough.yaml").read_text(encoding="utf-8") == NEAT


@pytest.mark.parametrize(
    ("name", "said"), [("sources.yaml", "holds no rules; only rule files are rewritten"), ("rogh", "there is no file")]
)
def test_fmt_asks_for_rule_files(monitor: Monitor, folder: Path, name: str, said: str) -> None:
    ran = monitor("rules", "fmt", name, rules_dir=folder)
    assert ran.code == 2
    assert said in ran.err


def test_fmt_without_rules_says_so(monitor: Monitor, tmp_path: Path) -> None:
    assert monitor("rules", "fmt", rules_dir=tmp_path / "none").code == 3


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schemas_are_those_of_the_models(kind: str) -> None:
    """If not: `monitor rules schema --write`."""
    assert json.loads((RULES / ".schema" / f"{kind}.json").read_bytes()) == schema_of(kind)


def undescribed(schema: object, path: str = "") -> list[str]:
    found = []
    for name, part in {"": schema, **schema.get("$defs", {})}.items() if isinstance(schema, dict) else ():
        found += [f"{name}.{key}" for key, value in part.get("properties", {}).items() if "description" not in value]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_schema_has_a_sentence_for_people(kind: str) -> None:
    """If not: a line in monitor/cli/schemas.py."""
    assert undescribed(schema_of(kind)) == []


@pytest.mark.parametrize("path", sorted(RULES.rglob("*.yaml")), ids=lambda path: path.relative_to(RULES).as_posix())
def test_the_shipped_files_name_their_schema_and_follow_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    head = re.match(r"# yaml-language-server: \$schema=(\S+)\n", source)
    assert head
    named = (path.parent / head[1]).resolve()
    kind = "lexicon" if path.parent != RULES else path.stem if path.stem in KINDS else "rules"
    assert named == RULES / ".schema" / f"{kind}.json"
    assert broken(plain(tree(path.name, source)), json.loads(named.read_bytes())) == []
    load(path.name, source.encode(), KINDS[kind])


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("version: 2\nrules: []\n", "version"),
        ("version: 1\nrules: [{id: a, whem: x}]\n", "rules"),
        ("version: 1\nrules: [{id: Б, when: x}]\n", "rules"),
        ("version: 1\n", "/rules is missing"),
    ],
)
def test_a_schema_refuses_what_the_model_refuses(source: str, fault: str) -> None:
    assert any(fault in found for found in broken(plain(tree("x", source)), schema_of("rules")))


def test_schema_is_printed_and_written(monitor: Monitor, folder: Path) -> None:
    assert json.loads(monitor("rules", "schema", "lexicon").out) == schema_of("lexicon")
    assert json.loads(monitor("rules", "schema").out) == schema_of("rules")
    ran = monitor("rules", "schema", "--write", rules_dir=folder)
    assert ran.out.splitlines() == [str(folder / ".schema" / f"{kind}.json") for kind in KINDS]
    assert monitor("rules", "schema", "--write", "sources", rules_dir=folder).out.count("\n") == 1
    assert monitor("rules", "schema", "--write", rules_dir=folder / "none").code == 3


TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


def broken(value: object, schema: dict[str, Any], defs: dict[str, Any] | None = None, at: str = "") -> list[str]:
    """What of JSON Schema our schemas use, checked: the places at which `value` does not follow it."""
    defs = schema.get("$defs", {}) if defs is None else defs
    if "$ref" in schema:
        return broken(value, defs[schema["$ref"].rpartition("/")[2]], defs, at)
    if "anyOf" in schema:
        return [] if any(not broken(value, each, defs, at) for each in schema["anyOf"]) else [f"{at} fits none"]
    wrong = "type" in schema and not isinstance(value, TYPES[schema["type"]])
    wrong |= "const" in schema and value != schema["const"]
    wrong |= "enum" in schema and value not in schema["enum"]
    wrong |= "pattern" in schema and not re.search(schema["pattern"], str(value))
    if wrong:
        return [f"{at} is {value!r}"]
    if isinstance(value, list):
        return [
            f
            for number, item in enumerate(value)
            for f in broken(item, schema.get("items", {}), defs, f"{at}/{number}")
        ]
    if not isinstance(value, dict):
        return []
    found = [f"{at}/{key} is missing" for key in schema.get("required", []) if key not in value]
    for key, inner in value.items():
        below = schema.get("properties", {}).get(key, schema.get("additionalProperties", False))
        found += [f"{at}/{key} is unknown"] if below is False else broken(inner, below, defs, f"{at}/{key}")
    return found
