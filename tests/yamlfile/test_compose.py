"""The tree has every character where the file has it, whichever parser the library brings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError, Problem
from monitor.yamlfile.compose import LOADER, composed, decoded
from monitor.yamlfile.nodes import List, Map, Node, Scalar, plain

PARSERS = pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
DOCUMENT = """# remark
version: 1
names:
  az-oil: {en: [Azeri Light, "a # b"], ru: [нефть]}   # remark
rules:
- id: 😀é
  when: |2   # remark
      belarus
    and eaeu

  title: plain text
    over two lines # cut
  more: >-
    folded

    text
  empty:
  quoted: 'it''s'
  examples:
    - "a \\"b\\"" # after
    -
      - nested
"""


def nodes(node: Node) -> list[Node]:
    below = node.items.values() if isinstance(node, Map) else node.items if isinstance(node, List) else ()
    keys = node.keys.values() if isinstance(node, Map) else ()
    return [node, *keys, *(found for child in below for found in nodes(child))]


@PARSERS
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_every_scalar_is_the_raw_slice_of_the_file(parser: Any, break_: str) -> None:
    source = DOCUMENT.replace("\n", break_)
    scalars = [node for node in nodes(composed("x", source, parser)[0]) if isinstance(node, Scalar)]
    lines = source.split("\n")
    for scalar in scalars:
        if scalar.text:
            assert scalar.text in source[scalar.start : scalar.end]
            assert lines[scalar.line - 1][scalar.column - 1 :].startswith(scalar.text.partition("\n")[0])
    typed = {scalar.text.replace("\r", "") for scalar in scalars}
    assert typed >= {
        "version", "1", '"a # b"', "нефть", "😀é", "      belarus\n    and eaeu\n\n",
        "plain text\n    over two lines", "    folded\n\n    text\n", "'it''s'", '"a \\"b\\""', "nested",
    }  # fmt: skip


@PARSERS
def test_what_a_document_means(parser: Any) -> None:
    assert plain(composed("x", DOCUMENT, parser)[0]) == {
        "version": 1,
        "names": {"az-oil": {"en": ["Azeri Light", "a # b"], "ru": ["нефть"]}},
        "rules": [
            {
                "id": "😀é",
                "when": "  belarus\nand eaeu\n",
                "title": "plain text over two lines",
                "more": "folded\ntext",
                "empty": None,
                "quoted": "it's",
                "examples": ['a "b"', ["nested"]],
            }
        ],
    }


def test_brackets_and_braces_are_told_from_lists_by_indentation() -> None:
    root = composed("x", "a: [1, 2]\nb:\n  - 1\nc: {d: e}\n")[0]
    assert isinstance(root, Map)
    found = {key: (getattr(node, "flow", None), node.start) for key, node in root.items.items()}
    assert found == {"a": (True, 3), "b": (False, 15), "c": (True, 22)}
    assert root.items["c"].end == 28


def test_libyaml_is_here() -> None:
    """Without it everything works, thirty times slower: fine on a strange machine, not on ours."""
    assert LOADER is yaml.CSafeLoader


@PARSERS
@pytest.mark.parametrize("bomb", ["[" * 9000, "a: " + "[" * 3000 + "]" * 3000, "- " * 9000, "{a: " * 9000, "? " * 3000])
def test_a_bomb_of_brackets_ends_at_the_twentieth(parser: Any, bomb: str) -> None:
    with pytest.raises(ConfigError, match=r"nested deeper than 20 levels|a bracket is opened and never closed"):
        composed("x", bomb, parser)


def outcome(source: str, parser: Any) -> Node | int:
    """The tree, or the number of the line at fault."""
    try:
        root, problems = composed("x", source, parser)
    except ConfigError as fault:
        return min(problem.line for problem in fault.problems)
    return root if not problems else min(problem.line for problem in problems)


PIECES = st.sampled_from(
    [
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "é😀",
        " # c",
        "|\n",
        ">-\n",
        "x y",
        ": ",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_both_parsers_read_the_same_tree(source: str) -> None:
    """Where both can read a file at all: they differ over a few odd ones."""
    quick, pure = outcome(source, yaml.CSafeLoader), outcome(source, yaml.SafeLoader)
    if not isinstance(quick, int) and not isinstance(pure, int):
        assert plain(quick) == plain(pure)
        texts = [[(n.text, n.line, n.column) for n in nodes(tree) if isinstance(n, Scalar)] for tree in (quick, pure)]
        assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("версия: 1".encode("utf-16"), "x:1 the file is UTF-16; save it as UTF-8"),
        (
            b"version: 1\n# " + "правила Минска".encode("cp1251"),
            "x:2:3 the file is not UTF-8; it looks like Windows-1251",
        ),
        (b"version: 1\n\xffa: caf\xe9", "x:2:1 the file is not UTF-8; save it as UTF-8"),
    ],
)
def test_another_encoding_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        decoded("x", data)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a: b\0c", "x:1:5 the character U+0000 is not allowed in YAML; delete it"),
        ("a: b\rc: d", "x:1:5 a line ends as on an old Macintosh (CR alone); save it with LF or CR LF"),
        ("# only\n", "x the file is empty but for remarks; its first key is 'version: 1'"),
        ("", "x the file is empty; its first key is 'version: 1'"),
    ],
)
def test_what_is_no_document_is_said(source: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        composed("x", source)
    assert str(caught.value) == said


def test_line_ends_of_other_worlds_are_blanks_and_move_no_line() -> None:
    """No editor ends a line at U+2028 or U+0085; YAML 1.1 does."""
    root, _ = composed("x", "a: one\u2028two\u0085three\nb: 2\n")
    assert isinstance(root, Map)
    assert (plain(root), root.items["b"].line) == ({"a": "one two three", "b": 2}, 2)
    assert root.items["a"].text == "one\u2028two\u0085three"  # type: ignore[union-attr]


def test_a_blank_of_a_word_processor_at_the_end_of_a_value_is_none() -> None:
    assert plain(composed("x", "a: \u00a01\u00a0\n")[0]) == {"a": 1}


def test_problems_come_with_the_tree() -> None:
    _, problems = composed("x", "a: 1\na: 2\n? [b]\n: c\n")
    assert problems == (
        Problem("x", 2, 1, "the key 'a' stands twice", "it is already on line 1"),
        Problem("x", 3, 3, "a key must be a single word or text", "if it is text, put it in quotation marks"),
    )


@pytest.mark.parametrize(
    ("source", "said", "number"),
    [
        ("a: [" + "a, " * 160_000 + "]", "the file holds more than 150,000 keys and values; make several files", 1),
        ("a: [" + "*a, " * 9000 + "]", "a text may not begin with *", 50),
        ("a: b\n" * 9000, "the key 'a' stands twice; it is already on line 1; more may follow further down", 50),
    ],
)
def test_a_file_full_of_faults_is_left_early(source: str, said: str, number: int) -> None:
    """Fifty sentences help; nine thousand, or a minute of work for them, do not."""
    with pytest.raises(ConfigError) as caught:
        composed("x", source)
    assert len(caught.value.problems) == number
    assert said in str(caught.value)
