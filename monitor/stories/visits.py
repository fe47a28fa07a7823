"""A visit is one story with parts: which part an article tells, and why two articles are one dealing, in words."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.model.kinds import VISITS, event_label
from monitor.model.limits import DAY
from monitor.stories.across import figures, subjects
from monitor.stories.dealings import Head, days
from monitor.stories.likeness import Likeness
from monitor.stories.profile import Profile
from monitor.stories.rarity import Rarity

_AGREE = 0.7  # events that agree so well are one dealing by who, what and when
_SHOWN = 4
_STATES = ("az", "by", "ru", "eu")  # as they stand in ids of offices and groups
_PARTS = {
    "visit_planned_or_invited": "announcement", "talks_one_on_one": "one-on-one", "talks_expanded": "expanded talks",
    "signing": "signing", "signing_planned": "signing", "joint_statement": "statement",
}  # fmt: skip


# Beginnings of words in headlines on a visit itself, as `signs` cuts them: en, ru, be, az, tr.
_TITLES = {
    "arrival": frozenset(
        ["arriv", "lande", "lands", "прибы", "приле", "прыбы", "прыле", "прыля", "gelib", "geldi", "ulast"]
    ),
    "departure": frozenset(
        [
            "depar",
            "leave",
            "leavi",
            "отбыл",
            "покин",
            "завер",
            "адбыу",
            "пакін",
            "завяр",
            "ayril",
            "yola",
            "basa",
            "tamam",
        ]
    ),
    "dinner": frozenset(
        [
            "dinne",
            "lunch",
            "banqu",
            "ужин",
            "ужина",
            "обед",
            "обеда",
            "вячэр",
            "абед",
            "абеда",
            "nahar",
            "ziyaf",
            "yemek",
            "yemeg",
        ]
    ),
}


def part(profile: Profile) -> str:
    """The part of a visit that an article tells, "" where it tells none."""
    if not profile.heads:
        return ""
    main = profile.heads[0].sign
    if main.kind == "visit_cancelled_or_postponed" or main.status in ("postponed", "cancelled"):
        return "postponement" if main.status == "postponed" else "cancellation"
    if main.kind not in VISITS:
        return _PARTS.get(main.kind, "")
    if main.status == "planned":
        return "announcement"
    title = profile.footprint.signs.title
    return next((name for name, stems in _TITLES.items() if title & stems), "")


def edition(profile: Profile, members: Iterable[Profile]) -> int | None:
    """The same outlet's report on the same news in another language, the earliest."""
    own = profile.footprint
    return next(
        (
            other.footprint.article
            for other in members
            if own.outlet
            and other.footprint.outlet == own.outlet
            and other.footprint.language != own.language
            and abs(other.footprint.when - own.when) <= DAY
        ),
        None,
    )


def reason(profile: Profile, nearest: Profile, by: Likeness, rarity: Rarity) -> str:
    """Why the article stands beside this member, so that a person can check it.

    `same names (Ilham Aliyev), subjects (tractor) and figures (48 million) as article 12, in another language`
    """
    article = f"as article {nearest.footprint.article}"
    if by.events.shared and by.events.best >= _AGREE:
        return f"same {_dealing(by.events.shared[1])}, {article}"
    across = profile.footprint.language != nearest.footprint.language
    names = [_called(name) for name in sorted(profile.names & nearest.names)]
    told = (
        ("names", names),
        ("subjects", subjects(by.shared, rarity, _SHOWN) if across else []),
        ("figures", figures(by.shared.numbers or by.numbers)),
    )
    signs = [f"{kind} ({', '.join(words[:_SHOWN])})" for kind, words in told if words]
    if by.words:
        signs = [f"words{''.join(f', {each}' for each in signs[:1])}"]
    *first, last = signs or ["words"]
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"same {listed} {article}{', in another language' if across else ''}"


def _dealing(head: Head) -> str:
    """`visit: Alexander Lukashenko and Ilham Aliyev, Baku, 2024-05-15 to 2024-05-17`."""
    people = [_called(name) for name in head.sign.actors if name.startswith("person.")]
    who = " and ".join(people) if len(people) > 1 else "-".join(head.sign.sides)
    return ", ".join(filter(None, (f"{event_label(head.sign.kind)}: {who}", _called(head.sign.place), days(head))))


def _called(name: str) -> str:
    """`person.ilham_aliyev` as "Ilham Aliyev", `person.foreign_minister_by` as "Foreign Minister BY"."""
    return " ".join(word.upper() if word in _STATES else word.title() for word in name.partition(".")[2].split("_"))
