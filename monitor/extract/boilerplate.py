"""What stands round an article and is not of it, taken out line by line before any rule sees the text.

Names in other headlines, in a menu or in a notice would make an article match. A line goes only where its own words, or
its place among such lines, say what it is; a line of running text always stays. Whatever goes is told in a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq

from monitor.extract import notices
from monitor.extract.glance import DOUBLED, glance
from monitor.extract.phrases import (
    ALSO,
    FIRST_LABEL,
    HEADINGS,
    LABEL_LINE,
    LABELS,
    LONGEST_ALSO,
    LONGEST_LABEL,
    LONGEST_WEEKDAY,
    SHARED,
    WEEKDAY,
    bare,
)
from monitor.extract.telling import BETWEEN, told
from monitor.extract.trailing import may_trail, trailing
from monitor.text.fold import folded, is_mark
from monitor.text.sentences import sentences

_LONGEST_HEADLINE = 200
_RUNNING = 70  # characters from which a line that ends as a sentence does is running text
_MOST_HEADLINES = 12  # below a heading in the middle of an article
_MENU_LINES, _LONGEST_OF_MENU = 4, 30
# How such a sentence begins within a line: `sentences` ends one only at marks, closing ones behind them and a space.
_SENTENCE_START = re.compile(rf"""[.!?…"'»”’)\]] (?=(.{{{DOUBLED}}}))""")
_SHORTER = (_LONGEST_OF_MENU + 1).__gt__
_MOST_TOLD = 20  # lines looked at one by one before all are
_ROUNDS = 50
_FIRST_WORDS = 60

_GAP, _WIDE_GAP = "\n\n\n", re.compile(r"\n{3,}")
_WORDLESS = re.compile(r"[\W_]*")
_FIRST_WORD = re.compile(r"[^\s/|,]+")
_SENTENCE_ENDS, _CLOSING = (".", "!", "?", "…"), "\"'»”’)]"
_NO_HEADLINE_END = re.compile(r"[.…:;,][\"'»”’)\]]*\Z")
_NO_HEADLINE_START = re.compile(r"[-–—•*\"“«„‘'(]|\d+[.)]\s")
_INNER_END = re.compile(r"\w{3}[.!?…]\s+\w")
_MONTHS_DAY = re.compile(r"[\d\s.,/:()|+-]*(?:[^\W\d_]+[\d\s.,/:()|+-]*){0,3}")
_DATE = re.compile(r"(?=.*(?:\d{4}|\d\d?[./]\d\d?))")
_DIGIT = re.compile(r"\d")
_LONGEST_DATE = 40 + LONGEST_WEEKDAY
_CLOCK = re.compile(r"\W*(?:[^\W\d_]+,?\s+)?\d{1,2}:\d\d\W*")
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}/?")
_CRUMBS = re.compile(r"[^>›»→|/]{2,40}(?:\s[>›»→|/]\s[^>›»→|/]{2,60}){1,6}")
_HEADING_STARTS = tuple(f"{heading} " for heading in HEADINGS)
_HEADING_ENDS = tuple(f" {heading}" for heading in HEADINGS)


@dataclass(slots=True)
class _Line:
    text: str
    folded: str
    kind: str = ""  # what it was taken out as, "" = it stays

    @property
    def running(self) -> bool:
        """A line of the article, whatever stands round it."""
        return not self.kind and _is_running(self.text)

    @property
    def headline(self) -> bool:
        """It might stand over another article: short, one sentence, without a full stop, no speech, no list item."""
        return (
            10 <= len(self.text) <= _LONGEST_HEADLINE
            and not _NO_HEADLINE_END.search(self.text)
            and not _NO_HEADLINE_START.match(self.text)
            and not _INNER_END.search(self.text)
            and not self.text[0].islower()
        )


def _is_running(text: str) -> bool:
    size = len(text)
    return size > _LONGEST_HEADLINE or (size >= _RUNNING and text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS))


def without_boilerplate(body: str, title: str = "") -> tuple[str, tuple[str, ...]]:
    """The text without what stands round it, and a sentence for each kind of thing that was taken out.

    `title` is the article's: above the text it is taken out where it is said again. Lines are paragraphs. Taking out
    twice is taking out once; nothing is added or put in another order. "" for a text of nothing else.
    """
    standing = _standing(body, title)
    return _line_by_line(body, title) if standing is None else (standing, ())


def _standing(body: str, title: str) -> str | None:
    """The text where nothing of it goes, as far as that can be seen without folding it; most stand as they are."""
    seen = glance(body)
    if seen is not None and seen.uneven:
        body = "\n".join(_texts(body))
        seen = glance(body)
    if seen is None or seen.uneven or len(seen.told) > _MOST_TOLD:
        return None
    texts = body.split("\n")
    if seen.trails and any(trailing(text) < len(text) for text in texts):
        return None
    if any(_alone(texts[place], _form(texts[place])) for place in seen.told):
        return None
    if not _stands(texts, None, title, repeats=seen.repeats):
        return None
    return _joined(texts) if seen.gaps else body.strip("\n")


def _line_by_line(body: str, title: str) -> tuple[str, tuple[str, ...]]:
    taken: dict[str, list[str]] = {}
    texts = _texts(body)
    forms = _folded(texts)
    if may_trail(body, texts, forms):
        texts = [_text(text, taken) for text in texts]
        forms = _folded(texts) if taken else forms
    kinds = {place: kind for place in told(forms) if (kind := _alone(texts[place], forms[place]))}
    if not kinds and not taken and _stands(texts, forms, title):
        return _joined(texts), ()
    lines = [
        _Line(text, form, kinds.get(place, "")) for place, (text, form) in enumerate(zip(texts, forms, strict=True))
    ]
    for _ in range(_ROUNDS):
        gone = _round([line for line in lines if line.text], title)
        for line in gone:
            taken.setdefault(line.kind, []).append(line.text)
        if not gone:
            break
        lines = [line for line in lines if not line.kind]
    return _joined([line.text for line in lines]), tuple(_note(kind, parts) for kind, parts in taken.items())


def _joined(texts: Sequence[str]) -> str:
    kept = "\n".join(texts).strip("\n")
    return _WIDE_GAP.sub("\n\n", kept) if _GAP in kept else kept


def _texts(body: str) -> list[str]:
    """The lines, each without white space at its ends and without two in a row."""
    lines = body.split("\n")
    if "  " in body or not "".join(lines).isprintable():  # of all white space, a space is what is printable
        return [" ".join(line.split()) for line in lines]
    return [line.strip(" ") for line in lines]


def _stands(texts: Sequence[str], forms: Sequence[str] | None, title: str, *, repeats: bool = True) -> bool:
    """True where no line goes for what stands beside it either, if none does by its own words.

    `repeats`: some two lines or sentences may begin alike. `forms` are looked at above the running text alone.
    """
    held = list(filter(None, texts))
    if sum(map(_SHORTER, map(len, held))) >= _MENU_LINES and _has_menu(texts):
        return False
    if _may_be_doubled(held) if repeats else any(map(eq, held, islice(held, 1, None))):
        return False
    head = list[_Line]()
    for place, text in enumerate(texts):
        if text:
            if _is_running(text):
                break
            head.append(_Line(text, _form(text) if forms is None else forms[place]))
    _head(head, title)
    return not any(line.kind for line in head)


def _has_menu(texts: Sequence[str]) -> bool:
    """Whether so many lines in a row are as short as the words of a menu."""
    together = 0
    for text in texts:
        if text:
            together = together + 1 if len(text) <= _LONGEST_OF_MENU else 0
            if together == _MENU_LINES:
                return True
    return False


def _note(kind: str, parts: Sequence[str]) -> str:
    lines = f"{len(parts)} line" + ("s" if len(parts) > 1 else "")
    first = parts[0] if len(parts[0]) <= _FIRST_WORDS else parts[0][:_FIRST_WORDS].rstrip() + "…"
    return f'taken out as {kind}: {lines} ("{first}")'


def _round(lines: list[_Line], title: str) -> list[_Line]:
    """Those that go: by their own words, which the first round finds, or by what stands beside them.

    What can only be found where several lines are is looked for there alone: most texts of feeds are one paragraph.
    """
    if _may_be_doubled([line.text for line in lines if not line.kind]):
        _doubled(lines)
    _head(lines, title)
    _below_headings(lines)
    if len(lines) > _MENU_LINES:
        _menus(lines)
    gone = [line for line in lines if line.kind]
    if gone:
        _tail(lines)
    return [line for line in lines if line.kind] if gone else gone


def _text(text: str, taken: dict[str, list[str]]) -> str:
    """A line without the "Read more" that is glued to its end."""
    while (end := trailing(text)) < len(text):
        taken.setdefault("read more", []).append(text[end:].strip())
        text = text[:end].rstrip()
    return text


def _form(text: str) -> str:
    """A line folded, "" for one longer than any that is looked at."""
    return folded(text) if len(text) <= notices.LONGEST else ""


def _folded(texts: Sequence[str]) -> list[str]:
    """Each line folded, "" for one longer than any that is looked at; in one go, which costs half of one by one."""
    short = [text if len(text) <= notices.LONGEST else "" for text in texts]
    joining = any(is_mark(text[0]) or not text[0].isprintable() for text in short if text)
    together = [] if joining else folded(BETWEEN.join(short)).split(BETWEEN)
    return together if len(together) == len(texts) else [folded(text) for text in short]


def _alone(said: str, text: str) -> str:
    """What a line is by its own words, as they are and folded; "" if they do not say it. Only those `told` are any."""
    if not text:
        return ""
    if _WORDLESS.fullmatch(text):
        return "line without words"
    if len(text) <= LONGEST_LABEL and (first := FIRST_LABEL.match(text)) and LABEL_LINE.fullmatch(text):
        return LABELS.get(first[1], "other headlines")
    if len(text) <= LONGEST_ALSO and ALSO.match(text) and not _says_more(said):
        return "read also"
    if _first_word(text) in SHARED:
        words = text.replace("/", " ").replace("|", " ").replace(",", " ").split()
        if len(words) > 1 and SHARED.issuperset(word.strip(":.•·") for word in words):
            return "share line"
    return notices.kind_of(said, text)


def _first_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    return found[0].strip(":.•·") if found else ""


def _says_more(text: str) -> bool:
    """Whether it is text of the article, or some follows the headline on its line: headlines end without full stop."""
    return text.endswith(".")


def _may_be_doubled(texts: Sequence[str]) -> bool:
    """False where no line stands below the same, and no two sentences of that length begin alike."""
    if len(texts) < 2:  # one stands alone
        return False
    starts = [text[:DOUBLED] for text in texts if len(text) >= DOUBLED]
    starts += _SENTENCE_START.findall("\n".join(texts))
    return len(set(starts)) < len(starts) or any(map(eq, texts, islice(texts, 1, None)))


def _doubled(lines: Sequence[_Line]) -> None:
    """Lines said before, or whose every sentence was if all are long; short lines said before, beside such lines."""
    seen: set[str] = set()
    whole: set[str] = set()
    before: _Line | None = None
    again: list[_Line] = []
    for line in lines:
        if line.kind:
            continue
        said = [line.text[start:end] for start, end in sentences(line.text)]
        long = all(len(sentence) >= DOUBLED for sentence in said)
        if (
            (len(line.text) >= DOUBLED and line.text in whole)
            or (long and seen.issuperset(said))
            or (line.text in whole and before is not None and (before.text == line.text or before.kind))
        ):
            line.kind = "text that stands there twice"
            for earlier in again:  # short ones right above it
                earlier.kind = line.kind
            again = []
        elif line.text in whole and not line.text.startswith(("-", "–", "—")):
            again.append(line)
        else:
            again = []
        seen.update(said)
        whole.add(line.text)
        before = line


def _head(lines: Sequence[_Line], title: str) -> None:
    """Above the first running text: the site's name and today's date, the way through the site, the title once more."""
    first = True  # the page's own day stands above everything; below the headline it is the article's
    heading: str | None = None
    for line in lines:
        if line.running:
            return
        if line.kind:
            continue
        if heading is None:
            heading = folded(" ".join(title.split()))
        if heading and line.folded == heading:
            line.kind = "title said again"
        elif _SITE.fullmatch(line.folded) or (len(line.text) <= 160 and _CRUMBS.fullmatch(line.text)):
            line.kind = "menu"
        elif (
            first
            and len(line.folded) <= _LONGEST_DATE
            and _DIGIT.search(line.folded)  # else no date: to look for the names of all days is dear
            and (day := WEEKDAY.search(line.folded))
            and _is_date(line.folded[: day.start()] + line.folded[day.end() :])
        ):
            line.kind = "date of the page"
        first = first and bool(line.kind)


def _is_date(rest: str) -> bool:
    return len(rest) <= _LONGEST_DATE - LONGEST_WEEKDAY and bool(_DATE.match(rest) and _MONTHS_DAY.fullmatch(rest))


def _below_headings(lines: Sequence[_Line]) -> None:
    """Other articles' headlines, with the hours and days between them, below "Read also", "Latest", "Most read"."""
    for place, line in enumerate(lines):
        if not line.kind or not _is_heading(line):
            continue
        below = []
        for other in lines[place + 1 :]:
            if other.kind or not (other.headline or _CLOCK.fullmatch(other.text) or _is_date(other.folded)):
                break
            below.append(other)
        at_end = place + 1 + len(below) == len(lines) or not any(other.running for other in lines[place + 1 :])
        for other in below if at_end else below[:_MOST_HEADLINES]:
            other.kind = "other headlines"


def _is_heading(line: _Line) -> bool:
    if line.kind == "support notice":
        return True
    if not FIRST_LABEL.match(line.folded):  # every heading is one, or begins with one, or ends a line of them
        return False
    words = bare(line.folded)
    glued = words.startswith(_HEADING_STARTS) or words.endswith(_HEADING_ENDS)
    return words in HEADINGS or (glued and bool(LABEL_LINE.fullmatch(line.folded)))


def _menus(lines: Sequence[_Line]) -> None:
    """Four and more lines of a word or three, above all running text or below it: a menu."""
    running = [place for place, line in enumerate(lines) if line.running]
    if not running:
        return
    for part in (lines[: running[0]], lines[running[-1] + 1 :]):
        run: list[_Line] = []
        for line in (*part, None):
            if line is not None and not line.kind and _is_menu_word(line):
                run.append(line)
                continue
            if len(run) >= _MENU_LINES:
                for each in run:
                    each.kind = "menu"
            run = []


def _is_menu_word(line: _Line) -> bool:
    words = line.text.split()
    return (
        len(words) <= 3
        and len(line.text) <= _LONGEST_OF_MENU
        and all(letter.isalpha() or letter in " &-'’" for letter in line.text)
    )


def _tail(lines: Sequence[_Line]) -> None:
    """Below the article, between two notices of the outlet: what it says to its readers in words of its own."""
    end = len(lines)
    while end and not lines[end - 1].kind:
        end -= 1
    if any(line.running and not _to_reader(line) for line in lines[end:]):
        return
    start = end
    while start and (lines[start - 1].kind or _to_reader(lines[start - 1])):
        start -= 1
    first = next((place for place in range(start, end) if lines[place].kind in notices.TO_READERS), end)
    for line in lines[first:end]:
        line.kind = line.kind or "word to the reader"


def _to_reader(line: _Line) -> bool:
    if not line.folded or len(line.text) > 250 or line.text.startswith(("-", "–", "—", '"', "“", "«", "„")):
        return False
    return bool(
        notices.THANKS.fullmatch(line.folded)
        or (notices.READER.search(line.folded) and notices.OUTLET.search(line.folded))
    )
