"""What a start keeps for the next one: the same again, or nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import poll
from monitor.ahead.files import fingerprint
from monitor.ahead.plan import FILE, Plan, recalled, remember
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Network, SecretRef, Source

NETWORK = Network(
    SecretRef("http://${LOGIN}@proxy.example:3128"),
    "ca.pem",
    "",
    "desk@example.org",
    frozenset({("feeds.intern", 8080)}),
)
SOURCE = Source(
    "belta", "БелТА", "https://belta.example/rss", kind="state", format="webpage", user_agent="Mozilla/5.0 (ə)",
    headers=(("X-Api-Key", SecretRef("${KEY}")), ("Accept-Language", "be")), proxy="http://other.example:1", ca_file="b.pem",
)  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    remember(tmp_path / "state" / "cache", "r1", NETWORK, {"belta": SOURCE})
    assert not (tmp_path / "state").exists()  # nothing is made where there is no state directory
    (tmp_path / "state").mkdir()
    return tmp_path / "state" / "cache"


def recalled_after(cache: Path, change: dict[str, Any]) -> Plan | None:
    """Written as `remember` does: what concerns all, then a line a feed."""
    said = ",\n".join(map(json.dumps, change["sources"]))
    head = json.dumps({key: value for key, value in change.items() if key != "sources"})[:-1]
    (cache / FILE).write_text(f'{head}, "sources": [\n{said}\n]}}\n', encoding="utf-8")
    return recalled(cache, "r1")


def test_a_plan_asks_what_the_rules_would_ask(cache: Path) -> None:
    remember(cache, "r1", NETWORK, {"belta": SOURCE})
    plan = recalled(cache, "r1")
    assert plan is not None
    assert plan.network == NETWORK
    state, limits = FeedState("belta", SOURCE.url, 0, etag='"ə"'), Limits()
    assert poll.request(state, plan.sources["belta"], 5, limits) == poll.request(state, SOURCE, 5, limits)


def test_other_rules_have_no_plan(cache: Path) -> None:
    remember(cache, "r1", NETWORK, {"belta": SOURCE})
    assert recalled(cache, "r2") is None


def test_secrets_stay_references_and_nobody_else_may_read_the_file(cache: Path) -> None:
    remember(cache, "r1", NETWORK, {"belta": SOURCE})
    assert (cache / FILE).stat().st_mode & 0o077 == 0
    assert "${KEY}" in (cache / FILE).read_text(encoding="utf-8")


def test_a_damaged_plan_is_none(cache: Path) -> None:
    assert recalled(cache, "r1") is None
    remember(cache, "r1", NETWORK, {"belta": SOURCE})
    whole = json.loads((cache / FILE).read_bytes())
    assert recalled_after(cache, whole) is not None
    for key in whole.keys() - {"sources"}:
        assert recalled_after(cache, {k: v for k, v in whole.items() if k != key}) is None
        assert recalled_after(cache, whole | {key: 7}) is None
        assert recalled_after(cache, whole | {key: [{}]}) is None
    assert recalled_after(cache, whole | {"by": "0.0.1"}) is None
    for key in whole["sources"][0]:
        assert recalled_after(cache, whole | {"sources": [whole["sources"][0] | {key: 7}]}) is None
    remember(cache, "r1", NETWORK, {"belta": SOURCE})
    kept = (cache / FILE).read_bytes()
    for end in range(len(kept)):  # cut off anywhere
        (cache / FILE).write_bytes(kept[:end])
        assert recalled(cache, "r1") is None
    (cache / FILE).write_bytes(b"\xff[" * 100_000)
    assert recalled(cache, "r1") is None


def test_only_the_wanted_are_read(cache: Path) -> None:
    others = {f"f{n}": replace(SOURCE, id=f"f{n}") for n in range(3)}
    remember(cache, "r1", NETWORK, others)
    whole, some, none = (recalled(cache, "r1", wanted) for wanted in (None, lambda: ["f1", "gone"], list))
    assert whole
    assert some
    assert none
    assert (list(whole.sources), list(some.sources), list(none.sources)) == (["f0", "f1", "f2"], ["f1"], [])
    assert some.sources["f1"] == whole.sources["f1"]
    remember(cache, "r1", NETWORK, {})
    assert recalled(cache, "r1") == Plan(NETWORK, {})


@given(st.dictionaries(st.text(max_size=5), st.binary(max_size=5), min_size=1, max_size=4))
def test_a_fingerprint_is_of_names_and_bytes(files: dict[str, bytes]) -> None:
    assert fingerprint(files) == fingerprint(dict(reversed(files.items())))
    name = next(iter(files))
    assert fingerprint(files) != fingerprint(files | {name: files[name] + b"x"})
    assert fingerprint(files) != fingerprint({**{k: v for k, v in files.items() if k != name}, name + "x": files[name]})
