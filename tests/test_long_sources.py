"""A long sources.yaml is read piece by piece, and says exactly what the same file read as a whole says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import longlist, read_sources
from monitor.config.sources import Sources, World, _by_pieces, _whole
from monitor.config.sourcetext import added, removed, switched
from monitor.errors import ConfigError, Problem
from monitor.model.limits import SOURCES_BYTES, YAML_BYTES

WORLD = World({"AZ", "BY"}, {"feed", "webpage"})
OUTLETS = (
    "AZƏRTAC", "Белсат", "Наша Ніва: навіны", "Звязда", '"Звязда: газета"', "'It''s news'", "Report & Co.", "İqtisadiyyat ı",
    "сям'я", "a #b", "a # remark", "true", "12", "1_000", "no", "|\n      Folded\n      name", ">-\n      - one\n      two",
    '"two\n\n      lines"', "name\n      - that goes on", "ㅤblank", "x:", "[a, b]", "~", "- x", "Zero\u200bwidth", "Ё.",
    '"Звязда"  # remark', "'it''s'", '"say \\"so\\""', "Ё #", "a:b", "https://h.example/?a=b#c", '" b "', "x'", "'a' b", '"1"', "x, y", "a}",
)  # fmt: skip
LINES = ("kind: state", "kind: sate", "side: AZ", "country: az", "country: BY", "language: be", "zone: Europe/Minsk",
         "zone: Mars", "interval: 5m", "interval: 900", "enabled: false", "enabled: no", "format: webpage", "format: fax",
         "links: /news/*", "kind: state", "headers: {Accept: x}", "colour: red", "", "# a remark", "  # deeper")  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """sources.yaml with some entries as people type them, some of them wrong."""
    indent = " " * draw(st.sampled_from((0, 2)))
    text = draw(st.sampled_from(("", "# feeds\n")))
    defaults = draw(st.sampled_from(("", "defaults:\n  interval: 15m\n  enabled: false\n")))
    text += "version: 1\n" + defaults * (first := draw(st.booleans())) + "sources:\n"
    for number in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from((f"feed_{number}", f"feed_{number}", f"feed_{number}", "feed_0", "Bad Id", "7")))
        lines = [f"id: {name}", f"url: https://h{number}.example/rss", f"outlet: {draw(st.sampled_from(OUTLETS))}"]
        lines += draw(st.lists(st.sampled_from(LINES), max_size=4, unique=True))
        if draw(st.integers(0, 3)):
            text += f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"
        else:
            lines[0] = draw(st.sampled_from((lines[0], f'"id": "{name}"', f"id: {name}, id: {name}")))
            text += f"{indent}- {{{', '.join(lines)}}}" + draw(
                st.sampled_from(("\n", " # a remark\n", "#\n", f"\n{indent}  page: never\n"))
            )
        text += draw(st.sampled_from(("", "\n", "# between\n")))
    text += "" if first else defaults
    return text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n")))).encode()


def told(read: object) -> Sources | tuple[Problem, ...]:
    """What it gives, or all it complains of."""
    assert callable(read)
    try:
        found: Sources = read()
    except ConfigError as fault:
        return fault.problems
    return found


@settings(max_examples=120)
@given(files(), st.integers(1, 300))
def test_pieces_say_what_the_whole_says(data: bytes, size: int) -> None:
    division = longlist.divided(data)
    if division is None:
        return
    whole = told(lambda: _whole("sources.yaml", data, WORLD)[0])
    pieces = told(lambda: _by_pieces("sources.yaml", division, WORLD, size))
    assert isinstance(pieces, Sources) == isinstance(whole, Sources)
    if isinstance(pieces, Sources):
        assert pieces == whole
        assert isinstance(whole, Sources)
        assert list(pieces.sources) == list(whole.sources)


PLAIN = f"  - id: f{{0}}\n    outlet: Outlet {'х' * 1000} {{0}}\n    url: https://h{{0}}.example/rss\n"


def listed(count: int, change: str = "", at: int = 0) -> bytes:
    """So many sources; one of them with another line."""
    entries = [PLAIN.format(n) + (f"    {change}\n" if change and n == at else "") for n in range(count)]
    return ("version: 1\nsources:\n" + "".join(entries) + "defaults: {interval: 1h}\n").encode()


def test_a_file_longer_than_others_may_be_is_read() -> None:
    data = listed(600)
    assert len(data) > YAML_BYTES
    found = read_sources("sources.yaml", data).sources
    assert len(found) == 600
    assert {source.interval for source in found.values()} == {3600}


@pytest.mark.parametrize(("change", "sentence"), [
    ("country: az", "'az' is no ISO code of a country"), ("colour: red", "unknown key 'colour'"),
    ("id: g", "the key 'id' stands twice"), ("zone: Mars", "is no time zone"), ("format: fax", "no reader for the format 'fax'"),
])  # fmt: skip
def test_a_fault_deep_in_a_long_file_stands_on_its_line(change: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as fault:
        read_sources("sources.yaml", listed(600, change, 500), {"AZ"}, {"feed"})
    problem = fault.value.problems[0]
    assert sentence in problem.sentence
    assert problem.line in (2 + 500 * 3 + 4, 2 + 500 * 3 + 1)  # the line itself, or the entry's


def test_an_id_that_stands_twice_far_apart_names_both_lines() -> None:
    data = listed(600).replace(b"- id: f500\n", b"- id: f3\n")
    with pytest.raises(ConfigError, match=":1503:9 the id 'f3' stands twice; it is already on line 12"):
        read_sources("sources.yaml", data)


def test_what_is_too_long_or_cannot_be_divided_says_so() -> None:
    with pytest.raises(ConfigError, match="at most 16,777,216 bytes are read"):
        read_sources("sources.yaml", b"#" * (SOURCES_BYTES + 1))
    flow = b"version: 1\nsources: [" + b"{id: a, outlet: A, url: https://h.example/},\n" * 30_000 + b"]\n"
    with pytest.raises(ConfigError, match="its sources do not stand one under another"):
        read_sources("sources.yaml", flow)


def test_sources_that_did_not_change_are_the_same_objects() -> None:
    """So that an edit of a list of thousands costs no second list."""
    before = read_sources("sources.yaml", listed(300)).sources
    after = read_sources("sources.yaml", listed(300, "language: az", 7), before=before).sources
    assert [name for name in before if before[name] is not after[name]] == ["f7"]


def test_pieces_follow_each_other() -> None:
    data = listed(300)
    division = longlist.divided(data)
    assert division is not None
    pieces = list(division.pieces(4000))
    assert len(pieces) > 100
    assert all(b.line == a.line + a.data.count(b"\n") for a, b in pairwise(pieces))
    assert all(piece.plain() is not None for piece in pieces)


@pytest.mark.parametrize("number", [0, 1, 300, 599])
def test_an_entry_of_a_long_file_is_edited_and_all_else_stays(number: int) -> None:
    text = listed(600).decode()
    entry = PLAIN.format(number)
    assert removed("sources.yaml", text, f"f{number}") == text.replace(entry, "")
    off = switched("sources.yaml", text, f"f{number}", on=False)
    assert off == text.replace(entry, f"{entry}    enabled: false\n")
    assert switched("sources.yaml", off, f"f{number}", on=True) == text.replace(entry, f"{entry}    enabled: true\n")


def test_an_entry_is_added_to_a_long_file_behind_the_last() -> None:
    text, last = listed(600).decode(), PLAIN.format(599)
    new = added("sources.yaml", text, [{"id": "new", "outlet": "Звязда", "url": "https://n.example/rss"}])
    assert new == text.replace(last, f"{last}  - id: new\n    outlet: Звязда\n    url: https://n.example/rss\n")


def test_a_long_file_without_the_entry_says_so() -> None:
    with pytest.raises(ConfigError, match="there is no source with the id 'f60'"):
        removed("sources.yaml", listed(60).decode().replace("х", "х" * 10), "f60")


def test_a_fault_in_the_part_that_is_edited_stands_on_its_line() -> None:
    text = listed(600, "side: *BY", 500).decode()
    with pytest.raises(ConfigError, match=rf":{2 + 500 * 3 + 4}:11 .*text may not begin with \*"):
        switched("sources.yaml", text, "f500", on=False)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_a_line_end_that_no_editor_knows_moves_no_edit(odd: str) -> None:
    """Copied with a title from a web page; the lines below it are not those of the entry that is meant."""
    entries = [
        f"  - id: f{number}\n    outlet: Звязда{odd}{number}\n    url: https://n.example/{number}\n"
        for number in range(4)
    ]
    text = "version: 1\nsources:\n" + "".join(entries)
    assert removed("sources.yaml", text, "f2") == text.replace(entries[2], "")
    assert switched("sources.yaml", text, "f2", on=False) == text.replace(
        entries[2], f"{entries[2]}    enabled: false\n"
    )
    assert added("sources.yaml", text, [{"id": "new"}]) == f"{text}  - id: new\n"


def test_a_part_without_line_ends_gets_those_of_the_file() -> None:
    """The last part is one line here."""
    text = listed(600).decode().partition("defaults:")[0].replace("\n", "\r\n") + "  - id: last"
    assert added("sources.yaml", text, [{"id": "new"}]) == f"{text}\r\n  - id: new\r\n"
