"""What people, places and states are called in a digest: in the frame's language, by neutral names first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from monitor.digest.frame import CAPITAL, FULL, OFFICE, SAID, SIDE, Frame, frame_of
from monitor.digest.words import one_line
from monitor.lexicon import Lexicon
from monitor.lexicon.forms import Form
from monitor.lexicon.toponyms import NO_TOPONYMS, Toponyms
from monitor.model.message import FrameLanguage, Names

# Ids of the lexicon that stand for many things at once, so that none of their forms names the one that is meant.
OF_SEVERAL = frozenset(
    {
        "place.az_towns", "place.by_towns", "place.az_people", "place.by_people", "place.liberated_territories",
        "org.by_makers", "org.az_makers",
    }
)  # fmt: skip
_SURNAME_FIRST = frozenset({"CN", "KP", "KR", "VN", "TW", "SG"})
_PARTICLES = frozenset({"bin", "al", "el", "da", "de", "van", "von", "ibn", "аль", "бин", "да", "де", "фон", "ван"})


class _Said(Protocol):
    @property
    def place(self) -> str: ...
    @property
    def place_said(self) -> str: ...


def display(lexicon: Lexicon, name: str, language: FrameLanguage, *, full: bool = False) -> str:
    """A dotted id or an ISO code in a language: of a person the surname, or with `full` first name and surname.

    The lexicon's dictionary form in that language, else in English, else the words of the id. A code of a state is
    called as in the CLDR, so that its name stands in the frame's own spelling.
    """
    if name.isupper() and "." not in name:
        return frame_of(language).name(name) if len(name) == 2 else _of_union(lexicon, name, language)
    known = lexicon.names.get(name)
    if name.startswith("country.") and known and known.iso:
        return frame_of(language).name(known.iso)
    if name in OF_SEVERAL:
        return ""
    if name.startswith("person."):
        return office(lexicon, name, language) or _person(lexicon, name, language, full=full)
    found = _first(lexicon, name, language) or (known.shown if known else "") or _first(lexicon, name, "en")
    return found or _words(name)


def names_of(
    lexicon: Lexicon,
    language: FrameLanguage,
    ids: Iterable[str],
    places: Iterable[str] = (),
    toponyms: Toponyms = NO_TOPONYMS,
) -> Names:
    """The names of a digest: ids and codes, places as written, and for each person the full name and the state.

    Of two people whose surname is the same each gets the full name. A neutral name of the table comes first.
    """
    wanted = sorted(set(filter(None, ids)))
    short = {name: toponyms.of_id(name, language) or display(lexicon, name, language) for name in wanted}
    twice = {said for said, times in Counter(short.values()).items() if times > 1}
    found: dict[str, str] = {}
    for name in wanted:
        person = name.startswith("person.")
        whole = display(lexicon, name, language, full=True) if person else ""
        if said := whole if person and short[name] in twice else short[name]:
            found[name] = said
        if person:
            found[FULL + name] = whole
        if person and office(lexicon, name, language):
            found[OFFICE + name] = whole
        if side := lexicon.side(name):
            found[SIDE + name] = side
        if len(name) == 2 and name.isupper() and (capital := toponyms.of_words(_capital(name), language)):
            found[CAPITAL + name] = capital
    for written in sorted(set(filter(None, places))):
        if neutral := toponyms.of_words(one_line(written), language):
            found[SAID + one_line(written)] = neutral
    return tuple(sorted(found.items()))


def place_of(thing: _Said, frame: Frame) -> str:
    """A place by its neutral name, else by its id's, else as it is written, in quotation marks; "" for none."""
    written = one_line(thing.place_said)
    if neutral := frame.named(SAID + written) if written else "":
        return neutral
    if thing.place and thing.place not in OF_SEVERAL:
        return frame.name(thing.place)
    return frame.say("line.said_place", place=frame.quoted(written)) if written else ""


def office(lexicon: Lexicon, name: str, language: FrameLanguage) -> str:
    """What an id is called that stands for all who held an office, "" for one person: no holder's name may be given."""
    key = f"office.{name.partition('.')[2]}"
    frame, known = frame_of(language), lexicon.names.get(name)
    if frame.has(key):
        return frame.say(key)
    shown = known.shown if known else ""
    forms = {_plain(form) for _, form in known.strong} if known else set()
    named = forms.intersection((shown, *shown.split()))  # "Aleksandr Lukashenko" where "Lukashenko" is a form
    return shown if shown and not named else ""


def _person(lexicon: Lexicon, name: str, language: str, *, full: bool) -> str:
    for tag in (language, "en"):
        known = lexicon.names.get(name)
        if known is None:
            break
        if full and tag == "en" and known.shown:
            return known.shown
        forms = [_plain(form) for form in (*(form for _, form in known.strong), *known.weak) if form.language == tag]
        forms = [form for form in forms if form and form[:1].isupper()]
        whole = [form for form in forms if len(form.split()) > 1]
        single = [form for form in forms if len(form.split()) == 1]
        found = whole or single if full else single or [_surname(form, known.side) for form in whole]
        if found:
            return found[0]
    return _words(name) if full else _surname(_words(name), "")


def _surname(whole: str, side: str) -> str:
    """The last word, where it is the surname by custom and no part of a longer one."""
    first, _, last = whole.rpartition(" ")
    odd = side in _SURNAME_FIRST or not _PARTICLES.isdisjoint(first.casefold().split())
    return whole if odd else last


def _first(lexicon: Lexicon, name: str, language: str) -> str:
    known = lexicon.names.get(name)
    forms = [form for part, form in known.strong if part == "name" and form.language == language] if known else []
    return next(filter(None, map(_plain, forms)), "")


def _plain(form: Form) -> str:
    """The form without the marks of the lexicon; "" for a stem that no dictionary has."""
    words = [word.partition("~")[0].strip("=") for word in form.text.split()]
    return "" if any("*" in word for word in words) else " ".join(words)


def _of_union(lexicon: Lexicon, code: str, language: FrameLanguage) -> str:
    """A union of states by its short name: its own abbreviation in the language, else its code."""
    known = lexicon.names.get(f"org.{code.lower()}")
    forms = [_plain(form) for part, form in known.strong if form.language == language] if known else []
    return next((form for form in forms if form.isupper()), code)


def _capital(code: str) -> str:
    return frame_of("en").capital(code)


def _words(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").title()
