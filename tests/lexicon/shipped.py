"""The lexicon as shipped, built once for all tests that ask what it finds."""

from functools import cache
from pathlib import Path

from monitor.lexicon import Lexicon, build, load_names

RULES = Path(__file__).parents[2] / "rules" / "lexicon"


@cache
def shipped() -> Lexicon:
    """All files of rules/lexicon, compiled."""
    files = sorted(RULES.glob("*.yaml"))
    return build(
        [name for file in files for name in load_names(file.name, file.read_bytes())], ["товарооборот*", "oil"]
    )


def found(text: str, language: str = "", title: str = "") -> set[str]:
    """Names of the mentions in a text."""
    return {mention.name for mention in shipped().scan(title, text, language).mentions}
