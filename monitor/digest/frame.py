"""The digest's own words in one language: phrases of frames/*.toml, names, counts and dates.

A phrase is filled with slots as they are, in the nominative; nothing is inflected, nothing is invented. Plural forms,
months, weekdays, languages and states are those of the CLDR, which is read when the first digest is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from math import isfinite

from monitor.digest.calendar import Calendar, calendar_of
from monitor.digest.moments import Moments
from monitor.digest.phrases import locale, phrases, table
from monitor.digest.words import code, one_line
from monitor.model.message import FrameLanguage, Names

CAPITAL = "capital."  # before an ISO code, in names
OFFICE = "office."  # before a person's id, in names: it stands for all who held that office
SAID = "said."  # before a place as it is written, in names: its neutral name
SIDE = "side."  # before a dotted id, in names: ISO code of the state it acts for
FULL = "full."  # before a person's id, in names: first name and surname


class MissingPhraseError(LookupError):
    """A key, or a slot of it, that the program says and no table has: a fault of the program."""


class Frame:
    """Made by `frame_of`; `tag` is its language."""

    def __init__(self, tag: FrameLanguage, names: Mapping[str, str]) -> None:
        self.tag: FrameLanguage = tag
        self._phrases = phrases(tag)
        self._names = names

    def say(self, key: str, **slots: str) -> str:
        """The phrase with its slots filled. Raises MissingPhraseError where the table lacks the key or a slot's value.

        A slot that the phrase does not use is left out: not every language needs each of them.
        """
        try:
            return self._phrases[key].format_map(slots)
        except KeyError as missing:
            raise MissingPhraseError(f"{self.tag}.toml: {key} lacks {missing}") from None

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self._phrases

    def count(self, key: str, n: float) -> str:
        """`3 stories`, in the plural form that the language has for this number."""
        form = _plural(self.tag)(int(n) if n % 1 == 0 else n) if isfinite(n) else "other"
        found = f"count.{key}.{form}"
        return self.say(found if self.has(found) else f"count.{key}.other", n=self.number(n))

    def number(self, n: float) -> str:
        """A number as the language writes it: 1,912.5 or 1 912,5."""
        whole = f"{int(n):,}" if n % 1 == 0 else f"{n:,.10g}"  # neither of an endless number, which no text should hold
        signs = {",": self.say("words.thousands"), ".": self.say("words.decimal")}
        return "".join(signs.get(sign, sign) for sign in whole)

    def moments(self, zone: str, year_of: int) -> Moments:
        """Times in one zone; see `Moments`."""
        return Moments(zone, year_of, self.calendar)

    @property
    def calendar(self) -> Calendar:
        """Dates in this language."""
        return calendar_of(self.tag)

    def day(self, day: str) -> str:
        """`16 May 2024` of "2024-05-16", `May 2024` of "2024-05"; what is no day as it is."""
        return self.calendar.said(day)

    def stay(self, first: str, last: str) -> str:
        """`15-17 May 2024`; one day as `day`."""
        return self.calendar.stay(first, last)

    def language(self, language: str) -> str:
        """The name of a language; a code that is not known stays a code, none stays empty."""
        tag = code(language)
        return _languages(self.tag).get(tag, tag)

    def status(self, status: str, kind: str) -> str:
        """`planned`: the word that agrees with the kind of event, where the language asks for that."""
        gender = self._phrases.get(f"gender.{kind}", "")
        return self.say(f"status_gendered.{status}_{gender}" if gender else f"status.{status}")

    def kind(self, kind: str) -> str:
        """An outlet's kind as a reader says it."""
        return self.term("kind", kind)

    def term(self, table: str, word: str) -> str:
        """What `word` is called by the table, such as ("event", "visit_state"); a word it lacks with blanks."""
        found = f"{table}.{word}"
        return self._phrases[found] if found in self._phrases else one_line(word.replace("_", " "))

    def name(self, name: str) -> str:
        """A dotted id or a code: as the digest names it, a state by the CLDR, else the words of the id."""
        if name in self._names:
            return self._names[name]
        if name.isupper() and len(name) == 2:
            return _states(self.tag).get(name, name)
        return name if name.isupper() else name.rpartition(".")[2].replace("_", " ").title()

    def named(self, name: str) -> str:
        """What the digest's own names have for it, "" for nothing."""
        return self._names.get(name, "")

    def side(self, name: str) -> str:
        """The state that a person or place of this digest acts for or lies in, as a code; "" where it is not known."""
        return self._names.get(SIDE + name, "")

    def full(self, name: str) -> str:
        """A person's first name and surname."""
        return self._names.get(FULL + name, "") or self.name(name)

    def speaker(self, name: str, said: str) -> str:
        """Whose words they are: first name and surname; of an id that several held the office, and the words used."""
        if not name:
            return self.quoted(one_line(said)) if said else ""
        if OFFICE + name in self._names and said:
            return self.say("quote.office", office=self._names[OFFICE + name], words=self.quoted(one_line(said)))
        return self.full(name)

    def capital(self, state: str) -> str:
        """`Minsk` of `BY`; a code without one as it is."""
        named = self._names.get(CAPITAL + state)
        return named or self._phrases.get(CAPITAL + state) or self.name(state)

    def listed(self, names: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        comma = self.say("words.listed")
        return self.say("words.and").join([comma.join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def upper(self, text: str) -> str:
        """In capitals: the Azerbaijani i has a dot then, too."""
        return text.replace("i", "İ").replace("ı", "I").upper() if self.tag == "az" else text.upper()

    def opening(self, text: str) -> str:
        """With a capital at its beginning."""
        return self.upper(text[:1]) + text[1:]

    def sentence(self, text: str) -> str:
        """With a capital at its beginning and one full stop at its end."""
        return self.opening(text) + ("" if text.endswith((".", "!", "?", "…")) else ".")

    def quoted(self, words: str) -> str:
        """Somebody's words in the quotation marks of the frame's language, which is not always theirs."""
        return f"{self.say('words.open_quote')}{words}{self.say('words.close_quote')}"


def frame_of(language: FrameLanguage, names: Names = ()) -> Frame:
    """The frame of a language with the names of one digest; made once for each."""
    return _frame(language, names)


@lru_cache(maxsize=8)
def _frame(language: FrameLanguage, names: Names) -> Frame:
    return Frame(language, dict(names))


@cache
def _plural(tag: FrameLanguage) -> Callable[[float], str]:
    return locale(tag).plural_form


@cache
def _languages(tag: FrameLanguage) -> Mapping[str, str]:
    return {**locale(tag).languages, **table(tag, "language")}


@cache
def _states(tag: FrameLanguage) -> Mapping[str, str]:
    return {**locale(tag).territories, **table(tag, "state")}
