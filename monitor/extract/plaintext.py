"""A text that a person kept: headline, day and text of it, as a page that was copied into a file has them.

Above the headline stand the site's name and the day of the copy; the article's own day stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.boilerplate import without_boilerplate
from monitor.text.dates import DateReader
from monitor.text.sentences import sentences

_LONGEST_HEADLINE = 300  # characters; a longer first line is text
_LINES_BELOW = 6
_LONGEST_DATE = 60
_DATE_LINE = re.compile(
    r"(?=.*\b\d{4}\b)(?=.*\d{1,2}:\d\d)|\W*\d{1,2}[\s.]+[^\W\d_]{3,}\.?,?\s+\d{4}\W*\Z|\W*\d\d\.\d\d\.\d{4}\W*\Z"
)
_UPDATED = re.compile(r"updat|обновл|изменен|абноўл|yenil|güncel|оновл|aktualiz", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlainText:
    """`dated` is UTC seconds, None where no line below the headline is a date; `notes` say what was taken out."""

    title: str
    body: str
    dated: int | None = None
    notes: tuple[str, ...] = ()


def plain_text(text: str, dates: DateReader, title: str = "") -> PlainText:
    """The article of a file's text; without `title` its first line is the headline, else its first sentence.

    A line of date and time right below the headline is the article's date and no longer part of the text.
    """
    body, taken = without_boilerplate(text, title)
    if not title:
        title, body = headline(body)
        body, more = without_boilerplate(body, title)
        taken += more
    lines = body.split("\n")
    place, dated = _dated(lines, dates)
    if dated is not None:
        taken += (f'date read below the headline: "{lines[place].strip()}"',)
        body = "\n".join(lines[:place] + lines[place + 1 :]).strip()
    return PlainText(title, body, dated, taken)


def headline(text: str) -> tuple[str, str]:
    """The first line where it is short enough for a headline, else the first sentence; and the rest."""
    first, _, rest = text.partition("\n")
    if len(first) <= _LONGEST_HEADLINE:
        return first.strip(), rest.strip()
    start, end = (sentences(text) or [(0, len(text))])[0]
    return text[start:end], text[end:].strip()


def _dated(lines: Sequence[str], dates: DateReader) -> tuple[int, int | None]:
    filled = [place for place, line in enumerate(lines) if line.strip()][:_LINES_BELOW]
    for place in filled:
        line = lines[place].strip()
        if len(line) > _LONGEST_DATE:
            break
        if _DATE_LINE.match(line) and not _UPDATED.search(line):
            dated, _ = dates.read(line)
            if dated is not None:
                return place, dated
    return 0, None
