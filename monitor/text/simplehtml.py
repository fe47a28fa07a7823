"""The text of plainly nested HTML without a parser: most of what feeds carry, at a fraction of the cost."""

from __future__ import annotations

import re

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
_BETWEEN = {name: "" if name in _INLINE or name == "img" else _LINE_END for name in (*_PAIRED, *_VOID)}
# What stands between < and > -> its character in the row, and what stands for it in the text.
_TAGS = (
    {name: (code, _BETWEEN[name]) for name, code in _VOID.items()}
    | {name: (pair[0], _BETWEEN[name]) for name, pair in _PAIRED.items()}
    | {f"/{name}": (pair[1], _BETWEEN[name]) for name, pair in _PAIRED.items()}
)
_USUAL = _TAGS | {f"{name}{end}": _TAGS[name] for name in _VOID for end in ("/", " /")}
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
    pieces = html.split("<")
    parts, row = [pieces[0]], ""
    for piece in pieces[1:]:
        tag, end, text = piece.partition(">")
        meant = _USUAL.get(tag) or _meant(tag)
        if meant is None or not end:
            return None
        row += meant[0]
        parts += (meant[1], text)
    text = "".join(parts)
    if not (_NESTED.fullmatch(_RUN.sub(".", row)) or _nested(row)):
        return None
    decoded = _decoded(text) if "&" in text else text
    if decoded is None:
        return None
    return (decoded.replace("\n", " ") if "\n" in decoded else decoded).replace(_LINE_END, "\n")


def _meant(tag: str) -> tuple[str, str] | None:
    """As `_TAGS`, of a tag that says more than its name; None where it is none of those."""
    if tag.startswith("/"):
        return _TAGS.get(tag.rstrip())
    said = _SAID.fullmatch(tag)
    return None if said is None or (said[2] and said[1] not in _VOID) else _TAGS.get(said[1])


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
