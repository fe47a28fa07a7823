"""Where articles come from, and what a feed said before anybody judged it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

OutletKind = Literal[
    "government",
    "state",
    "foreign-state",
    "private",
    "pro-government",
    "independent",
    "exile",
    "aggregator",
    "other",
]
OUTLET_KINDS: tuple[OutletKind, ...] = (
    "government", "state", "foreign-state", "private", "pro-government", "independent", "exile", "aggregator", "other",
)  # fmt: skip


# What a feed's last answer was, by its content: 200 is not health.
#   new: items not seen before · items: none of them new · same: 304, or the very bytes of last time · empty: no items ·
#   older: an older version of itself · page: an HTML page · unreadable: no feed · refused: 401, 403 · missing: 404 and
#   other 4xx · gone: 410 · busy: 429, 503 · fault: 5xx · unreached: no answer · guarded: we refuse the address, robots
Answer = Literal[
    "", "new", "items", "same", "empty", "older", "page", "unreadable", "refused", "missing", "gone", "busy", "fault",
    "unreached", "guarded",
]  # fmt: skip

# How a document was read: by the fast reader of well-formed ones, by the careful one in a worker, or by its repairs.
Reader = Literal["", "fast", "careful", "repair"]


@dataclass(frozen=True, slots=True)
class SecretRef:
    """The name of a secret, never its value; `text` is the whole string with `${NAME}` in it."""

    text: str

    def __str__(self) -> str:
        """The reference itself, which is safe to print."""
        return self.text


@dataclass(frozen=True, slots=True)
class Source:
    """One feed of sources.yaml. Its `id` is its identity; the address may change."""

    id: str
    outlet: str
    url: str
    kind: OutletKind = "other"
    side: str | None = None  # ISO code of the state it speaks from, None for exile, foreign-state, aggregator
    country: str = ""  # ISO code of where the outlet sits
    language: str = ""  # what it writes in; "" = many
    zone: str = "UTC"  # IANA zone, for dates without one
    interval: int = 900  # seconds between polls while it brings an item an hour: monitor.poll.pace
    format: str = "feed"  # key of `monitor.sources.KINDS`
    enabled: bool = True
    links: str = ""  # of a web page: CSS selector or pattern of addresses (monitor.text.selector)
    page: Literal["auto", "always", "never"] = "auto"  # fetch the article's page: when it may matter, always, never
    user_agent: str = ""  # "" = our own
    headers: tuple[tuple[str, str | SecretRef], ...] = ()
    proxy: str | SecretRef = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """How the outside world is reached, for all sources that do not say otherwise."""

    proxy: str | SecretRef = ""
    ca_file: str = ""
    user_agent: str = ""  # "" = the program's own
    contact: str = ""  # an address or mailbox put into our own user agent
    allow: frozenset[tuple[str, int]] = frozenset()  # exact (host, port) that may be internal addresses


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as its feed gave it: plain text, cleaned of control characters, links absolute.

    `summary` is the feed's short text, `content` its full text where it gave one ("" otherwise); paragraphs are
    separated by a line feed. `published` is UTC seconds, None where the feed gave none that can be true.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: int | None = None
    updated: int | None = None
    author: str = ""
    language: str = ""
    publisher: str = ""  # RSS <source>: the outlet an aggregator quotes
    notes: tuple[str, ...] = ()  # "title cut from 4,210 to 1,024 bytes", "date 1795-03-01 not believed"


@dataclass(frozen=True, slots=True)
class FeedWishes:
    """What the publisher asks of pollers, in seconds and UTC hours; None and empty = nothing asked."""

    ttl: int | None = None
    update_period: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()  # Monday = 0


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document read to its end, or as far as it differs from the last one (`monitor.pipeline.ladder`)."""

    dialect: str  # "rss20", "atom10", "rdf10", "jsonfeed11" ...
    title: str
    language: str
    entries: tuple[Entry, ...]
    wishes: FeedWishes = field(default_factory=FeedWishes)
    notes: tuple[
        str, ...
    ] = ()  # what was mended or left out, as sentences: "not well-formed at line 12: read by repair"
    read_by: Reader = ""
    as_before: tuple[int | None, ...] = ()  # dates of entries that stand in it as they stood and were not read again

    @property
    def size(self) -> int:
        """How many entries the document holds."""
        return len(self.entries) + len(self.as_before)

    @property
    def dates(self) -> list[int]:
        """The dates of all its entries that have one, UTC seconds."""
        read = [entry.published for entry in self.entries]
        return [date for date in (*read, *self.as_before) if date is not None]


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between polls; the pure decisions of `monitor.poll` turn one into the next.

    `url` is the address asked (where a lasting redirect has settled, its target). `problem` is "" while all is well.
    """

    id: str
    url: str
    next_due: int
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    first_polled: int | None = None
    last_try: int | None = None
    last_ok: int | None = None
    last_new: int | None = None
    errors: int = 0  # in a row
    problem: str = ""
    problem_since: int | None = None
    stopped: bool = False  # the publisher said 410 Gone
    items: int = 0
    newest: int | None = None
    wish: int = 0  # the publisher's ttl or update period in seconds, 0 = none
    skip_hours: frozenset[int] = frozenset()
    depth: int | None = None  # seconds between the newest and the oldest dated item
    last_full: int | None = None  # the last answer that was no 304
    polls_since_full: int = 0
    moved_to: str = ""  # a lasting redirect not yet settled
    moved_since: int | None = None
    listing_at: int | None = None  # when all items of its document were last listed anew
    answer: Answer = ""  # what the last one was, "" = never asked
    skip_days: frozenset[int] = frozenset()  # Monday = 0
    skew: int | None = None  # the server's clock minus ours at the last answer that said its time, seconds
    rhythm: int | None = None  # seconds between two new items, a moving average; None = not known yet
    pause: int | None = None  # the longest it usually says nothing, rest days left out, seconds
    weekdays: tuple[int, ...] = ()  # how its items fell on Monday to Sunday (UTC); () = none seen
    missed: str = ""  # the last gap, as a sentence
    missed_at: int | None = None  # when it was found
    hours: tuple[int, ...] = ()  # how its items fell on the hours of day and week: monitor.poll.hours; () = not known
    read_by: Reader = ""  # how its last document was read, "" = none was


@dataclass(frozen=True, slots=True)
class Same:
    """What of a feed's state changes by a poll that brought nothing: a 304, or the very bytes of last time.

    It is well then: `last_try` and `last_ok` are `at`, `answer` is "same", there is no problem; all else stays.
    """

    id: str
    url: str  # where it was asked
    at: int
    was_due: int  # `next_due` as it was when the feed was asked: what has put it off since, a host's wish, holds
    next_due: int
    etag: str
    last_modified: str
    last_full: int | None
    polls_since_full: int
    skew: int | None
