"""What deploy/ holds is usable as it stands: units, image, compose file, installer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parent.parent
DEPLOY = HOUSE / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")


def settings(unit: Path) -> dict[str, list[str]]:
    """Every `Key=value` of a unit, in order; a key may come more than once."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_is_closed_off(unit: Path) -> None:
    """`systemd-analyze security` rates what a process could still do from 0 to 10; safety.md wants less than 2."""
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(unit)], capture_output=True, text=True, check=False
    )
    (rating,) = re.findall(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    assert float(rating) < 2.0, done.stdout


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    for each in UNITS:
        text = each.read_text(encoding="utf-8")
        (tmp_path / each.name).write_text(text.replace("/opt/bilateral-monitor/current/bin/monitor", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "bilateral-monitor" in line]
    assert done.returncode == 0, done.stderr
    assert not ours, ours


def test_the_service_is_what_safety_asks_for() -> None:
    unit = settings(DEPLOY / "bilateral-monitor.service")
    wanted = {
        "Type": "notify", "DynamicUser": "yes", "StateDirectory": "bilateral-monitor", "MemoryMax": "768M",
        "OOMPolicy": "continue", "ProtectSystem": "strict", "LoadCredential": "secrets:/etc/bilateral-monitor/secrets",
    }  # fmt: skip
    assert {key: unit[key][0] for key in wanted} == wanted
    assert int(unit["WatchdogSec"][0]) > 0
    assert "@system-service" in unit["SystemCallFilter"][0]


def test_every_command_of_a_unit_is_one_of_ours() -> None:
    from monitor.cli import COMMANDS

    for unit in SERVICES:
        (call,) = settings(unit)["ExecStart"]
        words = [word for word in call.split() if not word.startswith(("-", "/")) and word != "json"]
        assert words[0] in COMMANDS, call


def test_the_timer_variant_and_the_service_exclude_one_another() -> None:
    unit = settings(DEPLOY / "bilateral-monitor-poll.service")
    assert unit["Conflicts"] == ["bilateral-monitor.service"]
    assert unit["SuccessExitStatus"] == ["4"]  # some feeds failed: no fault of this machine


def test_units_share_their_hardening() -> None:
    """What closes off the service closes off its helpers too; a line added to one is added to all."""
    first = settings(DEPLOY / "bilateral-monitor.service")
    for unit in SERVICES:
        other = settings(unit)
        for key in first:
            if key.startswith(("Protect", "Private", "Restrict", "SystemCall", "Lock", "NoNew", "Memory", "Cap")):
                assert key in other, f"{unit.name} lacks {key}"


def test_the_image_is_made_of_files_there_are_and_runs_as_nobody() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE)
        for name in line.split()[:-1]
        if not name.startswith("--")
    ]
    assert copied
    assert [name for name in copied if not (HOUSE / name).exists()] == []
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [name for name in copied if f"!{name}" not in kept] == []
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["10001:10001"]
    assert "HEALTHCHECK" in text


def test_the_compose_file_gives_no_rights_away() -> None:
    file = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    service = file["services"]["monitor"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in service


def test_the_sample_environment_names_only_variables_the_program_knows() -> None:
    sample = (DEPLOY / "monitor.env.sample").read_text(encoding="utf-8")
    names = re.findall(r"^#?([A-Z_]+)=", sample, re.MULTILINE)
    sources = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "monitor" / "cli").rglob("*.py"))
    assert names
    assert [name for name in names if name.startswith("MONITOR_") and name not in sources] == []


# -- the installer, below a folder of its own


def install(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(DEPLOY / "install.sh"), "--root", str(root), "--no-packages", *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_installation_has_everything_in_its_place(tmp_path: Path) -> None:
    done = install(tmp_path)
    assert done.returncode == 0, done.stderr
    units = {path.name for path in (tmp_path / "etc/systemd/system").iterdir()}
    assert units == {unit.name for unit in UNITS}
    assert (tmp_path / "etc/bilateral-monitor/secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "etc/bilateral-monitor/rules/sources.yaml").is_file()
    current = (tmp_path / "opt/bilateral-monitor/current").readlink()
    assert (tmp_path / current.relative_to("/") / "docs/operators.md").is_file()


def test_the_services_user_can_read_the_program_whatever_umask_root_has(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert install(tmp_path / "root").returncode == 0
    finally:
        os.umask(before)
    opt = tmp_path / "root/opt"
    assert [path for path in (opt, *opt.rglob("*")) if not path.is_symlink() and not path.stat().st_mode & 0o004] == []


def test_an_upgrade_leaves_what_is_ours_and_keeps_a_way_back(tmp_path: Path) -> None:
    install(tmp_path)
    ours = tmp_path / "etc/bilateral-monitor"
    (ours / "rules/sources.yaml").write_text("version: 1\nsources: []  # наши\n", encoding="utf-8")
    (ours / "secrets/MAIL_PASSWORD").write_text("parol", encoding="utf-8")
    before = (tmp_path / "opt/bilateral-monitor/current").readlink()
    old = tmp_path / before.relative_to("/")
    old = old.rename(old.with_name("0.0.9-20240101T000000Z"))
    current = tmp_path / "opt/bilateral-monitor/current"
    current.unlink()
    current.symlink_to(f"/opt/bilateral-monitor/releases/{old.name}")
    (old.parent / "0.0.8-20230101T000000Z").mkdir()

    done = install(tmp_path)

    assert done.returncode == 0, done.stderr
    assert "наши" in (ours / "rules/sources.yaml").read_text(encoding="utf-8")
    assert (ours / "secrets/MAIL_PASSWORD").read_text(encoding="utf-8") == "parol"
    assert (ours / "rules.new/sources.yaml").is_file()
    assert "stay as they are" in done.stdout
    left = {path.name for path in old.parent.iterdir()}
    assert left == {old.name, current.readlink().name}
    assert current.readlink().name != old.name


def test_a_slip_of_the_installer_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(["sh", str(DEPLOY / "install.sh"), "--tmier"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--tmier is not an option" in done.stderr
    done = install(tmp_path / "x", "--root")
    assert (done.returncode, done.stderr.strip()) == (2, "--root wants a folder")
