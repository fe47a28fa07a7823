"""What a reader does not want to be alerted of until a date: one line in the digest, and no alert.

A story is muted by its number, by its rules where every rule that found it is muted, or by kinds of events where all
that is new in it is of such a kind. Nothing disappears: its articles are told in the digest like all others, and once
the mute is over only what came in after its end can ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.kinds import EVENT_FAMILIES
from monitor.model.message import DigestStory, Mute


def with_mute(story: DigestStory, mutes: Sequence[Mute], now: int) -> DigestStory:
    """The story with until when it is muted and by whom; of several mutes in force the one that lasts longest."""
    found = [mute for mute in mutes if mute.until > now and covers(mute, story)]
    if not found:
        return story
    last = max(found, key=lambda mute: mute.until)
    return replace(story, muted=last.until, muted_by=last.who)


def audible(story: DigestStory, mutes: Sequence[Mute], now: int) -> DigestStory | None:
    """What of an untold story may ring: None while it is muted; else what came in after the end of a mute that is over.

    `mutes` are also those that have ended, with their end as `until`. A mute is over at its last second.
    """
    concerning = [mute for mute in mutes if mute.since <= now and covers(mute, story)]
    if any(mute.until > now for mute in concerning):
        return None
    silent = max((mute.until for mute in concerning), default=0)
    if not silent:
        return story
    reports = tuple(report for report in story.reports if report.grouped > silent)
    brought = tuple(each for each in story.brought if each.at > silent)
    return replace(story, reports=reports, brought=brought) if reports else None


def covers(mute: Mute, story: DigestStory) -> bool:
    """Whether this mute means this story, at whatever time."""
    if mute.kind == "story":
        return mute.what == str(story.number)
    if mute.kind == "rule":
        return set(story.rules) == {mute.what}
    kinds = {mute.what, *EVENT_FAMILIES.get(mute.what, ())}
    new = [told.event for told in story.events if told.new] or [told.event for told in story.events]
    return bool(new) and all(event.kind in kinds for event in new)
