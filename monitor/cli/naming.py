"""`monitor rules words`: every form a name matches, and how often it stands in the stored articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.text import Text

from monitor.cli.common import Place, say, since, table
from monitor.cli.finding import day, present, reading, rules_as_written
from monitor.cli.marking import console, indented
from monitor.cli.watching import watched
from monitor.lexicon import Lexicon, NameDef
from monitor.proving.naming import ROLES, Found, Role, Writing, source_of, surfaces, writings
from monitor.setup import Setup
from monitor.store.archive import Archive
from monitor.text.fold import folded

HEADS: dict[Role, str] = {
    "name": "names",
    "adjective": "adjectives, which count for the name",
    "metonym": "places that stand for it",
    "weak": "weak names, which count only with one of the context in the same article",
    "context": "context of the weak names",
    "not": "never where one of these stands",
}
AS_TYPED = ("context", "not")  # lists that know no language and are never declined
ENDINGS_SHOWN = 12
PHRASES_SHOWN = 4
Counts = dict[str, dict[str, Found]]  # of each name its spellings


@click.command()
@click.argument("name")
@click.option("--in", "file", metavar="FILE", help="The rule file whose own name is meant; or write FILE:NAME.")
@click.option("--since", "period", default="90d", show_default=True, help="Count in articles since: 7d, 2024-05-16.")
@click.option("--no-counts", is_flag=True, help="Only the forms; do not look into the store.")
@click.option("--limit", default=30, show_default=True, help="How many spellings found to list; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every spelling written out.")
@click.pass_obj
def words(
    place: Place, name: str, file: str | None, period: str, limit: int, *, no_counts: bool, as_json: bool
) -> None:
    """Show what NAME stands for in a rule: all its forms by language, how often each is found; a group's members."""
    setup = rules_as_written(place)
    meant = _meant(name, file, setup.lexicon)
    members = [setup.lexicon.names[each] for each in setup.lexicon.members(meant.id)]
    forms = {each.id: writings(each, setup.lexicon) for each in members} if meant.kind != "group" else {}
    start: int | None = None
    counts: Counts = {}
    articles = 0
    if not no_counts:
        with reading(place) as store:
            start = since(period, present(place, store))
            counts, articles = _counted(store.archive, start, [each.id for each in members], setup)
    if as_json:
        click.echo(json.dumps(_row(meant, members, forms, counts, articles), ensure_ascii=False))
        return
    _drawn(meant, members, forms, setup.lexicon)
    if start is not None:
        _draw_counts(meant, forms, counts, limit)
        say(f"counted in {articles} articles since {day(start)}")


# -- which name


def _meant(word: str, file: str | None, lexicon: Lexicon) -> NameDef:
    """A name of the lexicon, or of a rule file. Raises click.BadParameter with a suggestion."""
    place, colon, own = word.rpartition(":")
    if colon or file:
        return _local(own, file or place, lexicon)
    found = lexicon.resolve(word)
    if found is None:
        hint = lexicon.suggest(word) or "'monitor rules words' takes a name as a rule would write it"
        raise click.BadParameter(f"{word!r} is no name; {hint}")
    same = [each for each in lexicon.names.values() if _is_local(each) and _word(each) == _word(lexicon.names[found])]
    if _is_local(lexicon.names[found]) and len(same) > 1:
        raise click.BadParameter(
            f"{word!r} is a name of several files; write one of: "
            + ", ".join(f"{Path(each.file).stem}:{word}" for each in same)
        )
    return lexicon.names[found]


def _local(word: str, file: str, lexicon: Lexicon) -> NameDef:
    stem = Path(file).name.removesuffix(".yaml").casefold()
    own = [each for each in lexicon.names.values() if _is_local(each) and Path(each.file).stem.casefold() == stem]
    key = word.replace("-", "_").casefold()
    for each in own:
        if key in (_word(each), *(alias.replace("-", "_").casefold() for alias in each.aliases)):
            return each
    known = ", ".join(_word(each).replace("_", "-") for each in own)
    hint = f"it has: {known}" if known else "it has no names of its own"
    raise click.BadParameter(f"the file {stem}.yaml has no name {word!r}; {hint}")


def _is_local(name: NameDef) -> bool:
    return name.kind == "name" and name.id.startswith("file")


def _word(name: NameDef) -> str:
    return name.id.partition(".")[2] or name.id


def _called(name: NameDef) -> str:
    """What a person calls it: a name of a rule file as it is asked for, `oil:az-oil`."""
    return f"{Path(name.file).stem}:{_word(name).replace('_', '-')}" if _is_local(name) else name.id


# -- counting


def _counted(
    archive: Archive, start: int, names: list[str], setup: Setup
) -> tuple[Counts, int]:  # fmt: skip
    """For each name its spellings in the articles since `start`, and how many articles were looked at."""
    counts: Counts = {}
    articles = 0
    for stored in watched(archive.articles(start), archive.count(start), "Looking through stored articles"):
        articles += 1
        scan = setup.lexicon.scan(stored.title, stored.body, stored.language)
        for name, spellings in surfaces(scan.mentions, names).items():
            for surface, times in spellings.items():
                found = counts.setdefault(name, {}).setdefault(surface, Found())
                found.times += times
                found.articles += 1
    return counts, articles


# -- shown


def _row(
    meant: NameDef,
    members: list[NameDef],
    forms: dict[str, tuple[Writing, ...]],
    counts: Counts,
    articles: int,
) -> dict[str, object]:
    row: dict[str, object] = {
        "name": meant.id, "kind": meant.kind, "side": meant.side, "aliases": list(meant.aliases),
        "file": meant.file, "line": meant.line, "articles": articles,
    }  # fmt: skip
    if meant.kind == "group":
        totals = {each.id: sum(found.times for found in counts.get(each.id, {}).values()) for each in members}
        return row | {"members": [{"name": name, "times": times} for name, times in totals.items()]}
    listed = [
        {"role": each.role, "language": each.language, "written": each.typed, "how": each.how,
         "built_in": each.built_in, "only_in": list(each.only_in), "spellings": list(each.spellings)}
        for each in forms[meant.id]
    ]  # fmt: skip
    found = [
        {
            "surface": surface,
            "times": each.times,
            "articles": each.articles,
            "from": source_of(surface, forms[meant.id]),
        }
        for surface, each in _ranked(counts.get(meant.id, {}))
    ]
    return row | {"forms": listed, "found": found}


def _ranked(found: dict[str, Found]) -> list[tuple[str, Found]]:
    return sorted(found.items(), key=lambda each: (-each[1].times, each[0]))


def _drawn(meant: NameDef, members: list[NameDef], forms: dict[str, tuple[Writing, ...]], lexicon: Lexicon) -> None:
    out = console()
    where = f"  {meant.file}:{meant.line}" if meant.file else "  comes with the program"
    acts = f"  acts for {meant.side}" if meant.side and not meant.iso else f"  {meant.iso}" if meant.iso else ""
    out.print(Text(_called(meant), "bold") + Text(acts) + Text(where, "dim"))
    if meant.aliases:
        out.print(Text(f"also: {', '.join(dict.fromkeys(meant.aliases))}"))
    if meant.kind == "group":
        rows = [(each.id, each.iso or each.side or "-", f"{len(writings(each, lexicon))} forms") for each in members]
        click.echo(f"\na group of {len(members)}, each with all its forms:")
        table(("member", "country", "matches"), rows)
        return
    for role in ROLES:
        of_role = [each for each in forms[meant.id] if each.role == role]
        if not of_role:
            continue
        out.print(Text(f"\n{HEADS[role]}", "bold"))
        if role in AS_TYPED:
            indented(out, Text(", ".join(each.typed for each in of_role)))
        else:
            table(("", "written", "matches also", "how"), _rows(_by_language(of_role)))


def _by_language(found: Iterable[Writing]) -> list[Writing]:
    """Forms of one language together, in the order in which languages first come."""
    grouped: dict[str, list[Writing]] = {}
    for each in found:
        grouped.setdefault(each.language, []).append(each)
    return [each for some in grouped.values() for each in some]


def _rows(found: Iterable[Writing]) -> Iterator[tuple[str, str, str, str]]:
    """A row a form; the language stands in the first of its rows."""
    before = None
    for each in found:
        language = each.language or "any"
        how = "built in" if each.built_in else str(each.how)
        yield "" if language == before else language, each.typed, _also(each), how
        before = language


def _also(each: Writing) -> str:
    """The other spellings; of one word with many endings the stem and the endings."""
    written = " ".join(word.removeprefix("=").partition("~")[0] for word in each.typed.split())
    rest = [spelling for spelling in each.spellings if folded(spelling) != folded(written)]
    stem = _stem(each.spellings)
    if " " in each.typed or len(rest) <= 3 or len(stem) < 3:
        return ", ".join(rest[:PHRASES_SHOWN]) + _more(len(rest), PHRASES_SHOWN)
    shown = [f"-{spelling[len(stem) :]}" for spelling in each.spellings if spelling != stem]
    return f"{stem} + {' '.join(shown[:ENDINGS_SHOWN])}{_more(len(shown), ENDINGS_SHOWN)}"


def _more(all_: int, shown: int) -> str:
    return f" and {all_ - shown} more" if all_ > shown else ""


def _stem(spellings: tuple[str, ...]) -> str:
    """What all of them begin with."""
    first, last = min(spellings), max(spellings)
    return first[: next((at for at, letter in enumerate(first) if letter != last[at : at + 1]), len(first))]


def _draw_counts(meant: NameDef, forms: dict[str, tuple[Writing, ...]], counts: Counts, limit: int) -> None:
    if not counts:
        click.echo("\nfound nowhere")
        return
    click.echo("\nfound")
    if meant.kind == "group":
        totals = Counter({name: sum(each.times for each in found.values()) for name, found in counts.items()})
        table(("member", "times", "most often as"),
              [(name, str(n), _ranked(counts[name])[0][0]) for name, n in totals.most_common()])  # fmt: skip
        return
    ranked = _ranked(counts.get(meant.id, {}))
    shown = ranked[:limit] if limit > 0 else ranked
    table(("in articles as", "times", "articles", "written"),
          [(surface, str(each.times), str(each.articles), source_of(surface, forms[meant.id]))
           for surface, each in shown])  # fmt: skip
    if len(shown) < len(ranked):
        say(f"... and {len(ranked) - len(shown)} more spellings; --limit 0 lists all")
