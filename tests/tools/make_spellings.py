"""Makes monitor/setup/spelled.json: the shipped lexicon's Russian and Ukrainian names in all their cases.

    python -m tests.tools.make_spellings

Run it when names were added to rules/lexicon or the dictionaries have a new version. Nothing breaks while it is old:
what is missing in the file is worked out at the first start.
"""

from pathlib import Path

from monitor.lexicon import load_names, wanted
from monitor.lexicon.dictionaries import spelled
from monitor.setup.spellings import SHIPPED, content

LEXICON = Path(__file__).parents[2] / "rules" / "lexicon"


def main() -> None:
    """Ask the dictionaries for every name there is, and write what they say."""
    names = [name for file in sorted(LEXICON.glob("*.yaml")) for name in load_names(file.name, file.read_bytes())]
    asked = wanted(names)
    SHIPPED.write_text(content(dict(zip(asked, spelled(asked), strict=True))), encoding="utf-8")


if __name__ == "__main__":
    main()
