"""An alarm: for whoever runs the monitor, in every format the same few lines."""

from __future__ import annotations

from dataclasses import replace

from monitor import digest as pages
from monitor.digest.causes import Cause, notice, period, whom
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


def test_the_address_of_a_hook_is_named_by_its_host_alone() -> None:
    """Its path may be the secret itself."""
    assert whom("https://user:pw@hooks.example.org/T0/B1/xoxb-secret", "chat") == "hooks.example.org/… on chat"
    assert whom("https://[::1", "chat") == "an address on chat"
    assert whom("duty@example.org", "mail") == "duty@example.org on mail"
    assert whom("", "console") == "console"


def test_causes_of_one_kind_are_one_notice_and_none_is_dropped_in_silence() -> None:
    causes = [Cause("refused", f"refused mail {n}", "2024-05-16", f"{n}@example.org: 550") for n in range(20)]
    assert notice(causes[:1])[0] == "A recipient is refused: 0@example.org: 550"
    head, *lines, cure = notice(causes)
    assert head == "Recipients are refused: 20"
    assert (len(lines), lines[-1]) == (9, "and 12 more; 'monitor doctor' names them")
    assert cure.startswith("What to do: ")
    assert period("2024-05-16", causes) == period("2024-05-16", causes[::-1]) != period("2024-05-16", causes[1:])
