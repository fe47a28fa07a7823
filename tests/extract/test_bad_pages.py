"""Pages nobody would write by hand: bounded time, a note of what was left out, and no crash."""

import html
import time
from pathlib import Path

import pytest

from monitor.errors import ExtractError
from monitor.extract import extract
from monitor.model.article import Text
from monitor.model.limits import Limits

NOW = 1_795_000_000
LIMITS = Limits()
SEEDS = sorted((Path(__file__).parents[2] / ".." / "shared" / "seeds").glob("*.txt"))
PARAGRAPH = "<p>The president of Belarus has arrived in Baku, and paragraph {} of this page goes on for a while.</p>"


def read(page: str, zone: str = "Asia/Baku") -> Text:
    return extract(page.encode(), "https://site.example/1", "text/html; charset=utf-8", zone, NOW, LIMITS)


def test_ten_megabytes_of_paragraphs_are_read_to_a_bound_and_it_is_said() -> None:
    page = "<html><body>" + "".join(PARAGRAPH.format(n) for n in range(95_000)) + "</body></html>"
    began = time.process_time()
    text = read(page)
    assert time.process_time() - began < 15
    assert text.body.startswith("The president of Belarus has arrived in Baku, and paragraph 0")
    assert len(text.body.encode()) <= LIMITS.text_bytes
    assert text.notes[0].startswith("page read to 1,500,000 of 10,")
    assert text.notes[1].startswith("text cut from 1,4")


def test_an_article_behind_megabytes_of_scripts_is_read() -> None:
    page = f"<html><head><script>{'var a = 1 < 2;' * 300_000}</script></head><body><h1>Visit</h1>{''.join(PARAGRAPH.format(n) for n in range(9))}"
    text = read(page)
    assert text.body.count("Baku") == 9
    assert text.notes == ()


@pytest.mark.parametrize("page", [
    "<html><head><title>App</title></head><body><div id=app></div><script>" + "x = 1;\n" * 1_000_000 + "</script></body></html>",
    "<html><head><title>App</title></head><script>" + "x = 1;\n" * 1_000_000,
], ids=["closed", "open"])  # fmt: skip
def test_a_page_that_is_all_script_is_a_sentence(page: str) -> None:
    with pytest.raises(ExtractError, match=r"no readable text was found on the page \(\"App\"\)"):
        read(page)


def test_an_article_of_one_word_is_one() -> None:
    text = read("<html><head><title>Баку</title></head><body><h1>Баку</h1><p>Дождь.</p></body></html>")
    assert (text.title, text.body) == ("Баку", "Дождь.")


def test_five_hundred_figures_in_a_table_are_kept() -> None:
    rows = "".join(f"<tr><td>Country {n}</td><td>{n}.25 mln</td><td>USD {n}.10</td></tr>" for n in range(250))
    text = read(
        f"<html><body><h1>Trade</h1>{PARAGRAPH.format(1)}<table>{rows}</table>{PARAGRAPH.format(2)}</body></html>"
    )
    assert [n for n in range(250) if f"{n}.25 mln" not in text.body] == []
    assert text.notes == ()


def test_a_page_of_nothing_but_notices_is_a_sentence() -> None:
    with pytest.raises(ExtractError, match="nothing but menus, notices and other headlines"):
        read(
            "<html><body><div><p>Подписывайтесь на наш Telegram-канал</p><p>Все права защищены</p></div></body></html>"
        )


MENU = "".join(f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("Politics", "Armenia", "Sport")))


def site(path: Path) -> str:
    """The lines of a seed as their sites print them: its first line above the headline, the rest in one column."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    start = next(place for place, line in enumerate(lines) if "co-op" in line)
    head, title, rest = lines[:start], lines[start], lines[start + 1 :]
    top = "".join(f"<div class='date'>{html.escape(line)}</div>" for line in head)
    column = "".join(f"<p>{html.escape(line)}</p>" for line in rest[1:])
    return (
        f"<html lang=en><head><title>{title}</title></head><body>{top}<ul class=menu>{MENU}</ul><div class=news><h1>{html.escape(title)}</h1>"
        f"<span>{rest[0]}</span>{column}</div></body></html>"
    )


@pytest.mark.skipif(not SEEDS, reason="the seed articles are not here")
@pytest.mark.parametrize(("number", "dated"), [(0, 1715873580), (4, 1650536160)])
def test_a_page_with_the_crawls_day_above_has_the_date_below_its_headline(number: int, dated: int) -> None:
    """The zone in the line counts, not that of the source."""
    text = read(site(SEEDS[number]), zone="Europe/Minsk")
    assert text.dated == dated
    left = (
        "Read more",
        "Follow us",
        "Latest",
        "Subscribe",
        "June 16",
        "January 22",
        "Armenia\n",
        "Loading",
        "Here we are",
    )
    assert [part for part in left if part in text.body] == []
    assert text.body.count(text.title) == 0
    assert sum(note.startswith("taken out as follow us") for note in text.notes) == 1
