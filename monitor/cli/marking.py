"""Texts with the words that decided marked: in colour on a terminal, else in square brackets."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from monitor.model.judgement import Evidence, beyond
from monitor.model.mention import Mention
from monitor.proving.words import Piece, marked, passages

WIDTH = 80  # of what goes into a file or another program, where no terminal says how wide it is
STYLE = "bold yellow"


def console() -> Console:
    """Where texts and trees are drawn: as wide as the terminal, without colour where NO_COLOR is set."""
    wide = None if sys.stdout.isatty() else WIDTH
    return Console(no_color="NO_COLOR" in os.environ, width=wide, highlight=False, soft_wrap=False)


def coloured() -> bool:
    """True where colour tells a mark from the text round it."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def indented(out: Console, line: Text, by: int = 2) -> None:
    """Print a line folded to the width, each part moved in, nothing after its last letter."""
    for part in line.wrap(out, out.width - by):
        part.rstrip()
        out.print(Text(" " * by) + part)


def shown(title: str, body: str, evidence: Sequence[Evidence | Mention], left_out: int = 0) -> list[Text]:
    """The title, and each sentence of the body in which something decided; `…` stands for what lies between.

    `left_out` = how many more places decided and are not in `evidence`; a last line says so.
    """
    lines = [_line(marked(title, "title", evidence))] if title else []
    at = 0
    for start, end in passages(body, evidence):
        before = "… " if body[at:start].strip() else ""
        part = [each for each in evidence if each.field == "body" and each.end > start and each.start < end]
        pieces = marked(body, "body", part)
        lines.append(Text(before) + _line(_within(pieces, start, end)))
        at = end
    if body[at:].strip():
        lines.append(Text("…"))
    return [*lines, Text(beyond(left_out), "dim")] if left_out else lines


def _within(pieces: Iterable[Piece], start: int, end: int) -> Iterable[Piece]:
    """The pieces of a whole text cut to a part of it."""
    at = 0
    for piece in pieces:
        first, last = max(start, at), min(end, at + len(piece.text))
        if first < last:
            yield Piece(piece.text[first - at : last - at], piece.marked)
        at += len(piece.text)


def _line(pieces: Iterable[Piece]) -> Text:
    line = Text()
    colour = coloured()
    for piece in pieces:
        words = piece.text.replace("\n", " ")
        if piece.marked:
            line.append(words if colour else f"[{words}]", STYLE)
        else:
            line.append(words)
    return line
