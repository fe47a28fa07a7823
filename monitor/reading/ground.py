"""What all readers of an article stand on: its names, its cues, its sentences, its date and its outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.lexicon import Lexicon
from monitor.model.article import Article
from monitor.model.fact import Span
from monitor.model.mention import Mention, Scan, Sentence
from monitor.reading.cues import Cue, by_sentence, vocabulary
from monitor.text.fold import folded
from monitor.text.languages import language

_BETWEEN = "\x01"  # no folding takes it away or joins it with a letter
_NO_CUES: Mapping[str, Sequence[Cue]] = {}


class Ground:
    """One article, scanned. Everything else is worked out when first asked for, and once."""

    def __init__(self, article: Article, scan: Scan, lexicon: Lexicon) -> None:
        self.article, self.scan, self.lexicon = article, scan, lexicon

    @cached_property
    def language(self) -> str:
        """ISO 639-1, "" if it cannot be told."""
        return language(f"{self.scan.title}\n{self.scan.body}", self.article.language)

    @cached_property
    def zone(self) -> tzinfo:
        """The outlet's; UTC where it is not known."""
        source = self.article.source
        try:
            return ZoneInfo(source.zone) if source else UTC
        except (OSError, ValueError, LookupError):
            return UTC

    @cached_property
    def published(self) -> date | None:
        """The day the article bears, where its outlet is; the day it was first seen if it bears none."""
        moment = self.article.dated if self.article.dated is not None else self.article.first_seen
        return datetime.fromtimestamp(moment, self.zone).date() if moment else None

    @cached_property
    def outlet_side(self) -> str:
        """ISO code of the state it speaks from, else of the country where it sits; "" if unknown."""
        source = self.article.source
        return (source.side or source.country) if source else ""

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """In reading order."""
        return vocabulary().find(self.scan, told=lambda: self.language)

    @cached_property
    def _cues(self) -> dict[int, tuple[Cue, ...]]:
        return by_sentence(self.cues)

    @cached_property
    def _mentions(self) -> dict[int, tuple[Mention, ...]]:
        found: dict[int, list[Mention]] = {}
        for mention in self.scan.mentions:
            found.setdefault(mention.sentence, []).append(mention)
        return {number: tuple(group) for number, group in found.items()}

    def cues_in(self, sentence: int, *names: str) -> tuple[Cue, ...]:
        """Cues of a sentence, of these names only where some are given."""
        cues = self._cues.get(sentence, ())
        return tuple(cue for cue in cues if cue.name in names) if names else cues

    @cached_property
    def by_name(self) -> dict[int, dict[str, list[Cue]]]:
        """The cues of each sentence that has any, by name; for reading only."""
        found: dict[int, dict[str, list[Cue]]] = {}
        for cue in self.cues:
            name, _, _, _, _, sentence = cue
            names = found.get(sentence)
            if names is None:
                names = found[sentence] = {}
            group = names.get(name)
            if group is None:
                names[name] = [cue]
            else:
                group.append(cue)
        return found

    @cached_property
    def where(self) -> Mapping[str, set[int]]:
        """By the name of a cue the sentences that have one."""
        found: dict[str, set[int]] = {}
        for cue in self.cues:
            found.setdefault(cue.name, set()).add(cue.sentence)
        return found

    def cued(self, sentence: int, name: str) -> Sequence[Cue]:
        """Cues of one name in a sentence; the same cost whatever else the sentence holds."""
        return self.by_name.get(sentence, _NO_CUES).get(name, ())

    def mentions_in(self, sentence: int) -> tuple[Mention, ...]:
        """Names of a sentence in reading order."""
        return self._mentions.get(sentence, ())

    @cached_property
    def _sides(self) -> dict[int, tuple[tuple[Mention, str], ...]]:
        return {}

    def sides_in(self, sentence: int) -> tuple[tuple[Mention, str], ...]:
        """The mentions of a sentence that are or act for a country, with its ISO code."""
        found = self._sides.get(sentence)
        if found is None:
            side = self.lexicon.side
            named = ((mention, side(mention.name)) for mention in self.mentions_in(sentence))
            found = self._sides[sentence] = tuple((mention, code) for mention, code in named if code)
        return found

    def text_of(self, span: Span | Sentence | Mention | Cue) -> str:
        """The original words."""
        return (self.scan.title if span.field == "title" else self.scan.body)[span.start : span.end]

    @cached_property
    def repeated(self) -> frozenset[int]:
        """Numbers of body sentences that say word for word what an earlier one said: a body that stands there twice."""
        seen: set[str] = set()
        again: set[int] = set()
        for sentence, words in zip(self.scan.sentences[1:], self._folded(), strict=True):
            if words in seen and len(words) > 20:
                again.add(sentence.number)
            seen.add(words)
        return frozenset(again)

    def _folded(self) -> list[str]:
        """The sentences of the body, folded; in one go, which costs a tenth of one by one."""
        body = self.scan.body
        texts = [body[sentence.start : sentence.end] for sentence in self.scan.sentences[1:]]
        together = folded(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []
        return together if len(together) == len(texts) else [folded(text) for text in texts]
