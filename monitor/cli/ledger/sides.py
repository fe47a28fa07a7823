"""What a person asks of the ledger: names of countries, days where the readers are; and its lines as reports."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import FIRST_DAY
from monitor.lexicon import Lexicon
from monitor.reading.ledger import F, Report
from monitor.store.facts import Line, Where

DAY = "%Y-%m-%d"


def pairs(lexicon: Lexicon, a: str, b: str) -> list[tuple[str, str]]:
    """Codes of the two sides that are meant, in alphabetical order; a group stands for each of its members.

    Raises click.BadParameter for what is neither a country, a union of states nor a group of them.
    """
    ones, others = _codes(lexicon, a), _codes(lexicon, b)
    found = [(min(one, other), max(one, other)) for one, other in product(ones, others) if one != other]
    if not found:
        raise click.BadParameter(f"{a!r} and {b!r} are one country; name two")
    return list(dict.fromkeys(found))


def _codes(lexicon: Lexicon, word: str) -> list[str]:
    name = lexicon.resolve(word) or (lexicon.resolve(word.upper()) if len(word) == 2 else None)
    if name is None:
        hint = lexicon.suggest(word) or "as in azerbaijan, BY, eaeu"
        raise click.BadParameter(f"{word!r} is no name of a country; {hint}")
    codes = []
    for member in lexicon.members(name):
        kind, _, rest = member.partition(".")
        if kind == "country":
            codes.append(lexicon.side(member))
        elif kind == "org" and not lexicon.side(member):
            codes.append(rest.upper())
        else:
            raise click.BadParameter(f"{word!r} is no country and no union of states")
    return codes


def shown(lexicon: Lexicon, name: str) -> str:
    """A name in English: as the lexicon displays it, else its first form there, else the end of its id."""
    known = lexicon.names.get(name)
    if known and known.shown:
        return known.shown
    forms = [form for _, form in known.strong if form.language == "en"] if known else []
    if name.startswith("person."):
        forms = [form for form in forms if len(form.words) > 1]
    ending = name.partition(".")[2].replace("_", " ")
    written = [" ".join(word.partition("~")[0].strip("=*") for word in form.text.split()) for form in forms]
    if name.startswith("country."):  # its adjective or capital may be the first of its forms
        written.sort(key=lambda form: form.casefold() != ending)
    return written[0] if written else ending.title()


def from_day(text: str) -> str:
    """A day, month or year as days of events compare with it, "" for none. Raises click.BadParameter."""
    try:
        if text:
            datetime.strptime(text + FIRST_DAY.get(len(text), ""), DAY)  # noqa: DTZ007 (a day, no moment)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write 2024-05-17, 2024-05 or 2024") from error
    return text


def end_of_day(text: str, zone: str) -> int:
    """UTC seconds of the last moment of a day, month or year where the readers are. Raises click.BadParameter."""
    try:
        day = datetime.strptime((text + FIRST_DAY.get(len(text), ""))[:10], DAY)  # noqa: DTZ007 (its zone is set below)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write 2024-05-17, 2024-05 or 2024") from error
    if day.year == MAXYEAR:
        raise click.BadParameter(f"{text!r} lies too far ahead")
    first = day.replace(tzinfo=ZoneInfo(zone or "UTC"))
    if len(text) == len("2024"):
        after = first.replace(year=first.year + 1)
    elif len(text) == len("2024-05"):
        after = (first + timedelta(days=32)).replace(day=1)
    else:
        after = first + timedelta(days=1)
    return int(after.timestamp()) - 1


def day_iso(moment: int, zone: str) -> str:
    """`2024-05-16`, where the readers are."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone) if zone else UTC).strftime(DAY)


def day_of(moment: int, zone: str) -> str:
    """`16 May 2024`, where the readers are."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone) if zone else UTC).strftime("%-d %b %Y")


def report(line: Line[F]) -> Report[F]:
    """A line of the store as one report of many."""
    return Report(line.fact, line.ref, line.where.article, outlet(line.where), line.where.at)


def outlet(where: Where) -> str:
    """Whose article it is, as the ledger names it."""
    return where.outlet or where.feed or "imported"
