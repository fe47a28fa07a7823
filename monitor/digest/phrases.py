"""The tables of phrases, and what the CLDR knows of a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from monitor.model.message import FrameLanguage

if TYPE_CHECKING:
    from babel import Locale

FRAMES: tuple[FrameLanguage, ...] = ("en", "ru", "az")
_HERE = Path(__file__).parent / "frames"


@cache
def phrases(tag: FrameLanguage) -> Mapping[str, str]:
    """All phrases of a language: `table.key` -> words with slots."""
    return dict(_flat(tomllib.loads((_HERE / f"{tag}.toml").read_text(encoding="utf-8"))))


def table(tag: FrameLanguage, name: str) -> dict[str, str]:
    """The phrases of one table by what stands behind its name."""
    return {key.removeprefix(f"{name}."): said for key, said in phrases(tag).items() if key.startswith(f"{name}.")}


def slots_of(phrase: str) -> frozenset[str]:
    """The slots that a phrase has."""
    return frozenset(name for _, name, _, _ in Formatter().parse(phrase) if name)


@cache
def locale(tag: FrameLanguage) -> Locale:
    """The language in the CLDR; the first call reads it."""
    from babel import Locale  # noqa: PLC0415 - read where a digest is rendered, never when the service starts

    return Locale.parse(tag)


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, str):
            yield before + key, value
        else:
            yield from _flat(value, f"{before}{key}.")
