"""Any pair of states by ISO code, in twelve languages; groups and what they hold; short names that are other words."""

from __future__ import annotations

import pytest

from monitor.lexicon.territories import ORDINARY, OWN_LANGUAGE, territories
from monitor.reading import pair
from tests.lexicon.shipped import found, shipped

REGION = ("AZ", "BY", "AM", "GE", "RU", "UA", "KZ", "KG", "UZ", "TJ", "TM", "MD", "TR", "IR", "PL", "LT", "LV")
PARTNERS = ("EE", "DE", "FR", "GB", "US", "CN", "IL")


def holds(a: str, b: str, text: str, language: str) -> bool:
    lexicon = shipped()
    one, other = lexicon.resolve(a), lexicon.resolve(b)
    assert one is not None
    assert other is not None
    return pair(lexicon.scan("", text, language), lexicon, one, other).holds


KAZAKHSTAN_AND_TURKEY = {
    "en": "Kazakhstan's foreign minister discussed a gas pipeline with Türkiye on Monday",
    "ru": "Президент Казахстана обсудил поставки зерна с Турцией",
    "az": "Qazaxıstanın nazirləri Türkiyədə görüşüb",
    "be": "Прэзідэнт Казахстана абмеркаваў гандаль з Турцыяй",
    "tr": "Kazakistan'ın başbakanı Türkiye'ye geldi",
    "uk": "Президент Казахстану обговорив торгівлю з Туреччиною",
    "pl": "Prezydent Kazachstanu rozmawiał z ministrem Turcji o handlu",
    "de": "Der Präsident Kasachstans sprach mit der Türkei über Weizen",
    "fr": "Le président du Kazakhstan a signé un accord avec la Turquie",
    "kk": "Қазақстанның министрі Түркияға барды",
    "ka": "ყაზახეთის პრეზიდენტი თურქეთში ჩავიდა",
    "hy": "Ղազախստանի նախագահը ժամանել է Թուրքիա, Թուրքիայի վարչապետի հետ",
}
BELARUS_AND_GEORGIA = {
    "en": "Belarus and Georgia's tourism boards met", "ru": "Беларусь договорилась с Грузией",
    "az": "Belarus Gürcüstanla saziş imzalayıb", "be": "Беларусь дамовілася з Грузіяй",
    "tr": "Belarus ile Gürcistan'ın bakanları görüştü", "uk": "Білорусь домовилася з Грузією",
    "pl": "Białorusi i Gruzji grozi spór", "de": "Weißrussland und Georgiens Minister trafen sich", "fr": "accord entre la Biélorussie et la Géorgie",
    "kk": "Беларусьтің елшісі Грузияға барды", "ka": "ბელარუსის ელჩი საქართველოში", "hy": "Բելառուսի դեսպանը Վրաստանում",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(KAZAKHSTAN_AND_TURKEY))
def test_a_pair_by_iso_code_is_found_in_twelve_languages(language: str) -> None:
    assert holds("KZ", "TR", KAZAKHSTAN_AND_TURKEY[language], language)
    assert not holds("KZ", "TR", BELARUS_AND_GEORGIA[language], language)
    assert holds("BY", "GE", BELARUS_AND_GEORGIA[language], language)


def test_states_without_an_entry_are_inflected_as_well() -> None:
    assert holds("ES", "PT", "Испания договорилась с Португалией", "ru")
    assert holds("ES", "PT", "İspaniyanın naziri Portuqaliyada", "az")
    assert holds("NO", "SE", "Швеція домовилася з Норвегією", "uk")
    assert holds("NL", "BE", "Договор Нидерландов и Бельгии", "ru")
    assert holds("JP", "KR", "Переговоры Японии и Южной Кореи", "ru")


def test_every_built_in_name_stands_in_twelve_languages() -> None:
    for state in territories():
        languages = {form.language for _, form in state.strong}
        left = {language for code, language in ORDINARY if code == state.iso and not ORDINARY[code, language]}
        if (state.iso, "*") not in ORDINARY:
            assert languages | left >= set(KAZAKHSTAN_AND_TURKEY), state.id


@pytest.mark.parametrize("code", REGION + PARTNERS)
def test_the_states_of_the_region_and_partners_have_adjectives_and_capitals(code: str) -> None:
    lexicon = shipped()
    state = lexicon.names[lexicon.resolve(code) or ""]
    for part, least in (("adjective", 3), ("metonym", 4)):
        languages = {form.language for kind, form in state.strong if kind == part}
        if code == "PL" and part == "adjective":
            languages |= {"en"}  # Polish needs its capital and so stands among the names
        assert {"en", "ru", "az"} <= languages, part
        assert len(languages) >= least, part


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("country.mali", "Maliye Bakanı", "tr"), ("country.mali", "Maliyyə naziri", "az"),
        ("country.mali", "Малі підприємства отримали кредити від уряду країни", "uk"),
        ("country.togo", "Того же мнения министр", "ru"), ("country.togo", "Того дня міністр прибув", "uk"),
        ("country.guam", "GUAM summit in Baku", "en"), ("country.guam", "саммит ГУАМ", "ru"),
        ("country.mauritius", "Maurice Ravel", "fr"), ("country.dominica", "Dominique a dit", "fr"),
        ("country.reunion", "Réunion des ministres", "fr"), ("country.jersey", "New Jersey governor", "en"),
        ("country.ghana", "განა ეს ასეა?", "ka"), ("country.india", "Indie music festival in town", "en"),
        ("country.cuba", "Kuba Nowak zagrał w meczu w Łodzi, a potem wrócił do domu", "pl"),
        ("country.morocco", "fas", "tr"), ("country.georgia", "Georgia Tech wins", "en"),
        ("country.turkey", "roast turkey", "en"), ("country.poland", "polish the floor", "en"),
        ("country.south_korea", "Seul le président a parlé de la réforme devant les députés français", "fr"),
        ("country.kazakhstan", "Qazax rayonunda məktəb açılıb", "az"),
        ("country.russia", "Beyaz Rusya'nın lideri", "tr"), ("country.russia", "Weißrussland", "de"),
        ("country.congo_kinshasa", "Республика Конго", "ru"),
        ("country.guinea", "Папуа — Новая Гвинея", "ru"), ("country.guinea", "Papua New Guinea", "en"),
        ("country.sudan", "South Sudan", "en"), ("country.ireland", "Northern Ireland", "en"),
        ("country.china", "Hong Kong SAR China", "en"), ("country.china", "Henry Chin, a writer, was born here", "en"),
    ],
)  # fmt: skip
def test_a_word_that_is_no_state(name: str, text: str, language: str) -> None:
    assert name in shipped().names
    assert name not in found(text, language)


def test_a_name_of_one_language_is_found_in_it() -> None:
    """What is kept out of other languages stays in its own."""
    for code, language in sorted(OWN_LANGUAGE):
        state = next(state for state in territories() if state.iso == code)
        assert any(form.languages == {language} for _, form in state.strong), (code, language)
    assert "country.india" in found("Premier poleciał z wizytą do Indii, żeby podpisać umowę handlową", "pl")
    assert "country.cuba" in found("Kuba hökuməti ilə Azərbaycan arasında görüş keçirilib", "az")


def test_members_of_every_group_are_names() -> None:
    lexicon = shipped()
    groups = [name for name in lexicon.names.values() if name.kind == "group"]
    assert len(groups) >= 18
    for group in groups:
        members = lexicon.members(group.id)
        assert members
        assert len(members) == len(group.members), "no member twice, no group in a group"
        assert all(lexicon.names[member].kind != "group" for member in members)


@pytest.mark.parametrize(
    ("group", "count", "inside", "outside"),
    [
        ("eaeu-states", 5, "KG", "UZ"), ("cis-states", 10, "AZ", "UA"), ("csto-states", 6, "TJ", "AZ"),
        ("central-asia", 5, "TM", "AZ"), ("south-caucasus", 3, "GE", "TR"), ("eu-states", 27, "HR", "GB"),
        ("baltic-states", 3, "EE", "FI"), ("turkic-states", 5, "UZ", "TM"), ("g7", 7, "JP", "RU"),
        ("nato-states", 32, "SE", "UA"), ("union-state", 2, "BY", "KZ"), ("sco-states", 10, "BY", "AZ"),
        ("guam-states", 4, "MD", "AM"), ("caspian-states", 5, "IR", "GE"), ("eastern-partnership", 6, "BY", "RU"),
        ("nordic-states", 5, "NO", "EE"), ("visegrad-states", 4, "SK", "AT"),
    ],
)  # fmt: skip
def test_a_group_holds_who_belongs_to_it(group: str, count: int, inside: str, outside: str) -> None:
    lexicon = shipped()
    members = lexicon.members(lexicon.resolve(group) or "")
    assert len(members) == count
    assert lexicon.resolve(inside) in members
    assert lexicon.resolve(outside) not in members


@pytest.mark.parametrize(
    ("word", "text", "language"),
    [
        ("contract", "подписали контракты на поставку", "ru"), ("sanctions", "sanksiyaların təsiri", "az"),
        ("evasion", "help Minsk evade sanctions", "en"), ("evasion", "параллельного импорта", "ru"),
        ("customs", "таможенного союза", "ru"), ("customs", "gömrük ittifaqı", "az"), ("transit", "транзита грузов", "ru"),
        ("tariff", "тарифов на проезд", "ru"), ("membership", "членства в ЕАЭС", "ru"), ("membership", "üzvlük məsələsi", "az"),
        ("military", "военно-технического сотрудничества", "ru"), ("military", "hərbi-texniki əməkdaşlıq", "az"),
        ("oil", "нефтью из Баку", "ru"), ("oil", "Azərbaycan nefti", "az"), ("oil", "crude oil", "en"),
        ("refinery", "Mozyr refinery", "en"), ("refinery", "на Нафтане", "ru"), ("refinery", "нефтеперерабатывающего завода", "ru"),
        ("belavia", "Belavia's flights", "en"), ("belavia", "рейсы «Белавиа»", "ru"), ("azal", "AZAL-ın reysi", "az"),
        ("baku", "a flight to Baku", "en"), ("baku", "Bakıya uçuş", "az"), ("minsk", "з Мінска", "be"),
        ("tsikhanouskaya", "с Тихановской", "ru"), ("tsikhanouskaya", "Святлана Ціханоўская", "be"),
    ],
)  # fmt: skip
def test_words_of_desk_requests_name_what_they_say(word: str, text: str, language: str) -> None:
    name = shipped().resolve(word)
    assert name is not None
    assert name in found(text, language)


@pytest.mark.parametrize(
    ("word", "text", "language"),
    [
        ("oil", "a bottle of olive oil", "en"), ("oil", "soil", "en"), ("transit", "a time of transition", "en"),
        ("customs", "customs and traditions of the people", "en"), ("tariff", "Миті щастя", "uk"),
        ("customs", "celem wizyty jest cel gry, celny strzał w Łodzi", "pl"), ("military", "ракетка и мяч", "ru"),
        ("military", "bramkarz broni w meczu, który się odbył w Łodzi", "pl"), ("baku", "the Bakuriani resort", "en"),
        ("minsk", "the OSCE Minsk Group", "en"), ("contract", "общественный договор", "ru"), ("azal", "azal", "en"),
    ],
)  # fmt: skip
def test_words_of_desk_requests_name_no_more(word: str, text: str, language: str) -> None:
    assert shipped().resolve(word) not in found(text, language)


def test_a_city_and_the_state_it_stands_for_are_named_by_one_word() -> None:
    """`belavia and baku` and pair(azerbaijan, belarus) both rest on it; the city has no side and adds none to a pair."""
    lexicon = shipped()
    mentions = lexicon.scan("", "Belavia opens flights from Minsk to Baku", "en").mentions
    assert [(m.name, m.surface, m.part) for m in mentions if m.surface == "Baku"] == [
        ("country.azerbaijan", "Baku", "metonym"),
        ("place.baku", "Baku", "name"),
    ]
    assert lexicon.side("place.baku") == ""
    assert lexicon.members(lexicon.resolve("by-firms") or "")[-1] == "org.belavia"
