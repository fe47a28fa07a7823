"""Why an article was told, as it stood then: what the ledger keeps, for `monitor mark` and for an audit years later."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`rules`: each rule that found it, with its version ("" = not known any more); `words`: its own, that decided."""

    rules: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


def packed(reason: Reason) -> str:
    """For `Told.why`: {"rules": {"az-by": "4f2a..."}, "words": ["Lukashenko", "Baku"]}."""
    return json.dumps({"rules": dict(reason.rules), "words": list(reason.words)}, ensure_ascii=False)


def unpacked(why: str) -> Reason:
    """What `packed` made; nothing for what was told before reasons were kept."""
    if not why:
        return Reason()
    row = json.loads(why)
    return Reason(tuple(row["rules"].items()), tuple(row["words"]))
