"""A secret comes from the first place that has it, and never shows up in text."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import SecretMissing
from monitor.model.source import SecretRef
from monitor.net.secrets import files, holds, mask, open_secret, values


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


def test_masking_hides_what_is_said_back_in_other_forms() -> None:
    secrets = ["Basic bm9ib2R5OnRham5hMTIz", "http://nobody:ta%2Fjna%20@proxy.example:3128"]
    said = "nobody:tajna123 and tajna123, bm9ib2R5OnRham5hMTIz, nobody:ta/jna , ta%2Fjna%20 at proxy.example"
    masked = mask(said, secrets)
    assert all(word not in masked for word in ("nobody", "tajna123", "bm9ib2R5", "jna"))
    assert masked.endswith(" at proxy.example")


def test_words_of_a_passphrase_stay_words() -> None:
    assert mask("the proxy asks for a password", ["my proxy password"]) == "the proxy asks for a password"


def test_an_address_that_holds_a_secret_in_any_form_is_known() -> None:
    assert holds("https://example.org/there?key=tajna%2B123456", ["tajna+123456"])
    assert not holds("https://example.org/there", ["tajna+123456", ""])


def test_what_a_reference_hides_is_the_whole_and_each_of_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGIN", "me:tajna")
    assert values(SecretRef("http://${LOGIN}@proxy.example")) == ["http://me:tajna@proxy.example", "me:tajna"]
    assert values("plain") == []


def test_files_of_secrets_are_those_that_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ONE=1\n")
    (tmp_path / "two").write_text("2")
    monkeypatch.setenv("TWO_FILE", str(tmp_path / "two"))
    monkeypatch.setenv("THREE", "3")
    assert files("${ONE}${TWO}${THREE}") == [Path(".env"), tmp_path / "two"]
