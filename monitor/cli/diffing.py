"""`monitor show article N --diff [A..B]`: two versions of an article, sentence by sentence, word by word.

`[-gone-]` and `{+new+}` mark words, as word diffs do elsewhere; colour is laid over them, never put in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import click
from rich.text import Text as Drawn

from monitor.cli.marking import console, indented
from monitor.cli.moments import Times
from monitor.errors import MonitorError
from monitor.model.article import Text
from monitor.store import Store
from monitor.store.connection import Row
from monitor.text.diffing import pieces, rows

WANTED = "told..newest"  # what --diff alone means
_VERSIONS = re.compile(r"(\d{1,9})?\.\.(\d{1,9})?")
_STYLES = {"in": "green", "out": "red"}
_MARKS = {"in": ("{+", "+}"), "out": ("[-", "-]")}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions by number. `why` says how the older one was chosen, "" where the person named it."""

    old: int
    new: int
    before: Text
    after: Text
    why: str = ""

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Each sentence of title and body as (same, changed, out or in; old; new)."""
        for old, new in ((self.before.title, self.after.title), (self.before.body, self.after.body)):
            for row in rows(old, new):
                yield row.kind, _slice(old, row.old), _slice(new, row.new)


def compared(store: Store, article: Row, wanted: str) -> Compared:
    """The two versions that `wanted` names: "2..5", "2..", "..5"; else the one last told against the newest.

    Where the newest was told itself, the last that says something else stands for the one told.
    Raises MonitorError where one of them is not kept, or there is only one.
    """
    number, kept = article["id"], [row["n"] for row in store.articles.details(article["id"])["text_version"]]
    newest = int(article["text_version"])
    told = store.revisions.told(number)
    last = max(told, key=lambda version: told[version], default=0)
    why = "the one last told" if last else "the first"
    if wanted == WANTED:
        old, new = last or kept[0], newest
        if old == new and len(kept) > 1 and kept[0] < new:
            old = _last_other(store, number, [n for n in kept if n < new])
            why = "the last that says something else; the newest was told"
    elif found := _VERSIONS.fullmatch(wanted):
        old, new = int(found[1] or last or kept[0]), int(found[2] or newest)
        why = why if not found[1] else ""
    else:
        raise MonitorError(f"--diff wants two versions such as 1..3, not {wanted!r}")
    for version in (old, new):
        if version not in kept:
            dropped = f"; {article['dropped']} of its versions are no longer kept" if article["dropped"] else ""
            raise MonitorError(f"article {number} has no version {version}, only {_listed(kept)}{dropped}")
    if len(kept) == 1:
        raise MonitorError(f"article {number} was never edited: it has one version")
    earlier = store.articles.earlier_text
    return Compared(old, new, earlier(number, old), earlier(number, new), why)


def _last_other(store: Store, article: int, before: list[int]) -> int:
    """The newest of these versions whose words are not the article's of now, else the newest of them.

    A page and its feed often say the same: what an edit changed lies further back.
    """
    now = store.articles.current_text(article)
    for version in sorted(before, reverse=True):
        text = store.articles.earlier_text(article, version)
        if (text.title, text.body) != (now.title, now.body):
            return version
    return max(before)


def show(store: Store, article: Row, wanted: str, times: Times, *, as_json: bool) -> None:
    """What `monitor show article N --diff` prints."""
    found = compared(store, article, wanted)
    if as_json:
        click.echo(json.dumps(as_object(found, article), ensure_ascii=False))
        return
    moments = {row["n"]: row["at"] for row in store.articles.details(article["id"])["text_version"]}
    draw(found, article, times, moments)


def draw(found: Compared, article: Row, times: Times, moments: dict[int, int]) -> None:
    """Head, then the sentences that differ; those that stayed are counted."""
    out = console()
    for version, text, mark in ((found.old, found.before, "-"), (found.new, found.after, "+")):
        why = f" ({found.why})" if found.why and mark == "-" else ""
        source = f"withdrawn: {'; '.join(text.notes)}" if text.how == "gone" else f"from the {text.how}"
        out.print(Drawn(f"{mark} version {version}{why}, {source}, {times.both(moments[version])}"))
    if article["dropped"]:
        out.print(Drawn(f"  {article['dropped']} versions between them are no longer kept"))
    if (found.before.title, found.before.body) == (found.after.title, found.after.body):
        out.print(Drawn("  the two say the same"))
        return
    same = 0
    for kind, old, new in found.rows():
        if kind == "same":
            same += 1
            continue
        _skipped(same)
        same = 0
        indented(out, _sentence(kind, old, new))
    _skipped(same)


def as_object(found: Compared, article: Row) -> dict[str, object]:
    """For --json: every sentence with its kind."""
    return {
        "article": article["id"], "old": found.old, "new": found.new, "dropped": article["dropped"],
        "sentences": [{"kind": kind, "old": old or None, "new": new or None} for kind, old, new in found.rows()],
    }  # fmt: skip


def _skipped(count: int) -> None:
    if count:
        console().print(Drawn(f"  … {count} sentence{'s' if count > 1 else ''} unchanged", "dim"))


def _sentence(kind: str, old: str, new: str) -> Drawn:
    if kind in ("in", "out"):
        return _marked(kind, old or new)
    line = Drawn()
    for piece in pieces(old, new):
        line += Drawn(piece.text) if piece.kind == "same" else _marked(piece.kind, piece.text)
    return line


def _marked(kind: str, text: str) -> Drawn:
    """The words between their marks, the white space behind them outside."""
    words, (begin, end) = text.rstrip(), _MARKS[kind]
    return Drawn(f"{begin}{words}{end}", _STYLES[kind]) + Drawn(text[len(words) :] or " ")


def _slice(text: str, part: tuple[int, int] | None) -> str:
    return text[slice(*part)] if part else ""


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
