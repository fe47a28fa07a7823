"""How a digest goes into messages of a chat: blocks of rows, packed between stories, numbered; pure.

page -> `chatlines.plan` (blocks of rows of pieces) -> `packed` (messages that fit) -> each channel's own markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.digest.frame import Frame

_CUTS = (1000, 500, 250, 100, 40)  # characters of a piece, tried in turn where a single row is over a limit
_TITLE = 200  # characters of the title that begins each further message
_MOST = 99  # parts, for the room that their numbers take


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one line, not escaped; with `link` they lead to that address."""

    text: str
    link: str = ""
    bold: bool = False


Row = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together; `tight` ones follow the block before without an empty line."""

    rows: tuple[Row, ...]
    tight: bool = False


Blocks = tuple[Block, ...]
Fits = Callable[[Blocks], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """A digest before it is packed. `head` begins the first message, `again` each further one; both hold the title."""

    head: Block
    again: Block
    blocks: Blocks
    frame: Frame


def packed(plan: Plan, fits: Fits) -> tuple[Blocks, ...]:
    """The messages, as few as can be filled in order; every one fits, and nothing is left out uncounted.

    Cut between blocks; a block that is over the limit alone is cut between its rows; a row that is, within a piece.
    """
    frame = plan.frame
    label = _numbered(Block(()), frame, _MOST, _MOST)
    again = Block(tuple(tuple(_short(piece, _TITLE, frame) for piece in row) for row in plan.again.rows))

    def fits_numbered(blocks: Blocks) -> bool:
        return fits((label, *blocks))

    head, *rest = _pieces_of(plan.head, frame, fits_numbered)
    messages: list[list[Block]] = [[head]]
    for whole in (*rest, *plan.blocks):
        pieces = [whole]
        if not fits_numbered((*messages[-1], whole)) and not fits_numbered((again, whole)):
            pieces = _pieces_of(whole, frame, lambda found: fits_numbered((again, *found)))
        for block in pieces:
            if not fits_numbered((*messages[-1], block)):
                messages.append([again])
            messages[-1].append(block)
    return tuple(_labelled(message, frame, n, len(messages)) for n, message in enumerate(messages, start=1))


def _pieces_of(block: Block, frame: Frame, fits: Fits) -> list[Block]:
    """The block as blocks that fit, cut between rows; at least one."""
    found = [replace(block, rows=())]
    for row in (_cut(whole, frame, fits) for whole in block.rows):
        grown = replace(found[-1], rows=(*found[-1].rows, row))
        if fits((grown,)) or not found[-1].rows:
            found[-1] = grown
        else:
            found.append(Block((row,), tight=True))
    return found


def _cut(row: Row, frame: Frame, fits: Fits) -> Row:
    """The row, with its longest pieces cut as little as makes it fit; how much was left out stands in it."""
    for limit in (None, *_CUTS):
        found = row if limit is None else tuple(_short(piece, limit, frame) for piece in row)
        if fits((Block((found,)),)):
            return found
    return tuple(replace(_short(piece, _CUTS[-1], frame), link="") for piece in row)


def _short(piece: Piece, limit: int, frame: Frame) -> Piece:
    if len(piece.text) <= limit:
        return piece
    more = frame.count("more_character", len(piece.text) - limit)
    return replace(piece, text=f"{piece.text[:limit].rstrip()} [... {more}]")


def _labelled(message: Sequence[Block], frame: Frame, number: int, of: int) -> Blocks:
    first, *rest = message
    return (_numbered(first, frame, number, of) if of > 1 else first, *rest)


def _numbered(block: Block, frame: Frame, number: int, of: int) -> Block:
    """The block with "(part 2 of 3)" at the end of its first row."""
    label = Piece(" " + frame.say("page.part", n=str(number), of=str(of)))
    first, *rest = block.rows or ((),)
    return replace(block, rows=((*first, label), *rest))


def joined(blocks: Iterable[Block], write: Callable[[Row], str]) -> str:
    """Rows on lines of their own, an empty line between blocks."""
    text = ""
    for block in blocks:
        rows = "\n".join(map(write, block.rows))
        text += rows if not text else f"\n{rows}" if block.tight else f"\n\n{rows}"
    return text


def weight(blocks: Iterable[Block], weigh: Callable[[Row], int]) -> int:
    """What `joined` would weigh, without the text: rows and the line feeds between them."""
    return sum(sum(map(weigh, block.rows)) + len(block.rows) + 1 for block in blocks)


def grouped(blocks: Iterable[Block], weigh: Callable[[Row], int], limit: int) -> list[Blocks]:
    """The blocks as few groups of at most `limit` each; one that is heavier alone stands alone."""
    groups: list[Blocks] = []
    heavy = 0
    for block in blocks:
        more = weight((block,), weigh)
        if groups and heavy + more <= limit:
            groups[-1] = (*groups[-1], block)
            heavy += more
        else:
            groups.append((block,))
            heavy = more
    return groups


def plain(row: Row) -> str:
    """The row without any markup; addresses stand whole."""
    return "".join(piece.link or piece.text for piece in row)


def size(text: str) -> int:
    """Characters as these services count them: UTF-16 units, so that one beyond U+FFFF is two."""
    return len(text) + sum(letter > "\uffff" for letter in text) if not text.isascii() else len(text)
