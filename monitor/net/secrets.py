"""Secrets are opened here, at the moment of use, and masked wherever text leaves for a person.

`${NAME}` resolves from the systemd credential of that name (`secrets_NAME` where a whole folder was handed over), the
file that `NAME_FILE` names, the variable `NAME`, the line `NAME=` of `.env` in the working directory; the first that
exists wins.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote, urlsplit

from monitor.errors import SecretMissing
from monitor.model.source import SecretRef

_OPENED: dict[str, None] = {}  # for `mask_opened`; a dict, so that threads may read while one adds
_MOST_OPENED = 200
_BETWEEN = re.compile(r"[^A-Za-z0-9_]+")
_PIECE = 8  # characters: a shorter piece may be a word
_TELLING = 6  # the same of a form that is no piece
_FOR_ADDRESSES = str.maketrans("+/", "-_")
_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def open_secret(ref: str | SecretRef) -> str:
    """The text with every `${NAME}` in it replaced by its value; text without a reference comes back as it is.

    Raises SecretMissing, whose message holds the name and never a value.
    """
    text = ref.text if isinstance(ref, SecretRef) else ref
    return _REFERENCE.sub(lambda found: _remembered(_value(found[1])), text)


def mask_opened(text: str) -> str:
    """The text without any secret that this process has opened so far: for a log, where nobody knows whose they are."""
    return mask(text, tuple(_OPENED)) if _OPENED else text


def _remembered(value: str) -> str:
    if len(value) >= _PIECE and len(_OPENED) < _MOST_OPENED:
        _OPENED[value] = None
    return value


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


def values(ref: str | SecretRef) -> list[str]:
    """What `mask` must hide of it: the whole with its secrets opened, and each of them. Raises SecretMissing."""
    found = names(ref)
    return [open_secret(ref), *map(_value, found)] if found else []


def mask(text: str, secrets: Iterable[str]) -> str:
    """The text without the values, in whatever form they are said back: as they are, percent-encoded, in base64.

    Longer forms go first, so that one inside another leaves no rest.
    """
    for form in sorted({form for secret in secrets for form in _forms(secret)}, key=len, reverse=True):
        text = text.replace(form, "***")
    return text


def holds(text: str, secrets: Iterable[str]) -> bool:
    """Whether one of the values stands in the text, in whatever form."""
    forms = {form for secret in secrets for form in _forms(secret)}
    return any(form in text or form in unquote(text) for form in forms)


@lru_cache(maxsize=256)
def _forms(secret: str) -> frozenset[str]:
    """How a server, a library or an address may say a secret: whole, or in pieces that are too long to be words."""
    if not secret.strip():
        return frozenset()
    plain = {secret, secret.strip(), *_own(secret)}
    for word in (*plain, *(unquote(each) for each in plain)):
        plain |= {word, *_undone(word)}
    plain |= {piece for word in _own(secret) for piece in _BETWEEN.split(unquote(word)) if _odd(piece)}
    coded = {way(word) for word in plain for way in _CODED}
    return frozenset({secret} | {form for form in plain | coded if len(form) >= _TELLING})


def _own(secret: str) -> set[str]:
    """Its words; of an address what stands before and behind the host, which sentences name."""
    if "://" not in secret:
        return {word for word in secret.split() if _odd(word)}
    try:
        parts = urlsplit(secret)
    except ValueError:
        return {secret}
    return {parts.netloc.rpartition("@")[0], parts.path, parts.query, parts.fragment} - {""}


def _odd(piece: str) -> bool:
    """No word of any language: long, with a digit or capitals in its midst."""
    return len(piece) >= _PIECE and (piece[1:].lower() != piece[1:] or any(letter.isdigit() for letter in piece))


def _undone(word: str) -> set[str]:
    """What stands in base64, as in `Authorization: Basic`; a login's parts."""
    try:
        inside = {b64decode(word, validate=True).decode("utf-8")}
    except ValueError:
        inside = set()
    return inside | {part for each in (word, *inside) if "://" not in each for part in each.split(":")}


def _quoted(word: str) -> str:
    return quote(word, errors="surrogateescape")  # a variable may hold bytes that are no text


def _quoted_plus(word: str) -> str:
    return quote_plus(word, errors="surrogateescape")


def _quoted_whole(word: str) -> str:
    return quote(word, safe="", errors="surrogateescape")


def _base64(word: str) -> str:
    return b64encode(word.encode("utf-8", "surrogateescape")).decode("ascii").rstrip("=")


def _base64_of_addresses(word: str) -> str:
    return _base64(word).translate(_FOR_ADDRESSES)


_CODED = (_quoted, _quoted_plus, _quoted_whole, _base64, _base64_of_addresses)


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
