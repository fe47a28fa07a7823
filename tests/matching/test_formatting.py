"""The house style: only the layout changes; what a file means and every remark in it stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.matching.editing import formatted
from monitor.matching.layout import laid
from monitor.matching.rulefile import read_rule_file

RULES = sorted(
    path
    for path in (Path(__file__).parents[2] / "rules").glob("*.yaml")
    if path.name not in ("sources.yaml", "digests.yaml", "toponyms.yaml", "service.yaml")
)
MESSY = """# head of file

rules:
# first rule
- when: "oil tanker" AND ( belarus  or KZ )
  id:   a      # the id


  examples:
      skip: ['b', "c: d",   {lang: ru, text: 'Привет "мир" '} ]   # skips
      match:   # found
      - Lukashenko: we will help
      # last of match
  title: 'A: title'
- {id: b, when: x, examples: {match: [y,
     'z' # zed
     ]}}
# before c
- id: c
  when: |   # why
        title( a,b )   # one
        AND NOT source( kind = state )
        and (
        # inner
        "x  y" near/8 z
        )
  priority: {high: x, urgent: >
     y
     and z}
  examples:
    match:
      - text: |
          Two
          lines
        lang: ru
names:
    oil: {en: [crude, Azeri Light], ru: [нефть]}
    gas:
      en: [gas]
version: 1
# the end
"""
NEAT = """# head of file

version: 1
names:
  oil: {en: [crude, Azeri Light], ru: [нефть]}
  gas:
    en: [gas]
rules:
  # first rule
  - id: a  # the id
    title: "A: title"
    when: |
      "oil tanker" and (belarus or KZ)

    examples:
      match:  # found
        - "Lukashenko: we will help"
        # last of match
      skip:
        - "b"
        - "c: d"
        - {text: 'Привет "мир" ', lang: ru}  # skips

  - id: b
    when: |
      x
    examples:
      match:
        - "y"
        - "z"  # zed

  # before c
  - id: c
    when: |  # why
      title(a, b)  # one
      and not source(kind=state)
      and (
        # inner
        "x  y" near/8 z
      )
    priority:
      urgent: |
        y and z
      high: |
        x
    examples:
      match:
        - text: |
            Two
            lines
          lang: ru
# the end
"""


def test_the_house_style() -> None:
    messy = MESSY.replace("urgent: >\n     y\n     and z}", "urgent: y and z}")
    assert formatted(messy) == NEAT
    assert formatted(NEAT) == NEAT


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_the_shipped_rules_are_in_the_house_style(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert formatted(source, path.name) == source


def test_line_ends_stay_and_a_byte_order_mark_goes() -> None:
    assert formatted("\ufeff" + NEAT.replace("\n", "\r\n")) == NEAT.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("condition", "becomes"),
    [
        ('when: "oil pipeline" and belarus', '"oil pipeline" and belarus'),
        ("when: 'oil' and belarus", None),
        ('when: title("Belarus: new tender")', 'title("Belarus: new tender")'),
        ('when: "oil"', None),
        ("when: oil #and gas", None),
        ("when: &oil", None),
        ("when: >-\n      oil\n      AND gas", "oil\n      and gas"),
        ("when: oil\n      OR gas", "oil\n      or gas"),
        ("when: |\n      «ООО «Х»»  and  trade–turnover", "«ООО «Х»» and trade-turnover"),
    ],
)
def test_a_condition_goes_under_the_bar_if_its_meaning_is_plain(condition: str, becomes: str | None) -> None:
    source = f"version: 1\nrules:\n  - id: a\n    {condition}\n    examples: {{match: [b]}}\n"
    if becomes is None:
        with pytest.raises(ConfigError):
            formatted(source)
    else:
        assert f"    when: |\n      {becomes}\n    examples:\n" in formatted(source)


def test_a_long_list_is_broken_and_a_short_one_is_not() -> None:
    names = ", ".join(f"Azeri Light {number}" for number in range(20))
    neat = formatted(f"version: 1\nnames:\n  oil:\n    en: [{names}]\n    ru: [нефть]\nrules: []\n")
    assert max(map(len, neat.splitlines())) <= 120
    assert "    en: [\n      Azeri Light 0, Azeri Light 1," in neat
    assert "Azeri Light 19,\n    ]\n    ru: [нефть]\n" in neat


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        ("a  AND(b)Or c", ["a and (b) or c"]),
        ("2 OF( a,b )", ["2 of (a, b)"]),
        ("a NEAR/8 b", ["a near/8 b"]),
        ("figure( value >= 1 bln USD )", ["figure(value>=1 bln USD)"]),
        ("and-rule AND not.x", ["and-rule and not.x"]),
        ('"AND  (x)" and\n   “a\n  b”', ['"AND  (x)" and', "“a b”"]),
        ("(\na or\nb\n) and c # why ( not", ["(", "  a or", "  b", ") and c  # why ( not"]),
        ("# first\n\n\na", ["# first", "a"]),
        ("a\u00a0and\u200bb", ["a and b"]),
        ("NOT(a)and'b", ["not (a) and'b"]),
    ],
)
def test_a_condition_is_laid_out(condition: str, lines: list[str]) -> None:
    assert laid(condition) == lines
    assert laid("\n".join(lines)) == lines


REMARK = st.sampled_from(["", "", "", "  # r1", " # remark: [x]", "\t#é 'q'"])
OWN = st.sampled_from(["", "", "", "", "\n", "# own\n", "      # deep\n", "\n\n# own: two\n"])
TEXT = st.sampled_from(
    ["Baku", "'a: b'", '"c # d"', "8:05", "Lukashenko: yes", "'it''s'", '"a\\"b"', "NO", "é–x", "'1'"]
)
CONDITION = st.sampled_from(
    [
        "x",
        "x AND y",
        "( x or y )  and not z",
        "title(x)",
        "2 of ( x,y,z )",
        "x near/3 y",
        "|\n        x # why\n        and y",
        "|\n     x\n\n",
        ">\n      x\n      or y",
        "x\n     and y",
    ]
)
EXAMPLE = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "{lang: ru, text: a}",
            "{text: 'a, b', date: 2024-05-16}",
            "text: |\n            a\n            b",
            "lang: be\n          text: a",
        ]
    ),
)
FLOW = st.sampled_from(["[]", "[a]", "[a, 'b: c', {text: x}]", "[\n   a, # one\n   b\n   ]"])


@st.composite
def rule_files(draw: st.DrawFn) -> str:
    """Files as many hands might write them."""
    parts = {"id": f"r{draw(st.integers(0, 9))}", "when": draw(CONDITION)}
    if draw(st.booleans()):
        parts["title"] = draw(TEXT.filter(lambda text: text != "Lukashenko: yes"))
    if draw(st.booleans()):
        parts["priority"] = draw(
            st.sampled_from(["{high: x}", "\n      high: x", "\n      high: |\n        x or y\n      urgent: z"])
        )
    entries = [f"\n{draw(OWN)}        - {draw(EXAMPLE)}" for _ in range(draw(st.integers(1, 3)))]
    parts["examples"] = f"\n      match:{draw(REMARK)}" + "".join(entries) + f"\n{draw(OWN)}      skip: {draw(FLOW)}"
    keys = draw(st.permutations(sorted(parts)))
    safe = {key: "" if key == "when" or "|" in parts[key] else draw(REMARK) for key in keys}
    lines = [
        f"{draw(OWN)}    {key}: {parts[key].removeprefix(' ')}{safe[key] if key in ('id', 'examples') else ''}\n"
        for key in keys
    ]
    rule = "".join(lines)
    first = rule.index(f"    {keys[0]}:")
    rule = rule[:first] + "  - " + rule[first + 4 :]
    names = draw(st.sampled_from(["", "names:\n   oil: {en: [abc, 'bcd: c']} # oil\n", "names: {}\n"]))
    head = [f"{draw(OWN)}version: 1{draw(REMARK)}\n", names, f"{draw(OWN)}rules:{draw(REMARK)}\n{rule}{draw(OWN)}"]
    return "".join(draw(st.permutations(head)))


def meaning(source: str) -> list[object]:
    file = read_rule_file("x", source.encode())
    return [(d.text, [(e.model, e.matches) for e in d.examples]) for d in file.drafts]


@given(rule_files())
def test_any_hand_becomes_the_house_style_and_means_the_same(source: str) -> None:
    neat = formatted(source)
    assert meaning(neat) == meaning(source)
    assert formatted(neat) == neat
    for remark in ("# r1", "# remark: [x]", "#é 'q'", "# own", "# deep", "# own: two", "# one", "# why", "# oil"):
        lines = [line for line in source.splitlines() if line.rstrip().endswith(remark)]
        assert len(lines) == sum(line.endswith(remark) for line in neat.splitlines())
