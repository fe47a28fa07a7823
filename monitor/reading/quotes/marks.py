"""Which stretches of a text stand in quotation marks, whatever marks were used and however they are paired.

A mark opens or closes by what stands round it; which mark it is decides only where that leaves it open. So „…“, “…”,
»…«, '…" and "…” are all found. A stretch may go on over paragraphs where its first mark is never closed in its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile("[\"“”„‟«»‘’‚‹›'\n]")
_SINGLE = frozenset("‘’‚‹›'")
_GUILLEMETS = frozenset("«»‹›")
_ALWAYS_OPEN = frozenset("„‚‟")
_OPENING = "([{—–-«„“\"'‘/>:"
_CLOSING = ".,;:!?…)]}—–-»”\"'’/<"
_DEEPEST = 4  # nested marks that are told apart; deeper ones are no quotation
_LONGEST = 6000  # characters that one quotation may go on over paragraphs
_SPEECH_ENDS = ".,!?…"


class Run(NamedTuple):
    """What stands between two marks: text[start:end]; `opened` and `closed` are the offsets of the marks."""

    opened: int
    start: int
    end: int
    closed: int


class _Open(NamedTuple):
    at: int
    mark: str


def runs(text: str) -> list[Run]:
    """The outermost stretches in marks, in reading order. Linear in the text, whatever its marks."""
    marks = [(found.start(), found[0]) for found in _MARK.finditer(text)]
    pairs: list[tuple[int, int]] = []
    stack: list[_Open] = []
    first_of_line = True
    for number, (at, mark) in enumerate(marks):
        if mark == "\n":
            stack = _over_the_line(text, stack, at)
            first_of_line = True
            continue
        role = _role(text, at, mark, opened=bool(stack))
        if role == "open":
            if stack and first_of_line and _begins_line(text, at) and _carried(text, stack[0].at, at):
                pass  # each paragraph of a long quotation opens anew
            elif len(stack) < _DEEPEST and not (mark in _SINGLE and stack):
                stack.append(_Open(at, mark))
        elif role == "close":
            _close(text, at, mark, stack, pairs, last=not _closes_next(text, marks, number))
        first_of_line = False
    return list(_outermost(pairs))


def _role(text: str, at: int, mark: str, *, opened: bool) -> str:  # noqa: PLR0911  # one for each kind of mark
    """Whether the mark opens ("open"), closes ("close") or is an apostrophe ("")."""
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    free_before, free_after = before.isspace() or before in _OPENING, after.isspace() or after in _CLOSING
    if mark in "'’‘":
        return _role_of_apostrophe(before, after, mark, opened=opened)
    if mark in _ALWAYS_OPEN:
        return "open"
    if mark in "«‹":  # French ones have a blank inside, German ones point the other way
        return "close" if not before.isspace() and before not in '([—–-"“„' and free_after and opened else "open"
    if mark in "»›":
        return "open" if free_before and not free_after and not opened else "close"
    if free_before and free_after:
        return "close" if opened else "open"
    if free_before:
        return "close" if mark == "”" and opened else "open"
    if free_after or mark == "”":
        return "close"
    return "close" if opened and mark == '"' else "open"


def _role_of_apostrophe(before: str, after: str, mark: str, *, opened: bool) -> str:
    if (before.isspace() or before in "([{—–") and after.isalpha() and mark != "’":
        return "" if opened else "open"
    if opened and (before in _SPEECH_ENDS or before.isalpha()) and (after.isspace() or after in _CLOSING):
        return "close"
    return ""


def _close(  # one step of the loop above
    text: str, at: int, mark: str, stack: list[_Open], pairs: list[tuple[int, int]], *, last: bool
) -> None:
    """Pair a closing mark with the one it closes."""
    if not stack:
        return
    if mark in _SINGLE:
        if stack[-1].mark in _SINGLE:
            pairs.append((stack.pop().at, at))
        return
    if len(stack) > 1 and last and (text[at - 1] in _SPEECH_ENDS or _is_told(text, at)):
        pairs.append((stack[0].at, at))  # «ОАО «Нафтан», — сказал он: one mark closes both
        stack.clear()
        return
    alike = mark in _GUILLEMETS
    depth = next((n for n in range(len(stack) - 1, -1, -1) if (stack[n].mark in _GUILLEMETS) == alike), len(stack) - 1)
    if stack[depth].mark in _SINGLE and depth and len(stack) > 1:
        depth -= 1
    pairs.append((stack[depth].at, at))
    del stack[depth:]


def _is_told(text: str, at: int) -> bool:
    """Whether ", — he said" may follow."""
    return text[at + 1 : at + 4].lstrip(", ")[:1] in ("—", "–", "-") and text[at + 1 : at + 2] in (",", " ")


def _closes_next(text: str, marks: list[tuple[int, str]], number: int) -> bool:
    """Whether the next mark in the paragraph closes too."""
    if number + 1 == len(marks):
        return False
    at, mark = marks[number + 1]
    return mark != "\n" and mark not in "'’‘" and _role(text, at, mark, opened=True) == "close"


def _over_the_line(text: str, stack: list[_Open], at: int) -> list[_Open]:
    """What stays open at the end of a paragraph: the outermost mark, where a speech may begin with it."""
    if not stack or (stack[0].mark in _SINGLE and len(stack) > 1):
        stack = stack[1:]
    if not stack or at - stack[0].at > _LONGEST:
        return []
    opened = stack[0].at
    before = text[max(opened - 3, 0) : opened].rstrip(" \t\u00a0—–-")
    begins = not before or before[-1] in ":.!?…\n" or opened == 0
    return [stack[0]] if begins and text[opened + 1 : at].strip() else []


def _carried(text: str, opened: int, at: int) -> bool:
    """Whether the mark at `opened` stands in an earlier paragraph than `at`."""
    return text.rfind("\n", opened, at) >= 0


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[max(at - 3, 0) : at].rstrip(" \t\u00a0").endswith("\n")


def _outermost(pairs: list[tuple[int, int]]) -> Iterator[Run]:
    reach = -1
    for opened, closed in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if opened > reach:
            reach = closed
            yield Run(opened, opened + 1, closed, closed)
