"""Which links of a page are meant: a CSS selector, or a pattern of addresses; both checked where they are written.

Selectors are those that lists of news need: names, `.class`, `#id`, `[attribute]` with = ^= $= *= ~=, a blank and `>`
between them, and commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[\w-]+"
_XML_NAME = "[A-Za-z_][A-Za-z0-9_-]*"
_PART = re.compile(
    rf"""(?P<tag>\*|{_XML_NAME}) | \.(?P<class>{_NAME}) | \#(?P<id>{_NAME})
    | \[\s*(?P<attr>{_XML_NAME})\s*
      (?:(?P<op>[~^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w./-]+))\s*)?\]""",
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*([>,])\s*|\s+")
_LONGEST = 300
_UNDERSTOOD = "understood are names, .class, #id, [attribute='value'], a blank, > and commas"


@dataclass(frozen=True, slots=True)
class Links:
    """`links:` of a source, read: an XPath expression, or a pattern of addresses with `*` for any characters."""

    written: str
    xpath: str = ""
    pattern: str = ""

    def fits(self, address: str) -> bool:
        """Whether an absolute address is one of the pattern: `*` stands for one character or more, also for `/`."""
        start = 0
        if not self.pattern.startswith("http"):
            start = address.find("/", address.find("//") + 2)
            if start < 0:
                return False
        parts = self.pattern.split("*")
        if not address.startswith(parts[0], start):
            return False
        place = start + len(parts[0])
        for part in parts[1:-1]:
            found = address.find(part, place + 1)
            if found < 0:
                return False
            place = found + len(part)
        return len(parts) == 1 or (address.endswith(parts[-1]) and len(address) - len(parts[-1]) > place)


def read_links(written: str) -> Links:
    """What begins with `/` or `http` is a pattern of addresses, all else a CSS selector.

    Raises ValueError with a sentence that says what is not understood.
    """
    text = " ".join(written.split())
    if len(text) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters")
    if text.startswith(("/", "http://", "https://")):
        if "*" not in text:
            raise ValueError("a pattern of addresses needs a *, as in /news/*")
        return Links(text, pattern=text)
    return Links(text, xpath=_xpath(text))


def _xpath(selector: str) -> str:
    paths, steps, axis, place = [], "", "//", 0
    while place < len(selector):
        step, place = _step(selector, place)
        steps += f"{axis}{step}"
        between = _COMBINATOR.match(selector, place)
        if between is None and place < len(selector):
            raise ValueError(f"'{selector[place:]}' is not understood; {_UNDERSTOOD}")
        if between is None:
            break
        place = between.end()
        if place == len(selector):
            raise ValueError(f"nothing stands behind '{between[0].strip() or ' '}'")
        axis = {">": "/", ",": "//"}.get(between[1] or "", "//")
        if between[1] == ",":
            paths.append(steps)
            steps = ""
    if not steps:
        raise ValueError("there is no selector in it")
    return " | ".join((*paths, steps))


def _step(selector: str, place: int) -> tuple[str, int]:
    """One element's test as XPath, from `place` on."""
    tag, tests, first = "*", [], place
    while part := _PART.match(selector, place):
        if part["tag"]:
            if place != first:
                break
            tag = part["tag"].lower()
        else:
            tests.append(_test(part))
        place = part.end()
    if place == first:
        raise ValueError(f"'{selector[place:]}' is not understood; {_UNDERSTOOD}")
    return tag + "".join(f"[{test}]" for test in tests), place


def _test(part: re.Match[str]) -> str:
    if part["class"]:
        return f"contains(concat(' ', normalize-space(@class), ' '), ' {part['class']} ')"
    if part["id"]:
        return f"@id = '{part['id']}'"
    name = f"@{part['attr'].lower()}"
    if not part["op"]:
        return name
    value = next(text for text in (part["double"], part["single"], part["bare"]) if text is not None)
    quoted = f"'{value}'" if "'" not in value else f'"{value}"'
    if "'" in value and '"' in value:
        raise ValueError("a value with both kinds of quotation marks")
    return {
        "=": f"{name} = {quoted}",
        "^=": f"starts-with({name}, {quoted})",
        "$=": f"substring({name}, string-length({name}) - {len(value) - 1}) = {quoted}",
        "*=": f"contains({name}, {quoted})",
        "~=": f"contains(concat(' ', normalize-space({name}), ' '), concat(' ', {quoted}, ' '))",
    }[part["op"]]
