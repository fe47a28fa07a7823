"""Numbers and dates that no fact holds: `was “9 documents”, now “15 documents”`, in the original words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.model.phrase import Phrase
from monitor.model.revision import Difference
from monitor.revising.changes import Changes
from monitor.revising.wording import cited, numbers, uncited, words
from monitor.text import days

_BEHIND = re.compile(r"\s?%|\s*[-–—]?\s*(?:[^\W\d_]{1,4}\.?\s+)?[^\W\d_][^\W\d_'’ʼ-]*")
_YEARS = range(1900, 2101)
_LEAST = 10  # of numbers that come with words of their own; smaller ones are mostly ways of speaking
_MOST = 4


class _Found(NamedTuple):
    key: str  # in one spelling
    written: str  # with the words behind it
    date: bool


def differences(changed: Changes, known: Sequence[Difference]) -> list[Difference]:
    """What no sentence of `known` has said: in an edited sentence any number, in a new one those that count things."""
    told = frozenset(found for each in known if each.kind != "title" for found, _, _ in numbers(each.sentence))
    return list(_found(changed, told))[:_MOST]


def _found(changed: Changes, told: frozenset[str]) -> Iterator[Difference]:
    for before, after in changed.edited:
        for date in (False, True):
            went = [one for one in _own(before, changed.new_numbers, changed.new_words) if one.date == date]
            came = [one for one in _own(after, changed.old_numbers, changed.old_words) if one.date == date]
            for one, other in zip(went, came, strict=False):
                if not (_keys(one) & told or _keys(other) & told):
                    phrase = Phrase.of("was_now", words=uncited(other.written), other_words=uncited(one.written))
                    yield Difference("number", f"was {cited(one.written)}, now {cited(other.written)}", phrase=phrase)
            yield from _added(came[len(went) :], told)
    for sentence in changed.added:
        yield from _added(_own(sentence, changed.old_numbers, changed.old_words), told)


def _added(came: list[_Found], told: frozenset[str]) -> Iterator[Difference]:
    for each in came:
        if not _keys(each) & told and _counts(each):
            phrase = Phrase.of("now_says", words=uncited(each.written))
            yield Difference("number", f"now also says {cited(each.written)}", "new", phrase=phrase)


def _keys(found: _Found) -> set[str]:
    return {found.key} if not found.date else {number for number, _, _ in numbers(found.written)}


def _own(sentence: str, others: frozenset[str], text: str) -> list[_Found]:
    """Numbers that the other version has nowhere, each with the words behind it; dates by their words."""
    dates = [each for each in days.said(sentence) if each.how == "said" and each.day]
    found = [
        _Found(written, sentence[each.start : each.end], date=True)
        for each in dates
        if (written := words(sentence[each.start : each.end])) and f" {written} " not in text
    ]
    for number, start, end in numbers(sentence):
        if number in others or any(each.start < end and start < each.end for each in dates):
            continue
        behind = _BEHIND.match(sentence, end)
        found.append(_Found(number, sentence[start : behind.end() if behind else end], date=False))
    return found


def _counts(found: _Found) -> bool:
    """Whether it counts something, and is no year, no day and no small number."""
    if found.date or not found.key.isdecimal():
        return not found.date and len(found.written) > len(found.key)
    if found.written.endswith("%"):
        return True
    whole = int(found.key[:9])
    return whole >= _LEAST and whole not in _YEARS and found.written[-1].isalpha()
