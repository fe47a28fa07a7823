"""What may be left uncompared, and what a weight depends on: never on who asked for it when."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.limits import HOUR, Limits
from monitor.model.story import Assignment, Footprint
from monitor.stories import Window, window
from monitor.stories.hashes import Keys, hashed
from monitor.stories.likeness import Likeness, likely, likeness
from monitor.stories.packing import keys
from monitor.stories.postings import Postings
from monitor.stories.profile import Profile
from monitor.stories.rarity import Rarity
from tests.stories.texts import LEADERS, NOON, PAIR, article, event

WORDS = {
    "en": "Lukashenko arrives in Baku for talks on trade, tractors, oil, schools and 48 million dollars, Ravkov says",
    "ru": "Лукашенко прибыл в Баку на переговоры о торговле, тракторах, нефти, школах и 48 миллионах, сказал Равков",
    "az": "Lukaşenko ticarət, traktor, neft, məktəb və 48 milyon üzrə danışıqlar üçün Bakıya gəlib, Ravkov deyib",
    "be": "Лукашэнка прыбыў у Баку на перамовы аб гандлі, трактарах, нафце, школах і 48 мільёнах, сказаў Раўкоў",
}
EVENTS = (
    event("visit_state", "2024-05-14", level="president"), event("visit_state", "2024-05-20", status="planned"),
    event("phone_call", "2024-05-14"), event("trade_figures", "2024-04", sides=("AZ", "BY"), place="BY"),
    event("meeting_received", "", sides=("AZ", "KZ"), actors=("person.aliyev",)),
)  # fmt: skip


@cache
def stream() -> tuple[Footprint, ...]:
    """Sixty reports in four languages on few dealings, no two alike, some by one outlet."""
    dice, found = Random(8), []
    for number in range(1, 61):
        language = dice.choice(sorted(WORDS))
        dealing = dice.randrange(len(EVENTS))
        words = WORDS[language].split()[2 * dealing : 2 * dealing + 6]
        text = " ".join(dice.choices(words, k=8))
        told = [EVENTS[dealing], *dice.sample(EVENTS, 1)][dice.randrange(2) : 1 + dice.randrange(2)]
        names = dice.choice([PAIR, LEADERS, (*PAIR, "org.eaeu"), ("country.belarus", "person.tokayev")])
        found.append(
            article(number, text, " ".join(dice.choices(words, k=30)), language=language, names=names, events=told,
                    when=NOON + number * HOUR, outlet=f"outlet {number % 7}")
        )  # fmt: skip
    return tuple(found)


@cache
def rarity() -> Rarity:
    """As a window has it that holds the stream."""
    postings = Postings()
    made = Rarity(postings)
    for each in stream():
        postings.add(each.article, keys(each))
        made.add(keys(each))
    made.settle()
    return made


@given(st.integers(0, 59), st.integers(0, 59), st.floats(-4, 8))
def test_what_is_not_compared_in_full_is_below_the_bound(one: int, other: int, least: float) -> None:
    """And what is compared comes to the same, whatever the bound."""
    first, second = Profile(stream()[one]), Profile(stream()[other])
    whole = likely(first, second, rarity(), -inf)
    assert isinstance(whole, Likeness)
    found = likely(first, second, rarity(), least)
    if isinstance(found, Likeness):
        assert found == whole
    else:
        assert whole.odds < least
        assert found == whole.events


def test_the_bound_leaves_most_of_a_beat_uncompared() -> None:
    """Else it would be no use: of two articles that are far apart little is looked at."""
    profiles = [Profile(each) for each in stream()]
    found = [likely(one, other, rarity(), 0.0) for one in profiles for other in profiles if one is not other]
    assert sum(not isinstance(each, Likeness) for each in found) > len(found) / 3


def grouped(*, extra: bool) -> list[Assignment]:
    """What is said of each article of the stream; `extra`: before each, of many others that are not taken in."""
    built, said, stories = Window(Limits()), [], 0
    for each in stream():
        for other in stream()[::15] if extra else ():
            built.assign(other)
        found = built.assign(each)
        stories += found.story is None
        built.add(each, found, stories if found.story is None else found.story)
        said.append(found)
    return said


def test_questions_change_no_answer() -> None:
    """Weights are those of a moment that the articles set: whoever asked before, the next one hears the same."""
    said = grouped(extra=False)
    assert said == grouped(extra=True)
    assert 1 < len([each for each in said if each.story is None]) < 50


def test_what_is_left_uncompared_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same stream with every article held against every member in full, as `likeness` does it."""
    said = grouped(extra=False)
    monkeypatch.setattr(window, "likely", lambda one, other, rarity, _least: likeness(one, other, rarity))
    assert said == grouped(extra=False)


def test_a_weight_is_that_of_its_moment_whenever_it_is_asked_for() -> None:
    early, late = Rarity(), Rarity()
    both = Keys("en", [hashed("en", "posted")], [hashed("en", "counted")])
    for made in (early, late):
        for _ in range(50):
            made.add(both)
        made.settle()
    asked = [early.table("en")[word] for word in ("counted", "new")]
    for made in (early, late):
        for _ in range(3):
            made.add(Keys("en", [], [hashed("en", "new"), hashed("en", "counted")]))
        made.remove(both)
        made.settle()
    assert [late.table("en")[word] for word in ("counted", "new")] == asked


def test_what_becomes_common_is_rare_no_more_though_the_window_stays_as_large() -> None:
    made, weights = Rarity(), []
    old = [Keys("en", [], [hashed("en", f"old{n}")]) for n in range(100)]
    for each in old:
        made.add(each)
    for each in old:
        made.settle()
        weights.append(made.table("en")["summit"])
        made.remove(each)
        made.add(Keys("en", [], [hashed("en", "summit")]))
    assert weights[0] > 4
    assert weights[-1] < 1
    assert all(later <= earlier for earlier, later in pairwise(weights))
