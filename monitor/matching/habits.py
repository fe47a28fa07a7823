"""What is said of a condition that does not parse: where, what, and the right form of what other systems write."""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from monitor.errors import ConfigError
from monitor.matching.typed import Place, Typed

_EXPECTED = {
    "AND": "'and'",
    "OR": "'or'",
    "NAME": "a name",
    "PHRASE": "a quoted text",
    "LPAR": "'('",
    "RPAR": "')'",
    "COMMA": "','",
}
_CLOSES = "this mark closes a text that was not opened"
_LITERAL = 'literal text stands in "double" quotation marks'
_COMPARE = "values are compared with '=', '>=' or '<='"
_BAD = {
    "'": _LITERAL,
    "\u2019": _LITERAL,
    "\u2018": _LITERAL,
    "&": "write 'and'",
    "|": "write 'or'",
    "!": "write 'not'",
    "^": "write 'not'; how much a word weighs cannot be said",
    "+": "write 'and'",
    "-": "write 'not' before what must be absent",
    "*": "'*' stands for any ending inside quotation marks: \"tractor*\"",
    "?": "only '*' stands for letters, and only for the end of a word inside quotation marks: \"tractor*\"",
    "~": "write near/5 between the two, at most so many words apart",
    "/": 'write near/5 between two words; an expression stands in re("...")',
    ":": "slots are written with '=', as in source(kind=state)",
    "<": _COMPARE,
    ">": _COMPARE,
    "\\": 'an expression stands in quotation marks: re("...")',
    ".": "leave it out; inside quotation marks it may stand",
    "[": "use round brackets",
    "{": "use round brackets",
    "]": "use round brackets",
    "}": "use round brackets",
    ";": "parts are joined by 'and' or 'or'",
    "@": "an outlet is asked for with source(outlet=...)",
    "$": "write the currency behind the value: value>=1 bln USD",
    "\u20ac": "write the currency behind the value: value>=1 bln EUR",
    "%": "'%' stands only behind a value, as in figure(value>=10 %)",
    "\u201d": _CLOSES,
    "\u00bb": _CLOSES,
}
# what other systems put before a colon
_FIELDS = {
    **dict.fromkeys(("title", "intitle", "allintitle", "headline", "hl", "ti"), "write title(...)"),
    **dict.fromkeys(("lead", "hlead", "lp"), "write lead(...)"),
    **dict.fromkeys(("site", "source", "rst", "sn", "inurl", "domain"), 'write source(outlet="...")'),
    **dict.fromkeys(("country", "sourcecountry"), "write source(country=BY)"),
    **dict.fromkeys(("lang", "language", "la", "sourcelang"), "write lang(az)"),
    **dict.fromkeys(("text", "body", "intext", "allintext", "td"), "leave it out: a name is sought in title and body"),
    **dict.fromkeys(("theme", "topic", "about", "ns", "in"), "write about(...)"),
    **dict.fromkeys(("date", "after", "before", "pd", "when"), "leave it out: rules judge what is new"),
}
_OTHER_WORDS = {
    **dict.fromkeys(("и", "і", "та", "й", "və", "ve", "et", "und", "oraz"), "and"),
    **dict.fromkeys(("или", "або", "ці", "чи", "yaxud", "veya", "oder", "lub", "ou"), "or"),
    **dict.fromkeys(("не", "ні", "nicht", "nie", "değil", "andnot", "butnot", "without", "except"), "not"),
}
_NUMBER = "write 2 of (a, b, c), or put a number that stands in the text in quotation marks"
_NEAR = "near stands between two names or quoted texts: a near/5 b"
_CURES = {"OF": "write 2 of (a, b, c), with a figure and brackets", "NEAR": _NEAR, "HABIT": _NEAR}
_LISTS = ("pair", "event", "figure", "quote", "lang", "source", "story")  # calls that hold a list
_BEFORE = re.compile(r"([\w-]+)\s*$")


def explained(place: Place, ready: Typed, fault: UnexpectedInput) -> ConfigError:
    """The fault as an error at its place, with the right form where it is known."""
    if isinstance(fault, UnexpectedCharacters):
        return _bad_character(place, ready, int(getattr(fault, "pos_in_stream", 0)))
    assert isinstance(fault, UnexpectedToken)
    token = fault.token
    if token.type == "$END":
        return _early_end(place, ready, set(fault.accepts or fault.expected))
    at = token.start_pos or 0
    shown = f'"{ready.phrases[at]}"' if at in ready.phrases else str(token)
    sentence, cure = _misplaced(ready, at, token.type, shown, set(fault.accepts or fault.expected))
    return place.refusal(at, sentence, cure)


def _early_end(place: Place, ready: Typed, expected: set[str]) -> ConfigError:
    opened = _never_closed(ready.masked)
    if opened is not None:
        return place.refusal(opened, "this bracket '(' is never closed", "put its ')' where the part ends")
    end = len(ready.masked.rstrip())
    if expected == {"OF"} and (number := re.search(r"[\w.,%/-]+$", ready.masked[:end])):
        return place.refusal(number.start(), f"the number {number[0]} stands alone", _NUMBER)
    return place.refusal(max(end - 1, 0), "the condition ends where a name is missing")


def _never_closed(masked: str) -> int | None:
    """The offset of the innermost '(' without its ')'."""
    opened: list[int] = []
    for at, character in enumerate(masked):
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _misplaced(ready: Typed, at: int, kind: str, shown: str, expected: set[str]) -> tuple[str, str]:
    """The sentence and the cure for a word where it cannot stand."""
    before = ready.masked[:at]
    if expected == {"OF"} and (decimal := re.search(r"\d(,\d+)\s*$", before)):
        return f"'{decimal[1]}' and '{shown}' cannot stand here", "a decimal is written with a point: 1.5"
    if "AND" in expected and kind in ("NAME", "PHRASE", "NOT", "NUMBER", "HABIT"):
        return _joined_by_nothing(shown, before)
    wanted = ", ".join(words for name, words in _EXPECTED.items() if name in expected)
    usual = (f"{_quoted(shown)} cannot stand here", f"expected {wanted}" if wanted else "")
    return _known_slip(kind, shown, before, expected) or usual


def _joined_by_nothing(shown: str, before: str) -> tuple[str, str]:
    """Two parts side by side: a comma, a bracket or a joining word is missing."""
    open_at = _never_closed(before)
    call = _BEFORE.search(before[:open_at]) if open_at is not None else None
    last = _BEFORE.search(before)
    if call and call[1].lower() in _LISTS:
        return f"{_quoted(shown)} follows without a comma", f"as in {call[1]}(a, b)"
    if last and last[1].lower() in _LISTS:
        return f"'{last[1]}' stands without brackets", f"write {last[1]}(...)"
    if meant := _OTHER_WORDS.get(shown.casefold()):
        return f"'{shown}' follows without 'and' or 'or'", f"write '{meant}'"
    if shown.casefold() == "not":
        return f"'{shown}' follows without 'and' or 'or'", "write 'and not'"
    cure = "put 'and', 'or' or near/8 between them; words that belong together go in quotation marks"
    return f"{_quoted(shown)} follows without 'and' or 'or'", cure


def _known_slip(kind: str, shown: str, before: str, expected: set[str]) -> tuple[str, str] | None:
    """Slips that have a sentence or a cure of their own."""
    if kind in ("COMPARE", "PERCENT"):
        return f"'{shown}' stands only inside a call, as in source(kind=state)", ""
    if kind == "RPAR" and before.count(")") + 1 > before.count("("):
        return "this ')' closes nothing", "take it away, or put its '(' where the part begins"
    if kind == "NOT" and re.search(r"near/\d+\s*$", before, re.IGNORECASE):
        return "'not' cannot stand at a near", "write not (a near/5 b), or sentence(a and not b)"
    cure = _CURES.get("OF" if shown.lower() == "of" else kind, "")
    if kind == "COMMA" and "NAME" not in expected:
        cure = "join the parts by 'and' or 'or'; commas stand inside calls and '2 of (...)'"
    if kind == "HABIT" and shown.startswith("/"):
        cures = {"/or": "write 'or', which takes in both", "/and": "write 'and'"}
        cure = cures.get(shown.lower(), 'an expression stands in re("...")')
    return (f"'{shown}' cannot stand here", cure) if cure else None


def _quoted(shown: str) -> str:
    return shown if shown.startswith('"') else f"'{shown}'"


def _bad_character(place: Place, ready: Typed, offset: int) -> ConfigError:
    character = place.text[offset]
    cure = _BAD.get(ready.masked[offset], _BAD.get(character, ""))
    before = _BEFORE.search(ready.masked[:offset])
    field = before[1].casefold() if before else ""
    if character == ":" and before and field in _FIELDS:
        return place.refusal(before.start(), f"'{before[1]}:' is not used here", _FIELDS[field])
    return place.refusal(offset, f"the character {character} has no meaning here", cure)
