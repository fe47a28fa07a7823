"""`monitor export --digest` and `--verify`: the pack holds together, is the same each time, and no hostile one gets in."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.cli import entry
from monitor.cli.auditing.writing import zipped
from monitor.model.limits import MB
from tests.cli.conftest import TOLD, Monitor, Ran
from tests.cli.test_digests import bytes_of
from tests.world import Item, World

Files = dict[str, bytes]


@pytest.fixture
def packed(monitor: Monitor, state: Path, tmp_path: Path) -> Path:
    """The pack of the one digest of this state; looking changes nothing of it."""
    before, path = bytes_of(state), tmp_path / "digest.zip"
    ran = monitor("export", "--digest", "1", "-o", path)
    assert (ran.code, ran.out) == (0, f"{path}\n"), ran.err
    assert bytes_of(state) == before
    return path


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def verified(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Ran:
    """Without a state directory and without rules, as on another machine."""
    capsys.readouterr()
    code = entry(["--state", "/nowhere", "--rules", "/nowhere", "export", "--verify", str(path), *more])
    out, err = capsys.readouterr()
    return Ran(code, out, err)


def told_again(files: Files) -> Files:
    """The same files under a manifest that fits them: what a forger would do first."""
    from hashlib import sha256

    manifest = json.loads(files["manifest.json"])
    rest = {path: data for path, data in files.items() if path != "manifest.json"}
    manifest["files"] = {path: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for path, data in rest.items()}
    return {**rest, "manifest.json": json.dumps(manifest).encode()}


def test_a_pack_holds_everything_behind_the_digest(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = files_of(packed)
    assert next(iter(files)) == "README.txt"
    assert TOLD.title in files["articles/2.txt"].decode()
    digest = json.loads(files["digest.json"])
    (told,) = digest["told"]
    assert "Лукашенко" in told["words"]
    assert told["rules"][0]["rule"] == "azerbaijan-belarus"
    assert b"pair(azerbaijan, belarus)" in files[told["rules"][0]["file"]]
    (delivery,) = json.loads(files["deliveries.json"])
    assert delivery["attempts"][0]["detail"] == "250 ok"
    assert files["bodies/mail-1.eml"].startswith(b"Subject:")
    ran = verified(packed, capsys)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"{packed} holds: digest 1 (desk, 2024-05-14/daily)")
    assert "looked at: files 7, articles 1, words of WHY" in ran.out


def test_a_pack_is_the_same_to_the_last_byte(monitor: Monitor, packed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert monitor("export", "--digest", "1", "-o", again).code == 0
    assert again.read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(again) as pack:
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def edited(name: str, change: Callable[[str], str]) -> Callable[[Files], Files]:
    def tamper(files: Files) -> Files:
        text = files[name].decode()
        assert change(text) != text
        return {**files, name: change(text).encode()}

    return tamper


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (edited("articles/2.txt", lambda text: text.replace("Лукашенко", "Макрон")), "has another SHA-256 than"),
        (edited("digest.json", lambda text: text.replace('"Лукашенко"', '"Zelensky"')), "of WHY does not stand"),
        (edited("digest.json", lambda text: text.replace('"text": "Л', '"text": "Ж')), "does not stand in article 2"),
        (edited("digest.json", lambda text: text.replace('"sent": 1', '"sent": 2')), "counts 2 messages that are sent"),
        (edited("deliveries.json", lambda text: text.replace('"sent"', '"unknown"', 1)), "its attempts say otherwise"),
        (lambda files: {k: v for k, v in files.items() if not k.startswith("rules/")}, "the rule 'azerbaijan-belarus'"),
        (lambda files: {k: v for k, v in files.items() if not k.startswith("bodies/")}, "its bytes are missing"),
        (lambda files: {k: v for k, v in files.items() if k != "articles/2.txt"}, "articles/2.txt is missing"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_found_even_under_a_new_manifest(
    tamper: Callable[[Files], Files], sentence: str, packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tamper(files_of(packed))
    packed.write_bytes(zipped(files))
    plain = verified(packed, capsys)
    assert plain.code == 1
    assert "does not hold: " in plain.out
    packed.write_bytes(zipped(told_again(files)))
    ran = verified(packed, capsys, "--json")
    assert ran.code == 1
    assert sentence in " ".join(json.loads(ran.out)["problems"])


def crafted(*entries: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as pack:
        for name, data in entries:
            pack.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


LINK = zipfile.ZipInfo("digest.json")
LINK.create_system, LINK.external_attr = 3, 0o120777 << 16


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(LINK, b"/etc/passwd")
    return out.getvalue()


def lying(size: int) -> bytes:
    """A file that unpacks to more than both lists say."""
    data = crafted(("manifest.json", b"\0" * 5 * MB), how=zipfile.ZIP_DEFLATED)
    return data.replace((5 * MB).to_bytes(4, "little"), size.to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "does not end as one"),
        (b"not a pack at all, only some text " * 3, "does not end as one"),
        (crafted(("../../etc/cron.d/x", b"")), "which no pack has; nothing of it was unpacked"),
        (crafted(("/etc/passwd", b"")), "which no pack has"),
        (crafted(("articles/..", b"")), "which no pack has"),
        (crafted(("articles\\1.txt", b"")), "which no pack has"),
        (linked(), "is no plain file but a link"),
        (crafted(("manifest.json", b"\0" * 17 * MB), how=zipfile.ZIP_DEFLATED), "says that it holds 17 MB"),
        (lying(1000), "manifest.json"),
        (crafted(("README.txt", b"")), "manifest.json is missing"),
        (crafted(("manifest.json", b"[" * 100_000)), "manifest.json is not what a pack has there"),
        (crafted(("manifest.json", b'{"format": "x/2", "totals": {}, "files": {}}')), "its format is 'x/2'"),
        (crafted(("manifest.json", b'{"format": 1e999}')), "manifest.json is not what a pack has there"),
    ],
)  # fmt: skip
def test_a_hostile_pack_is_refused_with_a_sentence(
    data: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hostile.zip"
    path.write_bytes(data)
    tracemalloc.start()
    try:
        ran = verified(path, capsys)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert peak < 40 * MB
    assert list(tmp_path.iterdir()) == [path]


def test_a_pack_that_asks_for_endless_looking_is_refused(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = files_of(packed)
    digest = json.loads(files["digest.json"])
    digest["told"][0]["words"] = ["x"] * 501
    packed.write_bytes(zipped(told_again({**files, "digest.json": json.dumps(digest).encode()})))
    ran = verified(packed, capsys)
    assert (ran.code, ran.out) == (1, "")
    assert "digest.json is not what a pack has there: told.0.words" in ran.err


def test_a_name_that_stands_there_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "twice.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        path.write_bytes(crafted(("manifest.json", b"{}"), ("manifest.json", b"[]")))
    assert "it holds manifest.json twice" in verified(path, capsys).err


def test_what_cannot_be_packed_is_a_sentence(monitor: Monitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no digest 9" in monitor("export", "--digest", "9").err
    (tmp_path / "digest-1.zip").write_bytes(b"somebody's own")
    ran = monitor("export", "--digest", "1")
    assert (ran.code, (tmp_path / "digest-1.zip").read_bytes()) == (1, b"somebody's own")
    assert "is there already and is another file" in ran.err
    assert monitor("export", "--digest", "1", "--verify", "x.zip").code == 2
    assert monitor("export").code == 2


def test_of_a_correction_both_texts_are_in_the_pack(
    monitor: Monitor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figure of the text changed after it was told: both texts can be held against each other."""
    said, now = "За год товарооборот составил 480 млн долларов.", "За год товарооборот составил 48 млн долларов."
    item = Item("Лукашенко провёл переговоры с Алиевым в Баку", said, "https://belta.example/1")
    world = World(tmp_path / "world")
    world.feed("belta", item).until("09:00")
    world.feed("belta", replace(item, text=now)).until("+1 09:00")
    world.river.stop()
    world.store.close()
    path = tmp_path / "correction.zip"
    assert monitor("export", "--digest", "2", "-o", path, state_dir=world.path).code == 0
    files = files_of(path)
    assert said in files["articles/1.before.txt"].decode()
    assert now in files["articles/1.txt"].decode()
    assert [line["shows"] for line in json.loads(files["digest.json"])["lines"]] == ["change"]
    ran = verified(path, capsys)
    assert (ran.code, ran.err) == (0, "")
    path.write_bytes(zipped(told_again({**files, "articles/1.before.txt": files["articles/1.txt"]})))
    assert "article 1 is as it was told before" in verified(path, capsys).out
