"""Which story an article joins, and what is never thrown together."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.story import Assignment, Footprint
from monitor.stories import Window, pack, unpack
from tests.stories.texts import LEADERS, NOON, PAIR, article, event, joined, window

ARRIVAL = {
    "en": "Lukashenko arrives in Baku, met at Heydar Aliyev airport by a guard of honour and ministers",
    "ru": "Лукашенко прибыл в Баку, в аэропорту имени Гейдара Алиева его встретил почетный караул и министры",
    "az": "Lukaşenko Bakıya gəlib, Heydər Əliyev aeroportunda fəxri qarovul dəstəsi və nazirlər onu qarşılayıb",
    "be": "Лукашэнка прыбыў у Баку, у аэрапорце імя Гейдара Аліева яго сустрэла ганаровая варта і міністры з аб'яднання",
}
TRADE = {
    "en": "Trade turnover grew by a third in the first quarter, the statistics committee reports in Minsk",
    "ru": "Товарооборот вырос на треть в первом квартале, сообщает в Минске комитет по статистике",
    "az": "Ticarət dövriyyəsi birinci rübdə üçdə bir artıb, Minskdə statistika komitəsi məlumat verir",
    "be": "Тавараабарот вырас на траціну ў першым квартале, паведамляе ў Мінску камітэт па статыстыцы",
}
LANGUAGES = sorted(ARRIVAL)
VISIT = event("visit_state", "2024-05-14", level="president")


def test_the_first_article_opens_a_story() -> None:
    found = joined(article(1, ARRIVAL["en"]))
    assert (found.story, found.copy_of, found.reason) == (None, None, "opens a story")


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_dealing_of_the_same_people_is_another_story(language: str) -> None:
    first = article(1, ARRIVAL[language], language=language, events=[VISIT])
    assert joined(article(2, TRADE[language], language=language, names=PAIR), first).story is None


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Presidents open a Belarusian tractor plant in Ganja after talks", "Tractor plant opens in Ganja, presidents hold talks on industry"),
        ("ru", "Президенты открыли завод тракторов в Гяндже после переговоров", "В Гяндже открыт завод тракторов, президенты провели переговоры"),
        ("az", "Prezidentlər Gəncədə traktor zavodunun açılışında iştirak ediblər", "Gəncədə traktor zavodu açılıb, açılışda prezidentlər iştirak edib"),
        ("be", "Прэзідэнты адкрылі трактарны завод у Гянджы пасля перамоў", "У Гянджы адкрыты трактарны завод, прэзідэнты правялі перамовы"),
    ],
)  # fmt: skip
def test_the_same_words_in_another_order_are_the_same_story_and_no_copy(language: str, first: str, second: str) -> None:
    found = joined(article(2, second, language=language), article(1, first, language=language))
    assert (found.story, found.copy_of) == (7, None)
    assert "as article 1" in found.reason


TEMPLATES = [
    ("en", "President congratulates the leader of {} on the national holiday and wishes the people peace. The letter went to {}", "Kazakhstan Astana", "Serbia Belgrade"),
    ("ru", "Президент поздравил лидера {} с национальным праздником и пожелал народу мира. Письмо ушло в {}", "Казахстана Астану", "Сербии Белград"),
    ("az", "Prezident {} liderini milli bayram münasibətilə təbrik edib və xalqa sülh arzulayıb. Məktub {} göndərilib", "Qazaxıstan Astanaya", "Serbiya Belqrada"),
    ("be", "Прэзідэнт павіншаваў лідара {} з нацыянальным святам і пажадаў народу міру і здароўя. Ліст пайшоў у {}", "Казахстана Астану", "Сербіі Бялград"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "template", "one", "other"), TEMPLATES)
def test_letters_from_one_template_are_never_one_story(language: str, template: str, one: str, other: str) -> None:
    """Their words agree almost wholly; what tells them apart is whom they name."""
    letters = [
        article(
            n, "", template.format(*name.split()), names=("country.belarus", f"country.of-{n}"), surfaces=name.split(), language=language,
            events=[event("congratulation", "2024-05-14", sides=("BY", code), actors=())],
        )
        for n, (name, code) in enumerate(((one, "KZ"), (other, "RS")), 1)
    ]  # fmt: skip
    assert joined(letters[1], letters[0]).story is None


@pytest.mark.parametrize("language", ["ru", "az", "be"])
def test_across_languages_one_event_of_the_same_people_is_one_story(language: str) -> None:
    first = article(1, ARRIVAL["en"], events=[VISIT])
    other = article(2, ARRIVAL[language], language=language, when=NOON + 14 * HOUR, events=[VISIT])
    found = joined(other, first)
    assert (found.story, found.copy_of) == (7, None)
    assert found.reason == "same state visit: Aliyev and Lukashenko, 2024-05-14, as article 1"


def test_across_languages_two_countries_alone_prove_nothing() -> None:
    first = article(1, ARRIVAL["en"], names=PAIR)
    assert joined(article(2, TRADE["az"], names=PAIR, language="az"), first).story is None


@pytest.mark.parametrize(
    "other",
    [
        event("phone_call", "2024-05-14"),
        event("congratulation", "2024-05-14"),
        event("visit_state", "2024-05-20", status="planned"),
        event("visit_state", "2024-05-14", sides=("AZ", "KZ"), actors=("person.aliyev", "person.tokayev")),
        event("meeting_received", "2024-05-14", actors=("person.mammadov", "person.ivanov"), level="ambassador"),
    ],
)
def test_another_event_of_the_same_day_and_sides_is_another_story(other: object) -> None:
    """A call and a visit, two visits, a minister who meets two partners: their names alone are no story."""
    first = article(1, ARRIVAL["en"], events=[VISIT])
    new = article(2, ARRIVAL["ru"], language="ru", events=[other])  # type: ignore[list-item]
    assert joined(new, first).story is None


def test_a_visit_put_off_stays_one_story_with_its_new_day() -> None:
    planned = event("visit_planned_or_invited", "2024-05-16", status="planned")
    put_off = event("visit_cancelled_or_postponed", "2024-05-16", status="postponed")
    held = event("visit_state", "2024-05-17")
    first = article(1, "Lukashenko to visit Baku this week", events=[planned])
    second = article(2, "Поездка Лукашенко в Баку отложена", language="ru", events=[put_off], when=NOON + DAY)
    third = article(3, ARRIVAL["az"], language="az", events=[held], when=NOON + 3 * DAY)
    assert joined(second, first).story == 7
    assert joined(third, first, second).story == 7


def test_parts_of_a_visit_are_named() -> None:
    parts = {
        "announcement": event("visit_planned_or_invited", "2024-05-14", status="planned"),
        "one-on-one": event("talks_one_on_one", "2024-05-14"),
        "expanded talks": event("talks_expanded", "2024-05-14"),
        "signing": event("signing", "2024-05-14"),
        "statement": event("joint_statement", "2024-05-14"),
        "postponement": event("visit_cancelled_or_postponed", "2024-05-14", status="postponed"),
    }
    first = article(1, ARRIVAL["en"], events=[VISIT])
    for number, (name, told) in enumerate(parts.items(), 2):
        found = joined(article(number, TRADE["ru"], language="ru", events=[told]), first)
        assert (found.story, found.sub) == (7, name)


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [
        ("en", "Lukashenko arrives in Baku", "arrival"),
        ("ru", "Лукашенко прибыл в Баку", "arrival"),
        ("az", "Lukaşenko Bakıya gəlib", "arrival"),
        ("be", "Лукашэнка адбыў з Баку", "departure"),
        ("tr", "Lukaşenko Bakü'den ayrıldı", "departure"),
        ("en", "State dinner given for Lukashenko", "dinner"),
        ("en", "A visit with many questions", ""),
    ],
)
def test_a_headline_on_the_visit_itself_names_its_part(language: str, title: str, name: str) -> None:
    assert joined(article(1, title, language=language, events=[VISIT])).sub == name


def test_an_edition_in_another_language_is_told_as_such() -> None:
    first = article(1, ARRIVAL["en"], events=[VISIT], outlet="agency")
    russian = article(2, ARRIVAL["ru"], language="ru", events=[VISIT], outlet="agency")
    assert joined(russian, first).edition_of == 1
    assert joined(replace(russian, outlet="other"), first).edition_of is None
    assert joined(replace(russian, outlet=""), replace(first, outlet="")).edition_of is None


def test_the_window_closes() -> None:
    first = article(1, ARRIVAL["en"], events=[VISIT])
    assert joined(article(2, ARRIVAL["ru"], language="ru", events=[VISIT], when=NOON + 2 * DAY), first).story == 7
    late = article(2, ARRIVAL["ru"], language="ru", events=[VISIT], when=NOON + 3 * DAY + 1)
    assert joined(late, first).story is None
    assert joined(replace(late, when=NOON - 3 * DAY - 1), first).story is None


def test_texts_without_a_single_word_open_stories_of_their_own() -> None:
    assert joined(article(2, "«…»", names=()), article(1, "?!", names=())).story is None
    assert joined(article(2, "", names=()), article(1, "", names=())).story is None


def test_a_story_is_met_as_a_whole() -> None:
    """One member that shares its names does not carry an article into a story whose others tell of another dealing."""
    visit = [article(n, f"{ARRIVAL['en']} {n}", events=[VISIT]) for n in range(1, 6)]
    aside = article(6, TRADE["en"], events=[VISIT])
    new = article(9, TRADE["ru"], language="ru", events=[event("trade_figures", "", actors=())])
    assert joined(new, *visit, aside).story is None


def test_articles_of_generic_news_are_grouped_by_words_alone() -> None:
    storm = "Storm floods villages along the river, hundreds leave their houses, bridges are closed to traffic"
    first = article(1, "Storm floods villages", storm, names=())
    second = article(2, "Hundreds flee flooded villages", f"Bridges along the river are closed. {storm[:50]}", names=())
    third = article(3, "Museum opens hall of clocks", "A hall of old clocks has opened in the museum.", names=())
    assert joined(second, first).story == 7
    assert joined(third, first).story is None


def test_two_issues_of_one_bulletin_are_two_stories() -> None:
    """The same outlet, the same headline, the next day, other figures: nothing of yesterday goes on."""
    form = "The dollar costs {} roubles and the euro {} roubles at the National Bank, which sets its rates each day."
    first = article(1, "Rates for 18 November", form.format("2.1105", "2.4063"), names=(), outlet="portal")
    second = article(
        2, "Rates for 19 November", form.format("2.1068", "2.4101"), names=(), outlet="portal", when=NOON + DAY
    )
    assert joined(second, first).story is None


@pytest.mark.parametrize(
    ("language", "form", "one", "other"),
    [
        ("en", "Incoming ambassador of {} hands over credentials in a ceremony", "Serbia", "Vietnam"),
        ("ru", "Погода на выходные и прогноз ветра: {}", "Ленкорань", "Гянджа"),
        ("az", "Zəlzələ {} şəhərində hiss olunub, ziyan yoxdur", "Şamaxı", "Lənkəran"),
    ],
)
def test_one_outlets_headline_with_another_name_is_another_story(
    language: str, form: str, one: str, other: str
) -> None:
    """Whether or not the lexicon knows the name; another outlet's report on the same name joins."""
    said: dict[str, Any] = {"language": language, "names": ()}
    first = article(1, form.format(one), f"{form.format(one)}. {form.format(one)}!", outlet="Wire", **said)
    second = article(2, form.format(other), f"{form.format(other)}. {form.format(other)}!", outlet="Wire", **said)
    assert joined(second, first).story is None
    third = article(3, form.format(one).upper(), f"{form.format(one)}.", outlet="Courier", **said)
    assert joined(third, first).story == 7


def test_an_article_that_tells_of_two_dealings_merges_nothing() -> None:
    call = event("phone_call", "2024-05-14")
    visit, phoned = article(1, ARRIVAL["en"], events=[VISIT]), article(2, TRADE["en"], events=[call])
    both = article(3, f"{ARRIVAL['en']}; {TRADE['en']}", events=[VISIT, call])
    assert window((visit, 1), (phoned, 2)).assign(both).merges == ()


# -- invariants

CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["en", "ru", "az"]),
        st.sampled_from([*ARRIVAL.values(), *TRADE.values()]),
        st.integers(0, 8 * DAY),
        st.sampled_from([(), (VISIT,), (event("phone_call", "2024-05-15"),)]),
    ),
    max_size=14,
)


def made(choices: list[tuple[str, str, int, tuple[object, ...]]]) -> list[Footprint]:
    return [
        article(number, text, text, language=language, when=NOON + after, events=events)  # type: ignore[arg-type]
        for number, (language, text, after, events) in enumerate(choices, 1)
    ]


def filled(articles: list[Footprint]) -> tuple[Window, dict[int, Assignment]]:
    built, found = Window(Limits()), {}
    for each in articles:
        found[each.article] = assignment = built.assign(each)
        story = assignment.story if assignment.story is not None else each.article
        built.add(each, assignment, story)
    return built, found


@given(CHOICES)
def test_copies_never_chain_and_stories_are_those_that_were_opened(choices: list) -> None:  # type: ignore[type-arg]
    articles = made(choices)
    _, found = filled(articles)
    originals: dict[int, int] = {}
    opened: set[int] = set()
    for number, assignment in found.items():
        for copy in assignment.originals:
            originals[copy] = number
        if assignment.copy_of is not None:
            originals[number] = assignment.copy_of
        assert assignment.story is None or assignment.story in opened
        opened.add(number if assignment.story is None else assignment.story)
    assert not set(originals) & set(originals.values())


@given(CHOICES)
def test_assign_changes_nothing(choices: list) -> None:  # type: ignore[type-arg]
    articles = made(choices)
    built, _ = filled(articles[:-1])
    if articles:
        assert built.assign(articles[-1]) == built.assign(articles[-1])


@given(CHOICES, st.randoms())
def test_a_window_rebuilt_in_any_order_says_the_same(choices: list, chance: random.Random) -> None:  # type: ignore[type-arg]
    articles = made(choices)
    if not articles:
        return
    _, found = filled(articles[:-1])
    rows = []
    stories: dict[int, int] = {}
    originals: dict[int, int] = {}
    for each in articles[:-1]:
        assignment = found[each.article]
        stories[each.article] = assignment.story if assignment.story is not None else each.article
        if assignment.copy_of is not None:
            originals[each.article] = assignment.copy_of
    if any(assignment.originals for assignment in found.values()):
        return
    rows = [(each, stories[each.article], originals.get(each.article)) for each in articles[:-1]]
    answers = []
    for _ in range(2):
        built = Window(Limits())
        for row in rows:
            built.put(*row)
        answers.append(built.assign(articles[-1]).story)
        chance.shuffle(rows)
    assert answers[0] == answers[1]


@given(CHOICES)
def test_what_is_forgotten_leaves_nothing(choices: list) -> None:  # type: ignore[type-arg]
    built, _ = filled(made(choices))
    built.forget(NOON + 9 * DAY)
    assert len(built) == 0
    assert built.held() == 0


@given(CHOICES, st.integers(1, 14), st.integers(1, 14))
def test_merging_moves_every_member_and_no_other(choices: list, one: int, other: int) -> None:  # type: ignore[type-arg]
    articles = made(choices)
    built, _ = filled(articles)
    before = {each.article: built.story_of(each.article) for each in articles}
    built.merge(one, other)
    for number, story in before.items():
        assert built.story_of(number) == (other if story == one else story)


def test_a_packed_footprint_says_the_same() -> None:
    made = article(3, ARRIVAL["az"], TRADE["az"], language="az", events=[VISIT])
    assert unpack(3, made.when, *pack(made)) == made


def test_names_that_are_spelled_out_are_no_words() -> None:
    made = article(1, "Əliyev Minskdə Lukaşenko ilə görüşüb", surfaces=("Əliyev", "Lukaşenko"), language="az")
    assert made.signs.title == {"minsk", "gorus"}
    assert made.signs.names >= set(LEADERS)


def test_a_removed_article_is_no_member() -> None:
    first = article(1, ARRIVAL["en"], events=[VISIT])
    built = window(first)
    built.remove(1)
    built.remove(1)
    assert built.assign(article(2, ARRIVAL["ru"], language="ru", events=[VISIT])).story is None
    assert len(built) == 0


def test_a_story_that_a_dozen_outlets_have_just_reprinted_is_compared_by_what_is_its_own() -> None:
    """Two openings of one dealing, and a report that shows it: the larger story ends in copies alone."""
    first = article(1, ARRIVAL["en"], TRADE["en"], events=[VISIT])
    copies = [(article(n, ARRIVAL["en"], TRADE["en"], events=[VISIT]), 1, 1) for n in range(2, 16)]
    built = window((first, 1), (article(20, ARRIVAL["be"], language="be", events=[VISIT]), 2))
    for copy in copies:
        built.put(*copy)
    found = built.assign(article(21, ARRIVAL["ru"], language="ru", events=[VISIT]))
    assert (found.story, found.merges) == (1, (2,))
