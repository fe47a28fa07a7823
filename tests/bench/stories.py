"""Copies: what it costs to mark a text, to look for its original and to keep it; and texts made to hurt.

Texts of 1,500 to 3,000 bytes in five languages, joined from pieces of the labelled articles so that words and
phrases are those of the beat: seven of ten are their own, two repeat an earlier one with the edits of a desk, one is an
issue of template news. Reading the article (names, facts) is not part of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random

from monitor.model.story import Footprint, Material, Signs
from monitor.stories import wording
from monitor.stories.copies import Copies
from monitor.stories.shingles import marks
from tests.bench.matching import plain_loop
from tests.corpus.copies.edits import boilerplate, dropped, numbers, reordered, synonyms
from tests.corpus.copies.making import articles, siblings

Say = Callable[[str], None]
EDITS = (boilerplate, dropped, numbers, reordered, synonyms)
SHORTEST, LONGEST = 1500, 3000  # bytes
OUTLETS = 12
FLOOD = 5000
HOSTILE = 200_000
PIECE = 3  # words that are taken from an article at a time: its phrases, not its text


def measure(say: Say, *, short: bool) -> None:
    """All tables on copies."""
    say(f"this machine, now: {plain_loop():.1f} ms for a plain loop of 300,000")
    materials = texts(600 if short else 2000)
    say(f"copies: {len(materials)} texts of {SHORTEST} to {LONGEST} bytes; processor time, best of several rounds")
    best = min((_round(materials) for _ in range(2 if short else 4)), key=sum)
    for name, seconds in zip(("marks", "find", "add"), best, strict=True):
        say(f"  {name:<28} {1000 * seconds / len(materials):8.3f} ms a text")
    say(f"  {'all of it':<28} {len(materials) / sum(best):8.0f} texts a second")
    same = [Material(n, materials[0].title, materials[0].body, "en", "One", n) for n in range(FLOOD)]
    cost = _round(same)
    say(f"  {FLOOD} identical items          {1000 * sum(cost) / FLOOD:8.3f} ms each, {sum(cost):.2f} s in all")
    _hostile(say)


def texts(count: int, seed: int = 5) -> list[Material]:
    """As the head of this module says."""
    draw, found, templates = Random(seed), articles(), list(siblings())
    written: list[dict[str, str]] = []
    for number in range(count):
        lot = draw.random()
        if lot < 0.2 and number > OUTLETS:
            original = draw.choice(written)
            title, text = draw.choice(EDITS)(original, original, draw)
            row = {**original, "title": title, "text": text}
        elif lot < 0.3:
            row = draw.choice(templates)
        else:
            row = _own(draw, draw.choice(found), found)
        written.append(row)
    return [
        Material(number, row["title"], row["text"], row["language"], f"Outlet {number % OUTLETS}", number)
        for number, row in enumerate(written)
    ]


def _own(draw: Random, like: dict[str, str], found: Sequence[dict[str, str]]) -> dict[str, str]:
    """A text that is nobody else's, of pieces of others in its language."""
    others = [row["text"].split(" ") for row in found if row["language"] == like["language"]]
    text, size = "", draw.randint(SHORTEST, LONGEST)
    while len(text.encode()) < size:
        words = draw.choice(others)
        at = draw.randrange(max(1, len(words) - PIECE))
        text += " ".join(words[at : at + PIECE]) + " "
    return {**like, "text": text.strip()}


def _round(materials: Sequence[Material]) -> tuple[float, float, float]:
    """Seconds of processor time for marks, find and add."""
    copies, costs = Copies(), [0.0, 0.0, 0.0]
    for material in materials:
        times = [time.process_time()]
        made = _footprint(material)
        times.append(time.process_time())
        found = copies.find(made)
        times.append(time.process_time())
        copies.add(made, found.original if found else None, found.originals if found else ())
        times.append(time.process_time())
        costs = [cost + end - start for cost, start, end in zip(costs, times, times[1:], strict=False)]
    return costs[0], costs[1], costs[2]


def _footprint(material: Material) -> Footprint:
    return Footprint(
        material.article, material.outlet, material.language, material.when, material.title, marks(material), Signs()
    )


def _hostile(say: Say) -> None:
    say(f"texts of {HOSTILE // 1000} kB made to hurt, each twice with a word changed; seconds of processor time")
    draw = Random(1)
    cases = {
        "one word": "word " * (HOSTILE // 5),
        "three words round and round": "one two three " * (HOSTILE // 14),
        "no blank": "x" * HOSTILE,
        "capitals": "Aliyev Baku Minsk " * (HOSTILE // 18),
        "numbers": "".join(f"{draw.randrange(10**6)} " for _ in range(HOSTILE // 7)),
        "one number": "1" * HOSTILE,
        "points": ". " * (HOSTILE // 2),
        "words never seen": "".join(f"{draw.randrange(10**9):x} " for _ in range(HOSTILE // 9)),
        "letters with marks": "е\u0301" * (HOSTILE // 2),
        "a dateline without end": "MINSK " + "a, " * (HOSTILE // 3),
    }
    for name, text in cases.items():
        wording.forget()
        began = time.process_time()
        copies = Copies()
        for number, body in enumerate((text, f"{text[: HOSTILE // 2]} other {text[HOSTILE // 2 :]}")):
            made = _footprint(Material(number, "A title of six words here", body, "en", f"Outlet {number}", number))
            found = copies.find(made)
            copies.add(made, found.original if found else None)
        say(f"  {name:<28} {time.process_time() - began:8.3f}")
