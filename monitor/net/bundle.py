"""The certificates that libcurl trusts: the same as `ssl` and httpcore do, in one file, which it reads once a day."""

from __future__ import annotations

import re
import ssl
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import certifi

from monitor.net.tls import trusting

_CERTIFICATE = re.compile(r"-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----")
_HASHED = "[0-9a-f]" * 8 + ".[0-9]"  # how a folder of certificates names them
_KEPT: list[object] = []  # files live as long as the process


@cache
def bundle(ca_file: str = "") -> str:
    """The path of a file with the system's certificates, the public ones and those of `ca_file`.

    libcurl brings its own TLS and knows no system; of one file, and only of that, it keeps what it has read. Raises
    Fault when `ca_file` cannot be used.
    """
    if ca_file:
        trusting(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ca_file)  # says what is wrong with it
    found: dict[str, None] = {}
    for path in (*_public(), *((Path(ca_file),) if ca_file else ())):
        text = path.read_text(encoding="ascii", errors="replace")
        found |= dict.fromkeys(_CERTIFICATE.findall(text))
    file = tempfile.NamedTemporaryFile("w", prefix="certificates-", suffix=".pem", encoding="ascii")  # noqa: SIM115
    _KEPT.append(file)
    file.write("\n".join(found) + "\n")
    file.flush()
    return file.name


def _public() -> Iterator[Path]:
    paths = ssl.get_default_verify_paths()
    yield Path(certifi.where())
    if paths.cafile:
        yield Path(paths.cafile)
    elif paths.capath:
        yield from sorted(Path(paths.capath).glob(_HASHED))
