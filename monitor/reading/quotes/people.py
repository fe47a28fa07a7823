"""People of the lexicon: whether a name is in the form of a subject, which office they hold, how they are displayed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from weakref import WeakKeyDictionary

from monitor.lexicon import Lexicon
from monitor.model.mention import Mention
from monitor.text.fold import folded

# By cue of a role, what the lexicon's `role` says of those who may be meant by it.
_OFFICES = {
    "say_president": re.compile(r"(?:president|leader) of"),
    "say_premier": re.compile(r"prime minister"),
    "say_deputy_premier": re.compile(r"(?:first )?deputy prime minister"),
    "say_foreign_minister": re.compile(r"foreign minister"),
    "say_defence_minister": re.compile(r"defence minister"),
    "say_minister": re.compile(r"(?!prime|deputy)(?:\w+ )?minister"),
    "say_ambassador": re.compile(r"(?:\w+ )?ambassadors?"),
}
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ў": "u", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_FEMALE = re.compile(r"(?:ova|eva|yeva|ina|aya|skaya|skaia|akaya|ovna)$")
_FEMALE_FIRST = frozenset(
    "natalia natalya maia mehriban sahiba sviatlana svetlana leyla galina olga irina maria".split()  # noqa: SIM905
)


class People:
    """What is known of the lexicon's people, worked out when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = lexicon.names
        self._subjects: dict[str, frozenset[str]] = {}
        self._shown: dict[tuple[str, str], str] = {}

    def is_subject(self, mention: Mention) -> bool:
        """Whether the name stands as the lexicon gives it, without the ending of another case."""
        forms = self._subjects.get(mention.name)
        if forms is None:
            known = self._names[mention.name]
            typed = (*(form for _, form in known.strong), *known.weak)
            forms = frozenset(" ".join(word.stem for word in form.words) for form in typed)
            self._subjects[mention.name] = forms
        return mention.form in forms

    def holds(self, name: str, role: str) -> bool:
        """Whether the person may be meant by a role (the name of a cue)."""
        office = _OFFICES.get(role)
        return office is not None and office.match(self._names[name].role) is not None

    def shown(self, name: str, surface: str) -> str:
        """The person's name in Latin letters: "Ilham Aliyev". An entry that holds several people tells by `surface`."""
        key = (name, surface)
        if key not in self._shown:
            self._shown[key] = self._display(name, surface)
        return self._shown[key]

    def is_female(self, name: str, surface: str) -> bool:
        """Judged by the name; false where it does not tell."""
        words = self.shown(name, surface).lower().split()
        return bool(words) and (words[0] in _FEMALE_FIRST or _FEMALE.search(words[-1]) is not None)

    def _display(self, name: str, surface: str) -> str:
        known = self._names[name]
        full = [form.text for _, form in known.strong if form.language == "en" and _is_full(form.text)]
        several = [text for text in full if text in known.role]
        if len(several) < 2:
            return known.shown or next(iter(full), name.partition(".")[2].replace("_", " ").title())
        wanted = _plain(surface)
        return max(several, key=lambda text: _likeness(wanted, _plain(text)))


def _is_full(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _plain(text: str) -> str:
    """Folded, in Latin letters."""
    return "".join(_LATIN.get(letter, letter) for letter in folded(text))


@lru_cache(maxsize=1024)
def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


_known: WeakKeyDictionary[Lexicon, People] = WeakKeyDictionary()


def people(lexicon: Lexicon) -> People:
    """The lexicon's people; kept as long as the lexicon is."""
    found = _known.get(lexicon)
    if found is None:
        found = _known[lexicon] = People(lexicon)
    return found
