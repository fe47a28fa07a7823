"""`monitor search`: the stored articles that hold certain words, with the passage where they stand."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, get_args

import click

from monitor.cli.common import Place, say, since
from monitor.cli.finding import day, present, reading
from monitor.clock import SystemClock
from monitor.errors import StoreError
from monitor.model.limits import Limits
from monitor.store import open_store
from monitor.store.search import ASK, Hit, Order, Wanted
from monitor.text.query import Piece, Query, Term, excerpt, found, marked, pieces, query, term

if TYPE_CHECKING:
    from monitor.setup import Setup

ORDERS: tuple[Order, ...] = get_args(Order)
EXPANDED = ("person", "org", "place", "country")  # a topic stands for many words that nobody typed
ROLES = ("name", "adjective", "weak")
COLUMNS = 78


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--since", "since_", metavar="TIME", help="Only what came out since then: 30d, 2024-05, 2024-05-16.")
@click.option("--until", metavar="TIME", help="Only what came out before.")
@click.option("--lang", "languages", metavar="CODE", multiple=True, help="Only in this language (ru, az, be, ...).")
@click.option("--source", "outlet", metavar="NAME", help="Only of this feed or outlet.")
@click.option("--rule", metavar="ID", help="Only what matches this rule.")
@click.option("--matching", is_flag=True, help="Only what matches some rule.")
@click.option("--title", is_flag=True, help="Look at titles only.")
@click.option("--exact", is_flag=True, help="Only the words as typed, no other spellings of known names.")
@click.option("--order", type=click.Choice(ORDERS), default="newest", show_default=True, help="What stands first.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="So many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def search(place: Place, /, words: tuple[str, ...], **asked: Any) -> None:
    """Find stored articles by their words, in any language.

    All WORDS must be there, in any order; "words in quotation marks" stand side by side, wor* may go on, `a or b` asks
    for either, `-word` or `not word` leaves out. The name of a person, country, place or organisation finds all its
    spellings in all languages: `lukashenko` finds Лукашэнка and Lukaşenko.
    """
    if slip := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(slip, possibilities=[f"--{name}" for name in ("since", "until", "lang", "source")])
    try:
        typed = pieces(" ".join(_requoted(words)))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    setup = _setup(place)
    question = _question(typed, None if asked["exact"] else setup)
    with reading(place) as store:
        now = present(place, store)
        wanted = Wanted(
            since=since(asked["since_"], now) if asked["since_"] else None,
            until=since(asked["until"], now) if asked["until"] else None,
            languages=tuple(each.lower() for each in asked["languages"]),
            feeds=_feeds(asked["outlet"], setup), rule=_rule(asked["rule"], setup), matching=asked["matching"],
            title=asked["title"],
        )  # fmt: skip
        total, hits = store.search.find(question, wanted, asked["order"], asked["limit"])
        aside = 0 if asked["matching"] or asked["rule"] else store.search.without_copy()
        known = store.search.asked(SystemClock().now() - Limits().searched) if aside else True
    if aside:
        _note_aside(place, aside, ask=not known)
    if asked["as_json"]:
        for hit in hits:
            click.echo(json.dumps(_row(hit, question, setup), ensure_ascii=False))
    else:
        _draw(hits, question, setup)
    say(_counted(total, len(hits), asked["order"]))


def _requoted(words: Sequence[str]) -> Iterator[str]:
    """The shell has taken the quotation marks from "a b": an argument of several words was one phrase."""
    for word in words:
        minus, bare = ("-", word[1:]) if word.startswith("-") else ("", word)
        plain = len(words) > 1 and " " in bare and not any(mark in bare for mark in '"“”„«»')
        yield f'{minus}"{bare}"' if plain else word


def _setup(place: Place) -> Setup | None:
    """The rules as they are, for names and outlets; a search goes on without where they cannot be read."""
    from monitor.errors import MonitorError
    from monitor.setup import load

    try:
        return load(place.rules, place.cache, strict=False)
    except MonitorError as fault:
        say(f"note: the rules cannot be read, so no names and outlets are known: {fault}")
        return None


def _question(typed: Sequence[Piece], setup: Setup | None) -> Query:
    alternatives = []
    for piece in typed:
        own = term(piece.text)
        meant = None if setup is None or piece.quoted or own.open else _meant(piece.text, setup)
        terms = dict.fromkeys([own, *(_spellings(meant, setup) if meant and setup else ())])
        if meant:
            say(
                f"note: '{piece.text}' is looked for as {meant}, in {len(terms)} spellings; --exact, or quotation "
                "marks, look for the word alone"
            )
        alternatives.append(tuple(terms))
    return query(typed, alternatives)


def _meant(word: str, setup: Setup) -> str | None:
    """The name of the lexicon that a typed word stands for: an id or alias, one of its forms, or a bare surname."""
    from monitor.text.fold import folded

    lexicon = setup.lexicon
    name = lexicon.resolve(word)
    if name is None:
        text = word.title()
        whole = [each.name for each in lexicon.scan(text, "").mentions if each.surface == text and each.part == "name"]
        same = folded(word)
        weak = (each.id for each in lexicon.names.values() if any(folded(form.text) == same for form in each.weak))
        name = next((each for each in whole if each.partition(".")[0] in EXPANDED), None) or next(weak, None)
    return name if name and name.partition(".")[0] in EXPANDED else None


def _spellings(name: str, setup: Setup) -> Iterator[Term]:
    """Everything the name is written as, each beginning that may go on once."""
    from monitor.proving.naming import writings

    for writing in writings(setup.lexicon.names[name], setup.lexicon):
        if writing.role in ROLES:
            for spelling in writing.spellings:
                found_term = term(spelling)
                if found_term.words:
                    yield found_term


def _feeds(name: str | None, setup: Setup | None) -> tuple[str, ...] | None:
    """Ids of the feeds that are called so or belong to the outlet that is; None = any."""
    if name is None:
        return None
    from monitor.yamlfile import closest

    sources = setup.sources.values() if setup else ()
    feeds = tuple(each.id for each in sources if name.casefold() in (each.id.casefold(), each.outlet.casefold()))
    if not feeds and setup is not None:
        known = [word for each in sources for word in (each.id, each.outlet)]
        hint = closest(name, known) or "'monitor sources list --all' names them"
        raise click.BadParameter(f"no feed or outlet {name!r}; {hint}", param_hint="--source")
    return feeds or (name,)


def _rule(name: str | None, setup: Setup | None) -> str:
    from monitor.cli.finding import chosen_rule

    return (chosen_rule(setup, name) if setup else name) or ""


def _note_aside(place: Place, aside: int, *, ask: bool) -> None:
    """What was looked through one by one is brought into the index from now on, where the store can be written."""
    say(f"note: {aside:,} texts were gone through one by one; a running monitor brings them into the index")
    if ask:
        with suppress(StoreError), closing(open_store(place.state, beside=True)) as store:
            store.requests.put(ASK, "", SystemClock().now())


def _row(hit: Hit, question: Query, setup: Setup | None) -> dict[str, Any]:
    begin, end = excerpt(hit.body, found(question, hit.body))
    return {
        "article": hit.article, "at": hit.at, "outlet": _outlet(hit, setup), "language": hit.language,
        "title": hit.title, "url": hit.url, "story": hit.story, "copy_of": hit.copy_of,
        "passage": hit.body[begin:end], "words": _words(hit, question),
    }  # fmt: skip


def _words(hit: Hit, question: Query) -> list[str]:
    """The words that were found, as they stand there, each once."""
    said = [text[start:end] for text in (hit.title, hit.body) for start, end in found(question, text)]
    return list(dict.fromkeys(" ".join(word.split()) for word in said))


def _outlet(hit: Hit, setup: Setup | None) -> str:
    source = setup.sources.get(hit.feed) if setup else None
    return source.outlet if source else hit.feed or "imported"


def _draw(hits: Sequence[Hit], question: Query, setup: Setup | None) -> None:
    """Each article as a few lines; a copy of one that is shown stands under it, in one line."""
    from rich.console import Console
    from rich.padding import Padding

    plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    console = Console(no_color=plain, highlight=False, width=None if sys.stdout.isatty() else COLUMNS)
    numbers = {hit.article for hit in hits}
    copies: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.copy_of in numbers:
            copies.setdefault(hit.copy_of or 0, []).append(hit)
    for hit in hits:
        if hit.copy_of in numbers:
            continue
        language = f", {hit.language}" if hit.language else ""
        story = f"  (story {hit.story})" if hit.story else ""
        console.print(f"{hit.article}  {day(hit.at)}, {_outlet(hit, setup)}{language}{story}", markup=False)
        body = found(question, hit.body)
        console.print(Padding(_shown(hit.title or "(no title)", question, plain=plain), (0, 0, 0, 2), expand=False))
        begin, end = excerpt(hit.body, body)
        if hit.body[begin:end].strip():
            dots = ("… " if begin else "", " …" if end < len(hit.body.rstrip()) else "")
            text = _pieces(marked(hit.body, body, begin, end), plain=plain)
            console.print(Padding(_joined(dots[0], text, dots[1]), (0, 0, 0, 4), expand=False))
        for copy in copies.get(hit.article, ()):
            console.print(f"    same text: {copy.article}  {day(copy.at)}, {_outlet(copy, setup)}", markup=False)


def _shown(text: str, question: Query, *, plain: bool) -> Any:
    return _joined("", _pieces(marked(text, found(question, text), 0, len(text)), plain=plain), "")


def _pieces(parts: Iterator[tuple[str, bool]], *, plain: bool) -> Iterator[tuple[str, str]]:
    for text, hit in parts:
        yield (f"[{text}]" if hit and plain else text), ("bold" if hit else "")


def _joined(before: str, parts: Iterator[tuple[str, str]], after: str) -> Any:
    from rich.text import Text

    text = Text(before)
    for part, style in parts:
        text.append(part, style)
    return text.append(after)


def _counted(total: int, shown: int, order: Order) -> str:
    if not total:
        return "no article holds these words; fewer words, a star at a word's end (trac*), or `a or b` find more"
    articles = "1 article" if total == 1 else f"{total:,} articles"
    which: Mapping[Order, str] = {"newest": "the newest", "oldest": "the oldest", "best": "the best"}
    return articles if shown >= total else f"{articles}; {which[order]} {shown} are shown, --limit shows more"
