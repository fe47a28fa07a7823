"""Which stories a mute means, and what may ring again once it is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.digest import audible, covers, with_mute
from monitor.model.digestfacts import ToldEvent
from monitor.model.fact import Event, Span
from monitor.model.message import Brought, DigestStory, Mute, MuteKind
from monitor.model.story import News
from tests.digest import samples

NOW = samples.at(17, 7)
LATER = NOW + 86_400


def story(*kinds: str, rules: tuple[str, ...] = ("az-by",), old: tuple[str, ...] = ()) -> DigestStory:
    events = [ToldEvent(Event(kind, 0, Span("title", 0, 1)), (1,), new=kind not in old) for kind in kinds]
    found = samples.story(12, "Визит", samples.report(1, "Визит", story=12), rules=rules)
    return replace(found, events=tuple(events))


def mute(kind: MuteKind, what: str, until: int = LATER) -> Mute:
    return Mute(kind, what, until, "Əli")


def test_a_story_is_muted_by_its_number_until_the_last_second() -> None:
    assert (with_mute(story(), [mute("story", "12")], NOW).muted, with_mute(story(), [], NOW).muted) == (LATER, 0)
    assert with_mute(story(), [mute("story", "12")], NOW).muted_by == "Əli"
    assert with_mute(story(), [mute("story", "12")], LATER).muted == 0
    assert with_mute(story(), [mute("story", "1")], NOW).muted == 0


def test_of_several_mutes_the_last_end_counts() -> None:
    assert with_mute(story(), [mute("story", "12"), mute("rule", "az-by", LATER + 5)], NOW).muted == LATER + 5


def test_a_rule_mutes_only_what_no_other_rule_found() -> None:
    assert covers(mute("rule", "az-by"), story())
    assert not covers(mute("rule", "az-by"), story(rules=("az-by", "eaeu")))


@pytest.mark.parametrize(
    ("what", "kinds", "old", "covered"),
    [
        ("congratulation", ("congratulation",), (), True),
        ("message", ("congratulation", "condolence"), (), True),  # a family
        ("congratulation", ("congratulation", "signing"), (), False),  # something else is new
        ("congratulation", ("signing", "congratulation"), ("signing",), True),  # which was told before
        ("state_visit", ("visit_cancelled_or_postponed",), (), False),  # a change of plans is a kind of its own
        ("visit", ("visit_cancelled_or_postponed",), (), True),
        ("congratulation", (), (), False),
    ],
)
def test_a_kind_of_event_mutes_where_all_that_is_new_is_of_it(
    what: str, kinds: tuple[str, ...], old: tuple[str, ...], *, covered: bool
) -> None:
    assert covers(mute("event", what), story(*kinds, old=old)) is covered


def test_nothing_rings_while_it_is_muted_and_then_only_what_came_in_since() -> None:
    before, after = samples.report(1, "Визит", grouped=NOW - 60), samples.report(2, "Saziş", grouped=LATER + 60)
    brought = tuple(Brought(each.article, each.grouped, News("signed", "signed", 2)) for each in (before, after))
    found = samples.story(12, "Визит", before, after, brought=brought)
    muted = [replace(mute("story", "12"), since=NOW - 600)]
    assert audible(found, muted, NOW) is None
    assert audible(found, [], NOW) is found
    ringing = audible(found, muted, LATER + 120)
    assert ringing is not None
    assert (ringing.reports, [each.article for each in ringing.brought]) == ((after,), [2])
    assert audible(replace(found, reports=(before,)), muted, LATER + 120) is None
    assert audible(found, [replace(muted[0], since=LATER + 600)], NOW) is found  # not yet said
