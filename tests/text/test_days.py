"""Dates inside sentences, in the languages of the desk."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.days import resolved, said

TODAY = date(2024, 5, 20)  # a Monday


@pytest.mark.parametrize(
    ("text", "first", "until"),
    [
        ("They met on 16 May 2024 in Baku", "2024-05-16", ""),
        ("on May 16, 2024", "2024-05-16", ""),
        ("a visit on 15-17 May", "2024-05-15", "2024-05-17"),
        ("с 15 по 17 мая", "2024-05-15", "2024-05-17"),
        ("встретились 6 мая", "2024-05-06", ""),
        ("mayın 6-da görüşüb", "2024-05-06", ""),
        ("2024-cü il mayın 15-də", "2024-05-15", ""),
        ("2024-cü ilin mayında", "2024-05", ""),
        ("noyabrın 8-də", "2023-11-08", ""),
        ("11 лістапада адбылася сустрэча", "2023-11-11", ""),
        ("3 кастрычніка 2024 года", "2024-10-03", ""),
        ("у маі", "2024-05", ""),
        ("6 травня відбулася", "2024-05-06", ""),
        ("15 października", "2023-10-15", ""),
        ("15. Mai 2024", "2024-05-15", ""),
        ("le 15 mai 2024", "2024-05-15", ""),
        ("el 15 de mayo de 2024", "2024-05-15", ""),
        ("16 Mayıs 2024'te", "2024-05-16", ""),
        ("Oct.26", "2023-10-26", ""),
        ("in October 2006", "2006-10", ""),
        ("16.05.2024", "2024-05-16", ""),
        ("2019-cu ildə", "2019", ""),
        ("в 2019 году", "2019", ""),
        ("yesterday", "2024-05-19", ""),
        ("бу gün, сёння", "2024-05-20", ""),
        ("во вторник", "2024-05-14", ""),
        ("31 September", "", ""),
    ],
)
def test_a_date_is_read(text: str, first: str, until: str) -> None:
    """What is missing is filled from the day of the article."""
    assert resolved(said(text)[-1], TODAY) == (first, until)


@pytest.mark.parametrize(
    "text", ["May God help", "the 2024-2025 roadmap", "2,023 cars", "накануне визита", "15th session", ""]
)
def test_what_is_no_date(text: str) -> None:
    assert said(text) == ()


def test_a_year_that_is_missing_lies_ahead_for_what_is_planned() -> None:
    """And for what is not, behind, except in the next two months."""
    october, june = said("on 2 October")[0], said("12 июня")[0]
    assert (resolved(october, TODAY)[0], resolved(october, TODAY, planned=True)[0]) == ("2023-10-02", "2024-10-02")
    assert resolved(june, TODAY)[0] == "2024-06-12"
    assert resolved(said("on Friday")[0], TODAY, planned=True)[0] == "2024-05-24"


def test_without_a_day_of_the_article_a_missing_year_stays_open() -> None:
    assert resolved(said("on 2 October")[0], None) == ("", "")
    assert resolved(said("on 2 October 2023")[0], None) == ("2023-10-02", "")


def test_spans_are_those_of_the_original() -> None:
    """Folding drops a stress mark before it."""
    text = "Лукаше\u0301нко прибыл 16 мая 2024 года"
    found = said(text)[0]
    assert text[found.start : found.end] == "16 мая 2024"


@given(st.text(alphabet="0123456789 .-/мая may of ınсв", max_size=300))
def test_any_text_is_read_or_not(text: str) -> None:
    """No crash; each date lies in the text, and none in another."""
    reach = 0
    for each in said(text):
        assert reach <= each.start < each.end <= len(text)
        reach = each.end
        resolved(each, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 30 April - 2 May 2024", "2024-04-30", "2024-05-02"),
        ("from April 30 to May 2", "2024-04-30", "2024-05-02"),
        ("с 30 апреля по 2 мая", "2024-04-30", "2024-05-02"),
        ("30 красавіка – 2 мая", "2024-04-30", "2024-05-02"),
        ("aprelin 30-dan mayın 2-dək", "2024-04-30", "2024-05-02"),
        ("30 Nisan - 2 Mayıs", "2024-04-30", "2024-05-02"),
        ("28 December - 3 January", "2023-12-28", "2024-01-03"),
        ("next week", "2024-05-13", "2024-05-19"),
        ("на прошлой неделе", "2024-04-29", "2024-05-05"),
        ("на гэтым тыдні", "2024-05-06", "2024-05-12"),
        ("növbəti həftə", "2024-05-13", "2024-05-19"),
        ("gelecek hafta", "2024-05-13", "2024-05-19"),
        ("la semaine prochaine", "2024-05-13", "2024-05-19"),
        ("в следующем месяце", "2024-06", ""),
        ("last month", "2024-04", ""),
    ],
)
def test_several_days_said_as_one(text: str, first: str, last: str) -> None:
    """A span over two months, a week, a month; the day is Monday, 6 May 2024."""
    (found,) = said(text)
    assert resolved(found, date(2024, 5, 6)) == (first, last)
