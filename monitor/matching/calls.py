"""Calls that ask for one thing of the whole article: each checks what stands in its brackets and gives its part.

title(), lead() and sentence() hold conditions and are compiled in compile.py.
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.matching import conditions as c
from monitor.matching.expressions import BadExpression, expression
from monitor.matching.part import Part
from monitor.matching.syntax import Call, Name, Phrase, Slot
from monitor.matching.words import Reader
from monitor.model.source import OUTLET_KINDS
from monitor.yamlfile import closest


def about(reader: Reader, node: Call) -> Part:
    """One name: `about(sport)`."""
    if len(node.parts) != 1 or not isinstance(node.parts[0], Name | Phrase):
        return refused(reader, node, "about() takes one name", "as in about(sport)")
    ids = reader.ids(node.parts[0])
    return Part(node, c.about(ids), c.named(ids), ids=ids)


def pair(reader: Reader, node: Call) -> Part:
    """Two countries, groups of countries, or `any` on one side: `pair(azerbaijan, any)`."""
    if len(node.parts) != 2 or not all(isinstance(part, Name) for part in node.parts):
        cure = "as in pair(azerbaijan, belarus), pair(KZ, TR), pair(azerbaijan, any)"
        return refused(reader, node, "pair() takes two countries", cure)
    a, b = (reader.countries(part, "pair") for part in node.parts)
    if a is None and b is None:
        return refused(reader, node, "pair() needs a country or a group on at least one side")
    if a and a == b and len(a) == 1:
        return refused(reader, node, "pair() needs two different countries")
    return Part(node, c.pair(a, b), c.both_named(a, b), sides=(a, b))


def source(reader: Reader, node: Call) -> Part:
    """What sources.yaml says of the article's feed: `source(kind=state, country=BY)`."""
    if node.parts or not node.slots:
        return refused(reader, node, "source() takes kind=, country= and outlet=", "as in source(kind=state)")
    values = {"kind": "", "country": "", "outlet": ""}
    for slot in node.slots:
        if slot.name not in values:
            reader.refuse(slot.at, f"source() has no '{slot.name}'", closest(slot.name, values))
        elif slot.compare != "=" or values[slot.name]:
            reader.refuse(slot.at, f"'{slot.name}' is asked once, with '='")
        else:
            values[slot.name] = _source_value(reader, slot)
    return Part(node, c.source(values["kind"], values["country"], values["outlet"]))


def _source_value(reader: Reader, slot: Slot) -> str:
    if slot.name == "kind":
        kind = slot.value.lower().replace("_", "-")
        if kind not in OUTLET_KINDS:
            hint = closest(kind, OUTLET_KINDS) or f"known are {', '.join(OUTLET_KINDS)}"
            reader.refuse(slot.at, f"'{slot.value}' is no kind of outlet", hint)
        return kind
    names = reader.names
    if slot.name == "country":
        codes = [code for name in names.ids(slot.value) if (code := names.iso(name))]
        if len(codes) != 1:
            reader.refuse(slot.at, f"'{slot.value}' is no country", names.suggestion(slot.value))
        return codes[0] if codes else ""
    outlets = {outlet.casefold() for outlet in names.outlets}
    if outlets and slot.value.casefold() not in outlets:
        hint = closest(slot.value, names.outlets)
        reader.refuse(slot.at, f"no source in sources.yaml has the outlet '{slot.value}'", hint)
    return slot.value


def lang(reader: Reader, node: Call) -> Part:
    """Codes of languages: `lang(az, ru)`."""
    words = [part.word.lower() for part in node.parts if isinstance(part, Name)]
    if not words or len(words) < len(node.parts) or not all(len(word) in (2, 3) for word in words):
        return refused(reader, node, "lang() takes codes of languages", "write lang(az) or lang(ru, be)")
    return Part(node, c.language(frozenset(words)))


def expressed(reader: Reader, node: Call) -> Part:
    """An expression over the original text: `re("T-?72")`."""
    (found,) = node.parts if len(node.parts) == 1 else (None,)
    if not isinstance(found, Phrase):
        return refused(reader, node, "re() takes one expression in quotation marks", 'as in re("T-?72")')
    try:
        wanted = expression(found.text)
    except BadExpression as fault:
        reader.refuse(found.at + 1 + fault.at, str(fault), fault.cure)
        return Part(node, c.never)
    return Part(node, c.matches(wanted), expression=wanted)


def refused(reader: Reader, node: Call, sentence: str, cure: str = "") -> Part:
    """The problem kept, and a part that never holds in the call's place."""
    reader.refuse(node.at, sentence, cure)
    return Part(node, c.never)


WHOLE_ARTICLE: dict[str, Callable[[Reader, Call], Part]] = {
    "pair": pair,
    "about": about,
    "source": source,
    "lang": lang,
    "re": expressed,
}
