"""Secrets are opened here, at the moment of use, and masked wherever text leaves for a person.

`${NAME}` resolves from the systemd credential of that name (`secrets_NAME` where a whole folder was handed over), the
file that `NAME_FILE` names, the variable `NAME`, the line `NAME=` of `.env` in the working directory; the first that
exists wins.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from monitor.errors import SecretMissing
from monitor.model.source import SecretRef

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def open_secret(ref: str | SecretRef) -> str:
    """The text with every `${NAME}` in it replaced by its value; text without a reference comes back as it is.

    Raises SecretMissing, whose message holds the name and never a value.
    """
    text = ref.text if isinstance(ref, SecretRef) else ref
    return _REFERENCE.sub(lambda found: _value(found[1]), text)


def names(ref: str | SecretRef) -> list[str]:
    """The names of the secrets in it, in their order."""
    return _REFERENCE.findall(str(ref))


def files(ref: str | SecretRef) -> list[Path]:
    """The files that its secrets are read from now; none where a systemd credential or a variable gives them."""
    found = []
    for name in names(ref):
        credential = Path(os.environ.get("CREDENTIALS_DIRECTORY", "")) / name
        if os.environ.get("CREDENTIALS_DIRECTORY") and credential.is_file():
            continue  # the system looks after those
        if file := os.environ.get(f"{name}_FILE", ""):
            found.append(Path(file))
        elif name not in os.environ and _from_env_file(name) is not None:
            found.append(Path(".env"))
    return found


def mask(text: str, secrets: Iterable[str]) -> str:
    """The text without the values; longer ones go first, so that one inside another leaves no rest."""
    for secret in sorted({s for s in secrets if s.strip()}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text


def _value(name: str) -> str:
    credentials = os.environ.get("CREDENTIALS_DIRECTORY", "")
    # LoadCredential=secrets:FOLDER gives each file of the folder as secrets_NAME (systemd.exec(5)).
    for file in (Path(credentials) / name, Path(credentials) / f"secrets_{name}"):
        if credentials and file.is_file():
            return _read(name, file)
    if named := os.environ.get(f"{name}_FILE", ""):
        return _read(name, Path(named))
    if name in os.environ:
        return os.environ[name]
    value = _from_env_file(name)
    if value is None:
        raise SecretMissing(
            f"the secret {name} is missing: give it as a systemd credential, as a file named by {name}_FILE, "
            f"as the variable {name}, or as a line {name}=... in .env"
        )
    return value


def _read(name: str, path: Path) -> str:
    """A trailing line end belongs to the editor, not to the secret."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SecretMissing(f"the file of the secret {name} cannot be read: {type(error).__name__}") from None


def _from_env_file(name: str) -> str | None:
    try:
        lines = Path(".env").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        key, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and key.strip() == name:
            value = value.strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            return value[1:-1] if quoted else value
    return None
