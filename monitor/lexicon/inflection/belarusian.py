"""Belarusian: declension of nouns, adjectives and names of people by their endings.

Both spellings of today are written the same in what concerns endings. Genitives in -а and -у are both given, since a
word does not show which it takes; so are the endings that depend on stress (Масквой). Left out: gender that only a
dictionary knows (the neuters of _NEUTER aside), nouns in a bare feminine consonant (ноч), most fleeting vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.lexicon.inflection.slavic import Forms, Inflected, paradigm, phrases
from monitor.lexicon.inflection.spelling import Phrase, as_typed, is_abbreviation, is_word, with_last

_SHORTEST = 3  # letters: of a shorter word an ending would be the greater part
_VOWELS = "аеёіоуыэюя"
_HUSHING = "жшчцр"  # always hard: ы after them, not і
_MASCULINE_IN_A = frozenset(("ілья", "мікіта", "мікола", "нікола", "фама", "кузьма", "лука", "саша", "мікалай"))
_MASCULINE_SOFT = frozenset(
    ("генадзь", "дзень", "камень", "ігар", "лось", "студзень", "лазар", "рубель", "алесь", "тайвань")
)
_NEUTER = frozenset(
    ("масла", "мяса", "золата", "паліва", "права", "слова", "войска", "мора", "возера", "места", "жалеза", "дрэва",
     "косава", "срэбра", "віно", "збожжа", "сырава", "вугалле")
)  # fmt: skip
_PLURALS = frozenset(
    (
        "перамовы",
        "размовы",
        "умовы",
        "дамовы",
        "выбары",
        "абароты",
        "адносіны",
        "улады",
        "кантакты",
        "тавары",
        "прадукты",
    )
)
_INSTITUTION = re.compile(
    ".*(?:сць|ства|цтва|нне|цыя|рэспубліка|савет|рада|банк|саюз|дом|цэнтр|фонд|ліга|кубак|група|партыя|рух)"
)
_FOREIGN = frozenset(("сочы", "фіджы", "конга", "тога", "марока", "манака", "лесота", "пуэрта-рыка", "сан", "сент"))
_TOWNS = frozenset(
    (
        "варшава",
        "косава",
        "ява",
        "айова",
        "магілёў",
        "кіеў",
        "растоў",
        "львоў",
        "чарнігаў",
        "кішынёў",
        "харкаў",
        "кракаў",
        "псков",
        "тамбоў",
    )
)
_ADJECTIVE_M = re.compile(".+(?:[сц]кі|[нвлтдржшчм]ы|ні)")
_ADJECTIVE_P = re.compile(".+(?:[сц]кія|[нвлтжшчм]ыя)")  # not Марыя, Індыя
_SURNAME = re.compile(".+(?:[оаеё]ў|[іы]н|[сц]кі|[сц]кая|[іеоаэ]віч|[аэ]нка|[аеё]ва|[іы]на|ук|юк|чык|дзе|швілі|ян)")
_SURNAME_F = re.compile(".+(?:[аеёо]ва|[іы]на|[сц]кая)")


def belarusian(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Belarusian name, topic or adjective."""
    return phrases(text, _BELARUSIAN, proper=proper)


def lacinka(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Belarusian name in Latin letters: its last word, in a hard consonant, -ŭ, -ka or -ś."""
    words = text.split()
    last = words[-1].lower()
    if not is_word(words[-1]) or is_abbreviation(words[-1]) or not proper:
        return (as_typed(text),)
    if last.endswith("ŭ"):
        return with_last(words, [f"{last[:-1]}v{ending}" for ending in ("a", "u", "ym", "ie")])
    if last.endswith("ś"):
        return with_last(words, [f"{last[:-1]}si", f"{last[:-1]}śsiu"])
    if last.endswith("ka"):
        return with_last(words, [last[:-1] + e for e in ("i", "u", "am", "aj")] + [f"{last[:-2]}cy"])
    return (as_typed(text),) if last[-1] in "aeiouy" else with_last(words, [last + e for e in ("a", "u", "am", "ie")])


class _Belarusian:
    def nouns(self, word: str, *, name: bool) -> Sequence[Inflected]:
        if len(word) < _SHORTEST or _stays(word, name=name):
            return ()
        if word in _NEUTER or word.endswith(("ства", "цтва")):
            return (_neuter(word),)
        declined = _BY_LAST_LETTER.get(word[-1])
        return (declined(word) if declined else _masculine(word, name=name),)

    def adjectives(self, word: str) -> Sequence[Inflected]:
        soft = word.endswith(("ні", "няя", "няе", "нія"))
        if _ADJECTIVE_M.fullmatch(word):
            return (Inflected("m", _adjective(word[:-1], "m", soft=soft)),)
        if len(word) > 4 and word.endswith(("ая", "яя")):  # мая, чужая
            return (Inflected("f", _adjective(word[:-2], "f", soft=soft)),)
        if len(word) > 4 and word.endswith(("ае", "яе", "ое")):
            return (Inflected("n", _adjective(word[:-2], "n", soft=soft)),)
        if _ADJECTIVE_P.fullmatch(word):
            return (Inflected("p", _adjective(word[:-2], "p", soft=soft)),)
        return ()

    def all_genders(self, word: str) -> Iterable[str]:
        if word in _PLURALS or not (
            _ADJECTIVE_M.fullmatch(word) or word.endswith(("ская", "цкая", "скае", "цкае", "скія", "цкія"))
        ):
            return ()
        stem = word[:-1] if word[-1] in "іы" else word[:-2]
        tables = [_adjective(stem, gender, soft=word.endswith("ні")) for gender in "mfnp"]
        return [form for table in tables for forms in table.values() for form in forms]

    def may_be_noun(self, word: str) -> bool:
        return word in _PLURALS

    def is_surname(self, word: str) -> bool:
        return _SURNAME.fullmatch(word) is not None and word not in _TOWNS

    def is_institution(self, word: str) -> bool:
        return _INSTITUTION.fullmatch(word) is not None

    def is_woman(self, names: Sequence[str]) -> bool:
        first, surname = names[0], names[-1]
        if _SURNAME_F.fullmatch(surname):
            return True
        return len(names) > 1 and first[-1] in "ая" and first not in _MASCULINE_IN_A and surname[-1] not in "ўі"

    def person(self, word: str, *, woman: bool, surname: bool) -> Forms:
        if word.endswith(("скі", "цкі", "ская", "цкая")):
            return self.adjectives(word)[0].forms
        if surname and woman and _SURNAME_F.fullmatch(word):
            return paradigm(word[:-1], "а ай ай у ай/аю ай")
        if woman and (word[-1] not in "ая" or surname):
            return {}
        if word[-1] in "ыі" and not surname:
            return _first_name(word)
        if word[-1] == "а" and (surname or word in _MASCULINE_IN_A) and not woman:
            return _man_in_a(word)
        found = self.nouns(word, name=True)
        forms = {slot: spelt for slot, spelt in found[0].forms.items() if slot.isupper()} if found else {}
        if forms and word[-1] not in "ая":
            forms["A"] = tuple(form for form in forms["G"] if form[-1] in "ая")
            forms["G"] = forms["A"]
        if forms and surname and word.endswith(("ў", "ін", "ын")):
            forms["I"] = paradigm(_stem(word), "- - - - ым")["I"]
        return forms


def _stem(word: str) -> str:
    """Before endings ў is в: Аліеў, Аліева."""
    return f"{word[:-1]}в" if word[-1] == "ў" else word


def _softened(stem: str) -> str:
    """The stem with the ending -е of the dative and locative: Празе, Амерыцы, Канадзе, Мальце, Анкары."""
    last, before = stem[-1], stem[:-1]
    if last in "кгх":
        return before + {"к": "цы", "г": "зе", "х": "се"}[last]
    if last in "тд":
        return before + {"т": "це", "д": "дзе"}[last]
    return f"{stem}ы" if last in _HUSHING else f"{stem}е"


def _feminine(word: str) -> Inflected:
    stem = word[:-1]
    if word[-1] == "я":
        zero = f"{stem}й" if stem[-1] in _VOWELS else f"{stem}ь"
        forms = paradigm(stem, "я і і ю яй/яю і", "і яў ям - ямі ях")
        return Inflected("f", forms | {"g": (*forms["g"], zero)})
    y = "і" if stem[-1] in "кгх" else "ы"
    stressed = "/ой/ою" if sum(letter in _VOWELS for letter in stem) < 2 else ""  # one syllable
    forms = paradigm(stem, f"а {y} - у ай/аю{stressed} -", f"{y} аў ам - амі ах")
    to = (_softened(stem),)
    return Inflected("f", forms | {"D": to, "L": to, "g": (*forms["g"], _zero(stem))})


def _zero(stem: str) -> str:
    """Genitive plural without an ending: сустрэч, дамоў, паставак."""
    if stem[-1] == "к" and stem[-2] not in _VOWELS:
        return f"{stem[:-2]}{'в' if stem[-2] == 'ў' else stem[-2]}ак"
    if stem[-1] == "в":
        return f"{stem[:-1]}ў" if stem[-2] in _VOWELS else f"{stem}аў"
    return stem


def _first_name(word: str) -> Forms:
    """Дзмітры, Дзмітрыя; Алі stays."""
    forms = paradigm(word, "_ _/я _/ю - _/ем _/і")
    return forms | {"A": forms["G"]}


def _man_in_a(word: str) -> Forms:
    """Лукашэнка: like a feminine and, more often, with -у and -ам."""
    stem = word[:-1]
    y = "і" if stem[-1] in "кгх" else "ы"
    forms = paradigm(stem, f"а {y} у у ам/ай у")
    return forms | {"D": (*forms["D"], _softened(stem)), "L": (*forms["L"], _softened(stem))}


def _neuter(word: str) -> Inflected:
    stem = word[:-1]
    if word[-1] == "е":
        return Inflected("n", paradigm(stem, "е я ю - ем і", "і яў ям - ямі ях"))
    forms = paradigm(stem, f"{word[-1]} а у - {'ом' if word[-1] == 'о' else 'ам'} у", "ы аў ам - амі ах")
    return Inflected("n", forms | {"L": (*forms["L"], _softened(stem)), "g": (*forms["g"], _zero(stem))})


def _soft(word: str) -> Inflected:
    """Nouns in -ь: feminine but for -ль and a few (Гомель, Ізраіль)."""
    stem = word[:-1]
    if word.endswith("ль") or word in _MASCULINE_SOFT:
        return Inflected("m", paradigm(stem, "ь я ю - ем і/ю", "і яў ям - ямі ях"))
    if stem.endswith("сц"):
        doubled = stem
    elif stem.endswith("дз"):
        doubled = f"{stem[:-2]}ддз"
    else:
        doubled = stem + stem[-1]
    forms = paradigm(stem, "ь і і ь - і", "і яў/ей ям - ямі ях")
    return Inflected("f", forms | {"I": (f"{doubled}ю",)})


def _masculine(word: str, *, name: bool) -> Inflected:
    if word[-1] == "й":
        return Inflected("m", paradigm(word[:-1], "й я ю - ем і/ю", "і яў ям - ямі ях"))
    stem = _oblique(word, name=name)
    y = "і" if stem[-1] in "кгх" else "ы"
    forms = paradigm(stem, "- а/у у - ам -", f"{y} аў ам - амі ах")
    here = (f"{stem}у",) if stem[-1] in "кгх" else (_softened(stem), f"{stem}у")
    if word[-1] == "ў" or word.endswith(("ін", "ын")):
        forms["I"] += (f"{stem}ым",)
    if not name and word.endswith("к"):  # кіраўніком, stressed
        forms["I"] += (f"{stem}ом",)
    if name and word.endswith("ч"):
        forms["I"] += (f"{stem}ем",)
    return Inflected("m", forms | {"N": (word,), "L": here})


def _oblique(word: str, *, name: bool) -> str:
    """The stem before endings; a fleeting vowel goes: рынак, рынку; Егіпет, Егіпта."""
    if word == "егіпет":
        return "егіпт"
    if not name and word.endswith(("нак", "так", "ток", "дак", "бак")):
        return f"{word[:-2]}к"
    return _stem(word)


def _stays(word: str, *, name: bool) -> bool:
    """Foreign words that never change: Баку, Нікарагуа, Тбілісі."""
    end, before = word[-1], word[-2]
    if end in "уюэё" or (end == "а" and before in _VOWELS):
        return True
    if not name:
        return False
    if word in _FOREIGN or end == "о" or (end == "і" and before not in "ыі"):
        return True
    return end == "е" and not word.endswith(("нне", "цце", "лле"))


def _plural(word: str) -> Inflected:
    """Names and topics in the plural: Штаты, перамовы, інвестыцыі."""
    stem = word[:-1]
    if stem[-1] in _VOWELS:
        return Inflected("p", paradigm(stem, "", "і й/яў ям - ямі ях"))
    if word[-1] == "і" and stem[-1] not in "кгх":
        return Inflected("p", paradigm(stem, "", "і яў ям - ямі ях"))
    forms = paradigm(stem, "", f"{word[-1]} аў ам - амі ах")
    return Inflected("p", forms | {"g": (f"{stem}аў", _zero(stem))} if stem[-1] in "нвкчр" else forms)


def _adjective(stem: str, gender: str, *, soft: bool) -> dict[str, tuple[str, ...]]:
    """беларуск-, гандлёв-, сярэдн-: all cases of one gender."""
    if soft:
        return {
            "m": paradigm(stem, "і яга яму - ім ім"),
            "f": paradigm(stem, "яя яй яй юю яй/яю яй"),
            "n": paradigm(stem, "яе яга яму - ім ім"),
            "p": {},
        }[gender] | _many(stem, "і")
    y = "і" if stem[-1] in "кгх" else "ы"
    short = sum(letter in _VOWELS for letter in stem) < 2 and y == "ы"  # малады, чужы: stressed endings
    table = {
        "m": f"{y} ага/ога аму/ому - {y}м {y}м",
        "f": "ая ай/ой ай/ой ую ай/аю/ой/ою ай/ой",
        "n": f"ае/ое ага/ога аму/ому - {y}м {y}м",
        "p": "",
    }[gender]
    if not short:
        table = re.sub("/о[а-яі]+", "", table)
    return paradigm(stem, table) | _many(stem, y)


def _many(stem: str, y: str) -> dict[str, tuple[str, ...]]:
    """The plural, the same for all genders."""
    return paradigm(stem, "", f"{y}я {y}х {y}м - {y}мі {y}х")


_BY_LAST_LETTER = {
    "ы": _plural, "і": _plural, "а": _feminine, "я": _feminine, "е": _neuter, "о": _neuter, "ь": _soft,
}  # fmt: skip
_BELARUSIAN = _Belarusian()
