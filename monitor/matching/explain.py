"""Why a condition holds or does not: each part true or false, the words that decided, what was missing.

The sentences say what was wrong with the article as the rule sees it ("named only in the body") and nothing that is
different in every article, so that a digest can count articles by reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from monitor.matching import conditions as c
from monitor.matching.expressions import TooSlow
from monitor.matching.part import Condition, Part
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Not, Phrase
from monitor.model.fact import Span
from monitor.model.mention import Mention, Scan

Kind = Literal["and", "or", "not", "count", "near", "name", "text", "call", "score"]
_KINDS: dict[type, Kind] = {
    Name: "name", Phrase: "text", Not: "not", All: "and", Either: "or", Count: "count", Near: "near", Call: "call",
}  # fmt: skip
_FAILED = {
    "re": "{} finds nothing",
    "lang": "its language is not asked for in {}",
    "source": "its source is not the one asked for in {}",
}
SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Explained:
    """One part of a condition over one article.

    `text`: the part in the house style. `kind`: what it is; a call's name is the first word of its text. `evidence`:
    the mentions that made it true, in reading order (those of a `not` that fails: what it excludes stands in its
    child). `note`: for a name what was found, for a false part what was missing; may be "". A "score" was not
    typed: it is what speaks for dealings of a pair (it "holds") or against them.
    """

    text: str
    kind: Kind
    holds: bool
    evidence: tuple[Mention, ...] = ()
    children: tuple[Explained, ...] = ()
    note: str = ""


def explain(condition: Condition, facts: c.Facts) -> Explained:
    """The whole condition over one article, with every part asked, also those that were decided before."""
    return _explained(condition.root, c.View(facts, facts.mentions), "")


def reason(condition: Condition, facts: c.Facts) -> str:
    """The first part that fails, in plain words; "" if the condition holds."""
    return _reason(condition.root, c.View(facts, facts.mentions), "")


def failure(condition: Condition, facts: c.Facts) -> str:
    """The same of a condition known not to hold, nor to hold an expression that takes too long."""
    return _failure(condition.root, c.View(facts, facts.mentions), "")


def _explained(part: Part, view: c.View, scope: str) -> Explained:
    found = _ask(part.test, view)
    inside, inner = _inside(part, view, scope)
    children = tuple(_explained(child, inside, inner) for child in part.parts) or _scored(part, view)
    note = _reason(part, view, scope)
    if found and (part.ids or part.expression):
        note = _words(found)
    if found is not None and part.asked:
        note = part.asked.held(view.facts)
    return Explained(
        part.text, _KINDS[type(part.node)], found is not None, c.in_reading_order(found or ()), children, note
    )


def _scored(part: Part, view: c.View) -> tuple[Explained, ...]:
    """What speaks for dealings of a pair() and what against, each with its points and the words."""
    dealing = view.facts.dealing(*part.sides) if part.sides else None
    return tuple(
        Explained(f"{one.points:+g} {one.reason}", "score", one.points > 0, note=_cited(one.spans, view.facts.scan))
        for one in (dealing.parts if dealing else ())
    )


def _cited(spans: Iterable[Span], scan: Scan) -> str:
    said = ((scan.title if span.field == "title" else scan.body)[span.start : span.end] for span in spans)
    return ", ".join(list(dict.fromkeys(f'"{" ".join(words.split())}"' for words in said))[:SHOWN_WORDS])


def _inside(part: Part, view: c.View, scope: str) -> tuple[c.View, str]:
    """The view that a part's own parts see, and the scope's name; of several sentences the one that comes nearest."""
    if part.scope is None or not isinstance(part.node, Call):
        return view, scope
    tried = list(part.scope(view)) or [c.View(view.facts, {})]
    nearest = tried[0] if len(tried) == 1 else max(tried, key=lambda one: _score(part.parts[0], one))
    return nearest, part.node.name


def _score(part: Part, view: c.View) -> float:
    """How much of a part is true, 1 = all."""
    if _ask(part.test, view) is not None:
        return 1.0
    if isinstance(part.node, Not) or not part.parts:
        return 0.0
    scores = [_score(child, view) for child in part.parts]
    return max(scores) * 0.9 if isinstance(part.node, Either) else sum(scores) / len(scores) * 0.9


def _words(mentions: Iterable[Mention]) -> str:
    """`= country.azerbaijan: "Bakı" (metonym)`, name by name, each spelling once."""
    by_name: dict[str, dict[str, None]] = {}
    for mention in mentions:
        how = "" if mention.part == "name" else f" ({mention.part})"
        by_name.setdefault(mention.name, {})[f'"{" ".join(mention.surface.split())}"{how}'] = None
    said = []
    for name, words in by_name.items():
        more = f" and {len(words) - SHOWN_WORDS} more" if len(words) > SHOWN_WORDS else ""
        owner = "" if name.startswith(("text:", "re:")) else f"= {_called(name)}: "
        said.append(f"{owner}{', '.join(list(words)[:SHOWN_WORDS])}{more}")
    return "; ".join(said)


def _called(name: str) -> str:
    """The id, but a name of a rule file (`fileoil.az_oil`) by the word that the file gives it."""
    return name.partition(".")[2].replace("_", "-") if name.startswith("file") else name


# -- what failed


def _ask(test: c.Test, view: c.View) -> c.Found | None:
    """What the test finds; an expression that takes too long holds for nothing."""
    try:
        return test(view)
    except TooSlow:
        return None


def _reason(part: Part, view: c.View, scope: str) -> str:
    """Why the part does not hold in this view, "" if it does. `scope` is the call that cut the view."""
    try:
        held = part.test(view)
    except TooSlow as fault:
        return str(fault)
    return "" if held is not None else _failure(part, view, scope)


def _failure(part: Part, view: c.View, scope: str) -> str:
    node = part.node
    if isinstance(node, Name | Phrase):
        return _unnamed(part, view, scope)
    if isinstance(node, Not):
        if isinstance(node.inner, Call) and node.inner.name == "about":
            return f"about {_shown(node.inner.parts[0])}"
        return f"excluded by '{part.text}'"
    if isinstance(node, Near):
        return _apart(part, view, scope)
    return _call_reason(part, view) if isinstance(node, Call) else _joined_reason(part, view, scope)


def _joined_reason(part: Part, view: c.View, scope: str) -> str:
    """Of parts joined by `and` the first that fails; of those joined by `or` the one that comes nearest."""
    node = part.node
    if isinstance(node, All):
        return next(filter(None, (_reason(child, view, scope) for child in part.parts)))
    if isinstance(node, Count):
        true = sum(_ask(child.test, view) is not None for child in part.parts)
        return f"only {true or 'none'} of the {node.least} parts asked for in '{part.text}'"
    near = [child for child in part.parts if _wide(child, view)] or part.parts
    nearest = near[0] if len(near) == 1 else max(near, key=lambda child: _score(child, view))
    return _reason(nearest, view, scope)


def _shown(node: object) -> str:
    return node.word if isinstance(node, Name) else f'"{node.text}"' if isinstance(node, Phrase) else ""


def _wide(part: Part, view: c.View) -> bool:
    """True if the part holds once it is widened to the whole article."""
    return _ask(part.widened, c.View(view.facts, view.facts.mentions)) is not None


def _unnamed(part: Part, view: c.View, scope: str) -> str:
    what = _shown(part.node) if isinstance(part.node, Phrase) else f"'{part.text}'"
    if not any(name in view.facts.mentions for name in part.ids):
        return f"{what} does not stand in the text" if isinstance(part.node, Phrase) else f"{what} is not named"
    where = {"title": " only in the body", "lead": " only after the lead"}.get(scope, ", but not in that sentence")
    return f"{what} is named{where}"


def _apart(part: Part, view: c.View, scope: str) -> str:
    node = part.node
    assert isinstance(node, Near)
    for side in part.parts:
        if side.test(view) is None:
            return _reason(side, view, scope)
    left, right = (view.of(side.ids) for side in part.parts)
    together = {mention.sentence for mention in left} & {mention.sentence for mention in right}
    both = f"{part.parts[0].text} and {part.parts[1].text}"
    if not together:
        return f"{both} are named, but never in one sentence"
    return f"{both} are named, but never within {node.words} word{'s' if node.words > 1 else ''}"


def _call_reason(part: Part, view: c.View) -> str:
    node = part.node
    assert isinstance(node, Call)
    if part.scope:
        return _scope_reason(part, view)
    if part.asked:
        return part.asked.reason(view.facts)
    if part.sides:
        return view.facts.pair_reason(*part.sides) or "not both countries are named"
    if node.name == "about":
        missing = not any(name in view.facts.mentions for name in part.ids)
        return f"'{_shown(node.parts[0])}' is not named" if missing else f"not about {_shown(node.parts[0])}"
    said = _FAILED.get(node.name, "{} does not hold")
    return said.format(f"'{part.text}'")


def _scope_reason(part: Part, view: c.View) -> str:
    """A scope fails: something is not named at all, or not where it must be, or what must not be there is."""
    node = part.node
    assert isinstance(node, Call)
    whole = c.View(view.facts, view.facts.mentions)
    (inner,) = part.parts
    if _ask(inner.widened, whole) is None:
        return _widened_reason(inner, whole)
    if node.name != "sentence":
        return _reason(inner, *_inside(part, view, node.name))
    if any(_ask(inner.widened, one) is not None for one in (part.likely(view) if part.likely else ())):
        nearest, scope = _inside(part, view, node.name)
        return f"in each sentence with what '{part.text}' asks for: {_reason(inner, nearest, scope)}"
    wanted = list(dict.fromkeys(_wanted(inner)))
    if len(wanted) < 2:
        return f"{''.join(wanted) or inner.text} is named, but not where '{part.text}' is asked for"
    return f"{', '.join(wanted[:-1])} and {wanted[-1]} are named, but never in one sentence"


def _widened_reason(part: Part, whole: c.View) -> str:
    """What is missing in the whole article, wherever it should have stood."""
    if _ask(part.widened, whole) is not None:
        return ""
    if isinstance(part.node, Name | Phrase):
        return _unnamed(part, whole, "")
    if isinstance(part.node, Count):
        return _reason(part, whole, "")
    return next(filter(None, (_widened_reason(child, whole) for child in part.parts)), f"'{part.text}' does not hold")


def _wanted(part: Part) -> Iterator[str]:
    """The words that a part asks for, without those under `not`."""
    if isinstance(part.node, Not):
        return
    if part.ids and isinstance(part.node, Name | Phrase):
        yield part.text
    elif isinstance(part.node, Either):
        yield f"({part.text})"
    else:
        for child in part.parts:
            yield from _wanted(child)
