"""A sentence of the monitor's own in no language: which one it is, and what stands in it.

Where news is found it is said in English, for logs and commands; beside it goes a phrase, from which a digest says the
same in the language of its frame.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields

from monitor.model.fact import Figure, Span

# What a figure is called and what it amounts to; where it stands is left out.
_OF_A_FIGURE = (
    "metric", "kind", "value", "unit", "low", "high", "op", "said_value", "factor", "growth", "index", "delta",
    "base_value", "period", "period_said", "deadline", "direction", "sector", "reporter",
)  # fmt: skip
LEFT_OUT = "*"  # as the value of `outlet` or `other`: an outlet of a kind that the reader leaves out
_DEFAULT = {each.name: each.default for each in fields(Figure)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """`slots`: name -> value, codes, ids, days and original words, none of them in the monitor's own words.

    The name of a slot says what stands in it: `outlet`, `words` and `other` as they are, `side` an ISO code, `thing` a
    kind of event and the host's code ("visit_state>AZ"), `parts` and `names` with "|" between them, `days` the first
    and last day ("2024-05-15/2024-05-17"), `figure` and `other_figure` as `figure_slot` writes them.
    """

    key: str
    slots: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, key: str, **slots: str) -> Phrase:
        """With these slots; the empty ones are left out."""
        return cls(key, tuple((name, value) for name, value in slots.items() if value))


def as_text(phrases: Sequence[Phrase]) -> str:
    """As JSON, "" for none."""
    return json.dumps([[each.key, dict(each.slots)] for each in phrases], ensure_ascii=False) if phrases else ""


def from_text(text: str) -> tuple[Phrase, ...]:
    """What `as_text` wrote."""
    return tuple(Phrase(key, tuple(slots.items())) for key, slots in json.loads(text)) if text else ()


def figure_slot(figure: Figure) -> str:
    """A figure as the value of a slot."""
    found = {name: getattr(figure, name) for name in _OF_A_FIGURE}
    return json.dumps({name: value for name, value in found.items() if value != _DEFAULT[name]}, ensure_ascii=False)


def figure_of(slot: str) -> Figure:
    """The figure of a slot; it points nowhere."""
    return Figure(**json.loads(slot), sentence=0, span=Span("body", 0, 0))
