"""What Belarusian and Polish share: the words of a phrase agree in case, number and gender; no free combinations.

A phrase is adjectives, a head noun, adjectives again and then what never changes (Садружнасць Незалежных Дзяржаў); or
it is a person, whose first name and surname stand in one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from monitor.lexicon.inflection.spelling import Phrase, as_typed, grouped, is_abbreviation, is_word, words_of

SINGULAR, PLURAL = "NGDAIL", "ngdail"  # nominative, genitive, dative, accusative, instrumental, locative
_TOWN_OR_PERSON = ("на", "na", "ін", "ын", "in", "yn")  # Украіна or Mrs Ільіна, Берлін or Mr Турчын
_AND = frozenset({"i", "oraz", "і", "й", "ды"})
# What no first name ends in, though Дзмітры and Konstanty look like adjectives too.
_ADJECTIVE = re.compile("(?:[сц]к(?:і|ая|ае|ія)|[нв]ы|[нв]ая|[sc]k(?:i|a|ie)|n[ye]|ow[ye])$")
_LONGEST_NAME = 3  # words: first name, patronymic, surname

Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inflected:
    """A word read as one gender (m, f, n, or p for a plural) with its forms by case; plural cases in small letters."""

    gender: str
    forms: Forms


class Grammar(Protocol):
    """What a language knows of single words, all in small letters."""

    def nouns(self, word: str, *, name: bool) -> Sequence[Inflected]:
        """Readings as a noun, the likeliest first; empty if it never changes."""

    def adjectives(self, word: str) -> Sequence[Inflected]:
        """Readings as an adjective in the nominative, one gender each with its singular or plural."""

    def all_genders(self, word: str) -> Iterable[str]:
        """Every form of the adjective that `word` is the dictionary form of; empty if it is surely none."""

    def may_be_noun(self, word: str) -> bool:
        """Whether what looks like an adjective is as likely a noun: umowa."""

    def is_surname(self, word: str) -> bool:
        """Whether it can only be a surname."""

    def is_institution(self, word: str) -> bool:
        """Whether it is surely no first name: Савет, Рэспубліка."""

    def is_woman(self, names: Sequence[str]) -> bool:
        """Whether a first name and surname are a woman's."""

    def person(self, word: str, *, woman: bool, surname: bool) -> Forms:
        """Singular cases of a first name or surname; empty if it does not change."""


def paradigm(stem: str, singular: str = "", plural: str = "") -> dict[str, tuple[str, ...]]:
    """Six endings each, in the order of SINGULAR: "_" none, "/" between two that are both right, "-" no such form."""
    forms: dict[str, tuple[str, ...]] = {}
    for slots, endings in ((SINGULAR, singular), (PLURAL, plural)):
        for slot, choice in zip(slots, endings.split(), strict=False):
            if choice != "-":
                forms[slot] = tuple(stem + ending.replace("_", "") for ending in choice.split("/"))
    return forms


def phrases(text: str, grammar: Grammar, *, proper: bool) -> tuple[Phrase, ...]:
    """All ways to write `text`: one form a case for a name, of a topic the plural as well."""
    words = text.split()
    if not all(is_word(word) for word in words) and len(words) == 1:
        return (as_typed(text),)
    if len(words) == 1:
        return tuple((word,) for word in grouped(text, _single(text, grammar, proper=proper)))
    found: dict[Phrase, None] = {as_typed(text): None}
    for reading in _joined(words, grammar, proper=proper):
        found |= dict.fromkeys(_agreeing(words, reading))
    return tuple(found)


def _joined(words: list[str], grammar: Grammar, *, proper: bool) -> Iterator[dict[int, Forms]]:
    """Readings of a phrase; what stands after `and` may depend on the first noun or stand in its case as well."""
    yield from _readings(words, grammar, proper=proper)
    middle = next((n for n, word in enumerate(words) if word in _AND), 0)
    if middle and middle < len(words) - 1:
        for first in _readings(words[:middle], grammar, proper=proper):
            for second in _joined(words[middle + 1 :], grammar, proper=proper):
                yield first | {n + middle + 1: forms for n, forms in second.items()}


def _single(text: str, grammar: Grammar, *, proper: bool) -> Iterator[str]:
    word, capital = text.lower(), text[0].isupper()
    if is_abbreviation(text):
        return
    if not capital or not proper:
        every = tuple(grammar.all_genders(word))
        if every:
            yield from every
            return
    readings = [reading.forms for reading in grammar.nouns(word, name=capital)]
    if (proper or capital) and grammar.is_surname(word):
        person = grammar.person(word, woman=grammar.is_woman([word]), surname=True)
        readings = [person, *readings] if word.endswith(_TOWN_OR_PERSON) else [person]
    for forms in readings:
        for slot, spelt in forms.items():
            if not proper or slot in SINGULAR or SINGULAR[0] not in forms:
                yield from spelt


def _readings(words: list[str], grammar: Grammar, *, proper: bool) -> Iterator[dict[int, Forms]]:
    """Which words change, and how: by their places in the phrase."""
    small = [word.lower() for word in words]
    titled = all(word[0].isupper() and not is_abbreviation(word) and is_word(word) for word in words)
    named = titled and 1 < len(words) <= _LONGEST_NAME and not grammar.is_institution(small[0])
    if named and not _ADJECTIVE.search(small[0]) and grammar.is_surname(small[-1]):
        yield _person(small, grammar)
        return
    if words[0].islower() and _is_named(words[1:], grammar) and not grammar.adjectives(small[0]):
        office = grammar.person(small[0], woman=False, surname=False)  # prezydent Alijew, prezydenta Alijewa
        yield {0: office} | {n + 1: forms for n, forms in _person(small[1:], grammar).items()}
        return
    heads = list(_heads(words, small, grammar))
    for head in heads:
        yield from _around(words, head, grammar, proper=proper)
    if named and heads == [0] and not any(map(grammar.adjectives, small)) and all(map(_nominative, small)):
        yield _person(small, grammar)  # Гродна Азот, Donald Trump: a person or not cannot be seen
        for noun in grammar.nouns(small[-1], name=True)[:1]:
            yield _numbers({len(words) - 1: noun.forms}, proper=True)


def _is_named(words: list[str], grammar: Grammar) -> bool:
    return bool(words) and all(word[0].isupper() for word in words) and grammar.is_surname(words[-1].lower())


def _nominative(word: str) -> bool:
    """Surely no genitive that only follows a noun: Банк Беларусі."""
    return word[-1] not in "іыiyuę"


def _person(words: list[str], grammar: Grammar) -> dict[int, Forms]:
    woman = grammar.is_woman(words)
    last = len(words) - 1
    return {n: grammar.person(word, woman=woman, surname=n == last) for n, word in enumerate(words)}


def _heads(words: list[str], small: list[str], grammar: Grammar) -> Iterator[int]:
    """Places of the word that the others may agree with: the first that is no adjective, or need not be one."""
    genders, found = set("mfnp"), False
    for n, word in enumerate(small):
        if not is_word(words[n]):
            return
        agreeing = genders & {each.gender for each in grammar.adjectives(word)}
        if not agreeing:
            yield n
            return
        if grammar.may_be_noun(word) or (n == len(words) - 1 and not found):
            yield n
            found = True
        genders = agreeing


def _around(words: list[str], head: int, grammar: Grammar, *, proper: bool) -> Iterator[dict[int, Forms]]:
    """Readings with this head: what stands before it must agree, what follows may."""
    if is_abbreviation(words[head]):
        before = [grammar.adjectives(word.lower()) for word in words[:head]]
        if before and all(before):  # Мазырскі НПЗ, Мазырскага НПЗ
            yield _numbers({n: readings[0].forms for n, readings in enumerate(before)}, proper=True)
        return
    for noun in grammar.nouns(words[head].lower(), name=words[head][0].isupper()):
        changing: dict[int, Forms] = {head: noun.forms}
        for n, word in enumerate(words):
            agreeing = [each.forms for each in grammar.adjectives(word.lower()) if each.gender == noun.gender]
            if n < head and not agreeing:
                break
            if n > head and (not agreeing or not is_word(word)):
                yield _numbers(changing, proper=proper)
                break
            if n != head:
                changing[n] = agreeing[0]
        else:
            yield _numbers(changing, proper=proper)


def _numbers(changing: dict[int, Forms], *, proper: bool) -> dict[int, Forms]:
    """A name in the singular has no plural."""
    if not proper or not all(SINGULAR[0] in forms for forms in changing.values()):
        return changing
    return {n: {slot: forms[slot] for slot in SINGULAR if slot in forms} for n, forms in changing.items()}


def _agreeing(words: list[str], changing: Mapping[int, Forms]) -> Iterator[Phrase]:
    """The phrase in every case that all changing words have."""
    fixed = [(as_typed(word)[0],) for word in words]
    for slot in SINGULAR + PLURAL:
        spelt = {n: forms[slot] if forms else () for n, forms in changing.items() if not forms or slot in forms}
        if len(spelt) == len(changing) and any(spelt.values()):
            yield from product(*(words_of(spelt[n]) if spelt.get(n) else fixed[n] for n in range(len(words))))
