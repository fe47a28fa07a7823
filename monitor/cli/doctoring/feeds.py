"""How the feeds answer: one line for each that is not well, one for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.cli.common import when
from monitor.cli.doctoring.case import LATELY, NAMED, Case, Check, Finding, ago, count, first
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.source import FeedState
from monitor.poll import silence

RECENT = 2 * DAY
LATE, WRONG = 60, 10 * MINUTE  # seconds that a clock is off: by less, digests only seem late
FEW = 5  # pages: of fewer nothing can be said
CURES = (  # words of a feed's problem, and what to do; the first that fit
    ("410 Gone", "find the feed's new address and put it into sources.yaml, or set 'enabled: false'"),
    ("name of", "check the address; if all feeds say so, this machine's name service fails"),
    ("certificate", "it has expired, or your network opens TLS: then set ca_file to its certificate"),
    ("proxy", "check 'proxy' under network: of sources.yaml and its secret"),
    ("not public", "if it is a server of your own house, name its host:port under network: allow: of sources.yaml"),
    ("secret", "give the secret to the service in one of the ways of docs/operators.md"),
    ("refuses this address", "set 'contact:' under network:, then try a 'user_agent' for this source"),
    ("nothing is at this address", "find the feed's new address; 'monitor sources test ID' says what is there"),
    ("less often", "nothing: its host is left alone for as long as it asks"),
    ("fault of its own", "nothing; write to the outlet if it lasts"),
    ("did not answer", "nothing; if all feeds say so, look at this machine's way out"),
    ("could not be reached", "wait; if all feeds say so, look at this machine's way out or its proxy"),
    ("was refused", "wait; if all feeds say so, look at this machine's way out or its proxy"),
    ("HTML page", "the site may keep programs out, or the address has changed: 'monitor sources test ID'"),
    ("empty", "wait; if it lasts, the address has changed"),
    ("robots.txt", "the outlet forbids this page to programs: look for a feed of it"),
    ("links of the page", "the page was rebuilt: 'monitor sources test ID' suggests other 'links'"),
)


def cure_of(state: FeedState) -> str:
    """What to do about a feed's problem."""
    known = next((cure for words, cure in CURES if words in state.problem), "")
    return (known or "'monitor sources test ID' asks it now and says what it answers").replace("ID", state.id)


def _feeds(case: Case) -> Iterator[Finding]:
    states = case.opened.feeds.all()
    if not states:
        return  # nothing to be said of feeds that are not
    bad = [state for state in states if state.problem]
    asked = [state for state in states if state.last_try is not None]
    if asked and len(bad) == len(asked) > 1:
        yield _none_answers(case, bad)
        return
    yield from (_sick(case, state) for state in _longest(bad)[:NAMED])
    if len(bad) > NAMED:
        sentence = f"and {count(len(bad) - NAMED, 'more feed')} with a problem"
        yield Finding("feed", "warn", sentence, "'monitor sources list' shows all of them")
    silent = [(state, said) for state in states if (said := silence(state, case.now, case.limits))]
    for state, said in silent[:NAMED]:
        data = {"feed": state.id, "silent_since": state.newest}
        cure = (
            f"look at its site; 'monitor sources test {state.id}' says what it gives, and another address may be alive"
        )
        yield Finding("silent", "warn", f"{_name(case, state)}: {said}", cure, data=data)
    if len(silent) > NAMED:
        yield Finding("silent", "warn", f"and {count(len(silent) - NAMED, 'more feed')} that fell silent")
    if not silent:
        yield Finding("silent", "ok", "no feed fell silent against its own habit")
    new = len(states) - len(asked)
    never = f"; never asked yet: {new}" if new else ""
    sentence = f"{len(asked) - len(bad)} of {count(len(states), 'feed')} answer well{never}"
    data = {"enabled": len(states), "well": len(asked) - len(bad), "never_asked": new}
    many = len(bad) * 2 > len(asked)
    cure = "more than half fail: look at this machine's way out, its name service and its proxy" if many else ""
    yield Finding("feeds", "warn" if many else "ok", sentence, cure, data=data)


def _none_answers(case: Case, bad: Sequence[FeedState]) -> Finding:
    since = min(state.problem_since or case.now for state in bad)
    worst = max(bad, key=lambda state: sum(other.problem == state.problem for other in bad))
    sentence = (
        f"none of {count(len(bad), 'feed')} answers, the first since {when(since)}; such as {worst.id}: {worst.problem}"
    )
    cure = "look at this machine: its way out, name service, proxy and clock; 'monitor sources test ID' tries one"
    data = {"enabled": len(bad), "well": 0}
    return Finding("feeds", "fail", sentence, cure.replace("ID", worst.id), data=data)


def _longest(bad: Sequence[FeedState]) -> list[FeedState]:
    return sorted(bad, key=lambda state: (state.problem_since or 0, state.id))


def _sick(case: Case, state: FeedState) -> Finding:
    since = f" since {when(state.problem_since)}" if state.problem_since else ""
    sentence = f"{_name(case, state)}: {state.problem}{since}, {count(state.errors, 'try', 'tries')} in a row"
    again = "it is not asked any more" if state.stopped else f"the next try is {when(state.next_due)}"
    data = {
        "feed": state.id, "problem": state.problem, "since": state.problem_since, "last_ok": state.last_ok,
        "errors": state.errors, "next_try": None if state.stopped else state.next_due,
    }  # fmt: skip
    return Finding("feed", "warn", f"{sentence}; {again}", cure_of(state), data=data)


def _name(case: Case, state: FeedState) -> str:
    source = case.sources.sources.get(state.id) if case.sources else None
    return f"{source.outlet} ({state.id})" if source else state.id


def _moved(case: Case) -> Iterator[Finding]:
    """Addresses that have moved for good, or are about to."""
    found = []
    written = case.opened.feeds.addresses()
    for state in case.opened.feeds.all():
        source = case.feeds.sources.get(state.id)
        if source is None or written.get(state.id) != source.url:
            continue  # an edit of its address that is not in force yet: the feed itself has said nothing of it
        if state.url not in (source.url, source.url.replace("http://", "https://", 1)):
            found.append(f"{_name(case, state)} is read at {state.url}: write that into 'url'")
        elif state.moved_to and state.moved_since is not None:
            found.append(f"{_name(case, state)} sends us on to {state.moved_to} since {when(state.moved_since)}")
    if found:
        sentence = f"feeds that have moved: {len(found)}"
        cure = "nothing breaks: a new address is taken over after seven days; in sources.yaml it saves the detour"
        yield Finding("moved", "ok", sentence, cure, first(found))
    else:
        yield Finding("moved", "ok", "every feed is where sources.yaml says")


def _missed(case: Case) -> Iterator[Finding]:
    """Feeds that turned over completely between two polls."""
    since = case.now - LATELY
    lines = [
        f"{_name(case, state)}, {when(state.missed_at)}: {state.missed}"
        for state in case.opened.feeds.all()
        if state.missed and state.missed_at is not None and state.missed_at >= since
    ]
    if lines:
        cure = "set a shorter 'interval' for them in sources.yaml"
        sentence = f"feeds of which items may have been missed in {LATELY // DAY} days: {len(lines)}"
        yield Finding("missed", "warn", sentence, cure, first(lines))
    else:
        yield Finding("missed", "ok", f"no feed turned over unseen in {LATELY // DAY} days")


def _repaired(case: Case) -> Iterator[Finding]:
    """Feeds whose documents are broken: they are read, but what stands at the break may be lost."""
    names = [_name(case, state) for state in case.opened.feeds.all() if state.read_by == "repair"]
    if names:
        sentence = f"feeds that are broken and read by repair: {len(names)}"
        cure = "an item may be lost by it: 'monitor sources test ID' says where it breaks; tell the outlet"
        yield Finding("repaired", "ok", sentence, cure, first(names))
    else:
        yield Finding("repaired", "ok", "no feed has to be repaired to be read")


def _clock(case: Case) -> Iterator[Finding]:
    """Our clock against those of the feeds' servers: one of them may be wrong, half of them are not."""
    skews = sorted(state.skew for state in case.opened.feeds.all() if state.skew is not None)
    if len(skews) < FEW:
        yield Finding("clock", "ok", "too few servers said what time it is to judge this clock by")
        return
    middle = skews[len(skews) // 2]
    sentence = f"this clock is {ago(abs(middle))} {'behind' if middle > 0 else 'ahead'}, say {len(skews)} servers"
    data = {"skew": middle, "servers": len(skews)}
    cure = "switch time synchronisation on, as 'timedatectl set-ntp true' does"
    if abs(middle) >= WRONG:
        yield Finding("clock", "fail", sentence, cure, data=data)
    elif abs(middle) >= LATE:
        yield Finding("clock", "warn", sentence, cure, data=data)
    else:
        yield Finding("clock", "ok", f"this clock is right, say {len(skews)} servers", data=data)


def _pages(case: Case) -> Iterator[Finding]:
    """Feeds whose articles' pages cannot be read: their articles are judged by summaries."""
    failing = [
        row for row in case.opened.checkup.pages(case.now - RECENT)
        if row["asked"] >= FEW and row["failed"] * 2 > row["asked"]
    ]  # fmt: skip
    if failing:
        days = RECENT // HOUR
        lines = [f"{row['feed']}: {row['failed']} of {row['asked']} failed: {row['problem']}" for row in failing]
        sentence = f"of these feeds most pages of articles could not be read in {days} h: {len(failing)}"
        cure = "their articles are judged by the feed's summaries; if that is meant, say page: never for the source"
        yield Finding("pages", "warn", sentence, cure, first(lines))
    else:
        yield Finding("pages", "ok", "pages of articles can be read, as far as they were asked for")


def _none_enabled(case: Case) -> Iterator[Finding]:
    """A sources.yaml that has nothing asked: valid, and blind."""
    if not any(source.enabled for source in case.feeds.sources.values()):
        cure = (
            "'monitor sources discover ADDRESS' finds the feeds of a site, 'monitor sources add' writes one in; "
            "'monitor sources resume ID' switches on one that stands there"
        )
        yield Finding("no-feeds", "warn", "no feed is switched on in sources.yaml: nothing is read", cure)


CHECKS = (
    Check(("no-feeds",), _none_enabled, ("sources",)),
    Check(("feed", "feeds", "silent"), _feeds, ("store",)),
    Check(("missed",), _missed, ("store",)),
    Check(("repaired",), _repaired, ("store",)),
    Check(("clock",), _clock, ("store",)),
    Check(("moved",), _moved, ("store", "sources")),
    Check(("pages",), _pages, ("store",)),
)
