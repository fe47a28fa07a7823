"""No secret gets out: not into logs, sentences, the store, backups, messages or what a command prints.

`python -m tests.planted` prints the same as a table.
"""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.channels.conftest import apprise_loaded  # noqa: F401 (a fixture)
from tests.planted.day import Heard, day
from tests.planted.places import Place, places, wanted
from tests.planted.search import found

NEVER_TOLD = {"HOOK_SECRET"}  # a webhook's secret signs, and goes nowhere
SITES = dict.fromkeys(("slack", "discord", "webhook", "apprise", "beat"), "http://127.0.0.1:1")


def test_every_place_that_takes_a_secret_has_one_planted() -> None:
    """A new field of the type SecretRef wants its line in tests/planted/places.py."""
    assert wanted() - {place.where for place in places(SITES)} == set()
    assert len(wanted()) >= 14


@pytest.mark.usefixtures("apprise_loaded")
@pytest.mark.parametrize("turn", [0, 1], ids=["variables and files, text log", "credentials and .env, JSON log"])
def test_a_day_of_failures_gives_no_secret_away(turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted, _, heard, told = day(tmp_path, turn, monkeypatch)
    hits = {key: count for key, count in found(heard, planted).items() if count}
    assert hits == {}
    unused = {place.name for place in planted if not told & set(place.marks)} - NEVER_TOLD
    everything = {place.name for place in planted}
    assert unused <= ({"PROXY_ALL", "HEADER_BROKEN"} if turn == 0 else everything - {"PROXY_ALL"})
    assert "monitor doctor" in heard.texts
    assert "problem" in heard.texts["log (text)" if turn == 0 else "log (json)"]


def test_the_search_finds_what_is_there_in_every_form(tmp_path: Path) -> None:
    place = Place("x", "X", "a", ("PL4NT10Zqa",))
    mark = place.marks[0]
    forms = (mark, quote(f"/{mark}?"), "".join(f"%{ord(letter):02x}" for letter in mark), f"f00{mark}bar")
    coded = [base64.b64encode(f"{'x' * n}{mark}:y".encode()).decode() for n in range(3)]
    for text in (*forms, *coded):
        state = tmp_path / base64.urlsafe_b64encode(text.encode()).decode()
        state.mkdir()
        (state / "note").write_text(text, encoding="utf-8")
        (state / "monitor.db").touch()
        assert found(Heard(state=state), [place])["X", "state: note"] == 1, text
