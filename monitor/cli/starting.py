"""`monitor rules new`: five questions, or a pair of countries, become a rule file whose examples pass."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from monitor.cli.common import Place, say, write_whole
from monitor.errors import MonitorError
from monitor.setup import Setup

Examples = list[tuple[str, str]]  # language and headline
# What is written in a state and read about it, besides English.
LANGUAGES = {
    "AM": ("hy", "ru"), "AT": ("de",), "AZ": ("az", "ru"), "BE": ("fr",), "BY": ("be", "ru"), "CH": ("de", "fr"),
    "DE": ("de",), "FR": ("fr",), "GE": ("ka",), "KG": ("ru",), "KZ": ("kk", "ru"), "MD": ("ru",), "PL": ("pl",),
    "RU": ("ru",), "TJ": ("ru",), "TM": ("ru",), "TR": ("tr",), "UA": ("uk",), "UZ": ("ru",),
}  # fmt: skip
BOTH = {
    "en": "{} and {} prepare for talks",
    "ru": "{} и {} готовят переговоры",
    "be": "{} і {} рыхтуюць перамовы",
    "uk": "{} і {} готують переговори",
    "pl": "{} i {} przygotowują rozmowy",
    "az": "{} və {} danışıqlara hazırlaşır",
    "tr": "{} ve {} görüşmelere hazırlanıyor",
    "kk": "{} мен {} келіссөзге дайындалуда",
    "de": "{} und {} bereiten Gespräche vor",
    "fr": "{} et {} préparent des discussions",
    "hy": "{}ը և {}ը պատրաստվում են բանակցությունների",
    "ka": "{} და {} მოლაპარაკებებისთვის ემზადებიან",
}
ALONE = "{} prepares for a holiday"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to be told of. `sides`: ids of the two countries, empty for a theme."""

    id: str
    title: str
    sides: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # at least one of them
    unwanted: tuple[str, ...] = ()
    told: str = ""  # a subscription


@click.command()
@click.option("--pair", nargs=2, metavar="A B", help="Two countries, by ISO code or name, instead of the questions.")
@click.option("--title", default="", help="The rule's name for people.")
@click.pass_obj
def new(place: Place, pair: tuple[str, str] | None, title: str) -> None:
    """Write a new rule file with examples to fill: asks five questions, or takes --pair KZ TR.

    The examples it writes are invented and pass; replace them by true headlines.
    """
    from monitor.setup import load

    if not pair and not _terminal():
        raise click.UsageError("questions need a terminal; without one say which countries, as in --pair KZ TR")
    setup = load(place.rules, place.cache)
    wish = _pair_wish(setup, *pair, title) if pair else _asked(setup, click.prompt, title)
    path = place.rules / f"{wish.id}.yaml"
    taken = next((rule for rule in setup.rules if rule.id == wish.id), None)
    if path.exists() or taken:
        where = path if path.exists() else Path(taken.file if taken else "")
        raise MonitorError(f"there is a rule of this name already: {where}; edit it, or give a different --title")
    text = _proved(place, setup, wish, path)
    write_whole(path, text)
    click.echo(str(path))
    _say_next(place, setup, wish)


def _terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


# -- what is wanted ----------------------------------------------------------------------------------------------------


def _pair_wish(setup: Setup, first: str, second: str, title: str) -> Wish:
    sides = _country(setup, first), _country(setup, second)
    if sides[0] == sides[1]:
        raise click.BadParameter(f"{first} and {second} are the same country; a pair needs two")
    names = [_english(setup, side) for side in sides]
    title = title.strip() or " – ".join(names)
    usual = "-".join(_word(side) for side in sides)
    return Wish(usual if title == " – ".join(names) else _slug(title) or usual, title, sides)


def _country(setup: Setup, typed: str) -> str:
    found = setup.lexicon.resolve(typed.upper() if len(typed) == 2 else typed)
    known = setup.lexicon.names.get(found or "")
    if found and known and known.kind == "country":
        return found
    if known and known.kind == "group":
        asked = typed.lower().replace("_", "-")
        raise click.BadParameter(
            f"'{typed}' is a group of countries; a new rule takes two countries, and once it is written a side of its "
            f"pair() may be a group: pair(belarus, {asked})"
        )
    hint = setup.lexicon.suggest(typed) if len(typed) > 2 else _like_code(setup, typed.upper())
    raise click.BadParameter(f"'{typed}' is no country; {hint or 'give an ISO code or an English name, as in KZ'}")


def _like_code(setup: Setup, typed: str) -> str:
    """The codes that share a letter in its place with what was typed, those of watched countries first."""
    watched = {code for rule in setup.rules for code in rule.pair or ()}
    codes = {name.iso: _english(setup, name.id) for name in setup.lexicon.names.values() if name.iso}
    like = [code for code in codes if any(a == b for a, b in zip(code, typed, strict=False))]
    like = sorted(like, key=lambda code: (code not in watched, code[:1] != typed[:1], code))[:3]
    listed = ", ".join(f"{code} ({codes[code]})" for code in like)
    return f"ISO codes like it are {listed}; an English name will do as well" if listed else ""


def _asked(setup: Setup, ask: Callable[..., str], title: str) -> Wish:
    """The five questions."""
    theme = ask("Which two countries (KZ TR), or which theme in a few words", err=True).strip()
    parts = [part for part in re.split(r"\s*[,–—-]\s*|\s+and\s+|\s+", theme) if part]
    wish = None
    if len(parts) == 2:
        try:
            wish = _pair_wish(setup, parts[0], parts[1], title)
        except click.BadParameter as fault:
            say(f"{fault.message}. Taken as a theme.")
    wish = wish or Wish(_slug(theme) or "theme", theme)
    chosen = title.strip() or ask("Its title", default=wish.title, err=True).strip()
    if chosen != wish.title:
        wish = replace(wish, title=chosen, id=_slug(chosen) or wish.id)
    more = "What must be named besides (names or words, with commas; empty = nothing)"
    one = "What must be named (names or words, tea* for any ending, with commas; one of them is enough)"
    must = more if wish.sides else one
    named = ask(must, default="" if wish.sides else wish.title, show_default=not wish.sides, err=True)
    unwanted = ask("What is not wanted (sport; empty = nothing)", default="", show_default=False, err=True)
    ids = [subscription.id for subscription in setup.subscriptions]
    told = ask(
        f"Who is told: {', '.join(ids)} (empty = decide later)", default="", show_default=False, err=True
    ).strip()
    if told and told not in ids:
        say(f"there is no subscription '{told}' in digests.yaml yet; the rule is written all the same")
    return replace(wish, named=_listed(named), unwanted=_listed(unwanted), told=told if told in ids else "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip().strip("\"'“”„«»") for part in text.split(",") if part.strip()))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ə", "e").replace("ı", "i").replace("Ə", "E"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:60]


def _word(name: str) -> str:
    return name.partition(".")[2].replace("_", "-")


def _english(setup: Setup, name: str) -> str:
    return _spelling(setup, name, "en") or _word(name).replace("-", " ").title()


def _spelling(setup: Setup, name: str, language: str) -> str:
    """The first way the name is written in that language, "" if there is none."""
    known = setup.lexicon.names.get(name)
    forms = (form for part, form in (known.strong if known else ()) if part == "name" and form.language == language)
    return next((re.sub(r"~\w+|[*=]", "", form.text) for form in forms), "")


# -- the file ----------------------------------------------------------------------------------------------------------


def _proved(place: Place, setup: Setup, wish: Wish, path: Path) -> str:
    """The file's text, with those of the headlines in it that the rule really answers to."""
    from monitor.matching.editing import formatted
    from monitor.setup import load_files

    matches, skips = _matches(setup, wish), _skips(setup, wish)
    text = formatted(_page(setup, wish, matches, skips), str(path))
    files = {each.relative_to(place.rules).as_posix(): each.read_bytes() for each in place.rules.rglob("*.yaml")}
    files = {name: data for name, data in files.items() if not any(part[0] == "." for part in name.split("/"))}
    files[path.name] = text.encode()
    tried = load_files(files, str(place.rules), place.cache, strict=False)
    failed = {proof.example.model.text for proof in tried.proofs if proof.rule == wish.id and proof.sentence}
    kept = [each for each in matches if each[1] not in failed]
    if not kept:
        raise MonitorError(
            f"no headline could be made that the condition finds: {_condition(setup, wish)}; take rules/eaeu.yaml as a "
            "pattern, and write an example of what is to be found"
        )
    return formatted(_page(setup, wish, kept, [each for each in skips if each[1] not in failed]), str(path))


def _page(setup: Setup, wish: Wish, matches: Examples, skips: Examples) -> str:
    """The whole file, with what the analyst is to do as remarks in it."""
    about = (
        f"Dealings between {' and '.join(_english(setup, side) for side in wish.sides)}." if wish.sides else wish.title
    )
    lines = [
        "# yaml-language-server: $schema=.schema/rules.json",
        f"# {about}",
        "version: 1",
        "rules:",
        f"  - id: {wish.id}",
        f"    title: {_quoted(wish.title)}",
        "    when: |",
        f"      {_condition(setup, wish)}",
        "    # What raises the priority, such as:",
        "    # priority:",
        "    #   high: |",
        f"    #     {_higher(setup, wish)}",
        "    examples:",
        "      # Invented, so that the rule loads: replace them by headlines as they really stand in the news.",
        "      match:",
        *_entries(matches),
        "      # What looks alike and is not wanted: a near miss for each true one makes a good rule.",
        "      skip:" + ("" if skips else " []"),
        *_entries(skips),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    from monitor.yamlfile.writing import written

    return written(text)


def _entries(examples: Examples) -> Iterable[str]:
    from monitor.yamlfile.writing import quoted

    return [f"        - {{text: {quoted(text)}, lang: {language}}}" for language, text in examples]


def _higher(setup: Setup, wish: Wish) -> str:
    if wish.sides:
        return f"lead({' and '.join(_word(side) for side in wish.sides)})"
    return f"title({_part(setup, wish.named[0]) if wish.named else _literal(wish.title)})"


def _condition(setup: Setup, wish: Wish) -> str:
    parts = [f"pair({', '.join(_word(side) for side in wish.sides)})"] if wish.sides else []
    named = [_part(setup, word) for word in wish.named or ((wish.title,) if not wish.sides else ())]
    if named:
        parts.append(named[0] if len(named) == 1 else f"({' or '.join(named)})")
    for word in wish.unwanted:
        known = setup.lexicon.resolve(word)
        parts.append(f"not about({_typed(word, known)})" if known else f"not {_literal(word)}")
    only = len(parts) == 1 and not wish.sides
    return parts[0].removeprefix("(").removesuffix(")") if only and len(named) > 1 else " and ".join(parts)


def _part(setup: Setup, word: str) -> str:
    known = setup.lexicon.resolve(word)
    return _typed(word, known) if known else _literal(word)


def _typed(word: str, known: str) -> str:
    """The word if it can stand in a condition, else the name's own."""
    return word if re.fullmatch(r"[A-Za-z][\w-]*", word) and word.isascii() else _word(known)


def _literal(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


def _matches(setup: Setup, wish: Wish) -> Examples:
    """Headlines that ought to be found, in the languages of the two states or in English."""
    besides = [spelling for word in wish.named for spelling in _spellings(setup, word)]
    if not wish.sides:
        return [("en", f"What is new: {word}") for word in besides or [wish.title]]
    codes = [setup.lexicon.side(side) for side in wish.sides]
    languages = dict.fromkeys(["en", *(each for code in codes for each in LANGUAGES.get(code, ()))])
    found = []
    for language in languages:
        names = [_spelling(setup, side, language) for side in wish.sides]
        if all(names):
            found += [
                (language, BOTH[language].format(*names) + (f": {word}" if word else "")) for word in besides or [""]
            ]
    return found


def _spellings(setup: Setup, word: str) -> list[str]:
    known = setup.lexicon.resolve(word)
    if not known:
        return [word.replace("*", "")]
    return [(_spelling(setup, known, "en") or _spelling(setup, known, "")) or word]


def _skips(setup: Setup, wish: Wish) -> Examples:
    if wish.sides:
        return [("en", ALONE.format(_english(setup, side))) for side in wish.sides]
    return [("en", "A headline that has nothing to do with it")]


def _say_next(place: Place, setup: Setup, wish: Wish) -> None:
    told = wish.told or next((subscription.id for subscription in setup.subscriptions), "daily")
    say(f"written; its examples are invented and pass. Next:\n"
        f"  1. replace the examples in {place.rules / wish.id}.yaml by true headlines\n"
        f"  2. add {wish.id} to 'rules:' of the subscription '{told}' in {place.rules / 'digests.yaml'},\n"
        f"     unless its 'pairs:' bring it\n"
        f"  3. monitor rules check")  # fmt: skip
