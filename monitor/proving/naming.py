"""What a name stands for: every form it matches, by language and by how it came to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Literal

from monitor.lexicon import Lexicon, NameDef
from monitor.lexicon.classes import Word, endings
from monitor.lexicon.forms import Form
from monitor.lexicon.territories import territories
from monitor.model.mention import Mention
from monitor.text.fold import folded

Role = Literal["name", "adjective", "metonym", "weak", "context", "not"]
ROLES: tuple[Role, ...] = ("name", "adjective", "metonym", "weak", "context", "not")
How = Literal["as typed", "class", "any ending", "automatic"]
MOST = 2000  # spellings of one form that are written out; a class has at most 500 endings a word


@dataclass(frozen=True, slots=True)
class Writing:
    """One form as somebody wrote it, and what it matches.

    `how`: taken letter for letter, with a class of endings (`~c`), with any letters after it (`*`), or declined by the
    program. `spellings`: all it matches in reading letters, the form itself first, with * where any letters may follow.
    `built_in`: it comes with the program, not from a lexicon file. `only_in`: languages of the texts it is looked for
    in, empty = all.
    """

    role: Role
    language: str  # of the list it stands in; "" = of no language
    typed: str
    how: How
    spellings: tuple[str, ...]
    built_in: bool = False
    only_in: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """How often a spelling stands in articles: `times` in all, in how many `articles`."""

    times: int = 0
    articles: int = 0


def writings(name: NameDef, lexicon: Lexicon) -> tuple[Writing, ...]:
    """Every form of a name, in the order of its entry; names first, then what must stand near and what forbids it."""
    forms: list[tuple[Role, Form]] = [(part, form) for part, form in name.strong]
    forms += [("weak", form) for form in name.weak]
    forms += [("context", form) for form in name.context]
    forms += [("not", form) for form in name.rejects]
    shipped = _shipped(name.iso)
    found = [_writing(role, form, lexicon, built_in=form in shipped) for role, form in forms]
    return tuple(sorted(found, key=lambda each: ROLES.index(each.role)))


def _shipped(iso: str) -> frozenset[Form]:
    own = next((country for country in territories() if country.iso == iso), None) if iso else None
    return frozenset(form for _, form in own.strong) if own else frozenset()


def _writing(role: Role, form: Form, lexicon: Lexicon, *, built_in: bool) -> Writing:
    spelled = tuple(dict.fromkeys(spelling for way in form.spelled(lexicon.spellings) for spelling in _spellings(way)))
    own = _plain(form)
    first = [spelling for spelling in spelled if folded(spelling) == folded(own)]
    rest = [spelling for spelling in spelled if folded(spelling) != folded(own)]
    return Writing(
        role, form.language, form.text, _how(form), (*first, *rest), built_in, tuple(sorted(form.languages))
    )  # fmt: skip


def _how(form: Form) -> How:
    if form.wanted or form.ways:
        return "automatic"
    if any(word.star for word in form.words):
        return "any ending"
    return "class" if any(word.ending for word in form.words) else "as typed"


def _plain(form: Form) -> str:
    """The form as people write it, without the marks of the lexicon."""
    return " ".join(word.removeprefix("=").partition("~")[0] for word in form.text.split())


def _spellings(way: Form) -> Iterator[str]:
    """All that one way of writing stands for, at most `MOST`."""
    typed = _plain(way).split()
    words = [
        [_shown(word, ending, typed[at] if at < len(typed) else "") for ending in sorted(_endings(word))]
        for at, word in enumerate(way.words)
    ]
    size = reduce(lambda all_, some: all_ * len(some), words, 1)
    if size > MOST:  # only the last word in all its forms, so that nothing is listed that is not matched
        words = [some[:1] for some in words[:-1]] + words[-1:]
    for choice in product(*words):
        yield " ".join(choice)


def _endings(word: Word) -> frozenset[str]:
    return endings(word.ending) if word.ending else frozenset([""])


def _shown(word: Word, ending: str, typed: str) -> str:
    """A folded spelling in the letters that were typed, as far as it goes with them; a capital where one is asked."""
    text = word.stem + ending
    plain = folded(typed.removesuffix("*"))
    if len(plain) == len(typed.removesuffix("*")):
        same = next(
            (at for at, (a, b) in enumerate(zip(plain, text, strict=False)) if a != b), min(len(plain), len(text))
        )
        text = typed[:same] + text[same:]
    capitals = text[: word.capitals].upper() + text[word.capitals :]
    return capitals + ("*" if word.star else "")


def surfaces(mentions: Iterable[Mention], names: Sequence[str]) -> dict[str, Counter[str]]:
    """For each of these names the spellings in one article as they stand there, with how often."""
    found: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.name in names:
            found.setdefault(mention.name, Counter())[" ".join(mention.surface.split())] += 1
    return found


def source_of(surface: str, known: Iterable[Writing]) -> str:
    """The form, as written in the lexicon, to which a spelling in an article belongs; "" if none is told apart."""
    text = folded(surface)
    starred = ""
    for writing in known:
        for spelling in writing.spellings:
            plain = folded(spelling)
            if plain == text:
                return writing.typed
            if "*" in plain and not starred and _star(plain).fullmatch(text):
                starred = writing.typed
    return starred


def _star(plain: str) -> re.Pattern[str]:
    return re.compile(r"\w*".join(re.escape(part) for part in plain.split("*")))
