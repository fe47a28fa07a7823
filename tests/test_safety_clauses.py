"""What is demanded of fetching and parsing (clauses of the list of faults), and the test or fault that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.hostile.catalogue import catalogue

NET, POLL, SOURCES, TEXT = "tests/net/test_", "tests/poll/test_", "tests/sources/test_", "tests/text/test_"
CLAUSES = {
    # fetching
    "bombs: 8 MB on the wire, 16 MB inflated": "run: gzip bomb",
    "the end of a packed stream is required": "run: gzip cut short",
    "any other or nested encoding is refused": "run: gzip in gzip",
    "one deadline round the whole fetch": f"{NET}fetch.py::test_one_deadline_holds_for_all_hops",
    "slow drip": "run: drip",
    "endless headers": "run: endless head, slowly",
    "never answers": "run: silence",
    "a cut body brings neither items nor validators": "run: cut, with a new ETag",
    "an answer whose end nobody stated leaves no validators": f"{NET}hostile.py::test_an_answer_without_a_stated_end_leaves_no_validators",
    "redirects by hand, five hops, 4 kB": "run: in a circle",
    "scheme, userinfo and address at each hop": "run: second hop inside",
    "credentials dropped on another origin": "run: credentials stay behind",
    "301 settles after seven days": "run: 301 for eight days",
    "from http to https at once": f"{POLL}poll.py::test_from_http_to_https_at_once",
    "302 never moves the address": "run: 302 for eight days",
    "resolved once, connected to the checked address": f"{NET}guard.py::test_the_connection_goes_to_the_address_that_was_checked",
    "rebinding": "run: rebinding",
    "refused if any answer is not public": "run: one inner address of two",
    "what is public": f"{NET}guard.py::test_inner_addresses_are_not_public",
    "nothing from the environment": f"{NET}tls_and_proxy.py::test_nothing_is_taken_from_the_environment",
    "literal addresses are checked before a proxy": f"{NET}tls_and_proxy.py::test_literal_addresses_are_refused_before_the_proxy",
    "the same guard for pages": "run: links to inside pages",
    "the same guard for robots.txt": "run: robots.txt leads inside",
    "the same guard for webhooks": f"{NET}outgoing.py::test_an_inner_address_is_refused",
    "webhooks: no redirect, a bounded answer": f"{NET}outgoing.py::test_a_redirect_is_an_answer",
    "webhooks: a body that drips": f"{NET}outgoing.py::test_a_body_that_drips_is_left",
    "exceptions are exact pairs": f"{NET}guard.py::test_the_exception_is_one_exact_pair",
    "an allowed host on another port": "run: to the allowed host on another port",
    "304 for ever": "run: 304 for ever",
    "no 304 ever": "run: never a 304",
    "Last-Modified from the future": "run: Last-Modified from the future",
    "validators back byte for byte": "run: ETag with letters outside ASCII",
    "429: Retry-After in seconds, clamped": "run: busy for two days",
    "429: Retry-After as a date": "run: busy until a date",
    "503 holds the whole host": f"{POLL}poll.py::test_a_host_is_left_alone_only_where_it_asks",
    "410 stops and tells": "run: 410 Gone",
    "the others back off x2 to a day with jitter": f"{POLL}poll.py::test_back_off_doubles_with_bounded_jitter_up_to_a_day",
    "stored state outlives a failure": "run: 500 Internal Server Error",
    "one request for a host at a time": f"{NET}pace.py::test_a_host_is_asked_once_at_a_time",
    "16 in all": f"{NET}pace.py::test_so_many_at_once_in_all",
    "the order of wishes": f"{POLL}answers.py::test_the_order_of_wishes",
    "a warning when items were missed": f"{POLL}poll.py::test_a_feed_turned_over_completely_says_what_may_be_missing",
    "an honest User-Agent": "run: says who we are",
    "proxy and CA file are explicit": f"{NET}tls_and_proxy.py::test_https_goes_through_a_tunnel_and_keeps_its_name",
    "logins are references, and masked": f"{NET}secrets.py::test_a_missing_secret_is_named",
    "200 is not health: the root element": "run: a login page",
    "200 is not health: no items where there were some": "run: a feed without items that had some",
    # parsing and text
    "a worker is killed for its time": "run: 35,000 subjects",
    "a worker's memory is bounded": "tests/test_workers.py::test_a_failed_job_gets_its_sentence_and_the_next_a_new_worker",
    "a burnt worker costs nobody else": "tests/test_workers.py::test_slow_jobs_move_aside_and_delay_nobody",
    "5,000 items, and the river works on them part by part": "tests/test_pipeline_large.py::test_nobody_waits_for_a_large_document",
    "200 categories": f"{SOURCES}rss.py::test_a_flood_of_categories_is_not_read",
    "pages of links in bounded time": f"{SOURCES}webpage.py::test_a_hostile_page_costs_bounded_time",
    "entity bombs": "run: entity bomb",
    "external entities": "run: external entity of the network",
    "wrong charset": "run: windows-1251 declared utf-8",
    "declared, utf-8, then by letters": f"{TEXT}decode.py::test_cyrillic_under_a_false_name_is_found_by_its_letters",
    "NUL, controls, surrogates, overrides": "run: NUL, escapes and overrides",
    "lengths, with a note where something was cut": f"{SOURCES}contract.py::test_limits_are_kept_and_what_is_cut_is_said",
    "dates from 1990 to tomorrow": "run: dates of every odd kind",
    "MSK, offsets, month names, the outlet's zone": f"{TEXT}dates.py::test_one_moment_in_many_forms",
    "HTML is text only": "run: HTML in titles",
    "links are http and https": "run: links that are none",
}  # fmt: skip


def test_every_clause_names_a_test_or_a_fault_that_is_there() -> None:
    root, faults = Path(__file__).parents[1], {fault.name for fault in catalogue()}
    for clause, name in CLAUSES.items():
        if name.startswith("run: "):
            assert name.removeprefix("run: ") in faults, clause
        else:
            file, _, test = name.partition("::")
            assert f"def {test}(" in (root / file).read_text(encoding="utf-8"), clause


def test_the_catalogue_is_what_it_says() -> None:
    """Many faults, each with a stated outcome; the short run has some of every kind."""
    rows = catalogue()
    assert len(rows) >= 250
    assert {row.group for row in rows if row.short} == {row.group for row in rows}
    assert all(row.expect.kind in ("error", "new", "none", "same") for row in rows)
    unsaid = [row.name for row in rows if row.expect.kind == "error" and not row.expect.says]
    assert unsaid == []


@pytest.mark.parametrize("word", ["redirect", "connection", "document"])
def test_the_large_kinds_are_large(word: str) -> None:
    assert sum(row.group == word for row in catalogue()) >= 25
