"""What speaks for dealings between two countries in an article, and what against: the parts of the score.

Weights are few and round, set by hand: labelled articles are too few to learn from (docs/decisions/010). A short item
with both sides in one sentence of the lead and a word for dealings has 7 or more; a background sentence at most 4.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from monitor.model.fact import ScorePart, Span
from monitor.model.mention import Mention
from monitor.reading.cues import Cue
from monitor.reading.standing import REASONS, Named
from monitor.reading.titled import beside_another, of_a_third, thronged
from monitor.reading.weighing import Both, Weighing

NEEDED = 7.0

# For. Where the two stand says what the article is about; that something happens between them says that it is news.
LEAD = 2.0  # title and first sentences hold what is new
TITLE = 1.0  # more than the lead, but headlines of match reports and of comments name both as well
SENTENCE = 2.0  # alone right eight times in ten
BESIDE = 1.0  # in one sentence, but a third country acts between them: "Baku, Moscow and Minsk", "A told B of C"
DEALING = 4.0  # what told lists, backgrounds and maps from news in every language tried
LOOSE = 3.0  # only words such as "opened" or "market": anybody's doing
ACTORS = 1.0  # presidents, ministers, firms; alone it says little, for they talk to everybody
ADJECTIVE = 1.0  # "azerbaijani-belarusian"; rare, and sure
NEAR = 1.0  # never in one sentence, but one after the other, in an article of these two
ALONE = 2.0  # hardly a third country, and both all through the text: then the two are the article
FOREMOST = 1.0  # others are named, but these two most, and often
OFTEN = 1.0  # three sentences, or a third of all: no passing remark
CENTRE = 1.0  # no other couple and no third country is named as often

# Against.
MATTER = -4.0  # begins with a crime, the weather, a ranking; not where people or offices act for the two
SPORT = -4.0  # outweighs title, lead and sentence: match reports have them all; not two presidents on the telephone
OTHER_TITLE = -3.0  # the title puts one of them beside a third country
THRONGED_TITLE = -2.0  # takes back what both in the title are worth, and a point more
THIRD_TITLE = -2.0  # the title names a third country and none of them
WEIGHTIER = -2.0  # most sentences with two countries are of others
CROWD = -1.0  # in every sentence with both two more countries act
GATHERING = -2.0  # a summit, and nobody of the two is said to meet the other
PASSING = -3.0  # one or two sentences of a long article, not in its lead: background
HISTORY = -2.0  # only told as what was before

APART = "never in one sentence"
OTHER_PAIR = "another pair is at the centre"
ABOUT_SPORT = "about sport"
ANOTHER_MATTER = "about another matter"
IN_PASSING = "named together only in passing"
AT_A_GATHERING = "named only among those at a gathering"
ALWAYS_OTHERS = "named only among other countries"
BEFORE = "named only in what was before"
NOTHING_BETWEEN = "nothing is told of dealings between them"

_LONG = 8  # sentences from which a single one is but a paragraph of background
_PARAGRAPH, _FEW = 4, 3  # sentences
_SHARE = 1 / 6
_OFTEN, _OFTEN_SHARE = 3, 1 / 3
_OTHERS_SHARE = 1 / 3  # of the sentences that name a country, those with a third one where the two are alone
_SPREAD = 1 / 4  # of a long text lies between the first and the last sentence on the one named less
_NEAR = 2  # sentences from one to the other
_PARTNERS = 2  # different words
_HYPHEN = re.compile(r"\s?[-–—]\s?")


class Weighed:
    """One pair: `shared` are the sentences in which both may deal, `direct` those where no third acts between them."""

    def __init__(self, article: Weighing, both: Both) -> None:
        self._article, self._ground, self._both = article, article.ground, both
        # By code first: where both are named as often, what is counted as the less named is the same in any process.
        one, other = sorted((list(article.numbers.get(side, {})) for side in sorted(both)), key=len)
        others = set(other)
        self.shared = [number for number in one if number in others]
        self.direct = [number for number in self.shared if both in article.links[number]]
        in_lead = [[number for number in numbers if article.is_lead(number)] for numbers in (one, other)]
        self.lead = sorted({*in_lead[0], *in_lead[1]}) if all(in_lead) else []
        self._less, self._more = one, other
        self._titled = article.free.get(0, ())

    @cached_property
    def alone(self) -> bool:
        """Hardly another country acts in the article, and in a long one neither is a matter of one paragraph."""
        article = self._article
        mine = {*self._less, *self._more}
        others = [number for number in article.named if self._is_third_in(number)]
        if not self._less or len(others) > _OTHERS_SHARE * len(mine.union(others)):
            return False
        if of_a_third(self._titled, self._both):
            return False
        if self._is_short():
            return True
        return max(self._less) - min(self._less) >= _SPREAD * article.length

    def _is_third_in(self, number: int) -> bool:
        """Whether a sentence names a third country in any way, also as a place or in a list."""
        return not self._article.named.get(number, set()) <= self._both

    def _is_short(self) -> bool:
        return self._article.length <= _LONG

    @cached_property
    def near(self) -> list[int]:
        """Where the two are alone: sentences on one, the other close by; a title that names a partner is close to all.

        "Deputies approve agreement with Azerbaijan" leaves it to the text to say whose deputies.
        """
        if not self.alone:
            return []
        found = {
            number
            for one, other in ((self._less, self._more), (self._more, self._less))
            for number in one
            if number > 0 and not self._is_third_in(number) and is_close(number, other)
        }
        head = self._article.head
        if (head in self._less) != (head in self._more) and self._ground.cued(head, "pair_mutual"):
            other = self._more if head in self._less else self._less
            own = [number for number in other if not self._is_third_in(number)]
            found.update((head, *own[:1]) if own else ())
        return sorted(found)

    @cached_property
    def parts(self) -> tuple[ScorePart, ...]:
        """Everything that counts, what speaks for dealings first; none where the two never come together."""
        together = self.shared or self.lead or self.near
        return (*self._where(), *self._what(), *self._against()) if together else ()

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return sum(part.points for part in self.parts)

    def reason(self) -> str:
        """Why it does not hold, in plain words: what weighs most against it."""
        against = [part for part in self.parts if part.points < 0]
        if against:
            return min(against, key=lambda part: part.points).reason
        if self.shared or self.lead:
            return NOTHING_BETWEEN
        reasons = {
            reason
            for side in self._both - self._article.numbers.keys()
            for reason in self._article.standing.aside.get(side, ())
        }
        return next((reason for reason in REASONS if reason in reasons), APART)

    def named(self, number: int) -> list[Named]:
        """The names of the two in a sentence."""
        return [each for each in self._article.free[number] if each.side in self._both]

    def _where(self) -> Iterator[ScorePart]:
        if self.lead:
            yield ScorePart("both in title or first sentences", LEAD, self._spans(self.lead))
        if self._article.head in self.shared:
            yield ScorePart("both in the title", TITLE, self._spans((self._article.head,)))
        if self.direct:
            yield ScorePart("both in one sentence", SENTENCE, self._spans(self.direct[:1]))
        elif self.shared:
            yield ScorePart("both in one sentence, others between them", BESIDE, self._spans(self.shared[:1]))
        elif self.near and not self.lead:
            yield ScorePart("one close to the other", NEAR, self._spans(self.near[:2]))
        if adjective := self._adjective():
            yield ScorePart("named as a pair", ADJECTIVE, (adjective,))
        if self._is_centre():
            yield ScorePart("no other country is as much at the centre", CENTRE)

    def _what(self) -> Iterator[ScorePart]:
        if self._dealing:
            words = ", ".join(dict.fromkeys(cue.surface.lower() for cue in self._dealing[:3]))
            yield ScorePart(
                f"words for dealings: {words}",
                DEALING if self._firm or self._is_full() else LOOSE,
                tuple(map(_span, self._dealing[:3])),
            )
        elif self._guest:
            yield ScorePart("somebody of one is in the other", DEALING, tuple(map(_span, self._guest)))
        if self._actors:
            yield ScorePart("people, offices or firms act for them", ACTORS, tuple(map(_span, self._actors)))
        times = len(self.shared)
        if (self._firm or self._guest) and (
            times >= _OFTEN or (times > 1 and times >= _OFTEN_SHARE * self._article.length)
        ):
            yield ScorePart(f"together in {times} sentences", OFTEN)
        news = self._firm and not self._matter
        if news and self.alone and not self._is_before():
            yield ScorePart("hardly another country is named", ALONE)
        elif news and self._is_foremost():
            yield ScorePart("no other country is named as often", FOREMOST)

    def _against(self) -> Iterator[ScorePart]:
        yield from self._about()
        if beside := thronged(self._titled, self._both):
            yield ScorePart("a third country acts in the title too", THRONGED_TITLE, beside)
        head = self._article.free.get(self._article.head, ())
        if other := () if self.lead else beside_another(head, self._both):
            yield ScorePart(OTHER_PAIR, OTHER_TITLE, other)
        elif third := of_a_third(self._titled, self._both):
            yield ScorePart(OTHER_PAIR, THIRD_TITLE, third)
        elif not (self.alone or self._is_foremost()) and (weightier := self._weightier()):
            yield ScorePart(OTHER_PAIR, WEIGHTIER, weightier)
        if self.shared and all(self._others(number) >= 2 for number in self.shared):
            yield ScorePart(ALWAYS_OTHERS, CROWD, self._spans(self.shared[:1]))
        if gathering := self._gathering():
            yield ScorePart(AT_A_GATHERING, GATHERING, gathering)
        if self.shared and not self.lead:
            if self._is_passing():
                yield ScorePart(IN_PASSING, PASSING, self._spans(self.shared))
            elif self._is_before():
                yield ScorePart(BEFORE, HISTORY, self._spans(self.shared))

    def _about(self) -> Iterator[ScorePart]:
        if sport := self._article.sport if self._actors else self._article.sporty:
            yield ScorePart(ABOUT_SPORT, SPORT, tuple(map(_span, sport[:3])))
        elif matter := self._matter:
            yield ScorePart(ANOTHER_MATTER, MATTER, tuple(map(_span, matter[:3])))

    def _is_before(self) -> bool:
        """Both are told of in one sentence only as what was before."""
        return bool(self.shared) and all(self._ground.cued(number, "pair_before") for number in self.shared)

    def _is_foremost(self) -> bool:
        """Each of the two acts in three sentences, and no third country in as many."""
        presence = self._article.presence
        least = min(len(self._less), len(self._more))
        return least >= _FEW and all(
            weight < min(presence[mine] for mine in self._both)
            for side, weight in self._article.most_present
            if side not in self._both
        )

    def _is_passing(self) -> bool:
        """A paragraph of a long text: few sentences hold both, and one of the two is hardly named elsewhere.

        Features come to both sides late; where nobody else is at the centre, three sentences on each are enough.
        """
        length = self._article.length
        least = min(len(self._article.numbers[side]) for side in self._both)
        return (
            length >= _LONG
            and not self.alone
            and len(self.shared) < max(_OFTEN, _SHARE * length)
            and least < (_FEW if self._is_centre() or self._is_foremost() else max(_PARAGRAPH, _SHARE * length))
        )

    @cached_property
    def _dealing(self) -> list[Cue]:
        """Words for dealings in sentences with both, else in those of the lead, where both stand there.

        In an article about sport teams meet, are received and win: only people or offices that act for both deal.
        """
        if self._article.sporty and not self._actors:
            return []
        found = [cue for number in self.direct for cue in self._dealing_in(number)]
        apart = range(self._article.head, self._article.lead_end + 1) if self.lead else ()
        if self.shared and not self.direct:
            apart = ()
        found = found or [
            cue
            for number in apart
            if number in self.lead or not self._is_third_in(number)
            for cue in self._dealing_in(number)
        ]
        if found or not self.near:
            return found
        numbers: Iterable[int] = sorted({*self._less, *self._more})
        if self._is_short():  # the buyer may be spoken of in the sentence behind
            numbers = range(min(self.near), max(self.near) + 2)
        return [cue for number in numbers for cue in self._mutual_in(number)]

    @cached_property
    def _firm(self) -> bool:
        """Not all words for dealings are anybody's doing, or partners are named; far from each other two such words."""
        firm = {cue.surface.lower() for cue in self._dealing if not self._is_loose(cue)}
        if self.shared or self.lead:
            return bool(firm) or len(self._partners()) >= _PARTNERS
        return len(firm) >= (1 if self._article.head in self.near else _PARTNERS)

    def _is_full(self) -> bool:
        """Three different words, where the two are alone: "flight", "airline", "travel"."""
        return self.alone and len({cue.surface.lower() for cue in self._dealing}) >= _FEW

    def _is_loose(self, cue: Cue) -> bool:
        """Whether a word for dealings is anybody's doing."""
        return (cue.sentence, cue.start) in self._article.loose

    def _partners(self) -> set[str]:
        """Words that need a partner, in sentences with one of the two, where the two are alone."""
        numbers = sorted({self._article.head, *self._less, *self._more}) if self.alone else ()
        return {cue.surface.lower() for number in numbers for cue in self._mutual_in(number)}

    @cached_property
    def _matter(self) -> Sequence[Cue]:
        """Words of another matter in the title or the first sentence, where nobody acts for the two nor deals there."""
        first = (self._article.head, self._article.head + 1)
        if self._actors or self._guest or any(c.sentence in first and not self._is_loose(c) for c in self._dealing):
            return ()
        return tuple(cue for number in first for cue in self._ground.cued(number, "pair_matter"))

    def _mutual_in(self, number: int) -> Sequence[Cue]:
        """In a sentence with one of the two only such words count as need a partner."""
        aside = self._is_third_in(number) or self._ground.cued(number, "pair_many")
        return () if aside else self._ground.cued(number, "pair_mutual")

    def _dealing_in(self, number: int) -> Sequence[Cue]:
        """None in a sentence on a gathering, unless two people meet there or it says that they met aside."""
        cues = self._ground.cued(number, "pair_deal")
        if not cues or not self._ground.cued(number, "pair_many"):
            return cues
        named = self.named(number) if number in self._article.free else ()
        people = {each.side for each in named if each.mention.name.startswith("person.")}
        return cues if people == self._both or self._ground.cued(number, "pair_aside") else ()

    @cached_property
    def _guest(self) -> list[Mention]:
        """A person or an office of one with the other as a place: "Lukashenko in Baku", but not at a summit."""
        for number in self.direct if not self._article.sporty else ():
            named = self.named(number)
            acting = {each.side for each in named if not each.place}
            person = any(each.mention.name.startswith("person.") for each in named)
            if len(acting) == 1 and (person or self._ground.cued(number, "pair_office")):
                return [] if self._ground.cued(number, "pair_many") else [each.mention for each in named]
        return []

    @cached_property
    def _actors(self) -> list[Mention]:
        """In a sentence with both, people or firms of both; or one of them and a word for an office, or two such."""
        for number in self.direct:
            people = [each for each in self.named(number) if each.mention.name.startswith(("person.", "org."))]
            offices = self._ground.cued(number, "pair_office")
            several = len(offices) > 1 or self._ground.cued(number, "pair_offices")
            if len({each.side for each in people}) == 2 or (offices and (people or several)):
                return [each.mention for each in people or self.named(number)]
        return []

    def _adjective(self) -> Span | None:
        """Both joined by a dash: "azerbaijani-belarusian", "Azerbaijan-Belarus", "Minsk - Baku"."""
        scan = self._ground.scan
        for number in self.shared:
            for one, other in pairwise(self.named(number)):
                if one.mention.name.startswith("pair."):
                    return _span(one.mention)
                text = scan.title if one.mention.field == "title" else scan.body
                if one.side != other.side and _HYPHEN.fullmatch(text, one.mention.end, other.mention.start):
                    return Span(one.mention.field, one.mention.start, other.mention.end)
        return None

    def _is_centre(self) -> bool:
        """No other couple stands side by side as often, and no third country acts in more sentences than both."""
        article = self._article
        mine = article.couples[self._both]
        if any(weight > mine for both, weight in article.weightiest if both != self._both):
            return False
        least = min(article.presence[side] for side in self._both)
        return all(weight <= least for side, weight in article.most_present if side not in self._both)

    def _others(self, number: int) -> int:
        return len({each.side for each in self._article.free[number] if not each.place} - self._both)

    def _weightier(self) -> tuple[Span, ...]:
        """Where another couple stands that is named side by side clearly more often."""
        both, weight = next(iter(self._article.weightiest), (self._both, 0))
        if both == self._both or weight <= self._article.couples[self._both] + 1:
            return ()
        numbers, more = (self._article.numbers[side] for side in both)
        number = next(number for number in numbers if number in more)
        return tuple(_span(each.mention) for each in self._article.free[number] if each.side in both)[:4]

    def _gathering(self) -> tuple[Span, ...]:
        """A summit in title or first sentence, and no sentence of their own for people of the two."""
        many = (*self._ground.cued(0, "pair_many"), *self._ground.cued(1, "pair_many"))
        aside = any(self._ground.cued(number, "pair_aside") for number in self.direct)
        return () if aside or (self._dealing and self._actors) else tuple(map(_span, many[:2]))

    def _spans(self, numbers: Iterable[int]) -> tuple[Span, ...]:
        """Where the two stand in these sentences, each name once."""
        found: dict[str, Span] = {}
        for number in numbers:
            for each in self.named(number):
                found.setdefault(each.mention.name, _span(each.mention))
        return tuple(found.values())


def is_close(number: int, others: Sequence[int]) -> bool:
    """Whether a sentence of the body stands within reach of one of these, which are in ascending order."""
    following = bisect_left(others, max(1, number - _NEAR))
    return following < len(others) and others[following] <= number + _NEAR


def _span(place: Mention | Cue) -> Span:
    return Span(place.field, place.start, place.end)
