"""Every limit and deadline as one value, so that a test can shrink them."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
KB = 1024
MB = 1024 * KB
YAML_BYTES = MB  # of one file under rules/
SOURCES_BYTES = 16 * MB  # of sources.yaml, which is read piece by piece: 80,000 feeds


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes unless the name says otherwise."""

    # fetching
    connect: float = 5.0
    fetch_deadline: float = 30.0
    wire_bytes: int = 8 * MB
    body_bytes: int = 16 * MB
    redirects: int = 5
    redirect_url_bytes: int = 4 * KB
    header_bytes: int = 64 * KB
    fetch_at_once: int = 16
    fetch_per_host: int = 1
    fetch_slow_after: float = 2.0  # a request that hangs so long gives its place among those at once to another
    fetch_slow: int = 48  # ... but no more of them than this
    slow_bytes: int = 256 * KB  # ... and none that holds more of an answer than this
    fetch_queue: int = 128  # beside those that hang and those at once, as many again: who fills it asks in batches
    queued_per_host: int = 4
    unread_bytes: int = 4 * MB  # of documents that wait to be read: while there are more no feed is asked
    quiet_at_once: int = 64  # polls that brought nothing are recorded together, within a second
    idle_connections: int = 32
    # politeness
    poll_floor: int = 5 * MINUTE
    poll_ceiling: int = DAY
    busy_most: int = 3  # times as often as its `interval` a feed is asked where much is to be expected of it
    quiet_most: int = 4  # intervals that it waits for at most, where nothing is
    quiet_longest: int = 2 * HOUR  # ... and no longer than this, where its interval is not longer itself
    unreached_ceiling: int = HOUR  # between two tries to reach a server that does not answer at all
    outage_hosts: int = 3  # so many servers in a row that cannot be reached, and none that can: it is our own way out
    retry_after_floor: int = MINUTE
    retry_after_ceiling: int = DAY
    full_get_every: int = DAY
    full_get_polls: int = 50
    redirect_settles: int = 7 * DAY
    robots_kept: int = DAY
    # workers
    workers: int = 2
    slow_workers: int = 4
    slow_after: float = 2.0
    job_cpu: int = 20
    job_wall: float = 30.0
    job_memory: int = 256 * MB
    job_reply_bytes: int = 32 * MB
    # parsing and text
    entries: int = 5000
    categories: int = 200
    fast_bytes: int = 2 * MB  # a longer document is read in a worker, whatever it is: it may take the river too long
    fast_tags: int = 100_000  # "<" in it; likewise: 2 MB of nothing but tags take half a second and more
    title_bytes: int = KB
    link_bytes: int = 2 * KB
    guid_bytes: int = KB
    text_bytes: int = 200 * KB
    earliest_date: int = 631152000  # 1990-01-01
    future_dates: int = DAY
    full_text_chars: int = 600  # a feed text shorter than this is a summary
    # the river
    round_wait: float = 1.0
    batch_rows: int = 200
    batch_seconds: float = 0.5
    arrivals_at_once: int = 400  # items of one document, or of small ones in one commit: less than half a second
    arrivals_a_round: int = 2000  # items; further documents wait for the next round
    # Of documents read in the river's own thread in one round, the last one aside: a tenth of a second, one at worst.
    fast_round_bytes: int = MB
    claim: int = 10 * MINUTE
    page_patience: int = 2 * MINUTE
    page_tries: int = 3
    recheck_told: int = 3 * DAY  # how long after telling a feed's dropping an article is looked into
    rechecks_a_day: int = 5  # pages of one feed
    page_again: int = HOUR  # between two readings of one page whose feed's summary keeps changing
    item_tries: int = 3
    lately_judged: int = 24  # articles that match are kept as they were read until their stories are weighed
    lately_chars: int = 300_000  # ... as long as they have no more letters together
    searched: int = 30 * DAY  # so long after a search texts that match no rule come into the index as well
    # what is news
    fresh_for: int = 48 * HOUR
    fresh_for_max: int = 14 * DAY
    absence: int = 7 * DAY
    story_window: int = 3 * DAY
    dated_apart: int = 6 * HOUR
    stale_feed: int = DAY
    undated_at_once: int = 100  # items: more new ones without a date in one document are not announced
    words_hold: int = 30 * DAY  # the same words under another id are the same article, so long after it was listed
    weak_words_hold: int = 12 * HOUR  # the same for a short title without text and date
    updates_a_day: int = 3  # of one article's headline and numbers; then one sentence says that it keeps changing
    # alerts
    alert_fresh: int = DAY  # what came out, or was first seen, longer ago waits for the digest
    alert_delay: int = 2 * MINUTE  # reports that come within it make one alert
    alert_window: int = 30 * MINUTE  # what is important and not urgent is gathered so long
    alert_gap: int = HOUR  # between two alerts of one story
    alerts_a_day: int = 3  # of one story within 24 hours; what is held back goes into the digest
    # alarms
    alarm_gap: int = HOUR  # between two alarms of one kind; what comes meanwhile is told together
    alarm_patience: int = 10 * MINUTE  # that an edit may stay broken: somebody is at it
    alarm_again: int = 7 * DAY  # after so long a feed that still does not answer is told again
    feed_dead: int = 3 * DAY  # without a good answer
    silent_feed: int = DAY  # without anything new, at the earliest, that a feed is said to be silent
    silent_rhythms: int = 16  # times its rhythm that a slow feed may say nothing
    silent_slow: int = 7 * DAY  # ... but no longer than this, where its pauses were not longer themselves
    feeds_named: int = 50  # of those not heard, silent or with gaps, that a digest names
    # sending
    send_deadline: float = 900.0
    data_reply: float = 600.0
    send_at_once: int = 8
    send_queue: int = 64
    call_deadline: float = 30.0  # of one message to a chat server or a webhook
    reply_patience: float = 10.0  # for the body of its answer
    reply_bytes: int = 64 * KB
    retry_steps: tuple[int, ...] = (MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR)
    retry_for: int = 3 * DAY
    catch_up: int = 3 * DAY
    seen_kept: int = 400 * DAY
    unmatched_text_kept: int = 90 * DAY
    outcomes_kept: int = 90 * DAY

    @property
    def send_share(self) -> int:
        """How many letters of one channel may be under way or wait their turn: a channel that hangs delays no other."""
        return max(self.send_at_once, self.send_queue // 4)
