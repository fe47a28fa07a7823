"""What an article brings its story that was not known before.

Membership alone, a copy, an edition, and the same fact in other words or another language are nothing new. What is new
is said from the facts alone, one sentence for each kind of news in an article, so that a story of two hundred articles
has few revisions. Weight 2 is worth an alert, 1 a line in the next digest, 0 is kept only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.model.fact import Event, Promise, Quote
from monitor.model.kinds import LEVELS
from monitor.model.limits import HOUR
from monitor.model.source import OutletKind
from monitor.model.story import News, NewsKind, Reported, Weight
from monitor.stories import wordsof as words
from monitor.stories.knows import (
    AHEAD,
    HELD,
    OFF,
    PARTS,
    Held,
    Knows,
    after,
    near,
    same_thing,
    speakers,
    telling,
    took_place,
)
from monitor.stories.newfigures import new_figures

AGAIN = 12 * HOUR  # words of somebody who was quoted before are new after so long
SIGNED = ("signing", "joint statement")
FREE: tuple[OutletKind, ...] = ("independent", "exile")
_ORDER: tuple[NewsKind, ...] = (
    "opened", "status", "day", "other_side", "signed", "visit", "part", "conflict", "figure", "promise", "quote",
    "independent",
)  # fmt: skip
STRONG = ("summons or protest", "recall or expulsion")  # news of whatever story
CONTACTS = ("arrival", "talks", "phone call", "commission")
_HIGH = LEVELS["minister"]


def news(article: Reported, knows: Knows) -> tuple[News, ...]:
    """What is new with this member, most telling first; empty = membership alone, which is no revision of the story.

    `knows`: what the members before it have told, in the order in which they came.
    """
    if not knows.reports:
        return (_one("opened", words.opened(article)),)
    found = [*_events(article, knows), *new_figures(article, knows)]
    if article.copy_of is not None:  # it may have been edited: what contradicts the original is told
        found = [each for each in found if each.kind in ("status", "day", "conflict")]
    else:
        found += _who(article, knows)
        found += _promises(article, knows)
        found += _quotes(article, knows)
    return tuple(_joined(found, article))


def _joined(found: Sequence[News], article: Reported) -> Iterator[News]:
    """One of each kind with its parts joined; what only a search page or a scraper tells wakes nobody."""
    for kind in _ORDER:
        same = [each for each in found if each.kind == kind]
        if same:
            weight: Weight = max(each.weight for each in same)
            sentence = words.joined([each.sentence for each in same], article)
            phrases = tuple(dict.fromkeys(phrase for each in same for phrase in each.phrases))
            yield News(kind, sentence, min(weight, 1) if article.kind in ("aggregator", "other") else weight, phrases)


def _one(kind: NewsKind, told: words.Told, weight: Weight = 1) -> News:
    return News(kind, told.sentence, weight, (told.phrase,))


# -- who tells it


def _who(article: Reported, knows: Knows) -> Iterator[News]:
    side, pair = article.side, knows.pair
    first = side is not None and side not in knows.sides and (side in pair if pair else bool(knows.sides))
    confirmed = _confirmed(article, knows)
    # that a visit has begun of which its outlets told before is no surprise
    surprise = [part for part in confirmed if first or part != "arrival"]
    weight: Weight = 2 if surprise and _level(article, surprise, knows) >= _HIGH else 1
    if first:
        yield _one("other_side", words.other_side(article, confirmed), weight)
    elif confirmed:
        yield _one("other_side", words.confirms(article, confirmed), weight)
    elif article.kind in FREE and article.kind not in knows.kinds:
        yield _one("independent", words.independent(article), 1)


def _confirmed(article: Reported, knows: Knows) -> list[str]:
    """Contacts that took place by what the other side has told, and by this article too; empty but for the first."""
    pair, side = knows.pair or (), article.side
    if side not in pair or not knows.told_held:
        return []
    theirs = {part for part, teller in knows.told_held if teller in pair and teller != side}
    ours = {part for part, teller in knows.told_held if teller == side}
    if theirs & ours & {*CONTACTS}:
        return []
    return [part for part in took_place(article, knows) if part in CONTACTS and part in theirs]


def _level(article: Reported, parts: Sequence[str], knows: Knows) -> int:
    """The highest level on which these took place by what the article tells."""
    events = (event for event in telling(article, knows) if PARTS[event.kind] in parts)
    return max((LEVELS.get(event.level, 0) for event in events), default=0)


# -- what happened


def _events(article: Reported, knows: Knows) -> Iterator[News]:
    known = {held.part + held.host: held for held in knows.held}
    said: set[str] = set()
    for event in telling(article, knows):
        part = PARTS[event.kind]
        held = next((each for each in reversed(known.values()) if same_thing(each, part, event.host)), None)
        now = after(held, event, part, article)
        known[part + (held or now).host] = now
        one = _changed(held, now, event, article, knows)
        if one and one.sentence not in said:
            said.add(one.sentence)
            yield one


def _changed(held: Held | None, now: Held, event: Event, article: Reported, knows: Knows) -> News | None:
    """What became of one thing with one more report."""
    if held is None:
        return _begun(now, event, article, knows)
    if held.status in HELD:
        return None
    if now.status in HELD:
        return _took_place(held, now, event, article, knows)
    named = now.days[:-1] == held.days and now.days and not _says_known_day(held, article, knows)
    if named and (now.part == "arrival" or not knows.find("arrival", "")):
        return _new_day(held, now, article)
    newly_off = now.status in OFF and held.status != now.status
    return _one("status", words.called_off(now, article), 2) if newly_off else None


def _says_known_day(held: Held, article: Reported, knows: Knows) -> bool:
    """Whether the article itself has the day that is known, beside another one that was read of it."""
    same = (each for each in telling(article, knows) if same_thing(held, PARTS[each.kind], each.host))
    return any(near((each.day, each.until), one) for each in same if each.status not in OFF for one in held.days)


def _new_day(held: Held, now: Held, article: Reported) -> News:
    if not held.days and now.status in OFF:
        return _one("status", words.called_off(now, article), 2)
    if not held.days:
        return _one("day", words.day_named(now, article), 1)
    if held.status in OFF or now.status in OFF:
        return _one("day", words.moved(held, now, article), 2)
    return _one("day", words.other_day(held, now, article), 1)


def _begun(now: Held, event: Event, article: Reported, knows: Knows) -> News | None:
    """Something of which nothing was known."""
    if now.status in OFF:
        return _one("status", words.called_off(now, article), 2)
    if now.status in HELD and event.kind not in AHEAD:
        if now.part in SIGNED:
            return _one("signed", words.signed(now, article), _weight_of_signing(event, knows))
        fresh = (knows.has_parts and now.part != "arrival") or now.part in STRONG
        return (
            _one("part", words.part(now, article, of_visit=knows.find("arrival", "") is not None), 1) if fresh else None
        )
    return _one("visit", words.visit_planned(now, article), 1) if now.part == "arrival" else None


def _took_place(held: Held, now: Held, event: Event, article: Reported, knows: Knows) -> News:
    if held.status in OFF:
        return _one("status", words.held_after_all(held, now, article), 2)
    if now.part in SIGNED:
        return _one("signed", words.signed(now, article), _weight_of_signing(event, knows))
    if now.part == "arrival":
        return _one("visit", words.begun(now, article), 1)
    return _one("part", words.held(now, event, article), 1)


def _weight_of_signing(event: Event, knows: Knows) -> Weight:
    return 2 if knows.has_parts or LEVELS.get(event.level, 0) >= _HIGH else 1


# -- what is said


def _promises(article: Reported, knows: Knows) -> Iterator[News]:
    pair = set(knows.pair or ())
    fresh: list[Promise] = [
        promise
        for promise in article.facts.promises
        if promise.key not in knows.promises and (not promise.sides or pair <= set(promise.sides))
    ]
    for promise in fresh:
        yield _one("promise", words.promise(promise, article), 1 if promise.due or promise.kind != "undertaking" else 0)


def _quotes(article: Reported, knows: Knows) -> Iterator[News]:
    """The first words of each who was not quoted before, or not for half a day: one speech is quoted in many pieces."""
    spoken = dict(knows.spoken)
    for speaker in speakers(article):
        last = spoken.get(speaker)
        if last is None or article.when - last >= AGAIN:
            first: Quote = next(quote for quote in article.facts.quotes if quote.speaker == speaker)
            yield _one("quote", words.quote(first, article), 1)
