"""Figures over several sentences: who trades with whom, which way, when, who says so; what is carried and what is not."""

import pytest

from monitor.model.fact import Figure, Quote, Span
from monitor.model.source import Source
from monitor.reading.figures import figures, trade_figures
from monitor.reading.figures.reader import MOST
from tests.reading.figures.read import read, reading, said

DAY = "2025-05-20"
TITLE = "Azerbaijan and Belarus"


def one(text: str, language: str, title: str = TITLE, day: str = DAY) -> Figure:
    found = read(text, language, day, title)
    assert len(found) == 1, [said(figure) for figure in found]
    return found[0]


@pytest.mark.parametrize(
    ("language", "text", "way"),
    [
        ("en", "Exports from Belarus to Azerbaijan reached $200 million.", "BY>AZ"),
        ("en", "Azerbaijan's exports to Belarus were $52 million.", "AZ>BY"),
        ("en", "Belarusian exports amounted to $200 million.", "BY>AZ"),
        ("en", "Imports of Belarusian goods were $200 million.", "BY>AZ"),
        ("en", "Azerbaijan's imports from Belarus were $200 million.", "BY>AZ"),
        ("en", "Azerbaijan imported goods worth $200 million from Belarus.", "BY>AZ"),
        ("ru", "Экспорт Беларуси в Азербайджан составил 200 млн долларов.", "BY>AZ"),
        ("ru", "Белорусский экспорт составил 200 млн долларов.", "BY>AZ"),
        ("ru", "Импорт из Азербайджана составил 52 млн долларов.", "AZ>BY"),
        ("ru", "Импорт азербайджанских товаров составил 52 млн долларов.", "AZ>BY"),
        ("ru", "Поставки в Азербайджан составили 200 млн долларов.", "BY>AZ"),
        ("be", "Беларускі экспарт склаў 200 млн долараў.", "BY>AZ"),
        ("be", "Экспарт Беларусі ў Азербайджан склаў 200 млн долараў.", "BY>AZ"),
        ("az", "Azərbaycanın Belarusa ixracı 52 milyon dollar olub.", "AZ>BY"),
        ("az", "Belarusdan idxalın həcmi 200 milyon dollar olub.", "BY>AZ"),
        ("az", "Belarusun Azərbaycana ixracı 200 milyon dollar olub.", "BY>AZ"),
        ("tr", "Azerbaycan'dan Belarus'a ihracat 52 milyon dolar oldu.", "AZ>BY"),
        ("tr", "Belarus'un Azerbaycan'a ihracatı 200 milyon dolar oldu.", "BY>AZ"),
        ("de", "Die Ausfuhren aus Belarus nach Aserbaidschan betrugen 200 Millionen Dollar.", "BY>AZ"),
        ("pl", "Eksport z Białorusi do Azerbejdżanu wyniósł 200 mln dolarów.", "BY>AZ"),
        ("fr", "Les importations depuis le Bélarus ont atteint 200 millions de dollars.", "BY>AZ"),
        ("uk", "Експорт з Білорусі до Азербайджану становив 200 млн доларів.", "BY>AZ"),
        ("en", "Trade between Azerbaijan and Belarus was $412 million.", ""),
    ],
)
def test_which_way_goods_went(language: str, text: str, way: str) -> None:
    figure = one(text, language)
    assert figure.pair == ("AZ", "BY")
    assert figure.direction == way


def test_goods_of_each_side_go_from_it() -> None:
    found = read(
        "Last year's trade was 48 million US dollars, of which Belarusian goods made up 43.4 million and Azerbaijani goods"
        " 4.9 million.", "en", DAY, TITLE,
    )  # fmt: skip
    assert [(figure.value, figure.direction) for figure in found] == [(48e6, ""), (43.4e6, "BY>AZ"), (4.9e6, "AZ>BY")]


def test_a_bare_export_is_that_of_the_outlet_and_less_certain() -> None:
    source = Source("outlet", "Outlet", "https://example.org/", country="AZ", zone="Asia/Baku")
    read = reading("Trade with Belarus grew. Exports amounted to $52 million.", "en", DAY, "", source)
    (figure,) = read.figures
    assert (figure.direction, figure.reporter, figure.confidence) == ("AZ>BY", "AZ", "medium")


def test_the_statistics_named_decide_whose_export_it_is() -> None:
    figure = one("According to Belstat, exports amounted to $200 million.", "en")
    assert (figure.reporter, figure.direction, figure.source_said) == ("BY", "BY>AZ", "Belstat")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Turnover between Kazakhstan and Belarus was $900 million.", ("BY", "KZ")),
        ("Bilateral trade was $412 million.", ("AZ", "BY")),
        ("Azerbaijan's trade with Russia was $4.8 billion.", ("AZ", "RU")),
        ("The foreign trade of Belarus was $80 billion.", ("BY", "WORLD")),
        ("Azerbaijan's trade with the EAEU was $5 billion.", ("AZ", "EAEU")),
    ],
)
def test_the_pair_is_that_of_the_sentence_else_of_the_article(text: str, pair: tuple[str, ...]) -> None:
    assert one(text, "en").pair == pair


def test_a_pair_is_never_assumed() -> None:
    assert one("Trade turnover was $412 million.", "en", title="").pair == ()


def test_metric_and_time_are_carried_to_the_next_sentence() -> None:
    found = read(
        "From 2006 to 2012 turnover grew six times. Absolute volumes are 300 million dollars.", "en", "2013-11-21"
    )
    assert [said(figure) for figure in found] == ["growth turnover x6 @2012", "level turnover 300000000 USD @2012"]


def test_the_reporting_period_is_that_of_the_sentence_before() -> None:
    found = read(
        "Trade exceeded $120 million in January-July this year. In the reporting period imports from Belarus to"
        " Azerbaijan were $109.62 million and exports from Azerbaijan to Belarus $11.44 million.",
        "en", "2019-08-16", TITLE,
    )  # fmt: skip
    assert {figure.period for figure in found} == {"2019-01/2019-07"}
    assert [figure.direction for figure in found] == ["", "BY>AZ", "AZ>BY"]


def test_a_goal_takes_no_time_from_the_level_before_it() -> None:
    level, goal = read("Trade was $412 million in 2024. The goal is $1 billion.", "en", DAY, TITLE)
    assert (level.period, goal.period, goal.deadline, goal.kind) == ("2024", "", "", "goal")


def test_a_deadline_and_years_to_come() -> None:
    assert one("Довести товарооборот до 1 млрд долларов к 2030 году.", "ru").deadline == "2030"
    goal = one("Довести товарооборот до 1 млрд долларов в ближайшие два года.", "ru")
    assert (goal.period, goal.deadline) == ("P2Y", "2027")


def test_an_old_figure_is_background() -> None:
    assert one("Trade was $146 million in 2010.", "en").background
    assert not one("Trade was $412 million in 2024.", "en").background


def test_a_body_that_stands_twice_is_read_once() -> None:
    text = "Trade between the two countries was $412 million in 2024."
    assert len(read(f"{text}\n{text}", "en", DAY, TITLE)) == 1


def test_the_speaker_is_that_of_the_quote_else_of_the_sentence() -> None:
    ground = reading('"Trade was $412 million in 2024."', "en", DAY, TITLE).ground
    spoken = Quote((Span("body", 1, 33),), "Trade was $412 million in 2024.", 1, "person.lukashenko", "the president")
    assert figures(ground, (spoken,))[0].speaker == "person.lukashenko"
    assert one("Ilham Aliyev said trade was $412 million.", "en").speaker.startswith("person.")
    assert one("The ambassador said trade was $412 million.", "en").speaker_said == "ambassador"


def test_the_span_points_at_the_words() -> None:
    text = "Ötən il  əmtəə dövriyyəsi 412,6 milyon\u00a0ABŞ dolları olub."
    figure = one(text, "az")
    assert text[figure.span.start : figure.span.end] == figure.said_value == "412,6 milyon\u00a0ABŞ dolları"
    assert figure.period_said == "Ötən il"


def test_no_currency_is_that_of_the_nearest_figure_and_less_sure() -> None:
    first, second = read("За 2023 год товарооборот составил 340 млн долларов, за 2024 год - 412 млн.", "ru", DAY, TITLE)
    assert (first.unit, second.unit, second.confidence) == ("USD", "USD", "low")


def test_an_english_by_115_percent_is_an_index_with_a_word_on_it() -> None:
    figure = one("Trade grew by 115% in 2024.", "en")
    assert (figure.kind, figure.index, figure.confidence) == ("index", 115.0, "medium")
    assert "+15 %" in figure.note


def test_levels_decide_between_index_and_growth() -> None:
    grown = one("Trade grew by 115% to $430 million in 2024 against $200 million a year earlier.", "en")
    assert (grown.growth, grown.index) == (115.0, None)
    index = one("Trade grew by 115% to $230 million in 2024 against $200 million a year earlier.", "en")
    assert (index.growth, index.index) == (None, 115.0)


def test_a_headline_s_amount_counts_where_the_body_has_none() -> None:
    title = "Azerbaijan-Belarus trade passes $400 million"
    assert len(trade_figures(read("Trade was $402 million in 2024.", "en", DAY, title))) == 1
    assert len(trade_figures(read("The ministers met.", "en", DAY, title))) == 1


def test_a_table_of_hundreds_is_cut_with_a_note() -> None:
    rows = "\n".join(f"Trade with Azerbaijan in 2020 was {n}.5 million dollars." for n in range(1, 500))
    found = read(rows, "en", DAY, TITLE)
    assert len(found) == MOST
    assert f"the first {MOST} are read" in found[-1].note


@pytest.mark.parametrize(
    "text", ["1234567890" * 20_000, "123 " * 50_000, "trade 2020 " * 8_000, "5 million dollars " * 5_000]
)
def test_a_flood_of_digits_is_read_to_its_end(text: str) -> None:
    """Nothing in it is quadratic: minutes instead of milliseconds would show."""
    assert len(read("Trade turnover " + text, "en", DAY, TITLE)) <= MOST


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            ("According to the State Customs Committee of Azerbaijan, trade turnover between Azerbaijan and Belarus amounted"
            " to $118.9 million in the first three months of this year, which is 21.4% more than in the same period of last"
            " year. Exports to Belarus amounted to $21.6 million, while imports stood at $97.3 million."),
            [
                ("turnover", 118.9e6, "2025-01/2025-03", "", "AZ", 21.4),
                ("exports", 21.6e6, "2025-01/2025-03", "AZ>BY", "AZ", None),
                ("imports", 97.3e6, "2025-01/2025-03", "BY>AZ", "AZ", None),
            ],
        ),
        (
            "be",
            ("Тавараабарот паміж Беларуссю і Азербайджанам у 2024 годзе вырас на 46 % і склаў 490 млн долараў."
            " Беларускі экспарт дасягнуў 430 млн долараў, імпарт — 60 млн."),
            [
                ("turnover", 490e6, "2024", "", "", 46.0),
                ("exports", 430e6, "2024", "BY>AZ", "BY", None),
                ("imports", 60e6, "2024", "AZ>BY", "BY", None),
            ],
        ),
        (
            "de",
            ("Der Handel zwischen Belarus und Aserbaidschan stieg 2024 gegenüber dem Vorjahr um 46 Prozent auf 490 Millionen"
            " US-Dollar. Die Exporte nach Aserbaidschan beliefen sich auf 430 Millionen Dollar."),
            [("turnover", 490e6, "2024", "", "", 46.0), ("exports", 430e6, "2024", "BY>AZ", "BY", None)],
        ),
        (
            "tr",
            ("Azerbaycan ile Belarus arasındaki ticaret hacmi 2024 yılında bir önceki yıla göre yüzde 46 artarak 490 milyon"
            " dolara ulaştı."),
            [("turnover", 490e6, "2024", "", "", 46.0)],
        ),
        (
            "az",
            ("2025-ci ilin birinci rübündə Azərbaycanla Belarus arasında ticarət dövriyyəsi 118,9 milyon ABŞ dolları təşkil"
            " edib ki, bu da ötən ilin eyni dövrü ilə müqayisədə 21,4 faiz çoxdur."),
            [("turnover", 118.9e6, "2025-Q1", "", "", 21.4)],
        ),
    ],
)  # fmt: skip
def test_the_usual_paragraph(language: str, text: str, wanted: list[tuple[object, ...]]) -> None:
    found = read(text, language, DAY)
    assert [(f.metric, f.value, f.period, f.direction, f.reporter, f.growth) for f in found] == wanted
    assert {figure.pair for figure in found} == {("AZ", "BY")}


def test_a_base_named_in_the_past_is_that_of_the_figure() -> None:
    figure = one("In 2023 trade reached $338.9 million, which is 2.1 times more than the previous year.", "en")
    assert (figure.period, figure.factor, figure.base_period) == ("2023", 2.1, "2022")
    (figure,) = read(
        "Trade reached $885 million in 2021, nearly double the $425 million recorded in 2020.", "en", DAY, TITLE
    )
    assert (figure.period, figure.base_value, figure.base_period) == ("2021", 425e6, "2020")


def test_each_of_two_investments_goes_its_way() -> None:
    found = read(
        "Азербайджан инвестировал в экономику Беларуси 90 млн долларов, Беларусь в Азербайджан - более 20 млн долларов.",
        "ru", DAY,
    )  # fmt: skip
    assert [figure.direction for figure in found] == ["AZ>BY", "BY>AZ"]


def test_a_table_in_one_sentence_is_cut_with_a_note_too() -> None:
    table = " ".join(f"{n} January {n}.5 million dollars;" for n in range(1, 500))
    assert "are read" in read(f"Trade turnover: {table}", "en", DAY, TITLE)[-1].note
