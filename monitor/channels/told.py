"""A digest's content as a JSON object: schema `bilateral-monitor.digest/1`, described in docs/webhook.md.

Within version 1 keys are only added. Times are UTC in ISO 8601; where something is not known, the key is null or an
empty list. Original words stay as they were written; `text` says all of it as the reader's text does.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from monitor.digest import subject, text
from monitor.digest.numbering import numbers
from monitor.model.digestfacts import Coming, OpenPromise, ToldEvent, ToldFigure, ToldQuote
from monitor.model.message import Digest, DigestStory, FeedHealth, Health, Report
from monitor.text.clean import clean

SCHEMA = "bilateral-monitor.digest/1"
Json = dict[str, Any]


def content(digest: Digest) -> Json:
    """The whole digest."""
    return {
        "schema": SCHEMA,
        "kind": digest.kind,
        "subscription": digest.subscription,
        "title": clean(digest.title),
        "period": digest.period,
        "zone": digest.zone,
        "start": moment(digest.start),
        "end": moment(digest.end),
        "composed": moment(digest.composed or None),
        "language": digest.frame,
        "handling": clean(digest.handling),
        "demo": digest.demo,
        "notice": [clean(line) for line in digest.notice],
        "subject": subject(digest),
        "text": text(digest),
        "feeds": _health(digest.health),
        "counts": {
            "articles": digest.counts.articles,
            "matched": digest.counts.matched,
            "nearly": [{"reason": reason, "articles": count} for reason, count in digest.counts.nearly],
        },
        "stories": [_story(story) for story in digest.stories],
        "alerted": [_story(story) for story in digest.alerted],
        "coming": [_coming(thing) for thing in digest.coming],
        "open": [_promise(thing) for thing in digest.promises],
        "last_contact": _report(digest.last_contact) if digest.last_contact else None,
        "names": dict(digest.names),
    }


def moment(seconds: int | None) -> str | None:
    """`2024-05-16T15:33:00Z`."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _health(health: Health) -> Json:
    return {
        "polled": health.polled,
        "answered": health.answered,
        "silent": [_feed(feed, "last_answer") for feed in health.silent],
        "quiet": [_feed(feed, "last_new") for feed in health.quiet],
        "gaps": [_feed(feed, "found") for feed in health.gaps],
        "unnamed": dict(zip(("silent", "quiet", "gaps"), health.unnamed, strict=True)),
        "rules_trouble": clean(health.rules_trouble),
        "undelivered": health.undelivered,
        "set_aside": health.set_aside,
        "paused": [{"from": moment(start), "to": moment(end or None)} for start, end in health.paused],
    }


def _feed(feed: FeedHealth, since: str) -> Json:
    return {
        "source": feed.source, "outlet": feed.outlet, since: moment(feed.since), "problem": clean(feed.sentence),
    }  # fmt: skip


def _story(story: DigestStory) -> Json:
    found = numbers(story)
    lines = {(report.article, change): line for change, told in found.reports.items() for line, report in told}
    return {
        "id": story.id,
        "number": story.number,
        "headline": clean(story.headline),
        "priority": story.priority,
        "rules": list(story.rules),
        "pair": list(story.pair or ()),
        "reported_by_sides": list(story.sides),
        "muted_until": moment(story.muted or None),
        "new": list(dict.fromkeys(clean(brought.news.sentence) for brought in story.brought)),
        "events": [_event(told) for told in story.events],
        "figures": [_figure(told, line) for line, told in found.figures],
        "old_figures_left_out": story.old_figures,
        "quotes": [_quote(told, line) for line, told in found.quotes],
        "reports": [_report(report, lines.get((report.article, report.change))) for report in story.reports],
        "sent_before": [_report(report) for report in story.before],
    }


def _report(report: Report, line: str | None = None) -> Json:
    return {
        "line": line,
        "article": report.article,
        "revision": report.revision,
        "change": report.change,
        "what": clean(report.what),
        "title": clean(report.title),
        "url": clean(report.url),
        "outlet": clean(report.outlet),
        "side": report.side,
        "country": report.country,
        "kind": report.kind,
        "language": report.language,
        "dated": moment(report.dated),
        "first_seen": moment(report.first_seen),
        "priority": report.priority,
        "rules": list(report.rules),
        "why": [clean(words) for words in report.why],
        "copy_of": report.copy_of,
        "edition_of": report.edition_of,
        "also_in": [clean(outlet) for outlet in report.also_in],
    }


def _event(told: ToldEvent) -> Json:
    event = told.event
    return {
        "kind": event.kind,
        "sides": list(event.sides),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "host": event.host,
        "guest": event.guest,
        "level": event.level,
        "place": event.place,
        "place_said": clean(event.place_said),
        "day": event.day,
        "until": event.until,
        "status": event.status,
        "new": told.new,
        "under_way_since": told.since,
        "last_day": told.last,
        "articles": list(told.articles),
    }


def _figure(told: ToldFigure, line: str) -> Json:
    figure = told.figure
    return {
        "line": line,
        "metric": figure.metric,
        "kind": figure.kind,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "relation": figure.op,
        "growth_percent": figure.growth,
        "period": figure.period,
        "deadline": figure.deadline,
        "pair": list(figure.pair),
        "direction": figure.direction,
        "speaker": figure.speaker,
        "speaker_said": clean(figure.speaker_said),
        "source_said": clean(figure.source_said),
        "said": clean(figure.said_value),
        "note": clean(figure.note),
        "article": told.article,
        "outlet": clean(told.outlet),
        "disputed": [clean(conflict.sentence) for conflict in told.disputed],
    }


def _quote(told: ToldQuote, line: str) -> Json:
    return {
        "line": line,
        "words": clean(told.quote.words),
        "speaker": told.quote.speaker,
        "speaker_said": clean(told.quote.speaker_said),
        "language": told.language,
        "article": told.article,
        "outlet": clean(told.outlet),
    }


def _coming(thing: Coming) -> Json:
    return {
        "kind": thing.kind,
        "sides": list(thing.sides),
        "host": thing.host,
        "guest": thing.guest,
        "level": thing.level,
        "place": thing.place,
        "place_said": clean(thing.place_said),
        "day": thing.day,
        "until": thing.until,
        "state": thing.state,
        "outlet": clean(thing.outlet),
        "last_word": moment(thing.at),
    }


def _promise(thing: OpenPromise) -> Json:
    return {
        "sides": list(thing.sides),
        "due": thing.due,
        "overdue": thing.over,
        "first": moment(thing.first_at),
        "last_word": moment(thing.at),
        "outlet": clean(thing.outlet),
        "speaker": thing.speaker,
        "times": thing.times,
    }
