"""The lexicon as shipped, built once for all tests that ask what it finds."""

from functools import cache
from pathlib import Path

from monitor.lexicon import Lexicon, NameDef, build, load_names, wanted
from monitor.lexicon.dictionaries import spelled
from monitor.lexicon.forms import Spellings

RULES = Path(__file__).parents[2] / "rules" / "lexicon"


@cache
def shipped() -> Lexicon:
    """All files of rules/lexicon, compiled."""
    files = sorted(RULES.glob("*.yaml"))
    names = [name for file in files for name in load_names(file.name, file.read_bytes())]
    return build(names, ["товарооборот*", "oil"], spellings(names))


def spellings(names: list[NameDef]) -> Spellings:
    """What the dictionaries say of the names, asked in this process: a test may load them."""
    asked = wanted(names)
    return dict(zip(asked, spelled(asked), strict=True))


def found(text: str, language: str = "", title: str = "") -> set[str]:
    """Names of the mentions in a text."""
    return {mention.name for mention in shipped().scan(title, text, language).mentions}
