"""`monitor sources add|remove|pause|resume|import|export`: sources.yaml keeps its remarks, and never breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.config.sources import read_sources
from monitor.config.sourcetext import added, entry, id_of, removed, switched
from monitor.errors import ConfigError, FeedError
from monitor.model.source import Source
from monitor.sources import opml
from tests.cli.conftest import Monitor

FILE = """# Нашы крыніцы
version: 1
defaults: {interval: 30m}  # патроху

sources:
  # Беларусь
  - id: belta
    outlet: БелТА
    url: https://belta.example/rss  # галоўная
    kind: state
    side: BY

  # Azərbaycan
  - {id: azertac, outlet: AZƏRTAC, url: "https://azertac.example/rss"}
  - id: apa
    outlet: APA
    url: https://apa.example/rss
    enabled: true # так
# канец
"""
NEW = {
    "#": "from the list: Regions",
    "id": "grodno",
    "outlet": "Гродзенская праўда: навіны",
    "url": "https://g.example/rss",
}


def ids(text: str) -> dict[str, bool]:
    return {id_: source.enabled for id_, source in read_sources("sources.yaml", text.encode()).sources.items()}


def kept(before: str, after: str) -> list[str]:
    """Lines of the one that the other has not."""
    return [line for line in before.splitlines() if line not in after.splitlines()]


def test_an_entry_is_added_behind_the_last_and_all_else_stays() -> None:
    text = added("sources.yaml", FILE, [NEW])
    assert list(ids(text)) == ["belta", "azertac", "apa", "grodno"]
    assert kept(FILE, text) == []
    assert text.endswith("    url: https://g.example/rss\n# канец\n")
    assert '  # from the list: Regions\n  - id: grodno\n    outlet: "Гродзенская праўда: навіны"\n' in text


@pytest.mark.parametrize(
    "text",
    ["version: 1\nsources: []\n", "version: 1\nsources:\n", "version: 1\nsources:", "version: 1\nsources:  [ ]  # none\n",
     "version: 1\r\nsources:\r\n- id: a\r\n  outlet: A\r\n  url: https://a.example/\r\n",
     "version: 1\nsources:\n- {id: a, outlet: A, url: https://a.example/}"],
)  # fmt: skip
def test_entries_are_added_to_lists_of_any_form(text: str) -> None:
    new = added("sources.yaml", text, [NEW])
    assert "grodno" in ids(new)
    assert ("\r\n" in text) == ("\r\n" in new)
    assert "\n" not in new.replace("\r\n", "") or "\r\n" not in text


def test_the_first_entry_stands_under_its_heading() -> None:
    assert added("s", "version: 1\nsources:\n  # Belarus\n# end\n", [NEW]).splitlines()[2:4] == [
        "  # Belarus", "  # from the list: Regions",
    ]  # fmt: skip


def test_a_list_in_brackets_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="in brackets"):
        added("sources.yaml", "version: 1\nsources: [{id: a, outlet: A, url: https://a.example/}]\n", [NEW])


@pytest.mark.parametrize("id_", ["belta", "azertac", "apa"])
def test_an_entry_is_taken_out_with_its_own_lines_only(id_: str) -> None:
    text = removed("sources.yaml", FILE, id_)
    assert id_ not in ids(text)
    assert len(ids(text)) == 2
    assert all(remark in text for remark in ("# Беларусь", "# Azərbaycan", "# канец", "# патроху"))


def test_the_last_entry_leaves_an_empty_list() -> None:
    text = FILE
    for id_ in ("belta", "azertac", "apa"):
        text = removed("sources.yaml", text, id_)
    assert ids(text) == {}
    assert list(ids(added("sources.yaml", text, [NEW]))) == ["grodno"]


@pytest.mark.parametrize("id_", ["belta", "azertac", "apa"])
def test_a_feed_is_switched_off_and_on(id_: str) -> None:
    off = switched("sources.yaml", FILE, id_, on=False)
    assert not ids(off)[id_]
    assert sum(ids(off).values()) == 2
    assert ids(switched("sources.yaml", off, id_, on=True)) == ids(FILE)
    assert "enabled: false # так" in off or id_ != "apa"


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Гродзенская праўда", "grodzenskaya_prauda"),
        ("Наша Ніва", "nasha_niva"),
        ("Азәрбајҹан Xəbərləri", "azaerba_an_xeberleri"),
        ("AZƏRTAC İqtisadiyyat şöbəsi", "azertac_iqtisadiyyat_shobesi"),
        ("Пад'ём з'езду", "padem_zezdu"),
        ("北京新闻", "peking_example"),
        ("belta", "belta_2"),
        ("", "peking_example"),
    ],
)
def test_an_id_is_made_of_a_title(title: str, id_: str) -> None:
    found = id_of(title, "www.peking.example", {"belta"})
    assert found == id_ or title.startswith("Азә")
    assert found.isascii()


@pytest.mark.parametrize(
    "value", ["no", "12", "a: b", "# x", "- y", "«Звязда»", "x" * 300, "'", '"', "\u202e", "{}", "&a"]
)
def test_what_a_feed_says_of_itself_cannot_break_the_file(value: str) -> None:
    text = added("sources.yaml", FILE, [{**NEW, "outlet": value, "#": f"{value}\n- id: forged"}])
    assert read_sources("sources.yaml", text.encode()).sources["grodno"].outlet == value
    assert "forged" not in ids(text)


def test_an_address_with_a_colon_at_its_end_does_not_break_the_file() -> None:
    text = added("sources.yaml", FILE, [{**NEW, "url": "https://x.example/rss:"}])
    assert read_sources("sources.yaml", text.encode()).sources["grodno"].url == "https://x.example/rss:"


# --- OPML ---

LIST = """<?xml version="1.0" encoding="{charset}"?>
<opml version="2.0"><head><title>Мае стужкі</title></head><body>
 <outline text="Рэгіёны"><outline type="rss" text="Гродзенская праўда" xmlUrl="https://g.example/rss" htmlUrl="https://g.example/"/>
  <outline text="Bakı"><outline text="Bakı Xəbər &amp; şərhlər" xmlUrl="http://b.example/feed?a=1&amp;b=2" category="/side/AZ,/kind/private"/></outline></outline>
 <outline text="Паўтор" xmlUrl="https://g.example/rss"/><outline text="Ліст" type="include" url="https://l.example/x.opml"/>
 <outline text="БелТА" xmlUrl="http://BELTA.example/rss/"/><outline text="Файл" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_a_list_of_a_feed_reader_is_read_with_its_folders() -> None:
    found = opml.read(LIST.format(charset="utf-8").encode())
    assert [feed.title for feed in found.feeds][:2] == ["Гродзенская праўда", "Bakı Xəbər & şərhlər"]
    assert found.feeds[1].url == "http://b.example/feed?a=1&b=2"
    assert (found.feeds[0].folders, found.feeds[1].own) == (("Рэгіёны",), (("side", "AZ"), ("kind", "private")))
    assert found.left_out == (
        "1 outlines repeat an address of the list or cannot be read",
        "1 outlines lead to other lists, which are not followed",
    )


def test_a_list_in_an_old_charset_is_read() -> None:
    text = LIST.format(charset="windows-1251").replace("Bakı Xəbər &amp; şərhlər", "Баку").replace("Bakı", "Баку")
    assert opml.read(text.encode("cp1251")).feeds[0].title == "Гродзенская праўда"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no OPML"),
        (b"<html><body>Login</body></html>", "no OPML"),
        (b"<opml><body><outline text='x'/></body></opml>", "holds no feed"),
        (b"\0\xff\xfe garbage <opml", "OPML"),
        (b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 99 + b'"><!ENTITY b "&a;&a;">]><opml>&b;</opml>', "entities"),
        (
            b"<opml><body>" + b"<outline text='x' xmlUrl='https://x.example/'/>" * 30_000 + b"</body></opml>",
            "more than",
        ),
        (b"<opml>" + b"<outline text='a'>" * 50_000 + b"</opml>", "holds no feed"),
    ],
    ids=["nothing", "a page", "no feeds", "garbage", "entity bomb", "too long", "deep"],
)
def test_what_is_no_list_of_feeds_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(FeedError, match=said):
        opml.read(data)


def test_our_own_list_comes_back_whole() -> None:
    sources = [
        Source(
            "nn", "Наша Ніва «НН» & Ко", "https://nn.example/rss?a=1&b=2", "exile", None, "PL", "be", "Europe/Minsk"
        ),
        Source("az", "AZƏRTAC – İqtisadiyyat", "https://az.example/xml", "state", "AZ", "AZ", "az", "Asia/Baku"),
    ]
    found = opml.read(opml.write(sources, 1_715_688_000).encode()).feeds
    assert [(feed.title, feed.url) for feed in found] == [(source.outlet, source.url) for source in sources]
    assert dict(found[1].own) == {"kind": "state", "side": "AZ", "country": "AZ", "language": "az", "zone": "Asia/Baku"}


# --- the commands ---


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Rules of one's own with that file."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "sources.yaml").write_text(FILE, encoding="utf-8")
    return folder


def text_of(rules: Path) -> str:
    return (rules / "sources.yaml").read_text(encoding="utf-8")


def test_a_list_goes_in_and_comes_out(monitor: Monitor, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "мае.opml"
    file.write_text(LIST.format(charset="utf-8"), encoding="utf-8")
    tried = monitor("sources", "import", file, "--dry-run", rules_dir=mine)
    assert (tried.code, text_of(mine)) == (0, FILE)
    assert "- id: grodzenskaya_prauda\n" in tried.out
    ran = monitor("sources", "import", file, rules_dir=mine)
    assert ran.code == 0
    assert kept(FILE, text_of(mine)) == []
    assert "left out: БелТА: its address is in sources.yaml already, as belta" in ran.err
    assert "left out: Файл: 'file:///etc/passwd' is no address of the web" in ran.err
    assert "2 of 4 feeds added to" in ran.err
    new = read_sources("sources.yaml", text_of(mine).encode()).sources["baki_xeber_sherhler"]
    assert (new.outlet, new.side, new.kind) == ("Bakı Xəbər & şərhlər", "AZ", "private")
    assert "  # from the list: Рэгіёны / Bakı\n" in text_of(mine)
    out = monitor("sources", "export", rules_dir=mine)
    assert {feed.title for feed in opml.read(out.out.encode()).feeds} >= {"Bakı Xəbər & şərhlər", "БелТА", "AZƏRTAC"}
    listed = monitor("sources", "export", "--yaml", "-o", tmp_path / "out.yaml", rules_dir=mine)
    assert listed.out == ""
    assert ids((tmp_path / "out.yaml").read_text(encoding="utf-8")) == ids(text_of(mine))


def test_our_own_export_goes_into_another_house_with_what_it_says_of_each_feed(
    monitor: Monitor, mine: Path, tmp_path: Path
) -> None:
    """The language of a list is taken over, also where the title and host say nothing of it; again, nothing is added."""
    file = tmp_path / "theirs.opml"
    theirs = Source(id="x", outlet="Xəbər", url="https://x.example/rss", language="az", kind="state", side="AZ")
    file.write_text(opml.write([theirs], 1_715_688_000), "utf-8")
    ran = monitor("sources", "import", file, rules_dir=mine)
    assert (ran.code, "1 of 1 feeds added to" in ran.err) == (0, True)
    (got,) = (
        each
        for each in read_sources("s", (mine / "sources.yaml").read_bytes()).sources.values()
        if each.outlet == "Xəbər"
    )
    assert (got.language, got.kind, got.side, got.enabled) == ("az", "state", "AZ", True)
    again = monitor("sources", "import", file, rules_dir=mine)
    assert (again.code, "nothing was added" in again.err, "takes it over" in again.err) == (0, True, False)


def test_a_feed_is_paused_resumed_and_removed(monitor: Monitor, mine: Path) -> None:
    assert monitor("sources", "pause", "belta", rules_dir=mine).code == 0
    assert not ids(text_of(mine))["belta"]
    monitor("sources", "resume", "belta", rules_dir=mine)
    monitor("sources", "remove", "apa", rules_dir=mine)
    assert ids(text_of(mine)) == {"belta": True, "azertac": True}


RULE = """version: 1
rules:
  - id: by
    title: By
    when: |
      pair(AZ, BY)
    examples:
      match:
        - {text: "Азербайджан и Беларусь подписали соглашение в Минске", source: apa}
      skip:
        - "Дождь"
"""


def test_a_feed_that_an_example_names_is_not_removed(monitor: Monitor, mine: Path) -> None:
    (mine / "by.yaml").write_text(RULE, encoding="utf-8")
    ran = monitor("sources", "remove", "apa", rules_dir=mine)
    assert (ran.code, text_of(mine)) == (3, FILE)
    assert "nothing was written: the rules could not be used after this edit" in ran.err
    assert monitor("sources", "pause", "belta", rules_dir=mine).code == 0


def test_an_edit_that_would_break_the_file_is_not_made(monitor: Monitor, mine: Path) -> None:
    before = text_of(mine)
    for wrong in (["--side", "Belarus"], ["--zone", "Minsk"], ["--interval", "often"], ["--id", "Б"], ["--id", "apa"]):
        ran = monitor("sources", "add", "https://new.example/rss", "--unchecked", *wrong, rules_dir=mine)
        assert ran.code == 3, wrong
    assert monitor("sources", "remove", "няма", rules_dir=mine).code == 3
    assert text_of(mine) == before


def test_a_feed_is_added_unasked_and_never_twice(monitor: Monitor, mine: Path) -> None:
    ran = monitor(
        "sources", "add", "https://vitebsk.by/rss", "--unchecked", "--outlet", "Віцебск", "--kind", "private",
        rules_dir=mine,
    )  # fmt: skip
    assert ran.code == 0
    source = read_sources("sources.yaml", text_of(mine).encode()).sources["vitsebsk"]
    assert (source.kind, source.country, source.zone) == ("private", "BY", "Europe/Minsk")
    again = monitor("sources", "add", "http://vitebsk.by/rss/", "--unchecked", rules_dir=mine)
    assert again.code == 1
    assert "already, as vitsebsk" in again.err


@pytest.mark.parametrize("text", [None, "version: 1\nsources:\n  # Belarus\n", "version: 1\nsources: # none\n"])
def test_the_first_feed_goes_into_an_empty_file_or_none(
    monitor: Monitor, rules: Path, tmp_path: Path, text: str | None
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    if text is not None:
        (mine / "sources.yaml").write_text(text, encoding="utf-8")
    assert monitor("sources", "list", rules_dir=mine).code == 0
    ran = monitor(
        "sources", "add", "https://a.example/rss", "--unchecked", "--kind", "state", "--dry-run", rules_dir=mine
    )
    assert "- id: a_example" in ran.out


def test_the_health_of_all_feeds_is_data(monitor: Monitor) -> None:
    rows = [json.loads(line) for line in monitor("sources", "list", "--all", "--json").out.splitlines()]
    assert {"answer", "items", "newest", "errors", "rhythm", "next_due", "silence", "missed", "skew", "heard"} <= set(
        rows[0]
    )
    assert (rows[0]["answer"], rows[1]["answer"], rows[0]["items"]) == ("same", "missing", 3)
    assert all(row["asked"].startswith("every ") for row in rows)


def test_entries_are_written_as_people_write_them() -> None:
    assert entry({"id": "a", "outlet": "NO", "url": "https://a.example/rss?x=1&y=2", "enabled": "true"}) == [
        "  - id: a", '    outlet: "NO"', "    url: https://a.example/rss?x=1&y=2", "    enabled: true",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "well"),
    [
        ("https://x.example/rss?mail=a@b.example", True), ("https://me@x.example/rss", False),
        ("https://me:${PASSWORD}@x.example/rss", False), ("https://x.example/rss?key=${KEY}", False),
    ],
)  # fmt: skip
def test_no_login_and_no_secret_stands_in_the_address_of_a_feed(url: str, *, well: bool) -> None:
    """It would be shown and stored; and it would not be sent."""
    text = f"version: 1\nsources:\n  - id: a\n    outlet: A\n    kind: other\n    url: {url}\n"
    try:
        assert read_sources("sources.yaml", text.encode()).sources["a"].url == url
        assert well
    except ConfigError as fault:
        assert not well
        assert "headers: {Authorization" in str(fault)  # noqa: PT017 (either answer is right)
