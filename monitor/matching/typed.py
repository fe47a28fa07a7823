"""A condition as it was typed, made ready for the grammar without moving a character.

Quoted texts, remarks, invisible characters, dashes and look-alike letters are settled here, because a grammar reads
them badly: quotation marks nest, and «ООО «Х»» is one text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.errors import ConfigError, Problem
from monitor.yamlfile.lookalikes import latin_twin, look_alike

__all__ = ["KEYWORDS", "MAX_DEPTH", "Place", "Typed", "latin_twin", "look_alike", "typed"]

MAX_DEPTH = 50
KEYWORDS = frozenset({"and", "or", "not", "of"})
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_BLANKS = dict.fromkeys("\u00a0\u202f\u2007\u2009\u200b\u200c\u200d\u2060\ufeff\u00ad\t", " ")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_PLAIN = str.maketrans({**_BLANKS, **_DASHES})
_WORD = re.compile(r"[^\W\d_][\w-]*(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition's text begins: `line` and `column` (from 1) of its first character in `file`."""

    file: str
    line: int
    column: int
    text: str

    def problem(self, offset: int, sentence: str, suggestion: str = "") -> Problem:
        """A fault at `offset` in the text."""
        before = self.text[:offset]
        breaks = before.count("\n")
        column = offset - before.rfind("\n") if breaks else self.column + offset
        return Problem(self.file, self.line + breaks, column, sentence, suggestion)

    def refusal(self, offset: int, sentence: str, suggestion: str = "") -> ConfigError:
        """The same, to be raised."""
        return ConfigError(self.problem(offset, sentence, suggestion))


@dataclass(frozen=True, slots=True)
class Typed:
    """`masked` has the length of the text; `phrases`: what stood between the marks, by the opening mark's offset."""

    masked: str
    phrases: dict[int, str]


def typed(place: Place) -> Typed:
    """The condition ready for the grammar.

    Raises ConfigError for a quotation mark that is not closed, brackets deeper than 50, and keywords with look-alike
    letters.
    """
    masked: list[str] = []
    phrases: dict[int, str] = {}
    offset = depth = 0
    text = place.text
    while offset < len(text):
        character = text[offset]
        end = offset + 1
        if character in _CLOSERS:
            end = _closing(place, offset) + 1
            phrases[offset] = text[offset + 1 : end - 1]
            inside = "".join("\n" if inner == "\n" else "\0" for inner in phrases[offset])
            masked.append(f'"{inside}"')
        elif character == "#" and (not offset or text[offset - 1].isspace()):
            end = len(text) if (line_end := text.find("\n", offset)) < 0 else line_end
            masked.append(" " * (end - offset))
        else:
            depth += {"(": 1, ")": -1}.get(character, 0)
            if depth > MAX_DEPTH:
                raise place.refusal(
                    offset, f"brackets are nested deeper than {MAX_DEPTH}", "give a part a rule of its own"
                )
            masked.append(character.translate(_PLAIN))
        offset = end
    result = Typed("".join(masked), phrases)
    _refuse_look_alikes(place, result.masked)
    return result


def _closing(place: Place, opening: int) -> int:
    """The offset of the mark that closes the one at `opening`; marks of the same kind inside are counted."""
    mark = place.text[opening]
    depth = 0
    for offset in range(opening + 1, len(place.text)):
        character = place.text[offset]
        if character in _CLOSERS[mark]:
            if not depth:
                return offset
            depth -= 1
        elif character == mark:
            depth += 1
    cure = "close it; in a one-line condition ' #' ends the text, so use 'when: |'"
    raise place.refusal(opening, f"the quotation mark {mark} is opened and never closed", cure)


def _refuse_look_alikes(place: Place, masked: str) -> None:
    """'аnd' with a Cyrillic а looks right and is no keyword."""
    for word in _WORD.finditer(masked):
        if latin_twin(word[0]).lower() in KEYWORDS:
            raise place.refusal(word.start(), *look_alike(word[0]))
