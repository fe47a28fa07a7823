"""Names in all their cases: worked out in a worker, kept in memory and in a file, and never fatal when that is damaged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor import log as lines
from monitor.errors import ConfigError
from monitor.lexicon.dictionaries import spelled, stamp
from monitor.model.limits import MB, Limits
from monitor.setup import cache_in, load_files, spellings
from monitor.setup.spellings import FILE, content, known, worked_out
from monitor.workers import Done, answers
from tests.test_setup import LEXICON, files, rule

LUKASHENKO = ("ru", "Лукашенко")
MINSK = ("uk", "Мінськ")


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has heard of no name yet."""
    forget(monkeypatch)


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    with lines.captured() as found:
        yield found


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return cache_in(tmp_path)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither earlier tests nor what comes with the program count."""
    monkeypatch.setattr(spellings, "_KNOWN", {})
    monkeypatch.setattr(spellings, "_READ", {})
    monkeypatch.setattr(spellings, "SHIPPED", Path("none.json"))


def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the dictionaries now is told off."""

    def asked(*_: object) -> Iterator[object]:
        raise AssertionError("the dictionaries were asked")

    monkeypatch.setattr(spellings, "answers", asked)


def test_what_is_new_is_worked_out_and_kept_for_the_next_process(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = worked_out([LUKASHENKO, MINSK], cache)
    assert found[LUKASHENKO] == ("лукашенко",)
    assert {"мінська", "мінськом"} <= set(found[MINSK])
    forget(monkeypatch)
    no_worker(monkeypatch)
    assert worked_out([MINSK, LUKASHENKO], cache) == found


def test_only_what_is_new_is_asked_for(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out([LUKASHENKO], cache)
    asked: list[object] = []

    def listening(limits: Limits, function: Callable[..., object], calls: list[tuple[Any, ...]]) -> Iterator[Done]:
        asked.extend(each for (part,) in calls for each in part)
        return answers(limits, function, calls)

    monkeypatch.setattr(spellings, "answers", listening)
    worked_out([LUKASHENKO, MINSK], cache)
    assert asked == [MINSK]


def test_without_a_state_directory_names_are_worked_out_all_the_same(tmp_path: Path) -> None:
    nowhere = cache_in(tmp_path / "none")
    assert worked_out([LUKASHENKO], nowhere)
    assert not (tmp_path / "none").exists(), "reading rules makes no state directory"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"made by": 1}', b'{"made by": "%s", "names": {"uk": {"\xd0\x9c": [1]}}}'],
)  # fmt: skip
def test_a_damaged_file_is_said_and_replaced(cache: Path, damage: bytes, log: list[dict[str, Any]]) -> None:
    cache.mkdir()
    (cache / FILE).write_bytes(damage.replace(b"%s", stamp().encode()))
    assert worked_out([LUKASHENKO], cache) == {LUKASHENKO: ("лукашенко",)}
    assert [line["event"] for line in log] == ["kept names cannot be read; they are worked out anew"]
    assert json.loads((cache / FILE).read_bytes())["names"] == {"ru": {"Лукашенко": ["лукашенко"]}}


def test_what_comes_with_the_program_is_what_the_dictionaries_say() -> None:
    """Made by tests/tools/make_spellings.py; what it lacks is worked out at the first start, what is wrong is not."""
    kept = spellings.understood(json.loads(Path(spellings.__file__).with_name("spelled.json").read_bytes()))
    assert len(kept) > 500, "made with other dictionaries: run tests.tools.make_spellings"
    again = dict(zip(kept, spelled(list(kept)), strict=True))
    assert again == kept, "raise GENERATOR in lexicon/dictionaries.py, then run tests.tools.make_spellings"
    assert json.loads(content(kept))["names"].keys() == {"ru", "uk"}


def test_a_file_of_other_dictionaries_counts_for_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out([LUKASHENKO], cache)
    content = json.loads((cache / FILE).read_bytes()) | {"made by": "an older one"}
    (cache / FILE).write_text(json.dumps(content), encoding="utf-8")
    forget(monkeypatch)
    assert known([LUKASHENKO], cache) == {}


def test_a_folder_that_cannot_be_written_is_said_and_worked_round(cache: Path, log: list[dict[str, Any]]) -> None:
    cache.write_text("a file stands where the folder should be", encoding="utf-8")
    assert worked_out([LUKASHENKO], cache)
    assert any(line["event"].startswith("names in all their cases cannot be kept") for line in log)


def test_dictionaries_that_cannot_be_used_are_an_error_with_a_sentence(cache: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        worked_out([LUKASHENKO], cache, replace(Limits(), job_memory=1 * MB))
    said = str(caught.value)
    assert said.startswith("names in Russian and Ukrainian cannot be declined:")
    assert "pymorphy3" in said
    assert not (cache / FILE).exists()


def test_a_caller_that_will_not_wait_gets_a_setup_that_is_not_ready(cache: Path) -> None:
    texts = files(lexicon=LEXICON.replace("ru: [ЕАЭС]", "ru: [ЕАЭС, Евразийский союз]"), extra__b=rule())
    waiting = load_files(texts, cache=cache, wait=False)
    assert not waiting.ready
    assert waiting.may_matter("Совет Евразийского союза", ""), "rather too much is fetched than too little"
    assert not waiting.may_matter("Погода в Перу", "")
    full = load_files(texts, cache=cache)
    assert full.ready
    assert (full.version, [each.version for each in full.rules]) == (
        waiting.version,
        [each.version for each in waiting.rules],
    )
    assert load_files(texts, cache=cache, wait=False).ready


def test_faults_are_said_at_once_and_no_name_is_worked_out_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    no_worker(monkeypatch)
    with pytest.raises(ConfigError, match="a name is missing"):
        load_files(files(extra__b=rule("eaeu and")))


def test_examples_are_tried_with_the_names_in_all_their_cases() -> None:
    text = rule("bank", head="names: {bank: {ru: [Евразийский банк]}}\n", match='"Глава Евразийского банка"')
    assert load_files(files(extra__b=text)).ready


PROOF = """
import sys
from pathlib import Path
import monitor.service
from monitor.setup import load
if __name__ == "__main__":
    setup = load(Path(sys.argv[1]), Path(sys.argv[2]))
    assert setup.ready and setup.lexicon.spellings
    print(sorted({name.partition(".")[0] for name in sys.modules} & {"pymorphy3", "pymorphy3_dicts_ru", "babel"}))
"""


def test_the_process_of_the_service_never_loads_the_dictionaries(tmp_path: Path) -> None:
    script = tmp_path / "proof.py"
    script.write_text(PROOF, encoding="utf-8")
    root = Path(__file__).parents[1]
    rules = shutil.copytree(root / "rules", tmp_path / "rules")
    text = rule("bank", head="names: {bank: {ru: [Кызылординский банк]}}\n", match='"Глава Кызылординского банка"')
    (rules / "bank.yaml").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, script, rules, cache_in(tmp_path)], cwd=root, capture_output=True, text=True,
        timeout=60, check=False, env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert ran.stderr == ""
    assert ran.stdout == "[]\n"
    assert (cache_in(tmp_path) / FILE).exists(), "it was a cold start"
