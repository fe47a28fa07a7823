"""The page that explains an audit pack to whoever opens it."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.cli.common import told_in, when
from monitor.store.connection import Row

_TEXT = """AUDIT PACK OF ONE DIGEST

Subscription  {subscription}, {period}
Subject       {subject}
Covers        {start} to {stop}
Composed      {composed}
In here       {articles} articles, {lines} numbered lines, {messages} messages with {attempts} attempts

This pack holds what stood behind each line of the digest when it was sent. Nothing in it was composed anew.

digest.json       the digest: its numbered lines, which article or fact each shows, why each article was told
articles/N.txt    article N as it was told: the title on the first line, then the text, in the outlet's own words
articles/N.json   where it came from: outlet, address, when it is dated and was first seen, when it was retrieved,
                  and the SHA-256 of articles/N.txt, the one that 'monitor cite N' gives
articles/N.before.txt   where a line tells of a change of article N: the text that was told before
rules/            the rules that found the articles, as they were written then
bodies/           the digest as it was frozen for each channel, part by part; these bytes were sent
deliveries.json   to whom it went, over which channel, each attempt with its answer. ADDRESSES OF PEOPLE STAND HERE
manifest.json     the size and SHA-256 of every other file

All times are UTC.

To check it, with nothing but this file and the program:   monitor export --verify FILE.zip
It computes every hash anew, looks for each line's words and each word of "why" in the article's text, counts again,
and looks whether each message has its bytes and its answer. Without the program: sha256sum on any file and compare.

What it cannot show: somebody who rewrites the whole pack can rewrite its manifest, too. 'monitor export' therefore says
the SHA-256 of manifest.json; note it where the pack is not kept.
"""


def readme(digest: Row, totals: Mapping[str, int]) -> str:
    """README.txt of this digest's pack."""
    return _TEXT.format(
        subscription=digest["subscription"], period=told_in(digest["period"]), subject=digest["subject"],
        start=when(digest["start"]), stop=when(digest["stop"]), composed=when(digest["composed"]), **totals,
    )  # fmt: skip
