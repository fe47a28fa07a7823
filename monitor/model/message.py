"""From a digest's content to messages that are sent: composed once, frozen, retried under the same id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from monitor.model.digestfacts import Coming, OpenPromise, ToldEvent, ToldFigure, ToldQuote
from monitor.model.judgement import Priority
from monitor.model.revision import Difference
from monitor.model.source import OutletKind, SecretRef
from monitor.model.story import News

Change = Literal["new", "update", "correction"]
DigestKind = Literal["daily", "alert", "alarm"]  # an alarm is for whoever runs the monitor
FrameLanguage = Literal["en", "ru", "az"]  # of the digest's own words; titles and quotes stay as they were written
MuteKind = Literal["story", "rule", "event"]
OPERATOR = "operator"  # the subscription of whoever runs the monitor: alarms alone
Names = tuple[tuple[str, str], ...]  # dotted id, ISO code, or "capital." and a code -> name in the frame's language


@dataclass(frozen=True, slots=True)
class Delivery:
    """One address on one channel: `channel` names an entry under `channels:` of digests.yaml or a built-in one."""

    channel: str
    recipient: str


@dataclass(frozen=True, slots=True)
class ChannelConfig:
    """A configured channel: `kind` is a key of CHANNELS, `options` are its own (host, port, sender ...)."""

    name: str
    kind: str
    options: tuple[tuple[str, str | int | bool | SecretRef], ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A daily hour in the reader's zone: `name` is part of the digest's period, the hour never is."""

    name: str
    hour: int
    minute: int
    weekdays: frozenset[int] = frozenset(range(7))  # Monday = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the night, minutes of the day where the reader is: from `start` to `end`, over midnight if it is less.

    `weekdays`: on which days it begins. Alerts wait for its end; urgent ones only where not `urgent_rings`.
    """

    start: int
    end: int
    weekdays: frozenset[int] = frozenset(range(7))  # Monday = 0
    urgent_rings: bool = False


@dataclass(frozen=True, slots=True)
class Mute:
    """What this reader does not want to be alerted of, and gets as one line each, until then (UTC seconds).

    `what`: the number of a story, the id of a rule, or a kind or family of events.
    """

    kind: MuteKind
    what: str
    until: int
    who: str = ""
    why: str = ""  # in that person's words
    since: int = 0  # UTC seconds, 0 = it stands in digests.yaml


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets what, when."""

    id: str
    title: str
    rules: tuple[str, ...]
    to: tuple[Delivery, ...]
    zone: str
    slots: tuple[Slot, ...]
    handling: str = ""  # a line for the head of each digest
    without_kinds: frozenset[OutletKind] = frozenset()
    languages: frozenset[str] = frozenset()  # empty = all
    alerts: Priority | None = None  # from which priority on news is told at once, None = never
    frame: FrameLanguage = "en"
    quiet: Quiet | None = None
    window: int = 0  # seconds for which alerts below urgent are gathered into one; 0 = the usual limit
    mutes: tuple[Mute, ...] = ()  # those of digests.yaml; the store has those said by `monitor mute`


@dataclass(frozen=True, slots=True)
class Report:
    """One article as one line of a digest may need it; `change` and `what` say why it is told now."""

    article: int
    revision: int
    story: int
    title: str
    url: str
    outlet: str
    side: str | None
    country: str
    kind: OutletKind
    language: str
    dated: int | None
    first_seen: int
    zone: str  # of the outlet
    rules: tuple[str, ...]
    priority: Priority
    why: tuple[str, ...]  # original words that matched, first the most telling
    lead: str = ""  # the article's first sentences, original words
    change: Change = "new"
    what: str = ""  # "title was: ...", for an update or a correction
    copy_of: int | None = None
    also_in: tuple[str, ...] = ()  # other outlets whose feeds carried this very article
    sides: tuple[str, ...] = ()  # ISO codes of the sides whose outlets carried it, `also_in` included
    edition_of: int | None = None  # the same outlet's report in another language
    grouped: int = 0  # when it came to its story, UTC seconds
    alerted: int = 0  # when an alert told this subscription of it, UTC seconds; 0 = none did
    versions: tuple[tuple[str, str], ...] = ()  # rule -> the version of it that matched
    courtesy: bool = False  # it tells of a congratulation or condolence and of nothing else; looked up for alerts only
    changes: tuple[Difference, ...] = ()  # of a correction: what `what` says in one line, each by itself


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that `article` brought its story at that time, and that nobody had reported before."""

    article: int
    at: int
    news: News


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story with something untold. `before` are its articles this subscription was told earlier."""

    id: int
    number: int
    headline: str
    priority: Priority
    rules: tuple[str, ...]
    reports: tuple[Report, ...]
    before: tuple[Report, ...]
    sides: tuple[str, ...]  # ISO codes of the pair's sides whose outlets report it, over reports and before
    pair: tuple[str, str] | None
    brought: tuple[Brought, ...] = ()  # what the reports brought it, in the order in which it came
    events: tuple[ToldEvent, ...] = ()  # what it is about first, then what is new
    figures: tuple[ToldFigure, ...] = ()  # of its pair, those that its new reports bring
    quotes: tuple[ToldQuote, ...] = ()  # of its new reports
    old_figures: int = 0  # left out: their period ended long before
    muted: int = 0  # until when this reader wants no more than a line of it, UTC seconds; 0 = not muted
    muted_by: str = ""  # who said so, "" = digests.yaml or not known


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed that did not answer, answered badly, fell silent, or may have lost items."""

    source: str
    outlet: str
    since: (
        int | None
    )  # its last good answer, of a silent one its last new item, or when the gap was found; None = never
    sentence: str


@dataclass(frozen=True, slots=True)
class Health:
    """How well the monitor could see: the difference between no news and blindness."""

    polled: int
    answered: int
    silent: tuple[FeedHealth, ...] = ()
    quiet: tuple[FeedHealth, ...] = ()  # they answer, and have nothing new against their own habit
    gaps: tuple[FeedHealth, ...] = ()  # turned over completely between two polls of the period
    unnamed: tuple[int, int, int] = (0, 0, 0)  # how many more are silent, quiet, with gaps, beyond those named
    rules_trouble: str = ""  # a broken edit of rules/ while the last good ones run
    undelivered: int = 0  # messages of this subscription given up in this period, and not sent again since
    set_aside: int = 0  # articles the monitor could not work on
    kinds: tuple[tuple[OutletKind, int], ...] = ()  # how many outlets of a kind are read that this reader may see
    paused: tuple[
        tuple[int, int], ...
    ] = ()  # times in which a full disk kept anything from being read; end 0 = it lasts
    restored: tuple[int, int] | None = None  # the store was put back since the last digest: it knew until, and when


@dataclass(frozen=True, slots=True)
class Counts:
    """What was read in the period."""

    articles: int
    matched: int
    nearly: tuple[tuple[str, int], ...] = ()  # reason -> articles that just missed


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest's whole content, before any format. `start` and `end` bound what was looked at, not what is told."""

    subscription: str
    title: str
    period: str  # "2024-05-17/daily", of an alert "alert/" and a hash of the items that it tells
    zone: str
    start: int
    end: int
    handling: str
    health: Health
    counts: Counts
    stories: tuple[DigestStory, ...]
    last_contact: Report | None = None  # the newest report told before, for an empty day
    demo: bool = False
    composed: int = 0  # when it was composed, 0 = unknown: a digest may come late
    kind: DigestKind = "daily"
    alerted: tuple[DigestStory, ...] = ()  # told by alerts since the last daily digest: without reports, but `before`
    frame: FrameLanguage = "en"
    names: Names = ()  # of everything in it that is named by an id or a code
    coming: tuple[Coming, ...] = ()  # the nearest first
    promises: tuple[OpenPromise, ...] = ()  # those with the freshest word first
    notice: tuple[str, ...] = ()  # of an alarm: what happened, to which thing, what to do, a sentence each


@dataclass(frozen=True, slots=True)
class Payload:
    """Frozen bytes of one part of one digest on one channel; nothing in it is a recipient's."""

    part: int  # from 1
    parts: int
    content_type: str
    body: bytes
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in hand: everything `send` needs. `key` is the idempotency key, `message_id` derives from it."""

    message: int
    attempt: int
    key: str
    message_id: str
    channel: ChannelConfig
    recipient: str
    payload: Payload
    period: str
    subscription: str
    composed: int  # UTC seconds
    thread: str = ""  # the message id of this recipient's first alert of the same story, "" = none before
    made_for: str = ""  # the kind of channel that its bytes were rendered for, "" = not known


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the other side."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class Transient:
    """Not now: try again, not before `after` seconds if given; `at_most` bounds the tries where hope is small."""

    detail: str
    after: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Permanent:
    """Never: this recipient or this message is refused for good."""

    detail: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: it may have arrived; sent again under the same id."""

    detail: str


Outcome = Sent | Transient | Permanent | Unknown


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the ledger: this subscription has been told this revision of this article."""

    article: int
    revision: int
    story: int
    story_revision: int = field(default=1)
    why: str = ""  # JSON: rule, its version, the words that matched, as they stood then


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A numbered line of a digest, for who answers with its number: "12.5".

    `fact` is the ledger's name of the figure or quote it shows, "" where it shows the article.
    """

    number: str
    story: int
    article: int
    text: str
    fact: str = ""
