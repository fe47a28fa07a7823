"""A secret comes from the first place that has it, and never shows up in text."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import SecretMissing
from monitor.model.source import SecretRef
from monitor.net.secrets import mask, open_secret


def test_the_order_is_credential_file_variable_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "credentials").mkdir()
    (tmp_path / ".env").write_text("# почта\nexport SMTP_LOGIN='from env file'\n")
    assert open_secret("${SMTP_LOGIN}") == "from env file"
    monkeypatch.setenv("SMTP_LOGIN", "from variable")
    assert open_secret("${SMTP_LOGIN}") == "from variable"
    (tmp_path / "login").write_text("from file\n")
    monkeypatch.setenv("SMTP_LOGIN_FILE", str(tmp_path / "login"))
    assert open_secret("${SMTP_LOGIN}") == "from file"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    (tmp_path / "credentials" / "secrets_SMTP_LOGIN").write_text("from a folder of credentials")
    assert open_secret("${SMTP_LOGIN}") == "from a folder of credentials"
    (tmp_path / "credentials" / "SMTP_LOGIN").write_text("from credential")
    assert open_secret(SecretRef("${SMTP_LOGIN}")) == "from credential"


def test_text_around_references_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A", "1")
    monkeypatch.setenv("B", "2")
    assert open_secret(SecretRef("x ${A}:${B} $C {D}")) == "x 1:2 $C {D}"


def test_a_missing_secret_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SecretMissing, match="the secret NO_SUCH is missing"):
        open_secret("${NO_SUCH}")
    monkeypatch.setenv("NO_SUCH_FILE", str(tmp_path / "none"))
    with pytest.raises(SecretMissing, match="the file of the secret NO_SUCH cannot be read"):
        open_secret("${NO_SUCH}")


def test_masking_hides_the_longer_first() -> None:
    assert mask("Bearer abc123, abc", ["abc", "Bearer abc123", ""]) == "***, ***"
