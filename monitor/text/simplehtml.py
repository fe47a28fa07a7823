"""The text of plainly nested HTML without a parser: most of what feeds carry, at a fraction of the cost."""

from __future__ import annotations

import re
from itertools import repeat

# Each element by two characters of its own, where it begins and where it ends: nesting is then looked at in a row of
# characters. Line breaks and pictures stand anywhere, and in no such row.
_INLINE = {
    "a": "aA", "b": "bB", "strong": "sS", "i": "iI", "em": "eE", "u": "uU", "span": "nN", "small": "mM", "sub": "fF",
    "sup": "gG", "code": "cC", "cite": "tT",
}  # fmt: skip
_LEAVES = {"p": "pP", "h1": "1x", "h2": "2y", "h3": "3z", "h4": "4w", "h5": "5k", "h6": "6j"}  # blocks of text
_HOLDERS = {"div": "dD", "blockquote": "qQ", "li": "lL"}  # blocks that may hold blocks
_LISTS = {"ul": "vV", "ol": "oO"}
_VOID = {"br": "", "img": "", "hr": "-"}
_PAIRED = _INLINE | _LEAVES | _HOLDERS | _LISTS
_ENDS = {pair[1]: pair[0] for pair in _PAIRED.values()}
_INLINE_STARTS, _HOLDER_STARTS, _LIST_STARTS = (
    frozenset(pair[0] for pair in some.values()) for some in (_INLINE, _HOLDERS, _LISTS)
)
_LINE_END = "\0"
# What stands between < and > -> its character in the row, and what stands for it in the text.
_CODES = (
    _VOID
    | {f"{name}{end}": code for name, code in _VOID.items() for end in ("/", " /")}
    | {name: pair[0] for name, pair in _PAIRED.items()}
    | {f"/{name}": pair[1] for name, pair in _PAIRED.items()}
)
_BETWEEN = {tag: "" if tag.strip("/ ") in (*_INLINE, "img") else _LINE_END for tag in _CODES}
_SAID = re.compile(r"([a-z]+[1-6]?)(?:\s+[a-zA-Z][a-zA-Z0-9:_-]*=(?:\"[^\"<>]*\"|'[^'<>]*'))*+\s*(/?)")
# Elements of text in one another, two deep, none in its like; and blocks of these: so are nearly all texts nested. What
# this does not take is followed element by element.
_INLINE_PAIRS = list(_INLINE.values())
_RUN = re.compile(
    "(?:"
    + "|".join(
        f"{outer[0]}(?:{'|'.join(inner for inner in _INLINE_PAIRS if inner != outer)})*+{outer[1]}"
        for outer in _INLINE_PAIRS
    )
    + ")+"
)
_LEAF = "|".join(rf"{pair[0]}\.?{pair[1]}" for pair in _LEAVES.values())
_ROW = rf"v(?:l(?:\.|-|{_LEAF})*+L)*+V|o(?:l(?:\.|-|{_LEAF})*+L)*+O"
_HOLDER = rf"d(?:\.|-|{_LEAF}|{_ROW})*+D|q(?:\.|-|{_LEAF}|{_ROW})*+Q"
_NESTED = re.compile(rf"(?:\.|-|{_LEAF}|{_ROW}|{_HOLDER})*+")

_REFERENCE = re.compile(r"&(?:#[0-9]{2,4}|[a-z]{2,6});")
_NAMED = {
    "lt": "<", "gt": ">", "quot": '"', "nbsp": "\u00a0", "laquo": "«", "raquo": "»", "mdash": "—",
    "ndash": "–", "hellip": "…", "lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "“", "rdquo": "”", "bdquo": "„",
}  # fmt: skip
_NUMBERED = frozenset((*range(32, 127), *range(160, 173), *range(174, 256), *range(0x2010, 0x2028), 0x20AC))
_AMPERSAND = "&amp;"  # put in last: what it makes is no reference
_REFERENCES = {f"&{name};": text for name, text in _NAMED.items()} | {
    f"&#{code:0{digits}};": chr(code) if code != ord("&") else _AMPERSAND
    for code in _NUMBERED
    for digits in range(2, 5)
}
_DEEPEST = 50


def simple_text(html: str) -> str | None:
    """What `monitor.text.html` makes of the cleaned HTML, but for white space; None where it is not plainly nested.

    Plainly: tags of a few names in lower case, each closed in turn, texts and blocks where HTML wants them, attributes
    quoted, references to everyday characters. There no parser has to guess.
    """
    first, *pieces = html.split("<")
    tags, ends, texts = zip(*map(str.partition, pieces, repeat(">")), strict=True) if pieces else ((), (), ())
    if "" in ends:
        return None
    if not _CODES.keys() >= set(tags):
        tags = tuple(tag if tag in _CODES else _name(tag) for tag in tags)
        if "" in tags:
            return None
    row = "".join(map(_CODES.__getitem__, tags))
    if not (_NESTED.fullmatch(_without_runs(row)) or _nested(row)):
        return None
    parts = [first] * (2 * len(tags) + 1)
    parts[1::2] = map(_BETWEEN.__getitem__, tags)
    parts[2::2] = texts
    text = "".join(parts)
    decoded = _decoded(text) if "&" in text else text
    if decoded is None:
        return None
    return (decoded.replace("\n", " ") if "\n" in decoded else decoded).replace(_LINE_END, "\n")


def _name(tag: str) -> str:
    """The tag without what it says beside its name; "" where it is none of those."""
    if tag.startswith("/"):
        name = tag.rstrip()
        return name if name in _CODES else ""
    said = _SAID.fullmatch(tag)
    return said[1] if said and said[1] in _CODES and (not said[2] or said[1] in _VOID) else ""


def _without_runs(row: str) -> str:
    """The row with a dot for elements of text that stand in one another as they may, as far as this is plain."""
    short = row
    for pair in _INLINE_PAIRS:
        if pair[0] in short:
            short = short.replace(pair, ".")
    if not _INLINE_STARTS.isdisjoint(short):
        short = _RUN.sub(".", row)
    while ".." in short:
        short = short.replace("..", ".")
    return short


def _nested(row: str) -> bool:
    """Whether each element ends in turn and begins where no parser closes another one for it."""
    stack: list[str] = []
    for code in row:
        if code in _ENDS:
            well = bool(stack) and stack.pop() == _ENDS[code]
        elif code == "-":
            well = not stack or stack[-1] in _HOLDER_STARTS
        else:
            well = _fits(code, stack)
            stack.append(code)
        if not well:
            return False
    return not stack


def _fits(code: str, stack: list[str]) -> bool:
    """Whether the element may begin inside those that are open, with no parser closing one of them for it."""
    if not stack:
        return code != "l"
    above = stack[-1]
    if len(stack) > _DEEPEST:
        return False
    if code in _INLINE_STARTS:
        return above not in _LIST_STARTS and code not in stack
    return above in _LIST_STARTS if code == "l" else above in _HOLDER_STARTS


def _decoded(text: str) -> str | None:
    """The text with its references put in; None where one is not of every day or an ampersand stands alone."""
    found = _REFERENCE.findall(text)
    if len(found) != text.count("&"):
        return None
    for reference in set(found) - {_AMPERSAND}:
        character = _REFERENCES.get(reference)
        if character is None:
            return None
        text = text.replace(reference, character)
    return text.replace(_AMPERSAND, "&")
