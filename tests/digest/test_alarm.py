"""An alarm: for whoever runs the monitor, in every format the same few lines."""

from __future__ import annotations

from dataclasses import replace

from monitor import digest as pages
from monitor.model.message import Digest
from tests.digest import samples

NOTICE = (
    "A feed is gone: БелТА (belta_ru)",
    "The server answered 410 Gone; it is not asked any more. <b>Last</b> good answer: 14 May 19:30 Baku.",
    "What to do: find the feed's new address with 'monitor sources discover', or take it out of sources.yaml.",
)


def alarm(*notice: str) -> Digest:
    return replace(samples.empty(), kind="alarm", title="Bilateral Monitor", stories=(), notice=notice or NOTICE)


def test_the_text_says_what_happened_and_what_to_do_with_the_moment_and_its_zone() -> None:
    head, *rest = pages.text(alarm()).splitlines()
    assert head.startswith("ALARM · Bilateral Monitor · ")
    assert head.endswith("Baku (UTC+4)")
    assert " ".join(rest) == " ".join(NOTICE)
    assert all(len(row) <= 78 for row in (head, *rest))


def test_html_and_subject_say_the_same_and_mark_nothing_up() -> None:
    written = pages.html(alarm())
    assert "&lt;b&gt;Last&lt;/b&gt;" in written
    assert "belta_ru" in written
    assert pages.subject(alarm()) == f"ALARM: {NOTICE[0]}"


def test_an_endless_sentence_and_many_lines_are_cut_and_counted() -> None:
    rows = pages.alarm_rows(alarm("A\r\nBcc: x" + "!" * 5000, *(f"line {n}" for n in range(40))))
    assert "characters more]" in rows[1]
    assert "\n" not in rows[1]
    assert rows[-1] == "and 29 lines more"
