"""Russian and Ukrainian names in every case, by pymorphy3: `spelled(wanted)`.

Only a worker child calls this: the dictionaries take 40 MB and a fifth of a second, and the service must not hold them
(the import stands inside for that). A phrase is declined as a whole: words before the head noun that agree with it,
the head, and a name that stands beside it (президент Алиев); what depends on it (Союз независимых государств) stays.
Case by case, never the free product of the cases of its words. A name is masculine or feminine by its own form, else by
the first name before it, and has no plural; a topic typed small has both numbers. Tags of the two languages differ and
asking for an unknown one raises ValueError, hence tests on the tag as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from typing import Any

from monitor.lexicon.endings import CASES, SURNAMES, declined
from monitor.text.fold import folded

GENERATOR = 4  # raised with every change here that gives other spellings: cached ones are worked out anew
MOST = 40  # spellings of one phrase
_PER_CASE = 6  # of one phrase in one case and number: союзові, союзу
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
_PERSON = frozenset({"Name", "Surn", "Patr"})
_AGREES = frozenset({"ADJF", "PRTF"})
_AND = frozenset({"и", "і", "й", "та", "-", "–", "—"})
_RARE = frozenset({"Supr", "V-be", "V-bi", "V-ie", "Arch", "Infr", "Erro", "alt"})  # новейшая Зеландия, предприятье
_VOICE = frozenset({"actv", "pssv"})
_NAME = re.compile("[А-ЯЁІЇЄҐ][а-яёіїєґА-ЯЁІЇЄҐ'’-]*")  # what is written in other letters is not declined
_GENDERS = ("masc", "femn", "neut")
# The second genitive, accusative and locative (в Крыму) are ways to write the first.
_CASE_OF = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}

Table = dict[tuple[str, str], tuple[str, ...]]  # (number, case) -> ways to write it
Tags = frozenset[str]


def spelled(wanted: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """For each (language, dictionary form) all folded spellings of the whole phrase, the form itself first."""
    return [_spelled(language, text) for language, text in wanted]


def stamp() -> str:
    """What the spellings depend on besides the names: this module and the versions of the dictionaries."""
    return "-".join([str(GENERATOR), *map(_version, ("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk"))])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


@lru_cache(maxsize=2)
def _analyzer(language: str) -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  # only a worker may load it

    return MorphAnalyzer(lang=language)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a word in its dictionary form."""

    tags: Tags
    forms: tuple[tuple[str, Tags], ...]
    known: bool

    @property
    def agrees(self) -> bool:
        """An adjective or participle."""
        return bool(self.tags & _AGREES)

    @property
    def plural(self) -> bool:
        """The dictionary form is a plural."""
        return "plur" in self.tags or "Pltm" in self.tags

    @property
    def gender(self) -> str:
        """masc, femn or neut; of a plural, none."""
        return "" if self.plural else next((gender for gender in _GENDERS if gender in self.tags), "masc")


@lru_cache(maxsize=4096)
def _readings(language: str, word: str) -> tuple[_Reading, ...]:
    """Nominative readings as a noun or adjective, proper names first for a word with a capital."""
    found = []
    for parse in _analyzer(language).parse(word):
        tags = _tags(parse.tag)
        if "nomn" in tags and tags & {"NOUN", "ADJF", "PRTF"}:
            forms = ((form.word, _tags(form.tag)) for form in parse.lexeme)
            common = tuple((form, t) for form, t in forms if t & _RARE <= tags and t & _VOICE == tags & _VOICE)
            found.append(_Reading(tags, common, bool(parse.is_known)))
    return tuple(sorted(found, key=lambda reading: bool(reading.tags & _RARE)))


def _tags(tag: object) -> Tags:
    return frozenset(_CASE_OF.get(part, part) for part in str(tag).replace(" ", ",").split(","))


def _spelled(language: str, text: str) -> tuple[str, ...]:
    words = text.split()
    parts = _conjuncts(words)
    tables = [_Phrase(language, part, small=text == text.lower()).table() for part in parts[::2]]
    if len(tables) > 1 and not all(tables):
        return (folded(text),)
    found = dict.fromkeys([folded(text)])
    for slot in tables[0] if tables else ():
        if all(slot in table for table in tables):
            for chosen in product(*(table[slot] for table in tables)):
                joined = [chosen[0]]
                for conjunction, part in zip(parts[1::2], chosen[1:], strict=True):
                    joined += [" ".join(conjunction), part]
                found[folded(" ".join(joined))] = None
    return tuple(found)[:MOST]


def _conjuncts(words: list[str]) -> list[list[str]]:
    """`Босния и Герцеговина` in three parts: phrase, conjunction, phrase."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _AND and parts[-1]:
            parts += [[word], []]
        else:
            parts[-1].append(word)
    return parts if parts[-1] else [words]


class _Phrase:
    """Words without a conjunction, declined together."""

    def __init__(self, language: str, words: list[str], *, small: bool) -> None:
        self._language, self._words, self._small = language, words, small
        self._person = self._gender_of_person()

    def table(self) -> Table:
        """How the phrase is written in each case and number."""
        head = self._head()
        if head < 0:
            return {}
        main = self._choice(head)
        columns = [self._column(at, head, main) for at in range(len(self._words))]
        found: Table = {}
        for slot in [slot for slot in columns[head] if len(self._words) == 1 or slot[0] in self._numbers(main)]:
            cells = [column.get(slot, (word,)) for column, word in zip(columns, self._words, strict=True)]
            # Words that agree take the same ending: євразійському економічному, not євразійськім економічному.
            for before in _in_step(cells[:head]):
                found.setdefault(slot, ())
                found[slot] += tuple(" ".join((*before, *way)) for way in product(*cells[head:]))[:_PER_CASE]
        return found

    def _gender_of_person(self) -> str:
        """By a surname or patronymic that has one gender, else by the first name, else ""."""
        genders: dict[str, None] = {}
        for wanted in (_PERSON - {"Name"}, frozenset({"Name"})):
            for at, word in enumerate(self._words):
                readings = [r for r in self._read(word) if r.known or len(self._words) > 1]
                if at < len(self._words) - 1 and any(r.agrees for r in readings):
                    continue  # Минский завод
                own = {r.gender for r in readings if r.tags & wanted and word[:1].isupper()}
                if len(own) == 1:
                    genders[own.pop()] = None
        return next(iter(genders), "")

    def _read(self, word: str) -> tuple[_Reading, ...]:
        return _readings(self._language, word) if any(map(str.isalpha, word)) else ()

    def _head(self) -> int:
        """The first noun after words that agree with one; -1 where nothing can be declined."""
        for at, word in enumerate(self._words):
            choice = self._choice(at)
            if choice is None:
                return at if self._unknown(word) else at - 1
            last = at == len(self._words) - 1
            if last or not choice.agrees:
                # A name that does not change leaves its cases to the noun after it: Гродно Азот.
                if not last and "Fixd" in choice.tags and self._choice(at + 1) is not None and not self._person:
                    continue
                return at
        return -1

    def _unknown(self, word: str) -> bool:
        return _NAME.fullmatch(word) is not None

    def _choice(self, at: int) -> _Reading | None:
        """How the word at `at` is read: proper names before others, its person's gender, known before guessed."""
        word, last = self._words[at], at == len(self._words) - 1
        readings = self._read(word)
        if self._small:  # польский is an adjective before it is a surname
            readings = tuple(sorted(readings, key=lambda r: bool(r.tags & _PROPER)))
        elif word[:1].isupper():
            proper = [r for r in readings if r.tags & _PROPER and (r.known or r.tags & _PERSON)]
            if self._person:
                proper = [r for r in proper if r.gender == self._person or not r.tags & _PERSON] or proper
            known = [r for r in readings if r.known]
            readings = tuple(sorted(proper, key=lambda r: ("Fixd" in r.tags and r.gender != self._person, not r.known)))
            readings = readings or tuple(known)
            if not readings and not any(r.agrees for r in self._read(word)):
                return None
            readings = readings or self._read(word)
        # "Евразийский" alone may be a surname; before a noun it agrees with it.
        agreeing = [r for r in self._read(word) if r.agrees]
        if agreeing and not last and not self._person:
            return agreeing[0]
        return readings[0] if readings else None

    def _numbers(self, main: _Reading | None) -> tuple[str, ...]:
        if main is None:
            return ("sing",)
        if main.plural:
            return ("plur",)
        return ("sing", "plur") if self._small else ("sing",)

    def _column(self, at: int, head: int, main: _Reading | None) -> Table:
        """Ways to write one word in each case and number of the phrase."""
        word, choice = self._words[at], self._choice(at)
        if at < head:
            if choice is not None and choice.agrees:
                return self._agreeing(choice, main)
            beside = choice is None or bool(choice.tags & (_PERSON | {"anim"}))
            return self._own(word, choice) if beside and "Fixd" not in (choice.tags if choice else ()) else {}
        if at == head:
            return self._alone(word, choice) if len(self._words) == 1 else self._own(word, choice)
        # After the head only a person's name changes with it: президент Алиев, Ильхам Алиев.
        named = choice is not None and bool(choice.tags & _PERSON)
        of_person = main is None or bool(self._person) or "anim" in main.tags
        surname = word.lower().endswith(SURNAMES) or not self._oblique(word)
        unread = choice is None and self._unknown(word) and surname
        return self._own(word, choice) if of_person and (named or unread) else {}

    def _oblique(self, word: str) -> bool:
        """A known word that is no dictionary form: президент Беларуси."""
        return any(parse.is_known for parse in _analyzer(self._language).parse(word))

    def _alone(self, word: str, choice: _Reading | None) -> Table:
        """A word of its own: an adjective typed small in all genders and numbers."""
        if choice is None or not (choice.agrees and self._small):
            return self._own(word, choice)
        return _merged(((f"{t & {'plur', *_GENDERS}}", _case(t)), word) for word, t in choice.forms if _full(t))

    @property
    def _beside_name(self) -> bool:
        """Two unknown names together are a person's: Никол Пашинян."""
        return len(self._words) > 1 and all(word[:1].isupper() for word in self._words)

    def _own(self, word: str, choice: _Reading | None) -> Table:
        if choice is None or self._is_guess(word, choice):
            ways = declined(self._language, word, self._person or "masc" * self._beside_name)
            return {("sing", case): forms for case, forms in zip(CASES, ways, strict=True)}
        if "Fixd" in choice.tags:
            numbers = self._numbers(choice)
            return {(number, case): (word,) for number in numbers for case in CASES}
        if choice.agrees:
            return self._agreeing(choice, choice)
        gender = choice.gender
        return _merged(
            ((_number(tags), _case(tags)), form)
            for form, tags in choice.forms
            if _number(tags) in self._numbers(choice)
            and (_number(tags) == "plur" or not tags & set(_GENDERS) or gender in tags)
            and "abbr" not in tags
        )

    def _is_guess(self, word: str, choice: _Reading) -> bool:
        """Read by likeness alone: the own endings are surer, but for those of women and adjectives."""
        return not choice.known and self._unknown(word) and not choice.agrees and "Fixd" not in choice.tags

    def _agreeing(self, choice: _Reading, main: _Reading | None) -> Table:
        """An adjective in the gender, number and animacy of the noun it stands with."""
        gender = main.gender if main else self._person or "masc"
        other = "inan" if main is None or "anim" in main.tags else "anim"
        numbers = self._numbers(main)
        found = _merged(
            ((_number(tags), _case(tags)), form)
            for form, tags in choice.forms
            if _full(tags)
            and _number(tags) in numbers
            and (_number(tags) == "plur" or gender in tags)
            and other not in tags
        )
        same = "nomn" if other == "anim" else "gent"
        for number, case in found:  # Ukrainian tags do not tell the accusative of things from that of persons
            if case == "accs" and len(found[number, case]) > 1 and gender != "femn":
                found[number, case] = found.get((number, same), found[number, case])
        return found


def _in_step(cells: list[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Ways to write the words before a noun: the n-th of each, where all have as many or one only."""
    most = max((len(ways) for ways in cells), default=1)
    if any(len(ways) not in (1, most) for ways in cells):
        return product(*cells)
    return [tuple(ways[number if len(ways) > 1 else 0] for ways in cells) for number in range(most)]


def _full(tags: Tags) -> bool:
    return bool(tags & _AGREES)


def _number(tags: Tags) -> str:
    return "plur" if "plur" in tags else "sing"


def _case(tags: Tags) -> str:
    return next((case for case in (*CASES, "voct") if case in tags), "")


def _merged(pairs: Iterable[tuple[tuple[str, str], str]]) -> Table:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for (number, case), word in pairs:
        if case and case != "voct":
            found.setdefault((number, case), {})[word] = None
    return {slot: tuple(words) for slot, words in found.items()}
