"""Makes what the program knows beforehand of the names that come with it.

    python -m tests.tools.make_spellings

monitor/setup/spelled.json: the shipped lexicon's Russian and Ukrainian names in all their cases, by the dictionaries.
monitor/lexicon/inflection/ready.json: its names and all states in the other languages, by our rules of endings.
monitor/reading/vocabulary/ready.json: the words that readers look for, as they are looked for.
Run it when names were added to rules/lexicon, words to monitor/reading/vocabulary, when the rules of endings changed,
or the dictionaries have a new version. Nothing breaks while the first or the last is old, or while names are missing in
the second: all are then worked out at the start. Tests hold what stands there to the files, rules and dictionaries.
"""

from pathlib import Path

from monitor import reading
from monitor.lexicon import forms, inflection, load_names, wanted
from monitor.lexicon.dictionaries import spelled
from monitor.lexicon.inflection import beforehand
from monitor.lexicon.inflection.spelling import Phrase
from monitor.lexicon.names import NameDef
from monitor.lexicon.territories import territories
from monitor.reading.cues import Vocabulary, shipped
from monitor.setup.spellings import SHIPPED, content

LEXICON = Path(__file__).parents[2] / "rules" / "lexicon"
CUES = Path(reading.__file__).parent / "vocabulary" / "ready.json"
READY = Path(inflection.__file__).with_name(beforehand.FILE)


def main() -> None:
    """Ask the rules and the dictionaries for every name there is, and write what they say."""
    asked = wanted(_shipped())
    SHIPPED.write_text(content(dict(zip(asked, spelled(asked), strict=True))), encoding="utf-8")
    READY.write_text(beforehand.content(inflected_anew()), encoding="utf-8")
    data, _ = shipped()
    CUES.write_text(Vocabulary(data).content(data), encoding="utf-8")


def inflected_anew() -> dict[beforehand.Asked, tuple[Phrase, ...]]:
    """Whatever reading the shipped names and the states asks of the rules of endings, and their answers."""
    found: dict[beforehand.Asked, tuple[Phrase, ...]] = {}

    def listening(language: str, text: str, *, proper: bool = True) -> tuple[Phrase, ...]:
        name = inflection.is_name(language, text, proper=proper)
        found[language, name, text] = inflection.worked_out(language, text, proper=name)
        return found[language, name, text]

    plain = vars(forms)["inflected"]
    vars(forms)["inflected"] = listening
    try:
        for name in (*territories(), *_shipped()):
            for form in (*(form for _, form in name.strong), *name.weak, *name.context, *name.rejects):
                _ = form.ways  # worked out where it is asked for
    finally:
        vars(forms)["inflected"] = plain
    return found


def _shipped() -> list[NameDef]:
    return [name for file in sorted(LEXICON.glob("*.yaml")) for name in load_names(file.name, file.read_bytes())]


if __name__ == "__main__":
    main()
