"""The people who act in an article, by the name under which they are displayed."""

from __future__ import annotations

from monitor.model.mention import FIELDS
from monitor.reading.ground import Ground
from monitor.reading.quotes.naming import Naming

_TITLED = 200  # characters round a title that are looked at


def persons(ground: Ground) -> tuple[str, ...]:
    """Names of the people in reading order, each once: those of the lexicon in Latin letters ("Ilham Aliyev").

    Others stand as written, and only where a title stands right before first and last name ("Minister Ivan Petrov").
    """
    found: dict[str, None] = {}
    for field in FIELDS:
        text = ground.scan.title if field == "title" else ground.scan.body
        naming = Naming(ground, field, text)
        rows = [
            (m.start, naming.people.shown(m.name, m.surface))
            for m in ground.scan.mentions if m.field == field and m.name.startswith("person.")
        ]  # fmt: skip
        rows += _titled(naming)
        found |= dict.fromkeys(name for _, name in sorted(rows))
    return tuple(found)


def _titled(naming: Naming) -> list[tuple[int, str]]:
    """People whom the lexicon does not know, behind a title."""
    rows: list[tuple[int, str]] = []
    done = 0
    for cue in naming.cues:
        if cue.start < done or cue.name in ("say_verb", "say_tell", "say_source") or not cue.name.startswith("say_"):
            continue
        line = naming.text.find("\n", cue.end)
        end = min(cue.start + _TITLED, line if line >= 0 else len(naming.text))
        names = [v for v in naming.voices(cue.start, end) if v.kind == "name" and v.role and v.start == cue.start]
        for voice in names[:1]:
            rows.append((voice.start, naming.name_in(voice)))
            done = voice.end
    return rows
