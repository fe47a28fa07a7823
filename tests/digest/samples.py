"""Invented days: a busy one, an empty one, a crowded one and a hostile one. No line in them was ever published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from monitor.digest import compose, subject, text
from monitor.model.message import (
    Brought,
    Counts,
    Delivery,
    Digest,
    DigestStory,
    FeedHealth,
    FrameLanguage,
    Health,
    Report,
    Slot,
    Subscription,
)
from monitor.model.revision import Difference
from monitor.model.story import News
from tests.digest.facts import NAMES, against, event, figure, in_language, promise, quote, visit_coming


def at(day: int, hour: int, minute: int = 0, month: int = 5, year: int = 2024) -> int:
    """UTC seconds of a Baku time (UTC+4)."""
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()) - 4 * 3600


START, END = at(16, 7, 30), at(17, 7, 30)

SUBSCRIPTION = Subscription(
    id="daily-az-by",
    title="Azerbaijan – Belarus",
    rules=("azerbaijan-belarus",),
    to=(Delivery("file", "digests"),),
    zone="Asia/Baku",
    slots=(Slot("daily", 7, 30),),
)

HEALTH = Health(
    polled=43,
    answered=41,
    kinds=(("state", 6), ("private", 4), ("independent", 9), ("exile", 3)),
    silent=(
        FeedHealth("report_en", "Report (invented)", at(14, 9, 10), "answers 403 Forbidden"),
        FeedHealth("zviazda", "Звязда (invented)", None, "the certificate has expired"),
    ),
)
COUNTS = Counts(articles=1912, matched=9, nearly=(("only listed among other countries", 5), ("sport", 2)))


def report(article: int, title: str, **changes: object) -> Report:
    """A report of BelTA's kind at 19:33 Baku on 16 May, with `changes`."""
    plain = Report(
        article=article,
        revision=1,
        story=12,
        title=title,
        url=f"https://news.example/{article}",
        outlet="Minsk Wire (invented)",
        side="BY",
        country="BY",
        kind="state",
        language="en",
        dated=at(16, 19, 33),
        first_seen=at(16, 19, 41),
        zone="Europe/Minsk",
        rules=("azerbaijan-belarus",),
        priority="normal",
        why=("Minsk", "Baku"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def story(number: int, headline: str, *reports: Report, **changes: object) -> DigestStory:
    """A story of the pair AZ and BY, seen by the sides of its reports, with `changes`."""
    sides = tuple(sorted({r.side for r in reports if r.side}))
    rules = ("azerbaijan-belarus",)
    plain = DigestStory(number, number, headline, "normal", rules, reports, (), sides, ("AZ", "BY"))
    return replace(plain, **changes)  # type: ignore[arg-type]


def digest(*stories: DigestStory, subscription: Subscription = SUBSCRIPTION, **changes: object) -> Digest:
    """The digest of 16 May, composed as the river does it, with `changes`."""
    composed = compose(subscription, "2024-05-17/daily", START, END, END + 60, stories, HEALTH, COUNTS)
    return replace(composed, **changes)  # type: ignore[arg-type]


def _visit() -> DigestStory:
    baku = {"outlet": "Baku Courier (invented)", "side": "AZ", "country": "AZ", "kind": "private", "zone": "Asia/Baku"}
    first = report(1, "Presidents hold talks in Baku, documents signed (invented)", **baku)
    return story(
        12,
        "Presidents hold talks in Baku, documents signed (invented)",
        replace(first, why=("Presidents", "Baku", "Belarusian President")),
        report(
            2,
            "Лукашенко провёл переговоры с Алиевым в Баку (вымысел)",
            language="ru",
            first_seen=at(16, 20, 5),
            why=("Лукашенко", "Алиевым", "в Баку"),
            also_in=("Минская хроника (invented)",),
        ),
        report(
            3,
            "Prezidentlər Bakıda görüşdü: işgüzar dairələrin iclası və İpək yolu (uydurma)",
            **{**baku, "language": "az", "kind": "state", "outlet": "Xəzər İcmalı (invented)"},
            dated=at(16, 8, 0),
            first_seen=at(16, 20, 15),
            why=("Bakıda", "Belarus"),
        ),
        report(4, "Baku talks (invented)", copy_of=2, outlet="Third Country Agency (invented)", side=None, country="RU",
               kind="foreign-state", first_seen=at(16, 21, 0)),
        before=(
            report(5, "Belarusian leader arrives in Baku (invented)", dated=at(15, 18, 0), first_seen=at(15, 18, 20)),
        ),
        priority="urgent",
    )  # fmt: skip


def _told() -> DigestStory:
    """The visit with all that was read of it."""
    earlier = figure(60, 885.5e6, "2021")
    return replace(
        _visit(),
        events=(
            event("visit_state", 1, 2, 5, status="under_way", since="2024-05-15", last="2024-05-17"),
            event("talks_one_on_one", 1, 2),
            event("signing", 1),
        ),
        brought=(
            Brought(1, at(16, 19, 41), News("signed", "signed: memorandum on customs (invented)", 2)),
            Brought(1, at(16, 19, 41), News("figure", "new figure: turnover 2023, 48 million USD (invented)", 1)),
            Brought(2, at(16, 20, 5), News("other_side", "Minsk's side confirms the talks (invented)", 1)),
        ),
        quotes=(quote(1, "These are invented words"), quote(2, "Это вымышленные слова", language="ru")),
        figures=(
            figure(1, 48e6, "2023", against(earlier)),
            figure(2, 1e9, "", kind="goal", deadline="2027", speaker="person.guest", op=">="),
        ),
        old_figures=1,
    )


def _muted() -> DigestStory:
    return story(
        21,
        "Festival of films (invented)",
        report(9, "Festival of films opens (invented)", story=21),
        report(10, "Фестиваль фільмаў (выдумка)", story=21, language="be"),
        muted=at(20, 7, 30),
        muted_by="desk",
    )


def _trade() -> DigestStory:
    return story(
        15,
        "Кампанія з Мінска паставіць аб'екты для Гянджы (выдумка)",
        report(
            6,
            "Кампанія з Мінска паставіць аб'екты для Гянджы (выдумка)",
            language="be",
            outlet="Вольны Час (invented)",
            side=None,
            country="LT",
            kind="exile",
            dated=None,
            first_seen=at(16, 12, 0),
            story=15,
            why=("з Мінска", "Гянджы"),
        ),
        priority="high",
    )


def _commission() -> DigestStory:
    return story(
        9,
        "Commission on trade agrees its plan (invented)",
        report(7, "Commission on trade agrees a plan of forty points (invented)", story=9, change="update", revision=2,
               what="title was: Commission on trade agrees its plan (invented)", first_seen=at(17, 6, 0),
               dated=at(16, 23, 50)),
        report(8, "Trade up by a third, outlet corrects to a fifth (invented)", story=9, change="correction", revision=2,
               what="title was: Trade up by a third (invented)", first_seen=at(17, 6, 30), dated=at(17, 1, 0),
               outlet="Baku Courier (invented)", side="AZ", country="AZ", kind="private",
               changes=(Difference("title", "title was: Trade up by a third (invented)"),
                        Difference("figure", "growth 2023: was 33 %, now 20 %"))),
        before=(report(7, "Commission on trade agrees its plan (invented)", dated=at(28, 9, 0, 12, 2023),
                       first_seen=at(28, 9, 30, 12, 2023)),),
    )  # fmt: skip


def busy() -> Digest:
    """Four stories in five languages: facts, an update, a correction, a folded copy, a mute, two feeds silent."""
    rung = report(30, "Ambassador summoned in Minsk (invented)", story=30, alerted=at(16, 11, 30))
    return digest(
        _commission(), _trade(), _told(), _muted(), handling="For internal use", demo=True, names=NAMES,
        alerted=(story(30, "Ambassador summoned in Minsk (invented)", before=(rung,)),),
        coming=(visit_coming(), visit_coming(kind="signing_planned", day="2024-06", state="postponed", level="")),
        promises=(promise(), promise("goal:turnover:1000000000USD:AZ-BY", due="2024-12-31", speaker="")),
    )  # fmt: skip


def empty() -> Digest:
    """Nothing new; the last dealing was told a month before."""
    last = report(3, "Talks on the margins of a summit (invented)", dated=at(11, 15, 0, 4), first_seen=at(11, 15, 9, 4))
    return digest(health=Health(43, 43), last_contact=last, names=NAMES, promises=(promise(),))


def crowded(count: int = 25) -> Digest:
    """More stories than are shown in full."""
    return digest(
        *(
            story(
                n,
                f"Dealing number {n} (invented)",
                report(n, f"Dealing number {n} (invented)", story=n, first_seen=END - n),
            )
            for n in range(1, count + 1)
        )
    )


MARKUP = '<script>alert(1)</script><b onmouseover="x()">&lt;i&gt; {{ 7*7 }} {% raw %}'
INJECTION = "Talks\r\nBcc: victim@example.org\r\n\r\nin Baku"
OVERRIDE = "Talks \u202eukaB ni\u202c in Mi\u00adnsk\u0000\u001b[31m"


def hostile() -> Digest:
    """Titles and links that would break a careless frame, each beside an honest one."""
    odd = (
        report(1, MARKUP, outlet=MARKUP, why=(MARKUP,), what=MARKUP, also_in=(MARKUP,)),
        report(2, INJECTION, url="https://news.example/a\r\nX: y"),
        report(3, "long " * 2000),
        report(4, "ə" * 10_000, url="https://news.example/" + "p" * 1500),
        report(5, OVERRIDE, url="javascript:alert(1)"),
        report(6, "", url="", lead="First words of an article without a title."),
        report(7, "", url="data:text/html,x", language="", dated=None),
        report(8, "Lone surrogate \ud800 here", url="https://good.example@evil.example/", language="zz-ZZ"),
        report(9, "Quoted \"words\" and 'more'", url='https://news.example/"onclick="x()'),
    )
    stories = [story(n, r.title, replace(r, story=n)) for n, r in enumerate(odd, start=1)]
    return digest(*stories, story(40, "The honest one (invented)", report(40, "The honest one (invented)", story=40)),
                  title=MARKUP + "\r\nX: y", handling=INJECTION)  # fmt: skip


def alert() -> Digest:
    """A document signed in a story that was told the day before."""
    first = replace(_visit().reports[1], edition_of=None)
    brought = (
        Brought(2, at(16, 20, 6), News("signed", "signed: memorandum on customs (invented)", 2)),
        Brought(2, at(16, 20, 6), News("other_side", "first report from Minsk", 1)),
    )
    told = replace(_visit(), headline=first.title, reports=(first,), brought=brought)
    return compose(
        SUBSCRIPTION, "alert/0123456789abcdef", first.first_seen, at(16, 20, 8), at(16, 20, 8), [told], Health(0, 0),
        Counts(0, 0), kind="alert",
    )  # fmt: skip


def after() -> Digest:
    """The daily digest after alerts: one story has news since, of two others there is none."""
    visit = _visit()
    rung = replace(visit.before[0], alerted=at(16, 14, 5))
    brought = (Brought(1, at(16, 19, 41), News("signed", "signed: memorandum on customs (invented)", 2)),
               Brought(3, at(16, 20, 15), News("figure", "new figure: turnover 2023, 48.3 million USD (invented)", 1)))  # fmt: skip
    grown = replace(
        visit, before=(*visit.before, replace(rung, article=50), replace(rung, article=51)), brought=brought
    )
    quiet = [
        story(n, title, before=(report(n, title, story=n, alerted=at(16, hour, 30)),))
        for n, title, hour in (
            (30, "Ambassador summoned in Minsk (invented)", 11),
            (31, "Call of presidents (invented)", 23),
        )
    ]
    return compose(
        SUBSCRIPTION, "2024-05-17/daily", START, END, END + 60, [grown], HEALTH, COUNTS, alerted=[*quiet, grown]
    )


SAMPLES = {"alert": alert, "after": after, "busy": busy, "empty": empty, "crowded": crowded, "hostile": hostile}


TONGUES: dict[str, FrameLanguage] = {"": "en", "-ru": "ru", "-az": "az"}


def golden() -> dict[str, str]:
    """File name -> subject and text, of every sample in English and of most in Russian and Azerbaijani."""
    found = {}
    for name, sample in SAMPLES.items():
        for suffix, frame in TONGUES.items():
            if frame == "en" or name in ("after", "busy", "empty"):
                content = in_language(sample(), frame)
                found[f"{name}{suffix}.txt"] = f"Subject: {subject(content)}\n\n{text(content)}"
    return found


if __name__ == "__main__":  # after a change meant to be seen: `python -m tests.digest.samples`, then read the diff
    for name, content in golden().items():
        (Path(__file__).parent / "golden" / name).write_text(content, encoding="utf-8")
