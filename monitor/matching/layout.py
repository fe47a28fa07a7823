"""A condition in the house style: one space between words, small `and or not`, indented by its brackets."""

from __future__ import annotations

import re

from monitor.matching.typed import Place, typed

_KEYWORD = re.compile(r"(?i)(?<![\w.\"-])(and|or|not|of(?=\s*\()|near/[0-9]+)(?![\w.-])")
_TIDY = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\(\s+"), "("),
    (re.compile(r"\s+\)"), ")"),
    (re.compile(r"\s*,\s*"), ", "),
    (re.compile(r"\s*(<=|>=|=)\s*"), r"\1"),
    (re.compile(r"(?<![\w.-])(and|or|not|of)(?=[(\0])"), r"\1 "),
    (re.compile(r"([)\0])(?=(?:and|or|near/[0-9]+)(?![\w.-]))"), r"\1 "),
)
_HELD = re.compile("\0([0-9]+)\0")


def laid(text: str) -> list[str]:
    """The lines of a condition, without the indentation of its block; its own line breaks and remarks stay.

    Raises ConfigError for quotation marks that are not closed.
    """
    lines: list[str] = []
    depth = 0
    for code, remark in _lines(text):
        leading = len(code) - len(code.lstrip(")"))
        indent = "  " * max(0, depth - leading)
        depth += code.count("(") - code.count(")")
        if code or remark:
            lines.append(indent + f"{code}  {remark}".strip())
    return [_restored(line, _phrases(text)) for line in lines]


def remarks_in(text: str) -> list[str]:
    """The remarks of a condition, in order."""
    return [remark for _, remark in _lines(text) if remark]


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line as tidy code, with a number in NULs for each quoted text, and its remark."""
    ready = typed(Place("", 1, 1, text))
    lines: list[list[str]] = [["", ""]]
    offset = held = 0
    while offset < len(text):
        if offset in ready.phrases:
            lines[-1][0] += f"\0{held}\0"
            held += 1
            offset += len(ready.phrases[offset]) + 2
            continue
        if text[offset] == "\n":
            lines.append(["", ""])
        elif text[offset] == "#" and (not offset or text[offset - 1].isspace()):
            end = len(text) if (found := text.find("\n", offset)) < 0 else found
            lines[-1][1] = text[offset:end].rstrip()
            offset = end
            continue
        else:
            lines[-1][0] += ready.masked[offset]
        offset += 1
    return [(_tidy(code), remark) for code, remark in lines]


def _tidy(code: str) -> str:
    code = _KEYWORD.sub(lambda found: found[0].lower(), code)
    for pattern, new in _TIDY:
        code = pattern.sub(new, code)
    return code.strip()


def _phrases(text: str) -> list[str]:
    """The quoted texts with their marks, in order; one that runs over lines is put on one."""
    found = typed(Place("", 1, 1, text)).phrases
    raw = (text[at : at + len(phrase) + 2] for at, phrase in sorted(found.items()))
    return [" ".join(phrase.split()) if "\n" in phrase else phrase for phrase in raw]


def _restored(line: str, phrases: list[str]) -> str:
    return _HELD.sub(lambda found: phrases[int(found[1])], line)
