"""Rows as the river would write them, short enough to stand in a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from monitor.model.article import Item, Text
from monitor.model.judgement import Evidence, Judgement, Match, Miss, Priority
from monitor.model.limits import Limits
from monitor.model.mention import Mention
from monitor.model.message import ChannelConfig, Payload, Told
from monitor.model.source import Entry, Source
from monitor.model.story import Assignment, News
from monitor.store import Store
from monitor.store.connection import Connection
from monitor.store.outbox import NewDigest, NewMessage
from monitor.store.retention import Bounds

NOW = 1_715_659_200  # 14 May 2024 04:00 UTC
LIMITS = Limits()
TITLE = "Лукашенко прибыл в Баку"
MAIL = ChannelConfig("mail", "email")
CHANNELS = {"mail": MAIL}


def source(name: str, **more: Any) -> Source:
    values: dict[str, Any] = {"outlet": name.title(), "url": f"https://{name}.example/rss", "kind": "state"}
    return Source(id=name, **(values | more))


SOURCES = {name: source(name) for name in ("belta", "azertac")}


def db(store: Store) -> Connection:
    """The connection below a store, to look at rows no question asks for."""
    return store._connection


def item(key: str, title: str = TITLE, *, digest: str = "hash", dated: int | None = NOW - 60) -> Item:
    link = f"https://belta.example/{key}"
    entry = Entry(guid=key, link=link, title=title, published=dated)
    return Item(entry=entry, url=link, keys=(f"url:{link}", f"guid:belta:{key}"), content_hash=digest)


def swept(store: Store, texts: int = 0, keys: int = 0, *, polls: int = 0, now: int = 0) -> None:
    """A whole pass of retention: what is older than these moments may go."""
    with store.tx():
        store.retention.sweep(Bounds(polls, texts, keys), now)


def text(title: str = TITLE, body: str = "Прэзідэнт Беларусі; şəhər İsmayıllı.", **more: Any) -> Text:
    values: dict[str, Any] = {"how": "feed", "dated": NOW - 60, "language": "ru"}
    return Text(title=title, body=body, **(values | more))


def add(store: Store, key: str, now: int = NOW, *, feed: str = "belta", fresh: bool = True, **more: Any) -> int:
    """A new article; `patience` until when its page is waited for, `text` and `item` where they matter."""
    with store.tx():
        return store.articles.add(
            more.get("item", item(key)), feed, more.get("text", text()), now, fresh=fresh,
            page_patience=more.get("patience"),
        )  # fmt: skip


def evidence(surface: str, start: int = 0, *, field: Any = "title") -> Evidence:
    return Evidence(field, start, start + len(surface), surface, surface.lower(), "country.belarus")


def match(rule: str = "az-by", priority: Priority = "normal", *surfaces: str) -> Match:
    spans = tuple(evidence(surface, 10 * n) for n, surface in enumerate(surfaces or ("Лукашенко", "Баку")))
    return Match(rule, f"{rule}-v1", priority, spans)


def mention(name: str, surface: str, sentence: int = 0) -> Mention:
    return Mention(name, "title", 0, len(surface), surface, surface.lower(), sentence, 0)


def judged(
    *matches: Match, misses: Iterable[Miss] = (), mentions: Iterable[Mention] = (), ruleset: str = "rules-1"
) -> Judgement:
    return Judgement(ruleset, matches, tuple(misses), tuple(mentions))


def judge(store: Store, judgement: Judgement, now: int = NOW, *, owner: str = "one") -> list[int]:
    """Everything that waits is judged alike; returns the articles."""
    jobs = store.judgements.claim(owner, now, now + 600, 100)
    with store.tx():
        for job in jobs:
            store.judgements.record(job, judgement, now)
    return [job.article for job in jobs]


def group(store: Store, article: int, story: int | None = None, now: int = NOW, *, news: str = "opened") -> int:
    with store.tx():
        said = [News("opened", news)] if news else []
        return store.stories.record(Assignment(article, story, None, "opens a story"), TITLE, now, news=said)


def reported(store: Store, key: str, now: int = NOW, *, rule: str = "az-by", **more: Any) -> int:
    """An article that matches and stands in a story of its own."""
    article = add(store, key, now, **more)
    judge(store, judged(match(rule)), now)
    group(store, article, now=now)
    return article


def digest(
    period: str = "2024-05-14/daily",
    *recipients: str,
    subscription: str = "desk",
    told: Iterable[Told] = (),
    parts: int = 1,
    stop: int = NOW,
) -> NewDigest:
    names = recipients or ("desk@example.org",)
    messages = [
        NewMessage(f"{subscription}/{period}/{name}/{part}", f"<{name}.{part}@example.org>", "mail", name, part)
        for name in names
        for part in range(1, parts + 1)
    ]
    payloads = [
        Payload(part, parts, "message/rfc822", f"часть {part}".encode(), "Сводка") for part in range(1, parts + 1)
    ]
    return NewDigest(
        subscription, period, "daily", stop - 86400, stop, "Сводка", {"mail": payloads}, messages, tuple(told)
    )


def freeze(store: Store, new: NewDigest, now: int = NOW) -> int | None:
    with store.tx():
        return store.outbox.freeze(new, now)


def shrunk(**more: Any) -> Limits:
    return replace(LIMITS, **more)
