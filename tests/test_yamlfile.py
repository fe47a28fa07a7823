"""YAML files: positions that are those of the file, and faults that an analyst can act on."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from monitor.errors import ConfigError, Problem
from monitor.yamlfile import MAX_BYTES, Loaded, Strict, closest, load


class Example(Strict):
    text: str
    lang: str = ""


class Rule(Strict):
    id: str
    when: str
    weight: int = 0
    kind: Literal["state", "exile"] = "state"
    examples: list[str | Example] = Field(default_factory=list)
    names: dict[str, dict[str, list[str]]] = Field(default_factory=dict)


class File(Strict):
    version: Literal[1]
    rules: list[Rule]


HEAD = "version: 1\nrules:\n  - id: a\n"


def read(text: str | bytes) -> Loaded[File]:
    return load("rules/x.yaml", text.encode() if isinstance(text, str) else text, File)


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_file_gives_its_model_and_the_places_of_its_parts() -> None:
    loaded = read(HEAD + "    when: belarus and eaeu\n    examples: [Мінск]\n")
    assert loaded.value.rules[0].when == "belarus and eaeu"
    assert loaded.at("rules", 0, "when") == (4, 11)
    assert loaded.at_key("rules", 0, "when") == (4, 5)
    assert loaded.at("rules", 0, "examples", 0) == (5, 16)


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("condition", "text", "line", "column"),
    [
        ("when: belarus and eaeu", "belarus and eaeu", 4, 11),
        ("when: belarus\n      and eaeu", "belarus\n      and eaeu", 4, 11),
        ("when: |\n      Беларусь\n      and eaeu", "      Беларусь\n      and eaeu\n", 5, 1),
        ("when: |-\n      belarus # not cut", "      belarus # not cut\n", 5, 1),
        ("when: >\n      belarus\n      and eaeu", "      belarus\n      and eaeu\n", 5, 1),
    ],
)
def test_a_condition_is_the_raw_slice_of_the_file(
    condition: str, text: str, line: int, column: int, start: str, break_: str
) -> None:
    """Whatever the style of the scalar, the line ends and the byte order mark."""
    source = start + HEAD + f"    {condition}\n    weight: 1\n"
    scalar = read(source.replace("\n", break_)).raw("rules", 0, "when")
    assert (scalar.text, scalar.line, scalar.column) == (text.replace("\n", break_), line, column)


def test_an_emoji_before_a_condition_moves_no_column() -> None:
    scalar = read("version: 1\nrules: [{id: 😀é, when: belarus}]\n").raw("rules", 0, "when")
    assert (scalar.text, scalar.line, scalar.column) == ("belarus", 2, 24)


@pytest.mark.parametrize("typed", ["NO", "no", "off", "8:05", "2026-05-01", "1_000", "0o8"])
def test_texts_that_other_readers_turn_into_something_else_stay_texts(typed: str) -> None:
    assert read(f"version: 1\nrules:\n  - {{id: {typed}, when: x}}\n").value.rules[0].id == typed


def test_012_is_twelve() -> None:
    assert read(HEAD + "    when: x\n    weight: 012\n").value.rules[0].weight == 12


def test_a_remark_that_cuts_a_plain_text_is_seen_and_one_after_quotes_is_none() -> None:
    loaded = read(
        HEAD + "    when: a # b\n    examples:\n      - seek ways #diplomacy\n      - 'a' # fine\n      - a#b\n"
    )
    raw = [loaded.raw("rules", 0, "examples", number).cut for number in range(3)]
    assert (loaded.raw("rules", 0, "when").cut, raw) == (True, [True, False, False])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "rules/x.yaml the file is empty"),
        ("# only a remark\n", "rules/x.yaml the file is empty"),
        (
            "версия: 1".encode("cp1251"),
            "rules/x.yaml:1:1 the file is not UTF-8; it looks like Windows-1251: save it as UTF-8",
        ),
        (HEAD + "    whem: x\n    when: y\n", "rules/x.yaml:4:5 unknown key 'whem'; did you mean 'when'?"),
        (HEAD + "    weight: 1\n", "rules/x.yaml:3:5 the key 'when' is missing"),
        (
            HEAD + "    when: x\n    kind: stat\n",
            "rules/x.yaml:5:11 'kind' is 'stat' but must be one of state, exile; did you mean 'state'?",
        ),
        (
            HEAD + "    when: 2\n",
            "rules/x.yaml:4:11 'when' must be a text, not the number 2; write it under 'when: |', on lines of its own",
        ),
        (
            HEAD + "    when:\n",
            "rules/x.yaml:4:5 'when' is empty; write its condition under it, as in 'when: |', on lines of its own",
        ),
        (
            HEAD + "    when: x\n    when: y\n",
            "rules/x.yaml:5:5 the key 'when' stands twice; it is already on line 4",
        ),
        (
            HEAD + "    when\u00a0: x\n    when: y\n",
            "rules/x.yaml:4:9 a no-break space stands in the key 'when'; type an ordinary space, or delete it",
        ),
        (HEAD + "\twhen: x\n", "rules/x.yaml:4:1 a tab stands in the indentation; indent with spaces"),
        ("version: 1\n---\nversion: 1\n", "the file holds a second document ('---'); write one file for each"),
        ("version: 1\nrules: \x07\n", "rules/x.yaml:2:8 the character U+0007 is not allowed in YAML; delete it"),
        ("version: 1\nrules: *x\n", "rules/x.yaml:2:8 a text may not begin with *"),
        (
            "version: 1\nrules: &x []\n",
            "rules/x.yaml:2:8 a text may not begin with &; if it is text, put it in quotation marks; anchors (&name)",
        ),
        (
            "version: 1\nrules: !x []\n",
            "rules/x.yaml:2:8 a text may not begin with !; if it is text, put it in quotation marks; anchors (&name)",
        ),
        ("version: 1\nrules: [\n", "a bracket is opened and never closed"),
        ("version: 1\nrules: x\n", "rules/x.yaml:2:8 'rules' must be a list, not the text 'x'"),
        ("- version\n", "rules/x.yaml:1:1 the file must be keys with values, not a list"),
        ("version: 1\nrules: " + "[" * 30 + "]" * 30, "nested deeper than 20 levels"),
        ("version: 1\nrules: " + "[" * 9000, "nested deeper than 20 levels"),
        (b"#" * (MAX_BYTES + 1), "at most 1,048,576 bytes are read"),
    ],
)
def test_a_fault_is_a_sentence_with_its_place_and_a_cure(text: str | bytes, expected: str) -> None:
    assert any(expected in fault for fault in faults(text)), faults(text)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ('"oil pipeline" and belarus', "a condition that begins with a quotation mark cannot stand on the line"),
        ("'oil' and belarus", "a condition that begins with a quotation mark cannot stand on the line"),
        ('"oil', "a condition that begins with a quotation mark cannot stand on the line"),
        ('title("Belarus: tender")', "a condition with a colon and a space cannot stand on the line of its key"),
        ("&oil and gas", "a condition on the line of its key may not begin with &"),
        ("*oil", "a condition on the line of its key may not begin with *"),
        ("!oil", "a condition on the line of its key may not begin with !"),
        ("%oil", "a condition on the line of its key may not begin with %"),
        ("@oil", "a condition on the line of its key may not begin with @"),
        ("`oil", "a condition on the line of its key may not begin with `"),
        ("{oil", "a condition on the line of its key may not begin with {"),
        ("[oil", "a condition on the line of its key may not begin with ["),
    ],
)
def test_what_yaml_does_to_a_condition_becomes_one_advice(condition: str, sentence: str) -> None:
    (fault,) = faults(HEAD + f"    when: {condition}\n")
    assert fault.startswith(f"rules/x.yaml:4:11 {sentence}")
    assert "write it under 'when: |', on lines of its own" in fault


def test_a_fault_further_down_in_a_condition_is_one_of_the_condition() -> None:
    (fault,) = faults(HEAD + '    when: belarus and\n      title("Belarus: tender")\n')
    assert fault.startswith("rules/x.yaml:4:11 YAML cannot read this condition on the line of its key; write it under")


def test_all_faults_of_a_file_are_said_at_once_in_reading_order() -> None:
    found = faults("version: 2\nrules:\n  - {id: 5, when: &x y, examples: [3, {text: a, langu: b}]}\n  - {}\n")
    assert [fault.split(" ")[0].split(":", 1)[1] for fault in found] == [
        "1:10",
        "3:10",
        "3:19",
        "3:36",
        "3:49",
        "4:5",
        "4:5",
    ]


def test_only_the_form_that_was_meant_is_spoken_of() -> None:
    """An example may be a text or a mapping: a mapping with a wrong key is not also told that it is no text."""
    assert faults(HEAD + "    when: x\n    examples: [{text: a, langu: b}]\n") == [
        "rules/x.yaml:5:26 unknown key 'langu'; did you mean 'lang'?"
    ]
    cut_name = faults(HEAD + "    when: x\n    examples:\n      - Lukashenko: we will help\n")
    cure = "if the whole line is a text, put it in quotation marks"
    assert f"rules/x.yaml:6:9 unknown key 'Lukashenko'; {cure}" in cut_name
    (both,) = faults(HEAD + "    when: x\n    examples: [[a]]\n")
    assert "must be a text or keys with values, not a list" in both


def test_an_alias_to_itself_ends() -> None:
    assert any("anchors" in fault for fault in faults("version: 1\nrules: &x [*x]\n"))


@pytest.mark.parametrize(("word", "hint"), [("belrus", "did you mean 'Belarus'?"), ("xyz", "")])
def test_closest(word: str, hint: str) -> None:
    assert closest(word, ["Belarus", "Azerbaijan"]) == hint


@given(st.one_of(st.binary(max_size=60), st.text(alphabet="aé:-|>'\"#&*!%@[]{},\n\t \u00a0", max_size=60)))
def test_no_bytes_raise_anything_but_a_config_error(data: bytes | str) -> None:
    """It is read, or every fault has a sentence."""
    try:
        read(data)
        problems: tuple[Problem, ...] = ()
    except ConfigError as fault:
        problems = fault.problems
    assert all(problem.sentence for problem in problems)
