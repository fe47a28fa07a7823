"""What asking feeds needs of rules/, kept in the state directory by whoever could use the rules.

It holds for the very bytes it was made of and for this version of the program; anything else is as if nothing were
kept. It is never more than a guess at what the river will ask, which sends a request of its own where that is wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor import __version__
from monitor.model.source import Network, SecretRef, Source

FILE = "feeds.json"
FORM = 1  # of the file
_TEXTS = ("id", "url", "format", "user_agent", "ca_file")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the world is reached, and the feeds by id, of each only what its requests are made of."""

    network: Network
    sources: Mapping[str, Source]


def remember(folder: Path, rules: str, network: Network, sources: Mapping[str, Source]) -> None:
    """Keep the plan for the rules of this fingerprint; as a whole or not at all, and without a word where it fails.

    The folder is made only inside an existing state directory. References to secrets stay references.
    """
    content = {
        "form": FORM,
        "by": __version__,
        "rules": rules,
        "network": {
            "proxy": _said(network.proxy), "ca_file": network.ca_file, "user_agent": network.user_agent,
            "contact": network.contact, "allow": sorted(map(list, network.allow)),
        },
        "sources": [
            {name: getattr(source, name) for name in _TEXTS}
            | {"proxy": _said(source.proxy), "headers": [[name, _said(value)] for name, value in source.headers]}
            for source in sources.values()
        ],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=0)
    path = folder / FILE
    new = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        if not folder.parent.is_dir() or (path.exists() and path.read_text(encoding="utf-8") == text):
            return
        folder.mkdir(exist_ok=True)
        new.touch(mode=0o600)  # a header may hold what is nobody else's business
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except (OSError, ValueError):
        return  # the next start reads the rules before it asks: slower, and nothing else


def recalled(folder: Path, rules: str) -> Plan | None:
    """The plan for the rules of this fingerprint; None where none is kept, or what is kept is none."""
    try:
        content = json.loads((folder / FILE).read_bytes())
        if (content["form"], content["by"], content["rules"]) != (FORM, __version__, rules):
            return None
        sources = [_source(each) for each in content["sources"]]
        return Plan(_network(content["network"]), {source.id: source for source in sources})
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _said(value: str | SecretRef) -> str | dict[str, str]:
    return {"secret": value.text} if isinstance(value, SecretRef) else value


def _value(kept: Any) -> str | SecretRef:
    return SecretRef(_text(kept["secret"])) if isinstance(kept, dict) else _text(kept)


def _text(kept: Any) -> str:
    if not isinstance(kept, str):
        raise ValueError("no text")  # noqa: TRY004  # damage, not a programmer's mistake
    return kept


def _source(kept: dict[str, Any]) -> Source:
    name, url, how, user_agent, ca_file = (_text(kept[key]) for key in _TEXTS)
    headers = tuple((_text(header), _value(value)) for header, value in kept["headers"])
    proxy = _value(kept["proxy"])
    return Source(name, "", url, format=how, user_agent=user_agent, headers=headers, proxy=proxy, ca_file=ca_file)


def _network(kept: dict[str, Any]) -> Network:
    allow = frozenset((_text(host), int(port)) for host, port in kept["allow"])
    texts = {name: _text(kept[name]) for name in ("ca_file", "user_agent", "contact")}
    return Network(**texts, proxy=_value(kept["proxy"]), allow=allow)
