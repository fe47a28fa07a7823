"""The files of rules/ with one file changed or added: what an edit would be, before it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from monitor.errors import ConfigError
from monitor.setup import DIGESTS, LEXICON

# Who gets what says nothing of what a rule finds; a candidate that renames a rule is tried before digests.yaml follows.
NOBODY = b"version: 1\nsubscriptions: []\n"


def without_readers(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with nobody to be told, so that rules alone are looked at."""
    return {**files, DIGESTS: NOBODY}


def placed(files: Mapping[str, bytes], name: str, data: bytes) -> tuple[str, dict[str, bytes]]:
    """Where a file called `name` belongs, and the files with it there: in the place of its namesake, else beside rules.

    A lexicon file takes the place of the lexicon file of the same name.
    """
    inner = f"{LEXICON}/{name}"
    place = inner if inner in files and name not in files else name
    return place, {**files, place: data}


@contextmanager
def named(place: str, shown: str) -> Iterator[None]:
    """Problems of the file at `place` (as the setup names it) speak of `shown`, the file that a person knows."""
    try:
        yield
    except ConfigError as fault:
        raise ConfigError(
            *(replace(each, file=shown) if each.file == place else each for each in fault.problems)
        ) from fault
