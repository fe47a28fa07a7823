"""Proper names that no list holds, as consonants in Latin script: the same in any language.

A skeleton survives what alphabets, transliterations and case endings do to a name: Равков, Раўкоў and Ravkov are
"rvkv", Гусейнов, Hüseynov and Huseynov "ksnv". Vowels go, what one language hears harder than another is one letter
(g, h, kh, k, q, ğ), doubles and what lies beyond four consonants go. Two different names may come out alike; that is
why a shared skeleton is one sign among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

KEPT = 4  # consonants; endings add more behind them
FEWEST = 3  # a skeleton of two is shared by hundreds of words
LETTERS = 5  # up to so many capitals are letters, МТЗ: each stands for itself
LONGEST = 40  # letters of a word that is looked at
_NAME = re.compile(r"[^\W\d_a-zа-яё](?<!\w\w)\w++(?:[’'ʼ‘]\w++)?")  # begins with what may be a capital
_LONG_WORD = re.compile(r"\w{4,}")
_TITLED = 0.6  # share of capitals among a title's longer words from which it is set in capitals throughout
_ENDING_MARKS = re.compile("[’'ʼ‘]")
_SENTENCE_ENDS = frozenset('.!?…\n"«“„•|')

# One letter for every sound: first what is written with several letters, longest first, then single letters.
_GROUPS = (
    ("shch", "sc"), ("szcz", "sc"), ("dsch", "j"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dzh", "j"),
    ("дзь", "d"), ("дж", "j"), ("дз", "d"), ("тс", "t"), ("kh", "k"), ("gh", "k"), ("sh", "s"), ("sz", "s"),
    ("zh", "j"), ("rz", "j"), ("cz", "c"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("dj", "j"), ("dz", "d"),
    ("ts", "t"), ("tz", "t"), ("ck", "k"),
)  # fmt: skip
_LETTERS = {
    "b": "бb", "v": "вўvwŭ", "k": "гґкхqgkhğҳғқһg", "d": "дd", "j": "жjӂžż", "z": "зzźҙ", "l": "лlł", "m": "мm",
    "n": "нnñńңň", "p": "пp", "r": "рrř", "s": "сsşшśšș", "t": "тtцțťţ", "f": "фf", "c": "чçč", "sc": "щ", "ks": "",
}  # fmt: skip
_SOUND = {letter: sound for sound, letters in _LETTERS.items() for letter in letters}
_DOUBLED = re.compile(r"(.)\1+")
_C_IS_J = ("az", "tr", "kk", "tk", "crh")
_J_SOUND = re.compile("c(?!h)")  # a foreign name keeps its ch
_SOFTENING = tuple("eiyéèêëíę")

_ENDINGS = {
    "slavic": re.compile(
        "(?:ого|его|ому|ему|ага|аму|ыми|ими|ами|ями|ым|им|ом|ем|ам|ям|ём|ах|ях|ых|их|скага|ського|ov[iu])$"
    ),
    "turkic": re.compile(
        "(?:[dt][aəeıi]k[iı]|[dt][ae]n|[dt][əe]n|n[ıiuü]n|[ıiuü]n|[dt][aəe]|y?l[aəe]|n[ıiuü]|y[aəeıiuü]|l[aəe]r|"
        "[dt][ıiuü]r|s[ıi]n[ıi]?|n[aə])$"
    ),
}  # fmt: skip
_FAMILY = {"ru": "slavic", "be": "slavic", "uk": "slavic", "az": "turkic", "tr": "turkic"}
_LEAST_LEFT = 2  # consonants before an ending that is taken off


def skeletons(
    title: str, body: str, language: str, named: Iterable[tuple[int, int]] = (), known: Iterable[tuple[int, int]] = ()
) -> frozenset[str]:
    """Skeletons of the proper names in a text, and of those in its title that are no mere capitals of a headline.

    `named` and `known` are slices of title and body that the lexicon names: they are signs already. A word that opens a
    sentence counts only if the body has it with a capital elsewhere too. A name with what may be a case ending or its
    own has two skeletons.
    """
    inside, opening = _names(body, known)
    in_title, opens_title = _names(title, named)
    found = inside | {word for word in opening | opens_title if word in inside}
    if not _all_capitals(title):
        found |= in_title
    return frozenset(key for word in found for key in skeleton(word, language))


def _names(text: str, known: Iterable[tuple[int, int]]) -> tuple[set[str], set[str]]:
    """Words with a capital inside of sentences, and those that open one."""
    inside: set[str] = set()
    opening: set[str] = set()
    spans = iter(sorted(known))
    beyond = len(text) + 1
    start, end = next(spans, (beyond, beyond))
    for hit in _NAME.finditer(text):
        word = hit[0]
        if len(word) < FEWEST or not word[0].isupper():
            continue
        at = hit.start()
        while end <= at:
            start, end = next(spans, (beyond, beyond))
        if start <= at:
            continue
        (opening if _opens(text, at) else inside).add(word)
    return inside, opening


def _opens(text: str, at: int) -> bool:
    """Whether the word at this place opens a sentence, a line or a quotation."""
    before = text[max(0, at - 3) : at].rstrip(" \t—–-")
    return not before or before[-1] in _SENTENCE_ENDS


def _all_capitals(title: str) -> bool:
    words: list[str] = _LONG_WORD.findall(title)
    return sum(word[0].isupper() for word in words) > _TITLED * len(words)


@lru_cache(maxsize=16384)
def skeleton(word: str, language: str) -> tuple[str, ...]:
    """One word's skeletons: none for a word of too few consonants, two where an ending may or may not be its own."""
    stem = _ENDING_MARKS.split(word[:LONGEST].lower().replace("i̇", "i"))[0]
    if word.isupper() and len(word) <= LETTERS:
        keys = {"".join(_SOUND.get(letter, "") for letter in stem)}
    else:
        whole = _consonants(stem, language)
        ending = _ENDINGS.get(_FAMILY.get(language, ""))
        cut = _consonants(ending.sub("", stem), language) if ending else whole
        keys = {whole[:KEPT]} | ({cut[:KEPT]} if len(cut) >= _LEAST_LEFT else set())
    return tuple(sorted(key for key in keys if len(key) >= FEWEST))


def _consonants(word: str, language: str) -> str:
    if language in _C_IS_J:
        word = _J_SOUND.sub("ж", word)
    for group, sound in _GROUPS:
        if group in word:
            word = word.replace(group, sound.replace("c", "ч").replace("j", "ж"))
    word = word.replace("x", "k" if language in _C_IS_J else "ks")
    if "c" in word:
        word = "".join(
            letter if letter != "c" else "s" if word.startswith(_SOFTENING, at + 1) else "k"
            for at, letter in enumerate(word)
        )
    sounds = "".join(_SOUND.get(letter, "") for letter in word)
    return _DOUBLED.sub(r"\1", sounds)
