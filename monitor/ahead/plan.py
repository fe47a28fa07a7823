"""What asking feeds needs of rules/, kept in the state directory by whoever could use the rules.

It holds for the very bytes it was made of and for this version of the program; anything else is as if nothing were
kept. It is never more than a guess at what the river will ask, which sends a request of its own where that is wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor import __version__
from monitor.model.source import Network, SecretRef, Source

FILE = "feeds.json"
FORM = 2  # of the file
_OPENED, _CLOSED, _ID = ', "sources": [\n', "\n]}\n", '{"id": "'
_TEXTS = ("id", "url", "format", "user_agent", "ca_file")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the world is reached, and the feeds by id, of each only what its requests are made of."""

    network: Network
    sources: Mapping[str, Source]


def remember(folder: Path, rules: str, network: Network, sources: Mapping[str, Source]) -> None:
    """Keep the plan for the rules of this fingerprint; as a whole or not at all, and without a word where it fails.

    The folder is made only inside an existing state directory. References to secrets stay references. A line a feed,
    so that neither writing nor reading it takes memory for all of them.
    """
    path = folder / FILE
    new = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        if not folder.parent.is_dir() or _is_kept(path, _lines(rules, network, sources)):
            return
        folder.mkdir(exist_ok=True)
        new.touch(mode=0o600)  # a header may hold what is nobody else's business
        with new.open("w", encoding="utf-8") as file:
            file.writelines(_lines(rules, network, sources))
        new.replace(path)
    except (OSError, ValueError):
        return  # the next start reads the rules before it asks: slower, and nothing else


def _lines(rules: str, network: Network, sources: Mapping[str, Source]) -> Iterator[str]:
    head = {
        "form": FORM,
        "by": __version__,
        "rules": rules,
        "network": {
            "proxy": _said(network.proxy), "ca_file": network.ca_file, "user_agent": network.user_agent,
            "contact": network.contact, "allow": sorted(map(list, network.allow)),
        },
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + _OPENED
    comma = ""
    for source in sources.values():
        said = {name: getattr(source, name) for name in _TEXTS}
        said |= {"proxy": _said(source.proxy), "headers": [[name, _said(value)] for name, value in source.headers]}
        yield comma + json.dumps(said, ensure_ascii=False)
        comma = ",\n"
    yield _CLOSED


def _is_kept(path: Path, lines: Iterable[str]) -> bool:
    if not path.exists():
        return False
    with path.open(encoding="utf-8") as file:
        return all(file.read(len(line)) == line for line in lines) and not file.read(1)


def recalled(folder: Path, rules: str, wanted: Callable[[], Collection[str]] | None = None) -> Plan | None:
    """The plan for the rules of this fingerprint; None where none is kept, or what is kept is none.

    Only the feeds that are `wanted`, all without it; it is asked when there is a plan.
    """
    try:
        with (folder / FILE).open(encoding="utf-8") as file:
            opened = file.readline()
            if not opened.endswith(_OPENED):
                return None
            content = json.loads(opened.removesuffix(_OPENED) + "}")
            if (content["form"], content["by"], content["rules"]) != (FORM, __version__, rules):
                return None
            network, ids = _network(content["network"]), None if wanted is None else wanted()
            sources, last = [], opened
            for last in file:
                if not last.startswith(_ID) and last not in _CLOSED.splitlines(keepends=True):
                    return None
                if last.startswith(_ID) and (ids is None or _id(last) in ids):
                    sources.append(_source(json.loads(last.rstrip(",\n"))))
        return Plan(network, {source.id: source for source in sources}) if last == _CLOSED.lstrip("\n") else None
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _id(line: str) -> str:
    """Of a feed's line, which begins with it; an id needs no escapes."""
    return line[len(_ID) : line.index('"', len(_ID))]


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
