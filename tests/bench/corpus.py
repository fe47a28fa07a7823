"""Synthetic multilingual articles and rules in any number, from a seed: invented names among ordinary words.

Words and names are drawn as in real texts, few often and most seldom, so that a thousand rules find about as much in
an article as a thousand real ones would; names are declined. Nobody of these names exists.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from monitor.lexicon import NameDef
from monitor.lexicon.forms import form

LANGUAGES = ("en", "ru", "az", "be", "tr")
_COMMON = {
    "en": "the of to and in a on that for is with as by at from said has will it was which be its this new also between",
    "ru": "в и на по с что для о за от из к года как также его заявил до при это был был не она они был между после",
    "az": "və bu ilə üçün bir olan da də ki dedi edib ölkə üzrə sonra daha hər həm o kimi qeyd olunub arasında illik",
    "be": "і ў на па з што для аб за ад да года як таксама яго заявіў пры гэта быў яна яны паміж пасля не ды над без",
    "tr": "ve bu ile için bir olan da de ki dedi etti ülke göre sonra daha her hem o gibi kaydetti arasında yeni olarak",
}
_SYLLABLES = {
    "en": "bra con del fer gan hol ist jun kel lom mor nat ped ros sil tur van wex yor zin",
    "ru": "бра вод гор дел жил зар кам лес мор нов пол рож сту тир хол цен чер шум щит юла",
    "az": "ağa baş çay dəm əsa göz xan ısı kür lal mən nar öyü pay rəs şam tut üzü yel cır",
    "be": "бры вод гур дзе жыў зор кам лес моў ной пол рэч сцю тыр хаў цэн чэр шум ўзм юля",
    "tr": "ağa baş çay dem esa göz han ısı kür lal men nar öyü pay res şam tut üzü yel cır",
}
_ENDINGS = {
    "en": ("s", ("", "'s")),
    "ru": ("ov", ("", "а", "у", "ым", "е")),
    "az": ("tf", ("", "in", "ə", "dən", "lə")),
    "be": ("ov", ("", "а", "у", "ым", "е")),
    "tr": ("tf", ("", "'in", "'e", "'den", "'le")),
}
_COUNTRIES = {
    "en": ("Azerbaijan", "Belarus", "Russia", "Kazakhstan", "Turkey", "Georgia"),
    "ru": ("Азербайджана", "Беларуси", "России", "Казахстане", "Турции", "Грузии"),
    "az": ("Azərbaycanın", "Belarusun", "Rusiya", "Qazaxıstanda", "Türkiyə", "Gürcüstanın"),
    "be": ("Азербайджана", "Беларусі", "Расіі", "Казахстане", "Турцыі", "Грузіі"),
    "tr": ("Azerbaycan'ın", "Belarus'un", "Rusya", "Kazakistan'da", "Türkiye", "Gürcistan'ın"),
}
_COUNTRY_WORDS = ("azerbaijan", "belarus", "russia", "kazakhstan", "turkiye", "georgia")


@dataclass(frozen=True, slots=True)
class Term:
    """An invented name: how a rule calls it, how texts write it."""

    id: str
    language: str
    text: str

    def definition(self) -> NameDef:
        """As a lexicon would hold it."""
        ending = _ENDINGS[self.language][0]
        return NameDef(f"name.{self.id}", "name", strong=(("name", form(f"{self.text}~{ending}")),))


@dataclass(frozen=True, slots=True)
class Text:
    """One article."""

    language: str
    title: str
    body: str


class Corpus:
    """Names, articles and rules that belong together; the same seed gives the same."""

    def __init__(self, names: int, seed: int = 2024) -> None:
        self._dice = random.Random(seed)
        self._words = {code: self._vocabulary(code) for code in LANGUAGES}
        self.terms = [self._term(number) for number in range(names)]
        own = {code: [term for term in self.terms if term.language == code] for code in LANGUAGES}
        self._own = {code: (terms, _falling(len(terms), 0.8)) for code, terms in own.items()}

    def _vocabulary(self, code: str) -> tuple[list[str], list[float]]:
        syllables = _SYLLABLES[code].split()
        words = _COMMON[code].split() + ["".join(self._dice.choices(syllables, k=2 + n % 2)) for n in range(3000)]
        return words, _falling(len(words), 1.0)

    def _term(self, number: int) -> Term:
        code = LANGUAGES[number % len(LANGUAGES)]
        syllables = _SYLLABLES[code].split()
        words = ["".join(self._dice.choices(syllables, k=3)).capitalize() for _ in range(1 + number % 2)]
        return Term(f"n{number}", code, " ".join(words))

    def words(self, code: str, count: int) -> str:
        """So many words of a language, drawn as in its articles; no name among them."""
        words, weights = self._words[code]
        return " ".join(self._dice.choices(words, cum_weights=weights, k=count))

    def inventions(self, code: str, count: int, dice: random.Random) -> str:
        """So many words that are in no vocabulary."""
        syllables = dice.choices(_SYLLABLES[code].split(), k=3 * count)
        return " ".join("".join(syllables[n : n + 3]) for n in range(0, 3 * count, 3))

    def article(self, characters: int = 1000) -> Text:
        """A title and a body, together of about so many characters."""
        code = self._dice.choice(LANGUAGES)
        title, body = self._sentence(code).rstrip("."), ""
        while len(title) + len(body) < characters:
            body += self._sentence(code) + ("\n" if self._dice.random() < 0.3 else " ")
        return Text(code, title, body[: characters - len(title)])

    def _sentence(self, code: str) -> str:
        words, weights = self._words[code]
        found = self._dice.choices(words, cum_weights=weights, k=self._dice.randint(8, 16))
        if self._dice.random() < 0.6:
            found.insert(self._dice.randrange(len(found)), self._name(code))
        if self._dice.random() < 0.25:
            found.insert(self._dice.randrange(len(found)), self._dice.choice(_COUNTRIES[code]))
        return " ".join((found[0][:1].upper() + found[0][1:], *found[1:])) + "."

    def _name(self, code: str) -> str:
        terms, weights = self._own[code]
        return self._dice.choices(terms, cum_weights=weights)[0].text + self._dice.choice(_ENDINGS[code][1])

    def conditions(self, count: int) -> list[str]:
        """So many boolean conditions in eight shapes, each on a name of its own and others of the first `count`."""
        own = {code: [term.id for term in self.terms[:count] if term.language == code] for code in LANGUAGES}
        return [self._condition(number, own[self.terms[number].language]) for number in range(count)]

    def _condition(self, number: int, others: list[str]) -> str:
        a = self.terms[number].id
        b, c, d = self._dice.choices(others, k=3)
        country, other = self._dice.sample(_COUNTRY_WORDS, 2)
        shapes = (
            f"{a} and ({b} or {c})",
            f"{a} and {country} and not {b}",
            f"({a} or {b}) and {country}",
            f"sentence({a} and {country})",
            f"{a} near/8 {b}",
            f"pair({country}, {other}) and ({a} or {b})",
            f"2 of ({a}, {b}, {c}, {d})",
            f"title({a} or {b}) and not about({c})",
        )
        return shapes[number % len(shapes)]


def _falling(count: int, steepness: float) -> list[float]:
    """Cumulated weights that fall as 1 / rank ** steepness."""
    return list(accumulate(1 / (rank + 1) ** steepness for rank in range(count)))


def alternatives(terms: Sequence[Term]) -> list[str]:
    """Each term as a part of a regular expression, with its endings."""
    return [
        f"{term.text.lower()}(?:{'|'.join(sorted(filter(None, _ENDINGS[term.language][1]), reverse=True))})?"
        for term in terms
    ]
