"""A document that was read, item by item as it is told from the last one of its feed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from monitor import identify
from monitor.model.article import Item
from monitor.model.fetch import Reply
from monitor.model.source import Source
from monitor.pipeline.ladder import Reading


@dataclass(slots=True)
class Document:
    """A document on its way into the store; `apart`: what breaks in it is undone alone, without what else arrives."""

    source: Source
    reply: Reply
    reading: Reading
    drafts: Sequence[identify.Draft]
    items: Sequence[Item]
    renew: bool
    apart: bool
    listed: bytes = b""
    begun: bool = False
    new: int = 0
    failures: list[str] = field(default_factory=list)
    failed: set[bytes] = field(default_factory=set)
    prints: dict[bytes, Item] = field(init=False)
    _print_of: dict[int, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.prints = {identify.fingerprint(item): item for item in self.items}
        self._print_of = {id(item): print_ for print_, item in self.prints.items()}

    def print_of(self, item: Item) -> bytes:
        """The fingerprint of one of its items."""
        return self._print_of.get(id(item)) or identify.fingerprint(item)

    @property
    def unchanged(self) -> dict[bytes, Item]:
        """Those of the items that were read which the last document listed as they are; none where all are renewed."""
        if self.renew:
            return {}
        rest = self.reading.rest
        listed = rest.memory.listed if rest else identify.unpacked(self.listed)
        return {each: self.prints[each] for each in listed & self.prints.keys()}

    def listing(self) -> bytes:
        """The fingerprints of all its items but those that failed."""
        rest = self.reading.rest
        before = rest.memory.prints(rest.kept) if rest else ()
        return identify.packed({*before, *self.prints} - self.failed)

    def holders(self, unchanged: Iterable[Item]) -> frozenset[bytes]:
        """The first keys of these, and of the items that were not read again."""
        rest = self.reading.rest
        return frozenset((*map(identify.first_key, unchanged), *(rest.memory.firsts(rest.kept) if rest else ())))
