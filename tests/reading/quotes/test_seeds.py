"""Quotes of the full-length articles: all found, none with a wrong speaker."""

from pathlib import Path

import pytest

from monitor.reading.promises import promises
from monitor.reading.quotes import quotes
from tests.reading.quotes.reading import acting, ground, read

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
ALIYEV, LUKASHENKO = "person.ilham_aliyev", "person.alexander_lukashenko"

# First words and speaker of every quote, in reading order, as a reader finds them.
QUOTED = {
    "000": [
        ("We have had a very detailed", ALIYEV), ("Members of our delegations", ALIYEV),
        ("Now it is necessary", LUKASHENKO), ("Of course, we would be glad", ALIYEV),
    ],
    "001": [
        ("Belarus has been waiting", LUKASHENKO), ("I want to assure you", LUKASHENKO),
        ("I am very happy that you", LUKASHENKO), ("The distinguishing feature", ALIYEV),
        ("When people in Azerbaijan", ALIYEV), ("People see it", ALIYEV), ("I am convinced that we will", ALIYEV),
        ("We highly value our friendship", LUKASHENKO), ("We have never cooperated", LUKASHENKO),
        ("High level of interstate", LUKASHENKO), ("The trade with Azerbaijan", LUKASHENKO),
        ("A good example", LUKASHENKO), ("Such initiatives", LUKASHENKO), ("We expect that sooner", LUKASHENKO),
        ("Our dairy", LUKASHENKO), ("This is the future", LUKASHENKO), ("There is a lot of movement", LUKASHENKO),
        ("You’ve recently built", LUKASHENKO), ("We welcome such aspirations", LUKASHENKO),
        ("One way or another", LUKASHENKO), ("We will continue training", LUKASHENKO),
        ("Our law enforcement", LUKASHENKO), ("I appreciate a lot", LUKASHENKO),
        ("It is an important and", LUKASHENKO), ("The implementation of today", LUKASHENKO),
        ("There are no unresolved", LUKASHENKO), ("The parties shall contribute", ""),
    ],
    "002": [("Mr President!", ALIYEV), ("Dear Ilham Heydar oglu", LUKASHENKO)],
    "003": [("We agreed on many things", LUKASHENKO), ("We have made significant", "person.by_ambassador_to_az")],
    "004": [("We are watching economic", "person.ru_officials_in_az_frame")],
}  # fmt: skip
UNCERTAIN = {"Belarus has been waiting", "I am very happy that you"}  # "the head of state" after both were named


def quoted(number: str) -> list[tuple[str, str, int]]:
    """Words, speaker and count of pieces of one article; its first line stands for the title as well."""
    body = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    return [(quote.words, quote.speaker, len(quote.spans)) for quote in read(body, "", "en")]


@pytest.mark.parametrize("number", QUOTED)
def test_every_quote_is_found_and_none_is_in_the_wrong_mouth(number: str) -> None:
    found = quoted(number)
    assert len(found) == len(QUOTED[number])
    for (words, speaker, _), (first, wanted) in zip(found, QUOTED[number], strict=True):
        assert words.startswith(first)
        assert speaker == wanted or (not speaker and first in UNCERTAIN)


def test_a_speech_goes_on_over_its_paragraphs() -> None:
    pieces = [count for _, _, count in quoted("002")]
    assert pieces == [6, 4]
    assert quoted("002")[0][0].endswith("the members of the delegation all the best.")


def test_words_in_an_attribute_or_in_the_middle_of_a_sentence_are_no_quotes() -> None:
    words = " ".join(text for text, _, _ in quoted("004"))
    assert "Allied Interaction between" not in words
    assert "Potential for economic" not in words


@pytest.mark.parametrize(("number", "names"), [
    ("001", ("Ilham Aliyev", "Aleksandr Lukashenko")),
    ("003", ("Aleksandr Lukashenko", "Ilham Aliyev", "Andrei Ravkov")),
    ("004", ("Mikhail Bocharnikov", "Ilham Aliyev", "Vladimir Putin", "Charles Michel", "Nikol Pashinyan")),
])  # fmt: skip
def test_people_who_act_are_named_in_reading_order(number: str, names: tuple[str, ...]) -> None:
    body = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    assert acting(body, "", "en") == names


def test_the_plan_of_twelve_points_is_found_and_its_last_word_has_a_speaker() -> None:
    body = next(SEEDS.glob("003_*.txt")).read_text(encoding="utf-8")
    made = ground(body, "", "en")
    found = promises(made, (), quotes(made))
    assert [promise.key for promise in found] == ["plan:12-point:AZ-BY"]
    assert found[0].speaker == "person.by_ambassador_to_az"
    assert "across all 12 points" in found[0].words
