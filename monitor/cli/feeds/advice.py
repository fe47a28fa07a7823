"""What an answer of a feed means and what to do about it, in words: one sentence for each class of failure."""

from __future__ import annotations

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import DAY
from monitor.model.source import Answer, ParsedFeed, Source

OLD = 30 * DAY  # a newest item of that age is worth a word
_BY_SENTENCE = {
    "name of": "the name in the address does not exist, or your name service fails: look for a typo, open the site "
    "in a browser; if no feed can be reached, the fault is on your side",
    "certificate": "open the address in a browser: if it is trusted there, a proxy of your house opens TLS and its "
    "certificate goes into `ca_file`; if not, the outlet has let it expire: write to them, and wait",
    "no TLS connection": "try http:// in place of https://, or wait: their encryption is not set up well",
    "proxy": "look at `proxy` under network: in rules/sources.yaml and at the secret in it; ask your house's network",
    "connection was refused": "nothing listens there: look at host and port of the address; if no feed can be reached, "
    "your way out is shut, and a `proxy` may be needed",
    "robots.txt": "the site asks programs to stay away: look for a feed of it with 'monitor sources discover'",
    "not public": "if it is a server of your own house, name its host:port under network: allow: in rules/sources.yaml",
}  # words of the sentence -> what to do
_FOUND_BELOW = "what 'monitor sources discover' finds is shown below"
_BY_ANSWER: dict[Answer, str] = {
    "refused": "some sites shut out programs: set `contact` under network:, then try a browser's `user_agent` for this "
    'source, such as "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"; others shut out whole networks or '
    "countries: then a `proxy` for this source, or another feed of the outlet",
    "missing": f"the feed has moved or was given up: {_FOUND_BELOW}",
    "gone": f"the publisher has closed this feed for good, and it would not be asked again: {_FOUND_BELOW}",
    "busy": "it wants fewer requests: nothing to do, the service waits as long as it asks; where it stays, raise "
    "`interval` for all feeds of this host",
    "fault": "a fault of the outlet that may pass: try again in an hour, and write to them if it lasts",
    "unreached": "try again in a few minutes; if no feed can be reached, look at your network and the proxy",
    "guarded": "our own limits forbid this answer; the sentence says which",
    "page": "this is a page for readers, or one of a guard against robots; a page without any feed can be read with "
    f"format: webpage; {_FOUND_BELOW}",
    "unreadable": f"what came is no feed: look at the address in a browser; {_FOUND_BELOW}",
}
DISCOVERED: tuple[Answer, ...] = ("missing", "gone", "page", "unreadable")  # where another address may be found


def of_failure(reply: Reply, problem: str) -> tuple[Answer, str]:
    """The class of a failure, and what to do about it."""
    answer = poll.answer_of(reply, problem)
    by_words = next((advice for words, advice in _BY_SENTENCE.items() if words in problem), "")
    if by_words and answer in ("unreached", "guarded"):
        return answer, by_words
    return answer, _BY_ANSWER.get(answer, "")


def of_feed(source: Source, reply: Reply, feed: ParsedFeed, now: int) -> tuple[str, ...]:
    """What is worth mending though the feed can be read."""
    said = []
    if reply.moved_to and reply.moved_to != source.url:
        said.append(f"it has moved for good: write the new address, url: {reply.moved_to}")
    elif reply.final_url != reply.url:
        said.append(f"it sends us on to {reply.final_url} for now; that is followed at each poll")
    if not feed.entries:
        said.append("it holds no items: wait a day; if it stays empty, look for another address of the feed")
    dates = [entry.published for entry in feed.entries if entry.published is not None]
    if dates and now - max(dates) > OLD:
        days = (now - max(dates)) // DAY
        said.append(
            f"its newest item is {days:,} days old: if the site has newer ones, the feed was given up; "
            f"'monitor sources discover {source.url}' looks for another"
        )
    if feed.entries and not dates:
        said.append("its items have no dates that can be believed: they are dated by when they were first seen")
    if any("repair" in note or "charset" in note or "not utf-8" in note.lower() for note in feed.notes):
        said.append("it is not quite correct and is read all the same; the outlet may like to know")
    return tuple(said)
