"""language: telling letters first, the outlet's language where they leave it open."""

import pytest

from monitor.text.languages import language


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
