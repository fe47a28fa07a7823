"""What was worked out beforehand is what the rules of endings say, and all that the start asks for."""

from __future__ import annotations

import pytest

from monitor.lexicon.inflection import beforehand, inflected, worked_out
from tests.tools.make_spellings import READY, inflected_anew


def test_the_file_holds_what_the_rules_say_of_every_name_that_comes_with_the_program() -> None:
    """Otherwise: python -m tests.tools.make_spellings."""
    anew = inflected_anew()
    assert len(anew) > 3000
    assert READY.read_text(encoding="utf-8") == beforehand.content(anew)
    assert {asked: beforehand.ready(asked) for asked in anew} == anew


@pytest.mark.parametrize("language", ["be", "az", "tr", "pl", "de", "fr", "en", "kk", "ka", "hy"])
def test_a_name_is_read_from_the_file_as_the_rules_make_it(language: str) -> None:
    asked = next(each for each in beforehand.all_ready() if each[0] == language and each[1])
    assert beforehand.ready(asked) == inflected(language, asked[2])
    assert beforehand.ready(asked) == worked_out(language, asked[2], proper=True)


def test_a_name_that_is_not_there_is_worked_out() -> None:
    assert beforehand.ready(("az", True, "Zəngəzurlu Qəhrəman")) is None
    assert any(word.stem.startswith("qehreman") for way in inflected("az", "Zəngəzurlu Qəhrəman") for word in way)
