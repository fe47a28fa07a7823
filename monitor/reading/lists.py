"""Names one after the other: "the presidents of Armenia, Belarus and Kazakhstan" says nothing of any two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from monitor.model.mention import Field, Mention, Scan

LIST_LENGTH = 3
_AND = (
    r"(?:and|as well as|along with|и|а также|і|а таксама|та|й|və|eləcə də|həmçinin|ve|ile|oraz|i|und|et|y|e|և|და"
    r"|мен|пен|бен|және)"
)
_JOINS = (",", *_AND[3:-1].split("|"))  # what stands between two items
_GLUE = re.compile(rf"[,;/•()]|\b{_AND}\b")
# What may stand beside a name inside a list without ending it: titles, articles, the full name of a state, a figure.
_TITLES = re.compile(
    r"""(?: the | of | in | from | his | president\w* | prime | minister\w* | premier\w* | leader\w* | head\w* | state
    | republic\w* | foreign | first | vice | deputy | chancellor | federation | kingdom | counterpart\w*
    | президент\w* | премьер\w* | министр\w* | лидер\w* | глав\w* | республик\w* | из | в | государств\w*
    | правительств\w* | прэзідэнт\w* | прэм\W?ер\w* | міністр\w* | кіраўнік\w* | лідар\w* | рэспублік\w* | з
    | дзяржав\w* | prezident\w* | baş | nazir\w* | lider\w* | respublikası\w* | dövlət\w* | başçı\w*
    | cumhurbaşkan\w* | başbakan\w* | bakan\w* | devlet\w* | cumhuriyet\w* | [-–—] | ['’]\w*
    | [$€£]?\d[\d.,]*%? | % | percent | per | cent | by | million | billion | mln | bn | на | процент\w* | млн | млрд
    | адсот\w* | faiz\w* | milyon | milyard | yüzde | tonnes | tons | тонн\w* | ton )""",
    re.VERBOSE | re.IGNORECASE,
)
# Cities that are no names of the lexicon, before and after those that are: "Minsk, Antalya, Bodrum".
_CAPITAL = r"[A-ZÇƏĞİÖŞÜÂÉŁŚŻА-ЯЁЎІЇЄҐ][^\W\d_]+(?:[ -][A-ZÇƏĞİÖŞÜА-ЯЁЎІ][^\W\d_]+)?"
_MORE_AFTER = re.compile(rf"(?:(?:\s*,\s+|\s+{_AND}\s+){_CAPITAL}){{1,12}}")
_MORE_BEFORE = re.compile(rf"(?:{_CAPITAL}(?:\s*,\s+|\s+{_AND}\s+)){{1,12}}\Z")
_REACH = 120  # characters before a name in which the items of its list are looked for

Named = tuple[Mention, str]  # a mention with the ISO code of its side
Place = tuple[Field, int]  # field and start of a mention


class Enumerated(NamedTuple):
    """Where names stand one after the other: in a list of three or more, or two by two ("Baku and Minsk")."""

    listed: frozenset[Place]
    joined: dict[Place, int]  # number of the run, for names of two countries joined by an "and" or a comma


def enumerated(scan: Scan, acting: Sequence[Named]) -> Enumerated:
    """The lists of a text. One that stands twice in a sentence, in the list and outside, is listed only where it is.

    `acting` are the mentions that are or act for a country, with its ISO code, in reading order.
    """
    lists: set[Place] = set()
    joined: dict[Place, int] = {}
    for _, group in groupby(acting, key=lambda named: named[0].sentence):
        for number, run in enumerate(_runs(scan, list(group)), 1):
            places = [(mention.field, mention.start) for mention, _ in run]
            sides = len({side for _, side in run})
            if sides >= LIST_LENGTH or _cities(scan, run) >= LIST_LENGTH:
                lists.update(places)
            elif sides > 1:
                joined.update(dict.fromkeys(places, number))
    return Enumerated(frozenset(lists), joined)


def listed(scan: Scan, acting: Sequence[Named]) -> frozenset[Place]:
    """Where those mentions stand that belong to a list of three or more countries or cities."""
    return enumerated(scan, acting).listed


def _runs(scan: Scan, named: list[Named]) -> Iterable[list[Named]]:
    """The mentions of one sentence cut wherever something else than a list's glue stands between two of them."""
    run = named[:1]
    for (before, side), (after, next_side) in pairwise(named):
        text = scan.title if after.field == "title" else scan.body
        if not _goes_on(text[before.end : after.start], same_side=side == next_side):
            yield run
            run = []
        run.append((after, next_side))
    yield run


def _goes_on(gap: str, *, same_side: bool) -> bool:
    """Whether a list continues over the gap: a comma, a bracket or an "and" between names, titles within an item."""
    words = _GLUE.sub(" ", gap).split()
    if not all(_TITLES.fullmatch(word) or word[:1].isupper() for word in words) or len(words) > 6:
        return False
    return same_side or _GLUE.search(gap) is not None


def _cities(scan: Scan, run: list[Named]) -> int:
    """How many cities stand in a row with these, if these are all cities; 0 if not."""
    if any(mention.part != "metonym" and not mention.name.startswith("place.") for mention, _ in run):
        return 0
    first, last = run[0][0], run[-1][0]
    text = scan.title if first.field == "title" else scan.body
    reach = max(first.start - _REACH, 0)
    goes_on = text[reach : first.start].rstrip().endswith(_JOINS) and text[first.start - 1 : first.start].isspace()
    before = _MORE_BEFORE.search(text, reach, first.start) if goes_on else None  # seldom, and the search is dear
    after = _MORE_AFTER.match(text, last.end)
    row = text[before.start() if before else first.start : after.end() if after else last.end]
    return sum(1 for item in _GLUE.split(row) if item.strip()[:1].isupper())
