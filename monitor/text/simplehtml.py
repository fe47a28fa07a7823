"""The text of plainly nested HTML without a parser: most of what feeds carry, at a tenth of the cost."""

from __future__ import annotations

import re

_INLINE = frozenset(("a", "b", "strong", "i", "em", "u", "span", "small", "sub", "sup", "code", "cite"))
_VOID = frozenset(("br", "img", "hr"))
_HOLDERS = frozenset(("div", "blockquote", "li"))  # blocks that may hold blocks
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))  # blocks of text
_LISTS = frozenset(("ul", "ol"))
_KNOWN = _INLINE | _VOID | _HOLDERS | _LEAVES | _LISTS
_TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(_KNOWN, key=len, reverse=True))})"
    r"((?:\s+[a-zA-Z][a-zA-Z0-9:_-]*=(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*(/?)>"
)
_REFERENCE = re.compile(r"&(?:#([0-9]{2,4})|([a-z]{2,6}));")
_NAMED = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": "\u00a0", "laquo": "«", "raquo": "»", "mdash": "—",
    "ndash": "–", "hellip": "…", "lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "“", "rdquo": "”", "bdquo": "„",
}  # fmt: skip
_NUMBERED = frozenset((*range(32, 127), *range(160, 173), *range(174, 256), *range(0x2010, 0x2028), 0x20AC))
_DEEPEST = 50


def simple_text(html: str) -> str | None:
    """What `monitor.text.html` makes of the cleaned HTML, but for white space; None where it is not plainly nested.

    Plainly: tags of a few names in lower case, each closed in turn, texts and blocks where HTML wants them, attributes
    quoted, references to everyday characters. There no parser has to guess.
    """
    pieces = _TAG.split(html)
    parts: list[str] = []
    stack: list[str] = []
    for at in range(0, len(pieces) - 1, 5):
        text, slash, name, attributes, closed = pieces[at : at + 5]
        parts.append(text)
        if name in _VOID:
            well = not slash and (name != "hr" or not stack or stack[-1] in _HOLDERS)
        elif slash:
            well = not (closed or attributes) and bool(stack) and stack.pop() == name
        else:
            well = not closed and _fits(name, stack)
            stack.append(name)
        if not well:
            return None
        if name not in _INLINE and name != "img":
            parts.append("\0")
    parts.append(pieces[-1])
    text = "".join(parts)
    decoded = None if stack or "<" in text else _decoded(text)
    return None if decoded is None else decoded.replace("\n", " ").replace("\0", "\n")


def _fits(name: str, stack: list[str]) -> bool:
    """Whether the element may begin inside those that are open, with no parser closing one of them for it."""
    if not stack:
        return name != "li"
    above = stack[-1]
    if len(stack) > _DEEPEST:
        return False
    if name in _INLINE:
        return above not in _LISTS and name not in stack
    return above in _LISTS if name == "li" else above in _HOLDERS


def _decoded(text: str) -> str | None:
    """The text with its references put in; None where one is not of every day or an ampersand stands alone."""
    if "&" not in text:
        return text
    pieces = _REFERENCE.split(text)
    parts = [pieces[0]]
    for number, name, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        code = int(number) if number else 0
        character = chr(code) if code in _NUMBERED else _NAMED.get(name or "")
        if character is None:
            return None
        parts += (character, after)
    return None if any("&" in piece for piece in pieces[::3]) else "".join(parts)
