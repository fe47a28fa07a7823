"""Invented facts for the invented days of `samples.py`: two heads of state without names, and their figures."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.digestfacts import Coming, OpenPromise, ToldEvent, ToldFigure, ToldQuote
from monitor.model.fact import Conflict, Event, Figure, Known, Quote, Span
from monitor.model.message import Digest, FrameLanguage

WHERE = Span("title", 0, 1)
PAIR = ("AZ", "BY")
NAMES = (
    ("AZ", "Azerbaijan"),
    ("BY", "Belarus"),
    ("capital.AZ", "Baku"),
    ("capital.BY", "Minsk"),
    ("person.guest", "Visitor (invented)"),
    ("person.host", "Receiver (invented)"),
    ("place.baku", "Baku"),
    ("place.minsk", "Minsk"),
    ("side.person.guest", "BY"),
    ("side.person.host", "AZ"),
)
RUSSIAN = {"AZ": "Азербайджан", "BY": "Беларусь", "capital.AZ": "Баку", "capital.BY": "Минск", "place.baku": "Баку",
           "place.minsk": "Минск", "person.guest": "Гость (вымысел)", "person.host": "Хозяин (вымысел)"}  # fmt: skip
AZERBAIJANI = {"AZ": "Azərbaycan", "BY": "Belarus", "capital.AZ": "Bakı", "capital.BY": "Minsk", "place.baku": "Bakı",
               "place.minsk": "Minsk", "person.guest": "Qonaq (uydurma)", "person.host": "Sahib (uydurma)"}  # fmt: skip


def in_language(digest: Digest, language: FrameLanguage) -> Digest:
    """The digest of a reader with that frame: the river names things in its language, too."""
    said = {"en": {}, "ru": RUSSIAN, "az": AZERBAIJANI}[language]
    return replace(digest, frame=language, names=tuple((name, said.get(name, called)) for name, called in digest.names))


def event(kind: str, *articles: int, **slots: object) -> ToldEvent:
    """Something between the two heads of state on 16 May in Baku."""
    told = {key: slots.pop(key) for key in ("new", "since", "last") if key in slots}
    plain: dict[str, object] = {
        "sides": PAIR, "actors": ("person.guest",), "recipients": ("person.host",), "host": "AZ", "guest": "BY",
        "level": "president", "place": "place.baku", "day": "2024-05-16", "day_from": "said",
    }  # fmt: skip
    return ToldEvent(Event(kind, 0, WHERE, **{**plain, **slots}), articles, **told)  # type: ignore[arg-type]


def figure(article: int, value: float, period: str = "2023", *disputed: Conflict, **slots: object) -> ToldFigure:
    """Trade turnover of the pair as the Baku Courier gives it, in dollars."""
    plain: dict[str, object] = {"metric": "turnover", "kind": "level", "value": value, "unit": "USD", "period": period}
    plain |= {"pair": PAIR, "said_value": f"{value:g}"}
    metric, kind = str((plain | slots)["metric"]), str((plain | slots)["kind"])
    rest = {key: said for key, said in (plain | slots).items() if key not in ("metric", "kind")}
    fact = Figure(metric, kind, 1, WHERE, **rest)  # type: ignore[arg-type]
    return ToldFigure(fact, article, "Baku Courier (invented)", disputed, f"{article}f0")


def against(told: ToldFigure, outlet: str = "Minsk Wire (invented)") -> Conflict:
    """That it cannot be right together with this one."""
    return Conflict("they cannot both be right", Known(told.figure, told.article, outlet, 1_700_000_000))


def quote(article: int, words: str, speaker: str = "person.guest", language: str = "en") -> ToldQuote:
    """Words of one of the two."""
    return ToldQuote(Quote((WHERE,), words, 2, speaker), article, "Baku Courier (invented)", language, f"{article}q0")


def visit_coming(**slots: object) -> Coming:
    """An official visit to Minsk announced for the end of the month."""
    plain: dict[str, object] = {
        "kind": "visit_official", "sides": PAIR, "host": "BY", "guest": "AZ", "level": "foreign_minister",
        "place": "place.minsk", "place_said": "", "day": "2024-05-28", "until": "", "state": "planned",
        "outlet": "Minsk Wire (invented)", "at": 1_715_868_000, "ref": "7v0",
    }  # fmt: skip
    return Coming(**{**plain, **slots})  # type: ignore[arg-type]


def promise(key: str = "plan:12-point:AZ-BY", **slots: object) -> OpenPromise:
    """A plan of which nobody has said that it is done."""
    plain: dict[str, object] = {
        "key": key, "sides": PAIR, "due": "2026", "over": False, "first_at": 1_705_000_000, "at": 1_713_000_000,
        "outlet": "Baku Courier (invented)", "speaker": "person.host", "ref": "5p0", "times": 2,
    }  # fmt: skip
    return OpenPromise(**{**plain, **slots})  # type: ignore[arg-type]
