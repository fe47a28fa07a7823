"""Pages in the river: what makes one wanted, which text is judged, and sources that are a page themselves."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from monitor.cli import cli
from monitor.model.article import Text
from monitor.model.fetch import Request
from tests.world import FakeNet, Item, World, source

BASE = "https://mfa.example"
LIST = "<html><body><ul>{}</ul><nav><a href='/en/news/about-us'>About</a></nav></body></html>"
LINK = "<li><a href='/en/news/{0}'>{1}</a> <span class='date'>14 May 2024 05:30</span></li>"
CALL = "Minister received the ambassador"
PARAGRAPH = (
    "<p>Belarus and Azerbaijan agreed on trade in Baku, the {} ministry of Belarus and Azerbaijan said on Monday.</p>"
)
ARTICLE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}<p>Read more: Sport in Peru</p></article></body></html>"


def page(title: str, *, parts: int = 6) -> bytes:
    return ARTICLE.format(title, "".join(PARAGRAPH.format(n) for n in range(parts))).encode()


def listed(world: World, *entries: tuple[str, str]) -> None:
    world.net.feeds["mfa"] = LIST.format("".join(LINK.format(*entry) for entry in entries)).encode()


def ministry(tmp_path: Path, links: str = "/en/news/*") -> World:
    mfa = source("mfa", url=f"{BASE}/en/news", format="webpage", links=links, page="auto", outlet="Ministry")
    return World(tmp_path, sources=[mfa])


def text_of(world: World, url: str) -> Text:
    article = world.store.articles.find(url)
    assert article is not None
    return world.store.articles.current_text(article["id"])


def test_a_page_of_links_is_a_source_whose_articles_are_read_and_told(tmp_path: Path) -> None:
    """Its title names neither side: the page is read all the same."""
    world = ministry(tmp_path)
    listed(world, ("1", CALL))
    world.net.pages[f"{BASE}/en/news/1"] = page(CALL)
    world.until("09:00")
    assert CALL in world.inbox[0]
    text = text_of(world, f"{BASE}/en/news/1")
    assert (text.how, text.title, text.dated) == ("page", CALL, world.moment("05:30"))
    assert "Peru" not in text.body
    assert all(request.ask_robots for request in world.net.asked)
    assert sum(request.token[0] == "page" for request in world.net.asked) == 1


def test_a_page_that_lost_its_links_is_trouble_not_a_quiet_day(tmp_path: Path) -> None:
    world = ministry(tmp_path)
    listed(world, ("1", CALL))
    world.settle()
    world.net.feeds["mfa"] = b"<html><body><a href='/fr/x'>Nothing of the kind here</a></body></html>"
    world.until("08:00")
    state = world.store.feeds.get("mfa")
    assert state is not None
    assert state.problem.startswith("none of the 1 links of the page fits the pattern '/en/news/*'")
    assert "none of the 1 links" in " ".join(world.inbox[0].split())


def test_new_links_are_news_and_known_ones_are_not(tmp_path: Path) -> None:
    world = ministry(tmp_path)
    listed(world, ("1", CALL))
    world.net.pages[f"{BASE}/en/news/1"] = page(CALL)
    world.until("09:00")
    listed(world, ("2", "Belarus and Azerbaijan sign a programme"), ("1", CALL))
    world.next_day().until("09:00")
    assert world.store.totals()["article"] == 2
    assert "sign a programme" in world.inbox[1]
    assert CALL not in world.inbox[1].split("Last:")[0]


def test_boilerplate_of_a_feeds_full_text_reaches_no_rule(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta")])
    rain = "Rain is expected in the capital all week, the weather service said, and the rivers rise. " * 3
    world.feed("belta", Item("Rain", f"<p>{rain}</p><p>Read also: Lukashenko and Aliyev talk in Baku</p>"))
    world.until("08:00")
    assert "No new dealings" in world.inbox[0]
    details = world.store.articles.details(1)
    assert details["rule_match"] == []
    assert (
        details["text_version"][0]["notes"]
        == 'taken out as read also: 1 line ("Read also: Lukashenko and Aliyev talk in Baku")'
    )

    shown = CliRunner().invoke(cli, ["--state", str(tmp_path), "show", "article", "1"]).output
    assert 'taken out as read also: 1 line ("Read also: Lukashenko and Aliyev talk in Baku")' in shown


def test_a_page_shorter_than_the_feeds_text_leaves_it_and_says_so(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")])
    told = "Belarus and Azerbaijan agreed on trade. " + "The ministers met for an hour in the capital. " * 8
    world.feed("belta", Item("Talks", told, link="https://belta.example/1"))
    world.net.pages["https://belta.example/1"] = page("Talks", parts=1)
    world.settle()
    notes = world.store.articles.details(1)["text_version"][-1]["notes"]
    assert text_of(world, "https://belta.example/1").body.startswith("Belarus and Azerbaijan agreed")
    assert "the feed's text is longer than the page's and was kept" in notes


class LatePages(FakeNet):
    """Feeds answer at once; pages only when they are let go."""

    def __init__(self, world: World) -> None:
        super().__init__(world.clock.now, world.bell.ring)
        self.waiting: list[Request] = []

    def submit(self, request: Request) -> bool:
        if request.token[0] != "page":
            return super().submit(request)
        self.waiting.append(request)
        return True

    def let_go(self) -> None:
        for request in self.waiting:
            super().submit(request)


def test_after_two_minutes_the_feeds_text_is_judged_and_the_page_is_a_version_more(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="auto")])
    late = world.net = LatePages(world)
    late.pages["https://belta.example/1"] = page("Aliyev receives Lukashenko in Baku")
    world.restart().feed(
        "belta", Item("Aliyev receives Lukashenko in Baku", "In the capital.", link="https://belta.example/1")
    )
    world.until("06:01")
    assert world.store.articles.details(1)["rule_match"] == [], "it waits for its page"
    world.until("06:03")
    assert [text["how"] for text in world.store.articles.details(1)["text_version"]] == ["feed"]
    assert world.store.articles.details(1)["rule_match"], "judged on what there is"
    late.let_go()
    world.until("09:00")
    assert [text["how"] for text in world.store.articles.details(1)["text_version"]] == ["feed", "page"]
    assert world.inbox[0].count("Aliyev receives Lukashenko in Baku") >= 1
    assert "UPDATE" not in world.inbox[0]
