"""Articles for tests of grouping: mentions and facts as reading would give them, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.model.fact import Event, Facts, Span
from monitor.model.limits import Limits
from monitor.model.mention import Mention
from monitor.model.story import Assignment, Footprint, Material
from monitor.stories import Window, footprint

NOON = 1_715_688_000  # 14 May 2024, 12:00 UTC
PAIR = ("country.azerbaijan", "country.belarus")
LEADERS = (*PAIR, "person.aliyev", "person.lukashenko")


def mention(name: str) -> Mention:
    return Mention(name, "title", 0, 0, "", "", 0, 0)


def spelled(title: str, body: str, surface: str) -> Mention:
    """A name of no country that is known, where it stands."""
    start = title.find(surface)
    if start >= 0:
        return Mention(f"person.{surface.lower()}", "title", start, start + len(surface), surface, "", 0, 0)
    start = body.index(surface)
    return Mention(f"person.{surface.lower()}", "body", start, start + len(surface), surface, "", 1, 0)


def event(kind: str, day: str = "", *, sides: tuple[str, ...] = ("AZ", "BY"), sentence: int = 0, **more: Any) -> Event:
    values: dict[str, Any] = {"day_from": "said" if day else "", "actors": ("person.aliyev", "person.lukashenko")}
    return Event(kind, sentence, Span("title", 0, 0), sides=sides, day=day, **(values | more))


def article(
    number: int, title: str, body: str = "", *, names: Sequence[str] = LEADERS, surfaces: Sequence[str] = (),
    events: Sequence[Event] = (), **more: Any,
) -> Footprint:  # fmt: skip
    values: dict[str, Any] = {"language": "en", "outlet": f"outlet {number}", "when": NOON}
    mentions = [mention(name) for name in names] + [spelled(title, body, each) for each in surfaces]
    facts = Facts(events=tuple(events))
    return footprint(Material(number, title, body, mentions=mentions, facts=facts, **(values | more)))


def window(*members: Footprint | tuple[Footprint, int]) -> Window:
    """Members in story 7, or in the story named beside them."""
    made = Window(Limits())
    for each in members:
        member, story = each if isinstance(each, tuple) else (each, 7)
        made.put(member, story, None)
    return made


def joined(new: Footprint, *members: Footprint) -> Assignment:
    """What is said of `new` beside one open story of these members."""
    return window(*members).assign(new)
