"""People, places and states by their names in the frame's language; contested places by the neutral table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.digest.frame import frame_of
from monitor.digest.naming import display, names_of
from monitor.errors import ConfigError
from monitor.lexicon import Lexicon, build, load_names
from monitor.lexicon.toponyms import load_toponyms
from tests.digest.test_frames import TABOO

TABLE = Path(__file__).parents[2] / "rules" / "toponyms.yaml"
YAML = """
version: 1
names:
  person.first_example: {side: AZ, en: [First Example], ru: [Фёрст Экземпляр], az: [=Birinci Nümunə]}
  person.second_example: {side: BY, en: [Second Example], ru: [Секонд Экземпляр], weak: {ru: [Экземпляр]}}
  person.minister_of: {side: BY, shown: minister of a state, en: [Ann One, Bob Two]}
  person.wang_min: {side: CN, en: [Wang Min]}
  place.town: {side: AZ, en: [Townton], az: [=Şəhər]}
  org.eaeu: {en: [Eurasian Economic Union], ru: [ЕАЭС]}
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build(load_names("names.yaml", YAML.encode()))


def test_the_best_form_is_that_of_the_language_then_english_then_the_id(lexicon: Lexicon) -> None:
    assert [display(lexicon, "place.town", tag) for tag in ("en", "ru", "az")] == ["Townton", "Townton", "Şəhər"]
    assert display(lexicon, "person.first_example", "ru") == "Экземпляр"
    assert display(lexicon, "person.first_example", "az", full=True) == "Birinci Nümunə"
    assert display(lexicon, "person.no_body", "ru", full=True) == "No Body"
    assert [display(lexicon, code, "ru") for code in ("BY", "KG", "EAEU")] == ["Беларусь", "Кыргызстан", "ЕАЭС"]


def test_a_surname_first_stays_whole_and_an_office_names_no_holder(lexicon: Lexicon) -> None:
    assert display(lexicon, "person.wang_min", "en") == "Wang Min"
    assert display(lexicon, "person.minister_of", "en") == "minister of a state"
    names = dict(names_of(lexicon, "en", ["person.minister_of"]))
    assert "office.person.minister_of" in names
    assert "Ann" not in " ".join(names.values())


def test_two_people_of_one_surname_are_told_apart(lexicon: Lexicon) -> None:
    both = dict(names_of(lexicon, "ru", ["person.first_example", "person.second_example", "AZ"]))
    assert both["person.first_example"] == "Фёрст Экземпляр"
    assert both["person.second_example"] == "Секонд Экземпляр"
    assert dict(names_of(lexicon, "ru", ["person.first_example"]))["person.first_example"] == "Экземпляр"
    assert (both["side.person.first_example"], both["AZ"]) == ("AZ", "Азербайджан")


def test_contested_places_have_neutral_names_whoever_writes_them(lexicon: Lexicon) -> None:
    table = load_toponyms("toponyms.yaml", TABLE.read_bytes())
    written = ("Artsakh", "Нагорном Карабахе", "Dağlıq Qarabağda", "Qarabağ")
    assert {table.of_words(each, "en") for each in written} == {"Karabakh"}
    assert {table.of_words(each, "az") for each in ("Степанакерте", "Xankəndidə", "Khankendi")} == {
        "Xankəndi/Stepanakert"
    }
    assert table.of_id("place.karabakh", "ru") == "Карабах"
    assert table.of_words("Minsk", "ru") == ""
    names = dict(names_of(lexicon, "ru", ["place.town"], ["Stepanakert"], table))
    assert names["said.Stepanakert"] == "Ханкенди/Степанакерт"


def test_the_table_has_no_side_and_says_where_each_name_comes_from() -> None:
    source = TABLE.read_text(encoding="utf-8")
    ours = re.findall(r"^    (?:en|ru|az): (.+)$", source, re.MULTILINE)
    assert len(ours) > 60
    assert [name for name in ours if TABOO.search(name)] == []
    with pytest.raises(ConfigError):
        load_toponyms("x.yaml", b"version: 1\nplaces:\n  town: {en: A, ru: B, az: C}\n")


def test_cities_of_clocks_are_in_the_frames_language() -> None:
    at = 1715873580
    assert frame_of("ru").moments("Europe/Minsk", at).stamp(at).endswith("Минск")
    assert frame_of("az").moments("America/New_York", at).stamp(at).endswith("Nyu-York")
    assert frame_of("ru").moments("Europe/Kyiv", at).stamp(at).endswith("Киев")
