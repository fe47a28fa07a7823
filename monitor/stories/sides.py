"""Both capitals: what each side's outlets report of a story, what only one side reports, and who else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from monitor.model.fact import Promise, Quote
from monitor.model.source import OutletKind
from monitor.model.story import Reported
from monitor.stories import wordsof as words
from monitor.stories.knows import HELD, OFF, Held, Knows
from monitor.stories.newfigures import known_among

FREE: tuple[OutletKind, ...] = ("independent", "exile")


@dataclass(frozen=True, slots=True)
class Voice:
    """One outlet's own reporting, however many articles and languages. `at`: when its first came out, UTC seconds.

    `reprints`: other outlets that printed its text, each once.
    """

    outlet: str
    kind: OutletKind
    country: str
    languages: tuple[str, ...]
    article: int
    at: int
    articles: int
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """The outlets that speak for one state, the first to report first; `only`: what no outlet of the other side tells.

    `reprints`: outlets of this side that only printed somebody else's text.
    """

    code: str
    voices: tuple[Voice, ...] = ()
    only: tuple[str, ...] = ()
    reprints: tuple[str, ...] = ()

    @property
    def first(self) -> Voice | None:
        """Who reported first."""
        return self.voices[0] if self.voices else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports a story. Without a pair `sides` is empty and all outlets of states are `others`."""

    pair: tuple[str, str] | None
    sides: tuple[Side, ...] = ()
    independent: tuple[Voice, ...] = ()
    exile: tuple[Voice, ...] = ()
    others: tuple[Voice, ...] = ()

    @property
    def outlets(self) -> int:
        """How many report it in words of their own."""
        told = [voice.outlet for side in self.sides for voice in side.voices]
        return len({*told, *(voice.outlet for voice in (*self.independent, *self.exile, *self.others))})


def coverage(reports: Sequence[Reported], pair: tuple[str, str] | None = None) -> Coverage:
    """Who reports it, in the order of their first reports; copies and editions of one source count once.

    `pair`: ISO codes of the two whose capitals are compared, None = those that the reports themselves are about.
    """
    pair = pair or Knows.of(reports).pair
    voices = _voices(reports)
    sides = tuple(_side(code, reports, voices) for code in pair or ())
    rest = [(voice, side) for voice, side in voices if side is None or side not in (pair or ())]
    return Coverage(
        pair=pair,
        sides=tuple(_with_only(one, other, reports, pair) for one, other in zip(sides, sides[::-1], strict=True)),
        independent=tuple(voice for voice, _ in rest if voice.kind == "independent"),
        exile=tuple(voice for voice, _ in rest if voice.kind == "exile"),
        others=tuple(voice for voice, _ in rest if voice.kind not in FREE),
    )


def _voices(reports: Sequence[Reported]) -> list[tuple[Voice, str | None]]:
    """Each outlet that has a report of its own, with its side."""
    own: dict[str, list[Reported]] = {}
    for report in sorted(reports, key=lambda each: (each.when, each.article)):
        if report.copy_of is None:
            own.setdefault(_name(report), []).append(report)
    printed: dict[int, list[str]] = {}
    for report in reports:
        if report.copy_of is not None:
            printed.setdefault(report.copy_of, []).append(_name(report))
    found = []
    for outlet, told in own.items():
        first = told[0]
        reprints = dict.fromkeys(name for each in told for name in printed.get(each.article, ()) if name != outlet)
        languages = tuple(dict.fromkeys(each.language for each in told if each.language))
        voice = Voice(
            outlet, first.kind, first.country, languages, first.article, first.when, len(told), tuple(reprints)
        )
        found.append((voice, first.side))
    return found


def _side(code: str, reports: Sequence[Reported], voices: Sequence[tuple[Voice, str | None]]) -> Side:
    told = tuple(voice for voice, side in voices if side == code)
    own = {voice.outlet for voice in told}
    copies = dict.fromkeys(_name(each) for each in reports if each.side == code and _name(each) not in own)
    return Side(code, told, reprints=tuple(copies))


def _with_only(one: Side, other: Side, reports: Sequence[Reported], pair: tuple[str, str] | None) -> Side:
    """With what its outlets alone tell; nothing is compared where the other side is silent altogether."""
    if not one.voices or not other.voices:
        return one
    mine = [each for each in reports if each.side == one.code and each.copy_of is None]
    theirs = [each for each in reports if each.side == other.code and each.copy_of is None]
    return replace(one, only=tuple(_Told(mine, pair).beyond(_Told(theirs, pair))))


@dataclass(slots=True)
class _Told:
    """What some reports tell, for comparing."""

    reports: Sequence[Reported]
    pair: tuple[str, str] | None
    known: Knows = field(init=False)

    def __post_init__(self) -> None:
        known = Knows(pair=self.pair)
        for report in sorted(self.reports, key=lambda each: (each.when, each.article)):
            known = known.with_(report)
        self.known = known

    def beyond(self, other: _Told) -> list[str]:
        """Sentences on what the other does not tell: events, figures, promises, people quoted."""
        said = [words.told(held) for held in self.known.held if not _also(held, other.known)]
        said += [
            words.figure_told(each) for each in self.known.figures if not known_among(each.figure, other.known.figures)
        ]
        said += [words.promise_told(*each) for each in self._promises() if each[0].key not in other.known.promises]
        spoken = {speaker for speaker, _ in other.known.spoken}
        said += [words.quote_told(*each) for each in self._quotes() if each[0].speaker not in spoken]
        return list(dict.fromkeys(said))

    def _promises(self) -> list[tuple[Promise, str]]:
        pair = set(self.pair or ())
        found = {
            promise.key: (promise, report.outlet)
            for report in reversed(self.reports)
            for promise in report.facts.promises
            if not promise.sides or pair <= set(promise.sides)
        }
        return list(found.values())

    def _quotes(self) -> list[tuple[Quote, str]]:
        found = {
            quote.speaker: (quote, report.outlet)
            for report in reversed(self.reports)
            for quote in reversed(report.facts.quotes)
            if quote.speaker.startswith("person.")
        }
        return list(found.values())


def _also(held: Held, other: Knows) -> bool:
    """Whether the other side tells of it too, and that it took place or was called off where this side says so."""
    theirs = other.find(held.part, held.host)
    if theirs is None:
        return False
    return (held.status in HELD) <= (theirs.status in HELD) and (held.status in OFF) <= (theirs.status in OFF)


def _name(report: Reported) -> str:
    return report.outlet or f"article {report.article}"
