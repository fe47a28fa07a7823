"""re("..."): expressions over the original text, proved harmless before they run and stopped by a clock when they do.

The engine is the `regex` package, whose time limit counts the processor's time, so that a busy machine is no reason.
An expression counts capitals only if it holds one: re("nato") finds NATO, re("NATO") does not find nato.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from monitor.model.mention import FIELDS, Field, Mention, Scan

SECONDS = 0.05  # an article and expression; 200 kB of plain text take about 0.03
PROBE_SECONDS = 0.02
MAX_LENGTH = 500
MAX_REPEATS = 1000  # a{30} in (...){30} makes 900
MAX_ROUND_ENDLESS = 10  # (\w+ ){1,5} is harmless, (\w+ ?)+ is not
EVIDENCE = 50  # hits kept as evidence of one expression in one article
_ESCAPED = re.compile(r"\\(?:[pPN]\{[^}]*\}|.)", re.DOTALL)
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[^\s()]{0,30}?[:=!>]|\?<\w+>|\?P<\w+>)?|\)|[*+?]|\{\d*,?\d*\}|.",
    re.DOTALL,
)
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_PROBE = 40


class BadExpression(ValueError):
    """An expression that may not run: the sentence, the cure and the offset of the fault in it."""

    def __init__(self, sentence: str, cure: str = "", at: int = 0) -> None:
        super().__init__(sentence)
        self.cure = cure
        self.at = at


class TooSlow(Exception):  # named by what it says
    """An expression reached its time limit on an article."""

    def __init__(self, text: str) -> None:
        super().__init__(f're("{text}") took more than {SECONDS} s on this article, so the rule does not count for it')


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that has been proved; equal where its text is."""

    text: str
    pattern: regex.Pattern[str] = field(compare=False)


@lru_cache(maxsize=4096)
def expression(text: str) -> Expression:
    """The expression ready to run. Raises BadExpression for one that is wrong, matches nothing at all or explodes."""
    if len(text) > MAX_LENGTH:
        raise BadExpression(f"the expression is longer than {MAX_LENGTH} characters", "use names and quoted texts")
    _refuse_nested(text)
    letters = _ESCAPED.sub("", text)
    flags = regex.V0 if any(letter.isupper() for letter in letters) else regex.V0 | regex.IGNORECASE
    try:
        pattern = regex.compile(text, flags | regex.UNICODE)
    except (regex.error, OverflowError, RecursionError, ValueError) as fault:
        at = getattr(fault, "pos", None) or 0
        said = str(getattr(fault, "msg", fault)).partition(" at position")[0]
        raise BadExpression(f"the expression cannot be read: {said}", at=min(at, max(len(text) - 1, 0))) from None
    _refuse_explosive(pattern, text)
    return Expression(text, pattern)


@dataclass(frozen=True, slots=True)
class _Repeats:
    """Of a piece: whether it repeats without end, and how often at most where it does not."""

    endless: bool = False
    times: float = 1.0

    def with_(self, other: _Repeats) -> _Repeats:
        """Of two pieces side by side."""
        return _Repeats(self.endless or other.endless, max(self.times, other.times))

    def repeated(self, times: float) -> _Repeats:
        """Of the piece repeated in its turn. Raises BadExpression."""
        endless = times == float("inf")
        if self.endless and times > MAX_ROUND_ENDLESS:
            cure = f"repeat the outer one {MAX_ROUND_ENDLESS} times at most, as in (...){{1,5}}"
            raise BadExpression("the expression repeats without end what repeats without end already", cure)
        total = self.times if endless else self.times * max(times, 1.0)
        if total > MAX_REPEATS:
            raise BadExpression(f"the expression repeats something more than {MAX_REPEATS} times", "use + or fewer")
        return _Repeats(self.endless or endless, total)


def _refuse_nested(text: str) -> None:
    """Repeats within repeats: endless ones explode, counted ones take all memory already when they are compiled."""
    opened = [_Repeats()]  # what each open bracket holds so far
    last = _Repeats()  # the piece just read
    for piece in _PIECE.finditer(text):
        times = _times(piece[0])
        if times is not None:
            try:
                last = last.repeated(times)
            except BadExpression as fault:
                fault.at = piece.start()
                raise
            opened[-1] = opened[-1].with_(last)
        elif piece[0].startswith("("):
            opened.append(_Repeats())
            last = _Repeats()
        elif piece[0] == ")" and len(opened) > 1:
            last = opened.pop()
            opened[-1] = opened[-1].with_(last)
        else:
            last = _Repeats()


def _times(piece: str) -> float | None:
    """How often a piece lets the one before it stand, None for one that is no repeat."""
    if piece in ("*", "+"):
        return float("inf")
    if piece == "?":
        return 1.0
    count = _COUNT.fullmatch(piece)
    if not count or not (count[1] or count[3]):
        return None
    if count[2] and not count[3]:
        return float("inf")
    return float(count[3] or count[1])


def _refuse_explosive(pattern: regex.Pattern[str], text: str) -> None:
    """Texts made of the expression's own characters, on which a bad one runs for ever."""
    for probe in _probes(text):
        try:
            for found in pattern.finditer(probe, timeout=PROBE_SECONDS):
                if found.end() == found.start():
                    sentence = "the expression matches the empty text, so it would hold everywhere"
                    raise BadExpression(sentence, "ask for at least one letter")
        except TimeoutError:
            cure = "make it plainer: no two parts side by side that can match the same text"
            raise BadExpression("the expression takes too long on a harmless text", cure) from None


def _probes(text: str) -> Iterator[str]:
    """The empty text, a sentence, and runs of each character and word of the expression that end in something else."""
    plain = _ESCAPED.sub(" ", text)
    yield from ("", "A word, 12 words.")
    runs = dict.fromkeys(
        [*re.findall(r"\w", plain), *re.findall(r"\w{2,}", plain), "a", "0", " ", "я", "a ", ", ", "-"]
    )
    for run in list(runs)[:60]:
        yield run * _PROBE + "\0"


def search(wanted: Expression, scan: Scan) -> tuple[Mention, ...]:
    """Where it stands in title and body, the first fifty hits; empty hits are none. Raises TooSlow."""
    found: list[Mention] = []
    for name in FIELDS:
        text = scan.title if name == "title" else scan.body
        try:
            for hit in wanted.pattern.finditer(text, timeout=SECONDS):
                if hit.end() > hit.start():
                    found.append(_mention(wanted, scan, name, hit.span()))
                if len(found) == EVIDENCE:
                    return tuple(found)
        except TimeoutError:
            raise TooSlow(wanted.text) from None
    return tuple(found)


def _mention(wanted: Expression, scan: Scan, name: Field, span: tuple[int, int]) -> Mention:
    text = scan.title if name == "title" else scan.body
    start, end = span
    surface = text[start:end]
    sentence = 0
    if name == "body" and len(scan.sentences) > 1:
        sentence = max(bisect_right(scan.sentences, start, lo=1, key=lambda one: one.start) - 1, 1)
    return Mention(f"re:{wanted.text}", name, start, end, surface, surface, sentence, word=0)
