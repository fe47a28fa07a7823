"""What goes into an audit pack: what stood behind each line of a digest, as it stood when it was sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from monitor.cli.auditing.readme import readme
from monitor.cli.digestshowing import deliveries, head, iso
from monitor.cli.ledger.citing import spans_of
from monitor.errors import MonitorError
from monitor.model.fact import Span
from monitor.model.reason import unpacked
from monitor.store import Store
from monitor.store.connection import Row

FORMAT = "bilateral-monitor.audit/1"
_ENDINGS = {"text/plain": "txt", "text/html": "html", "message/rfc822": "eml", "application/json": "json"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def pack(store: Store, digest: Row) -> dict[str, bytes]:
    """The files of the pack by their paths; the same for the same state of the store."""
    number = digest["id"]
    told = store.sendings.told(number)
    lines = store.sendings.lines(number)
    articles = _articles(store, told, lines)
    bodies = store.sendings.bodies(number)
    sent = deliveries(store, number)
    files = {
        "digest.json": _json({
            **head(digest), "lines": [_line(store, line, digest) for line in lines],
            "told": [_told(row) for row in told],
        }),
        "deliveries.json": _json(sent),
    }  # fmt: skip
    for line in lines:
        files |= _before(store, line["article"], digest)
    for article, parts in articles.items():
        files |= {f"articles/{article}{ending}": data for ending, data in parts.items()}
    files |= _rules(store, told)
    for channel, payload in bodies:
        ending = _ENDINGS.get(payload.content_type.partition(";")[0].strip(), "bin")
        files[f"{body_name(channel, payload.part)}.{ending}"] = payload.body
    totals = {
        "articles": len(articles), "lines": len(lines), "told": len(told), "messages": len(sent),
        "attempts": sum(len(each["attempts"]) for each in sent), "bodies": len(bodies),
    }  # fmt: skip
    files["README.txt"] = readme(digest, totals).encode()
    files["manifest.json"] = _json(
        {"format": FORMAT, "digest": head(digest), "totals": totals, "files": _listed(files)}
    )
    return files


def _listed(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Each file but the manifest itself, with its size and SHA-256."""
    return {
        path: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in sorted(files.items())
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _plain(name: str) -> str:
    """A channel's name as part of a file name; one that loses letters on the way ends in a hash of itself."""
    plain = _UNSAFE.sub("-", name).strip("-.")[:60] or "channel"
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def body_name(channel: str, part: int) -> str:
    """Where the bytes of this part for this channel lie, without the ending."""
    return f"bodies/{_plain(channel)}-{part}"


def _told(row: Row) -> dict[str, Any]:
    reason = unpacked(row["why"])
    return {
        "article": row["article"], "revision": row["revision"], "story": row["story"],
        "text_version": row["text_version"], "words": list(reason.words),
        "rules": [
            {"rule": rule, "version": version, "file": _rule_file(rule, version)} for rule, version in reason.rules
        ],
    }  # fmt: skip


def _line(store: Store, line: Row, digest: Row) -> dict[str, Any]:
    """A numbered line; `shows` says what stands behind it: an article, a change of one, or a fact that was read."""
    shows = "fact" if line["fact"] else "article"
    if shows == "article" and store.sendings.told_before(digest["subscription"], line["article"], digest["id"]):
        shows = "change"
    fact = store.facts.line(line["fact"]) if line["fact"] else None
    found = {
        "number": line["number"], "story": line["story"], "article": line["article"], "text": line["text"],
        "fact": line["fact"], "shows": shows, "spans": [],
    }  # fmt: skip
    if fact is not None:
        found["spans"] = [_span(span) for span in spans_of(fact.fact)]
        found["text_version"] = fact.where.text_version
        found["read"] = asdict(fact.fact)
    return found


def _span(span: Span) -> dict[str, Any]:
    return {"field": span.field, "start": span.start, "end": span.end}


def _articles(store: Store, told: list[Row], lines: list[Row]) -> dict[int, dict[str, bytes]]:
    """Number -> ".txt" with title and text as they were told, ".json" with what is known of the article."""
    versions = {row["article"]: row["text_version"] for row in told}
    found: dict[int, dict[str, bytes]] = {}
    for number in sorted({*versions, *(line["article"] for line in lines)}):
        article = store.archive.get(number)
        if article is None:
            raise MonitorError(f"article {number} is not known any more, so the pack would not be whole")
        version = versions.get(number) or store.sendings.newest_text(number)
        text = store.sendings.text_version(number, version)
        if text is None:
            raise MonitorError(
                f"text {version} of article {number} is not kept any more, so the pack would not be whole"
            )
        data = f"{text['title']}\n{text['body']}".encode()
        row = {
            "article": number, "title": text["title"], "url": article.url, "feed": article.feed,
            "outlet": store.facts.outlet(number) or article.feed or "imported from a file",
            "language": article.language, "dated": iso(article.dated), "first_seen": iso(article.first_seen),
            "text_version": version, "retrieved": iso(text["at"]), "read_from": text["how"], "notes": text["notes"],
            "sha256": hashlib.sha256(data).hexdigest(), "file": f"articles/{number}.txt",
        }  # fmt: skip
        found[number] = {".txt": data, ".json": _json(row)}
    return found


def _before(store: Store, article: int, digest: Row) -> dict[str, bytes]:
    """The text that this subscription was told before, where this digest tells of a change of it."""
    version = store.sendings.told_before(digest["subscription"], article, digest["id"])
    text = store.sendings.text_version(article, version) if version else None
    return {} if text is None else {f"articles/{article}.before.txt": f"{text['title']}\n{text['body']}".encode()}


def _rules(store: Store, told: list[Row]) -> dict[str, bytes]:
    """The rules that found the articles, in the versions that did, as far as their texts are kept."""
    wanted = {pair for row in told for pair in unpacked(row["why"]).rules}
    texts = store.sendings.rule_texts({version for _, version in wanted})
    return {_rule_file(rule, version): texts[version].encode() for rule, version in sorted(wanted) if version in texts}


def _rule_file(rule: str, version: str) -> str:
    return f"rules/{_plain(rule)}-{version[:16] or 'unknown'}.txt"
