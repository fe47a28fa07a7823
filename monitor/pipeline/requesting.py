"""What commands ask for beside a running river: articles imported or judged again, stories put right, muted, resent.

A part in each round, in one commit with the mark how far it came: a kill between any two statements loses nothing and
does nothing twice. Judging what was asked for is the judging step's work, behind the news.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial

from monitor import identify, log
from monitor.errors import MonitorError
from monitor.model.article import Item, Text
from monitor.model.request import Offered, RequestJob, Taken
from monitor.model.source import Entry, Source
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.merging import Merging
from monitor.pipeline.muting import Muting
from monitor.pipeline.resending import resend
from monitor.store.search import ASK
from monitor.text.languages import language

MARK_AT_ONCE = 5_000  # articles looked at in one commit
NOWHERE = Source(id="import", outlet="", url="")  # whose keys an article gets that no outlet of sources.yaml published


def import_payload(offers: Sequence[Offered]) -> str:
    """A batch of articles as the payload of one request."""
    return json.dumps([asdict(offer) for offer in offers])


def reapply_payload(since: int) -> str:
    """The payload of a request to judge again what is not older than `since`."""
    return json.dumps({"since": since})


def taken_of(result: str) -> list[Taken]:
    """What became of each article of a batch: the result of its request."""
    return [Taken(**row) for row in json.loads(result)]


class Requesting:
    """Rows of commands; nothing of them is kept in memory. `moved` is called after articles were put elsewhere."""

    def __init__(self, bed: Bed, moved: Callable[[], None]) -> None:
        self._bed = bed
        self._moved = moved
        self._merging = Merging(bed)
        self._muting = Muting(bed)

    def round(self) -> bool:
        """A part of the oldest request; True if there was one."""
        bed, now = self._bed, self._bed.clock.now()
        job = bed.store.requests.claim(bed.owner, now, now + bed.limits.claim)
        if job is None:
            return False
        failures: list[str] = []
        with fence(failures), bed.store.tx():
            steps = {"import": self._import, "reapply": self._reapply, ASK: self._index}
            steps.get(job.kind, self._asked)(job, now)
        if job.kind in ("merge", "split"):
            self._moved()
        if failures:
            bed.store.requests.fail(job.id, failures[0], now)
            log.error("request failed", request=job.id, kind=job.kind, problem=failures[0])
        return True

    def _reapply(self, job: RequestJob, now: int) -> None:
        """Mark the next articles; their judgements are counted as they come."""
        since = int(json.loads(job.payload)["since"])
        marked, last = self._bed.store.requests.mark(job.id, since, job.position, MARK_AT_ONCE)
        if last is None:
            self._bed.store.requests.finish(job.id, "", marked, now)
        else:
            self._bed.store.requests.advance(job.id, last, marked)

    def _index(self, job: RequestJob, now: int) -> None:
        """Somebody searches: what has no copy in the index gets one, behind the news."""
        last = self._bed.store.search.bring(job.position, MARK_AT_ONCE)
        if last is None:
            self._bed.store.requests.finish(job.id, "", 0, now)
        else:
            self._bed.store.requests.advance(job.id, last, 0)

    def _asked(self, job: RequestJob, now: int) -> None:
        """Done in one go; what cannot be is answered with its sentence."""
        every: dict[str, Callable[[str, int], str]] = {
            "merge": self._merging.merge, "split": self._merging.split, "mute": self._muting.mute,
            "unmute": self._muting.end, "resend": partial(resend, self._bed.store),
        }  # fmt: skip
        try:
            with self._bed.store.tx():
                result = every[job.kind](job.payload, now)
        except MonitorError as refusal:
            self._bed.store.requests.fail(job.id, str(refusal), now)
        else:
            self._bed.store.requests.finish(job.id, result, 0, now)

    def _import(self, job: RequestJob, now: int) -> None:
        taken = [self._offered(Offered(**row), job.id, now) for row in json.loads(job.payload)]
        new = sum(one.outcome == "new" for one in taken)
        self._bed.store.requests.finish(job.id, json.dumps([asdict(one) for one in taken]), new, now)
        log.info("imported", new=new, known=sum(one.outcome == "there" for one in taken))

    def _offered(self, offer: Offered, request: int, now: int) -> Taken:
        failures: list[str] = []
        taken = Taken(offer.place, "failed")
        with fence(failures), self._bed.store.tx():
            taken = self._keep(offer, request, now)
        return replace(taken, note=failures[0]) if failures else taken

    def _keep(self, offer: Offered, request: int, now: int) -> Taken:
        source = self._bed.setup.sources.get(offer.source)
        if offer.source and source is None:
            return Taken(offer.place, "failed", 0, f"there is no source '{offer.source}' in sources.yaml")
        item = as_item(offer, source)
        if item is None:
            return Taken(offer.place, "failed", 0, "there is neither a title nor a text in it")
        articles = self._bed.store.articles
        keys = known_under(offer, source)
        known = articles.known(keys)
        if found := next((known[key] for key in keys if key in known), None):
            before = articles.current_text(found)
            notes = [f"under another title: {before.title}"] if identify.changed(before, item.entry) else []
            if offer.dated is not None and articles.date(found, offer.dated):
                notes.append("its date is known now")
            return Taken(offer.place, "there", found, "; ".join(notes))
        text = _text(offer, source)
        feed = source.id if source else ""
        return Taken(offer.place, "new", articles.keep(item, text, now, feed=feed, place=offer.place, request=request))


def as_item(offer: Offered, source: Source | None) -> Item | None:
    """The article with the keys it would have from a feed, so that it is found again; None for one without words."""
    entry = Entry(
        link=offer.url, title=offer.title, content=offer.body, published=offer.dated, author=offer.author,
    )  # fmt: skip
    if not (offer.title or offer.body):
        return None
    items = identify.items(source or NOWHERE, [entry])
    return items[0] if items else None


def known_under(offer: Offered, source: Source | None) -> tuple[str, ...]:
    """Keys under which it may be there: its own, and without an address those of the same words without a date."""
    forms = [offer] if offer.url or offer.dated is None else [offer, replace(offer, dated=None)]
    items = [as_item(form, source) for form in forms]
    return tuple(dict.fromkeys(key for item in items if item for key in item.keys))


def _text(offer: Offered, source: Source | None) -> Text:
    tongue = offer.language or language(f"{offer.title} {offer.body}", source.language if source else "")
    return Text(
        title=offer.title, body=offer.body, how="file", dated=offer.dated, language=tongue, author=offer.author,
        notes=offer.notes,
    )  # fmt: skip
