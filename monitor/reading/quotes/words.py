"""Small words that decide who speaks: folded, by what they do. No cues, since they stand in every sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.text import fold

WORD = re.compile(r"[^\W\d_][\w’'ʼ`-]*")

# Before a name they say that it is not the subject.
BEFORE = frozenset(
    """
    with by from about for to at on in after before during between of than against towards like
    с со от о об обо к ко для у при после перед между из по через без вместо про над под согласно
    з са ад пра аб да пасля паміж із зі від до після перед
    mit von vom zu zum zur für über gegen nach bei durch und
    avec d' de d du des à au aux par pour sur chez z ze od dla przez o
    """.split()  # noqa: SIM905  # a list in brackets and quotes would be harder to read
)
# After a name, in Turkic languages.
BEHIND = frozenset(
    """
    ile ilə üçün için haqqında haqda
    hakkında kimi gibi barədə tərəfindən tarafından qədər kadar sonra əvvəl önce arasında
    """.split()  # noqa: SIM905
)
JOINING = frozenset("and и й і i və ve und et та oraz & ,".split())  # noqa: SIM905

# By language: pronouns that are a speaker, with "f" or "m" where they tell.
_SLAVIC = {"он": "m", "она": "f"}
PRONOUNS: dict[str, dict[str, str]] = {
    "en": {"he": "m", "she": "f"},
    "ru": _SLAVIC,
    "be": {"ен": "m", "яна": "f"},
    "uk": {"він": "m", "вона": "f"},
    "az": {"o": "", "onun": ""},
    "tr": {"o": "", "onun": ""},
    "pl": {"on": "m", "ona": "f"},
    "de": {"er": "m", "sie": "f"},
    "fr": {"il": "m", "elle": "f", "a-t-il": "m", "a-t-elle": "f"},
}
TURKIC = frozenset({"az", "tr", "kk"})
# Between subject and verb, or before the subject: they change nothing.
ADVERBS = frozenset(
    """
    also has have had then later further again once just too now already thus however meanwhile moreover and
    также далее затем еще так потом при этом и
    таксама далей потым затым яшчэ
    də da isə ayrıca həmçinin sonra bunu daha bir daha
    de ayrıca şöyle şunları bunu
    auch weiter a aussi également
    """.split()  # noqa: SIM905
)
# Of words in the first or second person: in a speech without marks a paragraph without any is no speech any more.
FIRST_PERSON = re.compile(
    r"(?<!\w)(?:i|we|our|ours|us|my|me|you|your|dear|let's|мы|наш\w{0,3}|нам|нас|нами|я|мне|меня|мной|мой|моя|мое|мои|вы|вас|вам|"
    r"ваш\w{0,3}|уважаем\w+|дорог\w+|мне|нас|наша\w{0,3}|вам|паважан\w+|шаноўн\w+|biz\w{0,5}|bizim\w*|mən\w{0,3}|mənim\w*|siz\w{0,5}|hörmətli|əziz|"
    r"ben\w{0,3}|benim\w*|sayın|değerli)(?!\w)",
    re.IGNORECASE,
)
# A capitalised pair with one of these is no person.
NO_PERSON = re.compile(
    r"(?:union|house|university|palace|commission|ministr|republic|states?|nations?|summit|forum|group|company|bank|"
    r"street|airport|cent(?:er|re)|council|plant|works|corridor|agency|games|district|region|sea|city|party|parliament|"
    r"assembly|committee|institute|academy|service|department|organi[sz]ation|association|federation|corporation|"
    r"national|state|international|united|european|economic|foreign|first|second|independence|security|defen[cs]e|"
    r"союз|республик|университет|завод|област|район|банк|дом|совет|министерств|комисси|дзяржаў|саюз|"
    r"respublika|universitet|nazirli|ittifaq|dövlət|milli|bakanlı|cumhuriyet|birli)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """The folded form of one word: the same few hundred are asked for again and again."""
    return fold.folded(word)
