"""When an event is, how far it is, and whether it is told as history."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from monitor.model.fact import DayFrom, Span, Status
from monitor.reading.cues import Cue
from monitor.reading.events.moving import moved_to
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground
from monitor.text.days import Said, resolved, said
from monitor.text.fold import folded

OLD = 10  # days before the article from which on a day said is history
_FAR = 90  # letters between a trigger and a word that says when or how far
_VAGUE_FAR = {True: 60, False: 45}  # the same for a month and for a bare year, if it does not begin the sentence
_CHANGED_FAR = 40  # for "postponed", "cancelled", "under way"
_AUXILIARY = 15  # "will have met": what may stand between the auxiliary and a verb in the past
_OVER_COMMA = 50  # "Ожидается, что президенты встретятся"
_AT_ONCE = 8
_AHEAD = ("visit_planned_or_invited", "signing_planned", "evt_invited", "evt_awaited")
_NOT_FAR = 45
_AND = re.compile(r"\s(?:and|but|и|но|і|але|və|ve|amma|ama)\s")  # behind it another thing is told
_NONE = 999
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STOP = re.compile(r"[;\"“”„«»\n]|[:.]\s")
_PAST = re.compile(
    r"(?<!\w)(?:[a-z]{2,}ed|met|held|spoke|wrote|sent|took|had|brought|has|have"
    r"|(?!пера)\w{2,}(?:ла|ло|ли|л|лся|лась|лись|лось|вся|лися|уся|яу|ау|еу|оу|іу|ыу|ав|яв|ив|ан|ана|ано|аны)|принят|принята|приняты"
    r"|\w{2,}(?:ib|ub|iblar|ibler|ublar|ubler|mis|mus|di|du|ti|tu|diler|dilar|tiler|tular|duler)|traf|trafen|empfing"
    r"|\w{3,}(?:al|ala|ali|alo|jal|jela|ano|il|ila)|\w{4,}(?:ete|eten)|a|ont|s'est)(?!\w)"
)
_AFTER = re.compile(
    r"(?<!\w)(?:after|following|at the end of|the results of|as a result of|после|по итогам|по окончании|по результатам"
    r"|вслед за|пасля|па выніках|напрыканцы|після|за підсумками|po|nach|après|à l'issue|tras|después de)"
    r"\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\w*(?:\W+\w+)?\W+(?:sonra|sonrası|nəticəsində|sonunda|yekununda|nəticələri)(?!\w)", re.IGNORECASE)
_FUTURE_VERB = re.compile(r"\w{2,}(?:acaq|əcək|acağ|əcəy|ecek|acak|ecektir|acaktır)\w{0,6}(?!\w)", re.IGNORECASE)
_NO_FUTURE = re.compile(r"gələcə[kyj](?:də|in|i|yi|yin)?\b(?! hazır)|gelecek (?:yıl|dönem|için|nesil)", re.IGNORECASE)
_QUOTED = re.compile(  # begins with one set of characters, so that the search skips all others at once
    r"[“„«\"'](?:(?<=[“„«])|(?<![^\s(].)(?=\S))[^“”„«»\"\n]{60,1500}[”“»\"]"
)
_SABAH = re.compile(r"(?<!\w)sabah(?!\w)", re.IGNORECASE)
_SABAH_REACH = 2000
_QUOTES = 400  # passages of an article that are read as speech


class When(NamedTuple):
    """`day` and `until` as ISO."""

    day: str = ""
    until: str = ""
    day_from: DayFrom = ""
    span: Span | None = None


class Times:
    """Dates and words of time of an article's sentences, worked out when asked for."""

    def __init__(self, ground: Ground, words: Words) -> None:
        self._ground, self._words = ground, words
        self._turkic = ground.language in ("az", "tr")
        self._said: dict[int, tuple[Said, ...]] = {}
        self._speech: list[tuple[int, int]] | None = None

    def status(self, cue: Cue) -> Status:
        """How far it is, by the words nearest to the trigger. A verb in the past is done, whatever else is planned."""
        if changed := self._changed(cue):
            return changed
        if cue.name in _AHEAD or headline_future(cue):
            return "planned"
        past = _is_past(cue.surface)
        planned = min(self._near_word(cue, "evt_planned"), self._ahead_of(cue))
        under_way = self._near_word(cue, "evt_under_way")
        if planned <= (_AUXILIARY if past else _FAR) and planned <= under_way:
            return "planned"
        if not past and self._future_verb(cue):
            return "planned"
        return "under_way" if under_way <= _CHANGED_FAR and not past else "done"

    def _changed(self, cue: Cue) -> Status | None:
        """Whether it is put off, moved to a time that is named, or called off."""
        put_off, called_off = self._near_word(cue, "evt_postponed"), self._near_word(cue, "evt_cancelled")
        if cue.name == "visit_cancelled_or_postponed":
            return "postponed" if put_off < called_off or put_off == 0 else "cancelled"
        if min(put_off, called_off) <= _CHANGED_FAR:
            return "postponed" if put_off <= called_off else "cancelled"
        moved = self._near_word(cue, "evt_moved") <= _CHANGED_FAR
        return "postponed" if moved and self._aim(cue.sentence) else None

    def negated(self, cue: Cue) -> bool:
        """Whether the sentence says that it did not happen."""
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        return any(
            _gap(cue, word) <= _NOT_FAR
            and self._reaches(cue, word)
            and not (word.start >= cue.end and _AND.search(text[cue.end : word.start + 1]))
            for word in self._words.of(cue.sentence, "evt_not")
        )

    def aside(self, cue: Cue) -> bool:
        """Whether it is only what something else came after: "after the talks", "görüşdən sonra"."""
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        return bool(
            _AFTER.search(text[max(0, cue.start - 40) : cue.start]) or _SINCE.match(text[cue.end : cue.end + 30])
        )

    def ends_clause(self, cue: Cue) -> bool:
        """Whether a verb of a Turkic language stands where verbs stand; "gələcək" before a noun is "future"."""
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        return not text[cue.end : cue.end + 1].strip() or not text[cue.end : cue.end + 2].strip().isalpha()

    def _ahead_of(self, cue: Cue) -> int:
        """Letters to an "ahead of" before the trigger; behind it, it speaks of something else."""
        words = self._words.of(cue.sentence, "evt_ahead")
        return min((cue.start - word.end for word in words if 0 <= cue.start - word.end <= _CHANGED_FAR), default=_NONE)

    def _near_word(self, cue: Cue, name: str) -> int:
        """Letters to the nearest such word that speaks of the trigger, a lot if there is none."""
        words = self._words.of(cue.sentence, name)
        return min((_gap(cue, c) for c in words if self._reaches(cue, c)), default=_NONE) if words else _NONE

    def _reaches(self, cue: Cue, word: Cue) -> bool:
        """In one clause: not over a quotation mark or a semicolon, over a comma only forward and not far."""
        if _gap(cue, word) > _FAR:
            return False
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        between = text[min(cue.end, word.end) : max(cue.start, word.start)]
        if _STOP.search(between):
            return False
        return "," not in between or (word.start < cue.start and len(between) <= _OVER_COMMA)

    def when(self, cue: Cue, status: Status) -> When:
        """The day said nearest to the trigger, a date before "today" before a weekday; else the article's own.

        Of what is put off it is the time to which, and that lies ahead.
        """
        today, planned = self._ground.published, status == "planned"
        sentence = self._ground.scan.sentences[cue.sentence]
        if status == "postponed" and (aim := self._aim(cue.sentence)):
            day, until = resolved(aim, today, planned=True)
            if day:
                return When(day, until, "said", Span(cue.field, sentence.start + aim.start, sentence.start + aim.end))
        dates = self._dates(cue.sentence)
        for how in ("said", "relative", "weekday") if dates else ():
            fitting = [each for each in dates if each.how == how and self._near(cue, each, sentence.start)]
            for each in sorted(
                fitting, key=lambda each: (not each.day and how == "said", self._to_date(cue, each, sentence.start))
            ):
                day, until = resolved(each, today, planned=planned)
                if day:
                    start = sentence.start
                    return When(day, until, how, Span(cue.field, start + each.start, start + each.end))
        return When(today.isoformat(), "", "assumed") if today and not planned else When()

    def is_told(self, cue: Cue) -> bool:
        """Whether the trigger is a verb in the past or its sentence names a day."""
        return _is_past(cue.surface) or any(each.day or each.how != "said" for each in self._dates(cue.sentence))

    def background(self, cue: Cue, when: When) -> bool:
        """Told as history: an old day, a word for earlier beside it, somebody's speech."""
        today = self._ground.published
        if when.day_from == "said":
            if today:
                return _last(when) < today - timedelta(days=OLD)
            return len(when.day) < 10 and cue.field == "body"  # undated: a bare year or month is how history is dated
        if when.day_from in ("relative", "weekday"):
            return False
        if any(self._is_history(cue, word) for word in self._words.of(cue.sentence, "evt_history")):
            return True
        return self.spoken(cue)

    def _is_history(self, cue: Cue, word: Cue) -> bool:
        """A word for earlier counts before the trigger and in it; behind it only at once ("signed earlier")."""
        if word.start < cue.start:
            return self._reaches(cue, word)
        return _gap(cue, word) <= _AT_ONCE

    def spoken(self, cue: Cue) -> bool:
        """Whether the trigger stands in words that somebody says, of 60 letters and more."""
        if cue.field == "title":
            return False
        if self._speech is None:
            found = _QUOTED.finditer(self._ground.scan.body)
            self._speech = [match.span() for match, _ in zip(found, range(_QUOTES), strict=False)]
        return any(start <= cue.start < end for start, end in self._speech)

    def _dates(self, sentence: int) -> tuple[Said, ...]:
        if sentence not in self._said:
            text = self._ground.text_of(self._ground.scan.sentences[sentence])
            dated = self._words.of(sentence, "evt_when") or _YEAR.search(text)
            found = said(text) if dated else ()
            if self._ground.language == "az":  # in Turkish the word is "morning"
                spans = [match.span() for match in _SABAH.finditer(text[:_SABAH_REACH])]
                found += tuple(Said(start, end, "relative", offset=1) for start, end in spans[:1])
            self._said[sentence] = found
        return self._said[sentence]

    def _aim(self, sentence: int) -> Said | None:
        """The time that something is moved to."""
        if not self._words.of(sentence, "evt_when"):
            return None
        text = self._ground.text_of(self._ground.scan.sentences[sentence])
        return moved_to(text, self._dates(sentence), self._ground.language)

    def _near(self, cue: Cue, each: Said, start: int) -> bool:
        if each.how != "said" or each.day or each.start <= 3:
            return True
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        if "," in text[min(cue.end, start + each.end) : max(cue.start, start + each.start)]:
            return False
        return self._to_date(cue, each, start) <= _VAGUE_FAR[bool(each.month)]

    def _to_date(self, cue: Cue, each: Said, start: int) -> int:
        return max(start + each.start - cue.end, cue.start - start - each.end, 0)

    def _future_verb(self, cue: Cue) -> bool:
        if not self._turkic:
            return False
        text = self._ground.scan.title if cue.field == "title" else self._ground.scan.body
        end = self._ground.scan.sentences[cue.sentence].end
        near = text[cue.start : min(end, cue.end + _FAR)]
        return any(not _NO_FUTURE.match(verb[0]) for verb in _FUTURE_VERB.finditer(near))


@lru_cache(maxsize=4096)
def _is_past(surface: str) -> bool:
    """Whether the trigger is a verb in the past."""
    return _PAST.search(folded(surface)) is not None


def headline_future(cue: Cue) -> bool:
    """Whether it is the infinitive of a headline: "Lukashenko to visit Baku"."""
    return cue.field == "title" and cue.surface.lower().startswith("to ")


def infinitive(cue: Cue) -> bool:
    """An English infinitive in running text, which tells of nothing that happened: "agreed to meet again"."""
    return cue.field == "body" and cue.surface.lower().startswith("to ")


def _gap(cue: Cue, other: Cue) -> int:
    return max(other.start - cue.end, cue.start - other.end, 0)


def _last(when: When) -> date:
    """The last day that the text can mean."""
    text = when.until or when.day
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
