"""What the documents say is true: commands, keys and operators are all there, blocks load, links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from monitor.channels.email import EmailOptions
from monitor.cli import COMMANDS, cli
from monitor.config import models
from monitor.config.service import BackupModel, KeepModel, ServiceFile
from monitor.errors import ConfigError
from monitor.setup import load_files
from tests.soak.runs import RUNS

ROOT = Path(__file__).parents[1]
DOCS = ["README.md", "CHANGELOG.md", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md"))]
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCS}
EVERYTHING = "\n".join(TEXTS.values())
FENCES = [
    (name, *found)
    for name in DOCS
    for found in re.findall(r"^```(\w*)\n(.*?)^```$", TEXTS[name], re.MULTILINE | re.DOTALL)
]
MARKED = [
    (name, mark[1], block)
    for name, kind, block in FENCES
    if kind == "yaml" and (mark := re.match(r"# rules/(\S+)\n", block))
]
COMMAND_LINES = [
    line for name, kind, block in FENCES if (name, kind) == ("README.md", "sh") for line in block.splitlines()
]
LINKS = [
    (name, link)
    for name in DOCS
    for link in re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", TEXTS[name])
    for link in link
    if link and "://" not in link
]
# What only the makers' machines know; spelt apart, so that this file does not hold it either.
FORBIDDEN = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "py" + "pi.", "index" + "-url", "sha" + "red/"]
VARIABLE = "…"


@cache
def commands() -> dict[str, click.Command]:
    """Every command and subcommand by what a person types."""
    context = click.Context(cli)
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        found |= parts_of(name, command, context) or {name: command}
    return found


def parts_of(name: str, command: click.Command, context: click.Context) -> dict[str, click.Command]:
    """The commands of a group by what a person types."""
    if not isinstance(command, click.Group):
        return {}
    found = {part: command.get_command(context, part) for part in command.list_commands(context)}
    return {f"{name} {part}": each for part, each in found.items() if each}


def options() -> list[tuple[str, str]]:
    """Every long option with its command."""
    every = {"": cli, **commands()}
    return [
        (name, option)
        for name, command in every.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    ]


@cache
def shipped() -> dict[str, bytes]:
    rules = ROOT / "rules"
    return {path.relative_to(rules).as_posix(): path.read_bytes() for path in rules.rglob("*.yaml")}


@cache
def source_text() -> str:
    """The program's own text, strings joined as Python joins them."""
    paths = [*sorted((ROOT / "monitor").rglob("*.py")), ROOT / "monitor" / "digest" / "frames" / "en.toml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return re.sub(r"\"\s+f?\"", "", text)


def keys(*found: type[BaseModel]) -> list[str]:
    return sorted({key for model in found for key in model.model_fields})


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`monitor {command}" in TEXTS["README.md"]


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_is_explained(command: str, option: str) -> None:
    assert f"`{option}" in EVERYTHING or f" {option}`" in EVERYTHING or f"{command} {option}" in EVERYTHING


@pytest.mark.parametrize("key", keys(models.SourcesFile, models.NetworkModel, models.DefaultsModel, models.SourceModel))
def test_every_key_of_sources_yaml_is_explained(key: str) -> None:
    assert _explained(key)


@pytest.mark.parametrize(
    "key",
    keys(
        models.DigestsFile,
        models.DeliveryModel,
        models.SlotModel,
        models.SubscriptionModel,
        models.MuteModel,
        EmailOptions,
    ),
)
def test_every_key_of_digests_yaml_is_explained(key: str) -> None:
    assert _explained(key)


@pytest.mark.parametrize("key", keys(ServiceFile, BackupModel, KeepModel))
def test_every_key_of_service_yaml_is_explained(key: str) -> None:
    assert _explained(key)


def _explained(key: str) -> bool:
    guides = TEXTS["docs/analysts.md"] + TEXTS["docs/operators.md"]
    return f"`{key}`" in guides or f"`{key}:`" in guides or f"\n{key}:" in guides


def test_every_operator_of_the_grammar_is_in_the_analysts_guide() -> None:
    """The grammar's keywords as its terminals spell them; calls are looked after by the guide's own test."""
    grammar = (ROOT / "monitor" / "matching" / "grammar.lark").read_text(encoding="utf-8")
    words = set(re.findall(r"^(AND|OR|NOT|OF|NEAR)[.\d]*:", grammar, re.MULTILINE))
    shown = {"AND": " and ", "OR": " or ", "NOT": "not ", "OF": "2 of (", "NEAR": "near/8"}
    assert words == set(shown)
    assert [word for word in shown.values() if word not in TEXTS["docs/analysts.md"]] == []
    assert [
        call for call in re.findall(r"\b([a-z]+)\(", _calls()) if f"`{call}(" not in TEXTS["docs/analysts.md"]
    ] == []


def _calls() -> str:
    return "title( lead( sentence( pair( about( source( lang( event( figure( quote( story( re("


@pytest.mark.parametrize(("name", "file", "block"), MARKED, ids=[f"{name}: {file}" for name, file, _ in MARKED])
def test_every_block_for_a_file_loads_in_its_place(name: str, file: str, block: str) -> None:
    """With the shipped rules and names, through the door of the service."""
    setup = load_files(shipped() | {file: block.encode()})
    assert set(re.findall(r"^  - id: (\S+)", block, re.MULTILINE)) <= {
        *setup.sources,
        *(subscription.id for subscription in setup.subscriptions),
        *(rule.id for rule in setup.rules),
    }


def test_every_yaml_block_is_loaded_by_some_test() -> None:
    """Here, or in the test of the analysts' guide, which knows the blocks without a file's name."""
    unmarked = {name for name, kind, block in FENCES if kind == "yaml" and not block.startswith("# rules/")}
    assert unmarked <= {"docs/analysts.md"}
    assert len(MARKED) >= 4


def test_the_readme_shows_what_a_typo_really_brings() -> None:
    rule = shipped()["azerbaijan-belarus.yaml"].replace(b"azerbaijan, belarus)", b"azerbaijan, belrus)", 1)
    with pytest.raises(ConfigError) as caught:
        load_files(shipped() | {"azerbaijan-belarus.yaml": rule})
    assert f"```text\n{caught.value}\n```" in TEXTS["README.md"]


@pytest.mark.parametrize("line", sorted({*COMMAND_LINES}))
def test_every_shell_command_of_the_readme_runs_in_ci(line: str) -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    known = (line, line + " ARGS=--short")  # the two long ones have a short form
    some = f'{line} ARGS="--short --only '  # or run a part of theirs beside the rest
    assert any(f" {own.strip()}".endswith(f" {form}") or own.startswith(some) for own in ci for form in known)


def test_ci_plays_each_run_of_the_soak() -> None:
    """Some run beside others: dividing them loses none."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    played = [name for names in re.findall(r"--short --only ([a-z,]+)", ci) for name in names.split(",")]
    assert sorted(played) == sorted(RUNS)


def test_every_target_of_the_makefile_is_in_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert [target for target in phony.split() if f"make {target}" not in COMMAND_LINES] == []


@pytest.mark.parametrize(("name", "link"), LINKS)
def test_every_relative_link_leads_somewhere(name: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (ROOT / name).parent / path if path else ROOT / name
    assert target.exists()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_sentences_the_operators_guide_explains_are_those_of_the_program() -> None:
    part = TEXTS["docs/operators.md"].partition("## What each sentence means")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    pieces = [
        piece.strip(" :()")
        for cell in cells
        for sentence in re.findall(r"`([^`]+)`", cell)
        for piece in sentence.split(VARIABLE)
        if len(piece.strip(" :()")) > 5
    ]
    assert len(pieces) > 30
    assert [piece for piece in pieces if piece not in source_text()] == []


@pytest.mark.parametrize("name", DOCS)
def test_no_document_speaks_of_a_machine_of_its_makers(name: str) -> None:
    assert [word for word in FORBIDDEN if word in TEXTS[name]] == []


@pytest.mark.parametrize("name", [name for name in DOCS if name.startswith("docs/decisions/")])
def test_a_decision_fits_thirty_lines(name: str) -> None:
    assert len(TEXTS[name].splitlines()) <= 30


@pytest.mark.parametrize("name", DOCS)
def test_lines_of_the_documents_are_short(name: str) -> None:
    """Tables and pictures aside: a person reads these files in a terminal, too."""
    long = [line for line in TEXTS[name].splitlines() if len(line) > 130 and line[:1] not in "|<"]
    assert long == []
