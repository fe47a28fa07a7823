"""Facts as rows: what is asked by stands in columns of its own, the whole of each as JSON beside them.

Only what is said is written: a field with its default value is left out, so that a field more needs no migration.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from monitor.model.fact import Dealing, Event, Figure, Promise, Quote, ScorePart, Span

Fact = Dealing | Event | Figure | Quote | Promise
F = TypeVar("F", Dealing, Event, Figure, Quote, Promise)
_FIELDS: Mapping[type, tuple[tuple[str, Any], ...]] = {  # each with its default, MISSING where it has none
    kind: tuple((field.name, field.default) for field in fields(kind))
    for kind in (Dealing, Event, Figure, Quote, Promise)
}
_NAMES: Mapping[type, frozenset[str]] = {kind: frozenset(name for name, _ in said) for kind, said in _FIELDS.items()}


def packed(fact: Fact) -> str:
    """The whole fact as JSON."""
    said = {name: getattr(fact, name) for name, default in _FIELDS[type(fact)] if getattr(fact, name) != default}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpacked(kind: type[F], data: str) -> F:
    """The fact that `packed` wrote; what this version does not know is left out."""
    known = _NAMES[kind]
    values = {name: _read(name, value) for name, value in json.loads(data).items() if name in known}
    return kind(**values)


def _read(name: str, value: Any) -> Any:
    reader = _READERS.get(name)
    return reader(value) if reader and value is not None else value


def _span(value: Any) -> Span:
    return Span(*value)


def _spans(value: Any) -> tuple[Span, ...]:
    return tuple(map(_span, value))


def _parts(value: Any) -> tuple[ScorePart, ...]:
    return tuple(ScorePart(reason, points, _spans(spans)) for reason, points, spans in value)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "trigger": _span, "span": _span, "said": _span, "spans": _spans, "parts": _parts,
    "sides": tuple, "actors": tuple, "recipients": tuple, "pair": tuple,
}  # fmt: skip


def joined(codes: tuple[str, ...]) -> str:
    """Codes for a column that is asked for one of them: ",AZ,BY,"; "" for none."""
    return f",{','.join(codes)}," if codes else ""
