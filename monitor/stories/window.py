"""The articles of the last days, by what makes two of them alike; memory is bounded by the window, not by history.

Pure: it asks no clock and no store. `assign` changes nothing; what was decided is put in by `add` after the commit. An
article is compared with those that share its rarest signs, then with the stories they stand in, each as a whole: a
story that one member resembles and all others contradict is another dealing of the same people.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from statistics import fmean

from monitor.model.limits import Limits
from monitor.model.story import Assignment, Footprint
from monitor.stories.copies import Copies
from monitor.stories.dealings import Agreement
from monitor.stories.likeness import Likeness, likely, likeness
from monitor.stories.packing import keys
from monitor.stories.postings import Postings
from monitor.stories.profile import Profile
from monitor.stories.rarity import Rarity
from monitor.stories.visits import edition, part, reason

JOINS = 0.0  # odds (logarithm) from which an article joins: even
MERGES = 0.5  # odds from which a second story is one with the first, of the article and of the story's own members
AGAINST = 1.5  # what it weighs that the story's members tell of another dealing
_BEST = 3  # members that speak for a story, the most alike
_ASKED = 4  # members of the smaller story that are held against the larger one
_MOST = 12  # members of a story compared in full


@dataclass(frozen=True, slots=True)
class _Whole:
    """A story as an article meets it: its number, the odds that the article belongs to it, the member most alike."""

    story: int
    odds: float
    nearest: Profile
    by: Likeness


class Window:
    """Open stories and their members."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._members: dict[int, Profile] = {}
        self._story: dict[int, int] = {}
        self._articles: dict[int, list[int]] = {}  # of a story, in the order in which they came
        self._whens: dict[int, list[int]] = {}  # of a story's articles, ascending
        self._copy_of: dict[int, int] = {}
        self._copies = Copies()
        self._postings = Postings()
        self._rarity = Rarity(self._postings)
        self._asked: Profile | None = None  # the last one asked about: as a rule the next that is put in

    def __len__(self) -> int:
        return len(self._members)

    def held(self) -> int:
        """Everything that stands in memory, counted; 0 once all articles are forgotten."""
        own = len(self._members) + len(self._story) + len(self._articles) + len(self._whens) + len(self._copy_of)
        return own + len(self._postings) + len(self._rarity)

    def story_of(self, article: int) -> int | None:
        """Where a member stands."""
        return self._story.get(article)

    def assign(self, article: Footprint) -> Assignment:
        """The story this article belongs to, with the reason in words; `story` None = it opens one."""
        self._rarity.settle()
        profile = self._asked = Profile(article)
        copy = self._copies.find(article)
        if copy and copy.like in self._story:
            own = copy.original == article.article  # the others cite it
            return Assignment(
                article.article, self._story[copy.like], None if own else copy.original, copy.reason,
                originals=copy.originals, sub=part(profile),
            )  # fmt: skip
        wholes = self._stories(profile)
        if not wholes or wholes[0].odds < JOINS:
            return Assignment(article.article, None, None, "opens a story", sub=part(profile))
        best = wholes[0]
        one = [best.story, *(each.story for each in wholes[1:] if self._proved(best.story, each))]
        story = min(one, key=self._opened)
        return Assignment(
            article.article, story, None, reason(profile, best.nearest, best.by, self._rarity),
            edition_of=self._edition_of(profile, one), merges=tuple(each for each in one if each != story),
            sub=part(profile),
        )  # fmt: skip

    def _opened(self, story: int) -> tuple[int, int]:
        """When it began, and its number: of two stories that are one, the elder keeps its own."""
        return self._whens[story][0], story

    def _proved(self, story: int, other: _Whole) -> bool:
        """Whether an article that belongs to both shows two stories to be one: their members must agree as well.

        That is so where one dealing was opened twice, by reports in two languages or on two parts of it, and a third
        report tells both. The more articles would move, the surer it must be.
        """
        if other.odds < MERGES:
            return False
        fewer, more = sorted((story, other.story), key=lambda each: (len(self._articles[each]), each))
        own = [number for number in self._articles[fewer] if number not in self._copy_of]
        wholes = [self._whole(self._members[number], more) for number in own[-_ASKED:]]
        return bool(own) and fmean(each.odds for each in wholes if each) >= MERGES * len(own)

    def _stories(self, profile: Profile) -> list[_Whole]:
        """The stories that this article may join, likeliest first; and perhaps some that it may not."""
        likely: dict[int, list[int]] = {}
        for number in self._postings.likely(profile.footprint):
            likely.setdefault(self._story[number], []).append(number)
        near = (story for story in likely if self._open(profile, story))
        found = [self._whole(profile, story, likely[story], JOINS) for story in near]
        return sorted(filter(None, found), key=lambda each: (-each.odds, each.story))

    def _whole(self, profile: Profile, story: int, likely: Sequence[int] = (), least: float = -inf) -> _Whole | None:
        """Half the most alike member, half the best few: one member alone may share no more than its subject.

        None where it is surely below `least`, since no member reaches it.
        """
        known, far = self._held_against(profile, dict.fromkeys((*likely, *self._speaking(story))), least)
        if not known:
            return None
        ranked = sorted(known.items(), key=lambda each: (-each[1].odds, each[0]))
        few = [found.odds for _, found in ranked[:_BEST]]
        number, by = ranked[0]
        told = [*(found.events for found in known.values()), *far]
        against = sum(min(0.0, events.main) for events in told) / len(told)
        odds = 0.5 * by.odds + 0.5 * sum(few) / len(few) + AGAINST * against
        return _Whole(story, odds, self._members[number], by)

    def _held_against(
        self, profile: Profile, members: Iterable[int], least: float
    ) -> tuple[dict[int, Likeness], list[Agreement]]:
        """How alike the article is to these; of those that are surely none of the best few only how their events agree.

        Nothing is known where all are below `least`.
        """
        known: dict[int, Likeness] = {}
        far: dict[int, Agreement] = {}
        best: list[float] = []  # odds from `least` on, ascending
        for number in members:
            found = likely(profile, self._members[number], self._rarity, best[0] if len(best) == _BEST else least)
            if not isinstance(found, Likeness):
                far[number] = found
                continue
            known[number] = found
            if found.odds >= least:
                insort(best, found.odds)
                del best[:-_BEST]
        if not best:
            return {}, []
        if len(best) < _BEST:
            known |= {number: likeness(profile, self._members[number], self._rarity) for number in far}
            far.clear()
        return known, list(far.values())

    def _speaking(self, story: int) -> list[int]:
        """The newest members that are no copies, or the newest of all where the window holds copies alone."""
        articles = self._articles[story]
        own = (number for number in reversed(articles) if number not in self._copy_of)
        return list(islice(own, _MOST)) or articles[-_MOST:]

    def _open(self, profile: Profile, story: int) -> bool:
        """Whether one of the story's articles is near enough in time."""
        when, whens, apart = profile.footprint.when, self._whens[story], self._limits.story_window
        following = bisect_left(whens, when - apart)
        return following < len(whens) and whens[following] <= when + apart

    def _edition_of(self, profile: Profile, stories: list[int]) -> int | None:
        numbers = (number for story in stories for number in self._articles[story] if number not in self._copy_of)
        members = (self._members[number] for number in numbers)
        return edition(profile, members)

    def add(self, article: Footprint, assignment: Assignment, story: int) -> None:
        """The article stands in this story from now on; merges and changed originals of the assignment are done."""
        for other in assignment.merges:
            self.merge(other, story)
        self._copies.add(article, assignment.copy_of, assignment.originals)
        self._stands(article, story, assignment.copy_of)
        for copy in assignment.originals:
            self._make_copy(copy, article.article)

    def _stands(self, article: Footprint, story: int, copy_of: int | None) -> None:
        number = article.article
        if number in self._members or number in self._copy_of:
            self._leave(number)
        asked, self._asked = self._asked, None
        profile = asked if asked is not None and asked.footprint is article else Profile(article)
        self._members[number] = profile
        self._story[number] = story
        self._articles.setdefault(story, []).append(number)
        insort(self._whens.setdefault(story, []), article.when)
        if copy_of is not None:
            self._copy_of[number] = copy_of
        else:
            self._index(profile)

    def _index(self, profile: Profile) -> None:
        """It can be found by its signs; a copy has none that its original has not."""
        signs = keys(profile.footprint)
        self._postings.add(profile.footprint.article, signs)
        self._rarity.add(signs)

    def _unindex(self, profile: Profile) -> None:
        signs = keys(profile.footprint)
        self._postings.remove(profile.footprint.article, signs)
        self._rarity.remove(signs)

    def _make_copy(self, article: int, original: int) -> None:
        if article in self._members and article not in self._copy_of:
            self._unindex(self._members[article])
        self._copy_of[article] = original

    def put(self, article: Footprint, story: int, copy_of: int | None) -> None:
        """A member as the store has it, at a start."""
        self._copies.add(article, copy_of)
        self._stands(article, story, copy_of)

    def merge(self, story: int, target: int) -> None:
        """All members of `story` stand in `target`."""
        if story == target:
            return
        moved, whens = self._articles.pop(story, []), self._whens.pop(story, [])
        for article in moved:
            self._story[article] = target
        if moved:
            self._whens[target] = sorted(self._whens.get(target, []) + whens)
            self._articles[target] = sorted(
                self._articles.get(target, []) + moved, key=lambda each: (self._members[each].footprint.when, each)
            )

    def remove(self, article: int) -> None:
        """This article is no member any more; nothing happens where it is none."""
        self._copies.forget([article])
        self._leave(article)

    def _leave(self, article: int) -> None:
        profile = self._members.pop(article, None)
        if profile is None:
            self._copy_of.pop(article, None)
            return
        if self._copy_of.pop(article, None) is None:
            self._unindex(profile)
        story = self._story.pop(article)
        self._articles[story].remove(article)
        del self._whens[story][bisect_left(self._whens[story], profile.footprint.when)]
        if not self._articles[story]:
            del self._articles[story], self._whens[story]

    def forget(self, before: int) -> None:
        """Articles older than that (`when`) can no longer be joined."""
        gone = [number for number, each in self._members.items() if each.footprint.when < before]
        self._copies.forget(gone)
        for article in gone:
            self._leave(article)
