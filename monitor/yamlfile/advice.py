"""YAML's own errors in words an analyst can act on: what bites, where, and the cure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.errors import Problem
from monitor.yamlfile.lookalikes import INVISIBLE

BLOCK_FORM = "write it under 'when: |', on lines of its own"
QUOTE = "if it is text, put it in quotation marks"
NO_ANCHORS = f"{QUOTE}; anchors (&name), aliases (*name) and tags (!name) are not used in these files"
_BAD_STARTS = "{[*&!%@`>|?,}]-"
_KEY_LINE = re.compile(r"\s*(?:- )?\s*[\w-]+\s*:(?:\s|$)")
CONDITIONS = ("when", "urgent", "high", "normal")
_CONDITION_LINE = re.compile(r"\s*(?:- )?\s*(when|urgent|high|normal)\s*:\s*(?P<value>\S.*)")
_ENTRY = re.compile(r"\s*(?:- +)*(?:[\w-]+\s*:\s+)?(?P<value>\S.*)")
_WHOLE_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:\s\#.*)?""")
_BLOCK_KEY = re.compile(r"(?P<indent>\s*)(?:- )?(?P<key>[\w-]+)\s*:\s+[|>][-+1-9]*\s*(?:\s#.*)?")
_ODD_COLON = re.compile(f"\\s*(?:- )?(?P<key>[\\w-]+):(?P<odd>[{''.join(INVISIBLE)}])")
_BLOCK_HEADER = re.compile(r"[|>][-+1-9]*\s*(?:\s#.*)?")
LONGEST = 60
MAX_FAULTS = 50  # of one file that are said at once
_LINES_UP = 20  # so far up a quotation mark is looked for that was never closed


@dataclass(frozen=True, slots=True)
class Fault:
    """What the library says. `index`, `line`, `column` count from 0; `opened`: line and column where its context began.

    `index` is -1 where the library tells no place.
    """

    context: str
    problem: str
    index: int
    line: int
    column: int
    opened: tuple[int, int] | None


def capped(problems: Iterable[Problem], rest: str = "") -> list[Problem]:
    """The first fifty in reading order, and with the last one how many there are besides; `rest` says so otherwise."""
    found = sorted(problems)
    left = len(found) - MAX_FAULTS
    if left <= 0:
        return found
    last = found[MAX_FAULTS - 1]
    more = rest or f"the file has {left:,} more faults"
    return [*found[: MAX_FAULTS - 1], replace(last, suggestion=f"{last.suggestion}; {more}".removeprefix("; "))]


def shortened(text: str) -> str:
    """For a sentence that quotes what may be very long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def begins_badly(name: str, source: str, index: int, line: int, column: int) -> Problem:
    """For a value at that place that begins with a mark which YAML takes for its own."""
    mark = source[index]
    typed = source[source.rfind("\n", 0, index) + 1 :].partition("\n")[0]
    if _CONDITION_LINE.match(typed):
        return Problem(name, line, column, f"a condition on the line of its key may not begin with {mark}", BLOCK_FORM)
    cure = NO_ANCHORS if mark in "&*!" else QUOTE
    return Problem(name, line, column, f"a text may not begin with {mark}", cure)


def translated_fault(name: str, source: str, fault: Fault) -> Problem:
    """The library's complaint as one problem, at the place where the analyst has to do something."""
    if fault.index < 0:
        return Problem(name, 0, 0, f"YAML cannot read this file: {fault.problem}")
    lines = source.split("\n")
    found = _indentation(name, lines, fault.line)
    if found:
        return found
    unclosed = fault.opened if re.search("quoted|flow", fault.context) else None
    opened = _key_line(lines, (unclosed[0] if unclosed else fault.line) + 1)
    value = _condition_value(lines, opened)
    if value and not _BLOCK_HEADER.fullmatch(value):
        column = lines[opened - 1].index(value) + 1
        return Problem(name, opened, column, _condition_advice(value), _condition_cure(value))
    found = _odd_colon(name, lines, fault) or _outside(name, lines, fault) or _text(name, lines, fault.line + 1)
    if found:
        return found
    mark = source[fault.index :].lstrip()[:1]
    from_start = (unclosed and not mark) or "could not find expected ':'" in fault.problem
    at = fault.opened if fault.opened and from_start else (fault.line, fault.column)
    return Problem(name, at[0] + 1, at[1] + 1, *_advice(fault, mark))


def _indentation(name: str, lines: list[str], line: int) -> Problem | None:
    """A tab, or a blank from a word processor, before the text of that line or of the one above."""
    for at in (line, line - 1):
        typed = lines[at] if 0 <= at < len(lines) else ""
        indent = typed[: len(typed) - len(typed.lstrip("".join(INVISIBLE) + " \t"))]
        odd = next((letter for letter in indent if letter != " "), "")
        if odd == "\t" and (at == line or not typed.strip()):
            return Problem(name, at + 1, indent.index(odd) + 1, "a tab stands in the indentation", "indent with spaces")
        if odd in INVISIBLE:
            sentence = f"a {INVISIBLE[odd]} stands in the indentation"
            return Problem(name, at + 1, indent.index(odd) + 1, sentence, "indent with ordinary spaces")
    return None


def _odd_colon(name: str, lines: list[str], fault: Fault) -> Problem | None:
    """A colon followed by a blank of a word processor makes no key."""
    for at in range(fault.line, max(-1, fault.line - 3), -1):
        found = _ODD_COLON.match(lines[at]) if at < len(lines) else None
        if found:
            sentence = f"a {INVISIBLE[found['odd']]} stands behind '{found['key']}:'"
            return Problem(name, at + 1, found.start("odd") + 1, sentence, "type an ordinary space")
    return None


def _outside(name: str, lines: list[str], fault: Fault) -> Problem | None:
    """A line that belongs under `when: |` and stands too far left for it."""
    simple_key = "could not find expected ':'" in fault.problem and fault.opened
    line = fault.opened[0] if simple_key and fault.opened else fault.line
    typed = lines[line] if line < len(lines) else ""
    indent = len(typed) - len(typed.lstrip())
    if not typed.strip() or _KEY_LINE.match(typed) or typed.lstrip().startswith("- "):
        return None
    for above in range(line - 1, -1, -1):
        head = _BLOCK_KEY.fullmatch(lines[above].rstrip())
        if head:
            where = f"the text under '{head['key']}: |'"
            cure = f"indent it further than '{head['key']}', and each line of it alike"
            return Problem(name, line + 1, indent + 1, f"{where} stands too far left", cure)
        if lines[above].strip() and len(lines[above]) - len(lines[above].lstrip()) < indent:
            return None
    return None


def _condition_value(lines: list[str], line: int) -> str | None:
    """What stands behind `when:` and its like on that line, None if the line holds no condition."""
    found = _CONDITION_LINE.match(lines[line - 1]) if 0 < line <= len(lines) else None
    return found["value"].rstrip() if found else None


def _key_line(lines: list[str], line: int) -> int:
    """The line of the key to which a text on `line` belongs: that line itself, or one above it."""
    return next((at for at in range(min(line, len(lines)), 0, -1) if _KEY_LINE.match(lines[at - 1])), line)


def _condition_advice(value: str) -> str:
    if value[0] in "\"'":
        return "a condition that begins with a quotation mark cannot stand on the line of its key"
    if value[0] == "|":
        return "after | the condition begins on the next line"
    if value[0] in _BAD_STARTS:
        return f"a condition on the line of its key may not begin with {value[0]}"
    if ": " in value:
        return "a condition with a colon and a space cannot stand on the line of its key"
    if " #" in value:
        return "' #' ends a condition on the line of its key: what follows is lost"
    return "YAML cannot read this condition on the line of its key"


def _condition_cure(value: str) -> str:
    if value[0] == "|":
        return "move it down and indent it"
    return BLOCK_FORM + ("; 'monitor rules fmt' does it for you" if value[0] in "\"'" else "")


def _text(name: str, lines: list[str], line: int) -> Problem | None:
    """A text of a list or behind a key that begins with a mark, or with a quotation mark and goes on behind it."""
    for at in range(min(line, len(lines)), max(0, line - _LINES_UP), -1):
        found = _ENTRY.fullmatch(lines[at - 1].rstrip())
        value = found["value"] if found else ""
        if not found or not value or value.startswith("#"):
            continue
        column = found.start("value") + 1
        if value[0] in "\"'":
            if _WHOLE_QUOTED.fullmatch(value):
                continue  # sound in itself: an open mark further up may have swallowed it
            if value.count(value[0]) % 2:
                sentence = f"the quotation mark {value[0]} is opened and never closed"
                return Problem(name, at, column, sentence, "close it at the end of the line")
            other = "'" if value[0] == '"' else '"'
            cure = f"put the whole text in marks of the other kind: {other}"
            sentence = "a text that begins with a quotation mark must end with it"
            return Problem(name, at, column, sentence, cure)
        if at == line and value[0] in _BAD_STARTS and not _BLOCK_HEADER.fullmatch(value) and not _flow(value):
            cure = NO_ANCHORS if value[0] in "&*!" else QUOTE
            return Problem(name, at, column, f"a text may not begin with {value[0]}", cure)
        if at < line and not value.startswith("-"):
            return None
    return None


def _flow(value: str) -> bool:
    """True for what may well be meant as a list or mapping: it opens and nothing follows its end."""
    ends = {"{": "}", "[": "]"}
    return value[0] in ends and (value.endswith((ends[value[0]], ",")) or ends[value[0]] not in value)


_UNDER = ("after | or > the text begins on the next line", "move it down and indent it")
_SECOND = ("the file holds a second document ('---')", "write one file for each")
_OPEN = ("a quotation mark is opened and never closed", "close it")
_BACKSLASH = ("a backslash in a text with double quotation marks", "use single quotation marks, or \\\\")
_COLON = ("a colon and a space stand inside a text, or the indentation is wrong", QUOTE)
_MISPLACED = ("this does not belong where it stands", "check the indentation and quotation marks")
_ADVICE = {  # what the library says, with libyaml and without
    "'\\t'": ("a tab stands here", "use spaces"),
    "tab character": ("a tab stands here", "use spaces"),
    "mapping values are not allowed": _COLON,
    "sequence entries are not allowed": ("a '- ' stands where no list can begin", QUOTE),
    "undefined alias": ("a text may not begin with *", NO_ANCHORS),
    "alphabetic or numeric character": ("a text may not begin with & or *", NO_ANCHORS),
    "chomping or indentation": _UNDER,
    "comment or line break": _UNDER,
    "indentation indicator": _UNDER,
    "another document": _SECOND,
    "document indicator": _SECOND,
    "<document start>": _SECOND,
    "unexpected end of stream": _OPEN,
    "unknown escape": _BACKSLASH,
    "hexdecimal": _BACKSLASH,
    "escape code": _BACKSLASH,
    "escape sequence": _BACKSLASH,
    "<stream end>": ("a bracket is opened and never closed", "close it"),
    "expected ',' or": ("a comma or a closing bracket is missing before this", QUOTE),
    "could not find expected ':'": ("a key without its colon", "write 'key: value'"),
    "<block end>": _MISPLACED,
    "expected key": _MISPLACED,
    "expected '-' indicator": _MISPLACED,
    "mapping keys are not allowed": _MISPLACED,
    "expected node content": _MISPLACED,
}


def _advice(fault: Fault, mark: str) -> tuple[str, str]:
    """What YAML means, and the cure; `mark` is the character where it stopped, "" at the end of the file."""
    if not mark and "flow" in fault.context:
        return "a bracket is opened and never closed", "close it"
    if "cannot start any token" in fault.problem and mark != "\t":
        return f"a text may not begin with {mark}", QUOTE
    if "cannot start any token" in fault.problem:
        return "a tab stands here", "use spaces"
    found = (advice for part, advice in _ADVICE.items() if part in fault.problem)
    return next(found, (f"YAML cannot read this: {fault.problem}", ""))
