"""Lists of countries: "the presidents of Armenia, Belarus and Kazakhstan" says nothing of any two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from monitor.model.mention import Field, Mention, Scan

LIST_LENGTH = 3
_GLUE = re.compile(
    r"[,;/•()]|\b(?:and|as well as|along with|и|а также|і|а таксама|та|və|eləcə də|həmçinin|ve|ile|oraz|i|und|et)\b"
)
# What may stand beside a name inside a list without ending it: titles, articles, the full name of a state.
_TITLES = re.compile(
    r"""(?: the | of | in | from | his | president\w* | prime | minister\w* | premier\w* | leader\w* | head\w* | state
    | republic\w* | foreign | first | vice | deputy | chancellor | federation | kingdom | counterpart\w*
    | президент\w* | премьер\w* | министр\w* | лидер\w* | глав\w* | республик\w* | из | в | государств\w*
    | правительств\w* | прэзідэнт\w* | прэм\W?ер\w* | міністр\w* | кіраўнік\w* | лідар\w* | рэспублік\w* | з
    | дзяржав\w* | prezident\w* | baş | nazir\w* | lider\w* | respublikası\w* | dövlət\w* | başçı\w*
    | cumhurbaşkan\w* | başbakan\w* | bakan\w* | devlet\w* | cumhuriyet\w* | [-–—] | ['’]\w* )""",
    re.VERBOSE | re.IGNORECASE,
)


def listed(scan: Scan, acting: Sequence[tuple[Mention, str]]) -> frozenset[tuple[Field, int]]:
    """Where those mentions stand (field, start) that belong to a list of three or more countries.

    `acting` are the mentions that are or act for a country, with its ISO code, in reading order. One that stands twice
    in a sentence, in the list and outside, is listed only where the list is.
    """
    found: set[tuple[Field, int]] = set()
    for _, group in groupby(acting, key=lambda pair: pair[0].sentence):
        for run in _runs(scan, list(group)):
            if len({side for _, side in run}) >= LIST_LENGTH:
                found.update((mention.field, mention.start) for mention, _ in run)
    return frozenset(found)


def _runs(scan: Scan, named: list[tuple[Mention, str]]) -> Iterable[list[tuple[Mention, str]]]:
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
