"""One more example in a rule file: what stood there stays as it was, and the new one reads back as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.matching.editing import add_example
from monitor.matching.rulefile import read_rule_file
from monitor.yamlfile import List, Map, tree
from monitor.yamlfile.nodes import plain
from monitor.yamlfile.writing import quoted, written

HEAD = "# a remark\nversion: 1\nrules:\n"
FILES = {
    "no examples": (
        "  - id: a\n    when: x   # why\n\n  - id: b\n    when: y\n",
        "  - id: a\n    when: x   # why\n    examples:\n      skip:\n        - NEW\n\n  - id: b\n    when: y\n",
    ),
    "a block condition at the end": (
        "  - id: a\n    when: |\n      x # why\n\n",
        "  - id: a\n    when: |\n      x # why\n    examples:\n      skip:\n        - NEW\n\n",
    ),
    "no newline at the end": (
        "  - id: a\n    when: x",
        "  - id: a\n    when: x\n    examples:\n      skip:\n        - NEW",
    ),
    "empty examples": (
        "  - id: a\n    examples:   # to come\n    when: x\n",
        "  - id: a\n    examples:   # to come\n      skip:\n        - NEW\n    when: x\n",
    ),
    "no skip": (
        "  - id: a\n    when: x\n    examples:\n      match: [b]   # found\n    title: t\n",
        "  - id: a\n    when: x\n    examples:\n      match: [b]   # found\n      skip:\n        - NEW\n    title: t\n",
    ),
    "an empty skip": (
        "  - id: a\n    when: x\n    examples:\n      skip:\n      match: [b]\n",
        "  - id: a\n    when: x\n    examples:\n      skip:\n        - NEW\n      match: [b]\n",
    ),
    "null": ("  - id: a\n    when: x\n    examples: ~\n", "  - id: a\n    when: x\n    examples: {skip: [NEW]}\n"),
    "a list": (
        "- id: a\n  when: x\n  examples:\n    skip:\n    - 'b' # near\n    # far\n    match: [c]\n",
        "- id: a\n  when: x\n  examples:\n    skip:\n    - 'b' # near\n    - NEW\n    # far\n    match: [c]\n",
    ),
    "brackets": (
        "  - id: a\n    when: x\n    examples: {match: [b], skip: [c, d]}  # all\n",
        "  - id: a\n    when: x\n    examples: {match: [b], skip: [c, d, NEW]}  # all\n",
    ),
    "empty brackets": (
        "  - id: a\n    when: x\n    examples: {skip: []}\n",
        "  - id: a\n    when: x\n    examples: {skip: [NEW]}\n",
    ),
    "brackets over lines": (
        "  - id: a\n    when: x\n    examples:\n      skip: [\n        b,  # one\n        c   # two\n      ]\n",
        "  - id: a\n    when: x\n    examples:\n      skip: [\n        b,  # one\n        c,   # two\n        NEW\n      ]\n",
    ),
    "brackets over lines with a last comma": (
        "  - id: a\n    when: x\n    examples:\n      skip: [\n        b,  # one\n      ]\n",
        "  - id: a\n    when: x\n    examples:\n      skip: [\n        b,  # one\n        NEW\n      ]\n",
    ),
    "a rule in braces": (
        "  - {id: a, when: x}\n  - {id: b, when: y}\n",
        "  - {id: a, when: x, examples: {skip: [NEW]}}\n  - {id: b, when: y}\n",
    ),
    "examples that are mappings": (
        "  - id: a\n    when: x\n    examples:\n      skip:\n        - text: b\n          lang: ru   # r\n",
        "  - id: a\n    when: x\n    examples:\n      skip:\n        - text: b\n          lang: ru   # r\n        - NEW\n",
    ),
}
TEXT = 'Он сказал: "да" # нет'


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_line_more_and_nothing_else(case: str, break_: str, mark: str) -> None:
    before, after = ((mark + HEAD + text).replace("\n", break_) for text in FILES[case])
    edited = add_example(before, "a", "skip", TEXT)
    assert edited == after.replace("NEW", f"'{TEXT}'")
    assert add_example(edited, "a", "skip", TEXT) == edited


def test_an_example_of_several_parts_follows_the_style_of_the_list() -> None:
    parts = {"title": "It's", "text": "a: b", "lang": "no", "date": "2024-05-16", "source": ""}
    block = add_example(HEAD + FILES["a list"][0], "a", "skip", parts)
    assert '    - title: "It\'s"\n      text: "a: b"\n      lang: "no"\n      date: 2024-05-16\n' in block
    flow = add_example(HEAD + FILES["brackets"][0], "a", "skip", parts)
    assert '[c, d, {title: "It\'s", text: "a: b", lang: "no", date: 2024-05-16}]' in flow


@pytest.mark.parametrize(
    ("rule", "kind", "text", "said"),
    [
        ("b", "match", "x", "f.yaml there is no rule 'b' in this file"),
        ("a", "match", "c", "f.yaml:4:3 this very text stands under 'skip' of the rule 'a'; take it away there first"),
        ("a", "skip", {"texts": "x"}, "unknown key 'texts'; did you mean 'text'?"),
    ],
)
def test_what_cannot_be_added_is_said(rule: str, kind: str, text: str | dict[str, str], said: str) -> None:
    source = HEAD + "- id: a\n  when: x\n  examples: {skip: [c]}\n"
    with pytest.raises(ConfigError) as caught:
        add_example(source, rule, kind, text, "f.yaml")  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(ConfigError, match="a condition that begins with a quotation mark"):
        add_example(HEAD + '  - id: a\n    when: "x" and y\n', "a", "skip", "z")


@given(st.sampled_from(sorted(FILES)), st.text(min_size=1).filter(str.strip), st.sampled_from(["text", "map"]))
def test_any_text_reads_back_as_it_was_given(case: str, text: str, form: str) -> None:
    source = HEAD + FILES[case][0]
    known = text in ("b", "c", "d")
    example = text if form == "text" else {"text": text, "lang": "ru"}
    if not known:
        root = plain(tree("f", add_example(source, "a", "skip", example)))
        assert isinstance(root, dict)
        assert next(rule for rule in root["rules"] if rule["id"] == "a")["examples"]["skip"][-1] == example


@given(st.text())
def test_what_is_written_bare_or_quoted_reads_back(text: str) -> None:
    for form in (quoted(text), written(text)):
        for source in (f"a: {form}\n", f"a: [{form}]\n", f"a: {{b: {form}}}\n"):
            root = tree("f", source)
            assert isinstance(root, Map)
            value = root.items["a"]
            inner = value.items["b"] if isinstance(value, Map) else value.items[0] if isinstance(value, List) else value
            assert plain(inner) == text


def test_a_condition_that_stands_twice_has_its_own_places() -> None:
    """What a text means is remembered, where it stands is not."""
    rules = "".join(f"- id: r{number}\n  when: |\n    x and WHEN\n  examples: {{match: [c]}}\n" for number in range(2))
    sound = read_rule_file("x", (HEAD + rules.replace("WHEN", "(y or z)")).encode()).drafts
    assert [draft.when.place.line for draft in sound] == [6, 10]
    broken = read_rule_file("x", (HEAD + rules.replace("WHEN", "or z")).encode()).problems
    assert [problem.line for problem in broken] == [6, 10]


@pytest.mark.parametrize("example", ["", " \n", {"text": "", "lang": "az"}])
def test_an_example_without_words_is_refused_before_the_file_is_touched(example: dict[str, str] | str) -> None:
    with pytest.raises(ConfigError, match="an example without text or title proves nothing"):
        add_example("version: 1\nrules:\n  - id: a\n    when: x\n", "a", "skip", example)
