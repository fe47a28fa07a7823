"""Promises: found again in other articles and languages by one key."""

import pytest

from monitor.model.fact import Figure, Promise, Span
from monitor.reading.promises import promises
from monitor.reading.quotes import quotes
from tests.reading.quotes.invented import invented
from tests.reading.quotes.reading import ground


def read(body: str, language: str, figures: tuple[Figure, ...] = ()) -> tuple[Promise, ...]:
    made = ground(body, "", language, invented() if "Nurlu" in body else None)
    return promises(made, figures, quotes(made))


@pytest.mark.parametrize(
    ("language", "body", "key", "due"),
    [
        ("en", "Azerbaijan and Belarus worked out a 12-point cooperation plan.", "plan:12-point:AZ-BY", ""),
        ("en", "Belarus and Azerbaijan have a plan. There is progress across all 12 points.", "plan:12-point:AZ-BY", ""),
        ("en", "A plan of twelve points binds Azerbaijan and Belarus.", "plan:12-point:AZ-BY", ""),
        ("ru", "Азербайджан и Беларусь выработали план из 12 пунктов.", "plan:12-point:AZ-BY", ""),
        ("be", "Азербайджан і Беларусь выпрацавалі план з 12 пунктаў.", "plan:12-point:AZ-BY", ""),
        ("az", "Azərbaycan və Belarus 12 bəndlik plan hazırlayıb.", "plan:12-point:AZ-BY", ""),
        ("tr", "Azerbaycan ve Belarus 12 maddelik plan hazırladı.", "plan:12-point:AZ-BY", ""),
        ("en", "Belarus and Azerbaijan fulfil the 2024-2025 roadmap.", "plan:roadmap-2024-2025:AZ-BY", "2025"),
        ("ru", "Беларусь и Азербайджан выполняют дорожную карту на 2024–2025 годы.", "plan:roadmap-2024-2025:AZ-BY", "2025"),
        ("az", "Azərbaycan və Belarus 2024-2025-ci illər üçün yol xəritəsini icra edir.", "plan:roadmap-2024-2025:AZ-BY", "2025"),
        ("en", "The defence ministries of Belarus and Azerbaijan approved a plan for 2021.", "plan:military-2021:AZ-BY", "2021"),
        ("ru", "Военные ведомства Беларуси и Азербайджана утвердили план на 2021 год.", "plan:military-2021:AZ-BY", "2021"),
        ("en", "Belarus and Azerbaijan agreed to set up a joint venture by 2027.", "undertaking:joint_venture:AZ-BY", "2027"),
        ("ru", "Беларусь и Азербайджан договорились создать совместное предприятие до конца 2027 года.",
         "undertaking:joint_venture:AZ-BY", "2027-12-31"),
        ("az", "Azərbaycan və Belarus birgə müəssisə yaratmaq barədə razılığa gəlib.", "undertaking:joint_venture:AZ-BY", ""),
        ("tr", "Azerbaycan ve Belarus ortak girişim kurmak için anlaştı.", "undertaking:joint_venture:AZ-BY", ""),
    ],
)  # fmt: skip
def test_one_promise_has_one_key_in_all_languages(language: str, body: str, key: str, due: str) -> None:
    (found,) = read(body, language)
    assert (found.key, found.due, found.sides) == (key, due, ("AZ", "BY"))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Team Belarus beat Azerbaijan by 12 points."),
        ("en", "Azerbaijan and Belarus have a plan. The rate rose by 12 percentage points."),
        ("ru", "Беларусь и Азербайджан откроют 12 пунктов пропуска по плану."),
        ("en", "Azerbaijan, Belarus and Georgia worked out a 12-point plan."),
        ("en", "Belarus and Azerbaijan discussed a joint venture."),
        ("en", "Belarus worked out a 12-point plan."),
    ],
)
def test_points_of_a_game_talks_and_plans_of_others_are_no_promises(language: str, body: str) -> None:
    assert read(body, language) == ()


def test_a_plan_named_without_countries_belongs_to_the_pair_of_the_article() -> None:
    body = "Azerbaijan and Belarus are close. Belarus trades with Azerbaijan. They worked out a 12-point plan."
    (found,) = read(body, "en")
    assert (found.key, found.sentence, found.words) == ("plan:12-point:AZ-BY", 3, "They worked out a 12-point plan.")


def test_he_who_speaks_of_the_plan_is_kept() -> None:
    body = "Azerbaijan and Belarus have a plan. “There is progress across all 12 points,” Rauf Nurlu said."
    assert [(p.key, p.speaker) for p in read(body, "en")] == [("plan:12-point:AZ-BY", "person.rauf_nurlu")]
    told = "Rauf Nurlu noted that Azerbaijan and Belarus had a 12-point plan."
    assert [p.speaker for p in read(told, "en")] == ["person.rauf_nurlu"]


def figure(kind: str, value: float, **more: str) -> Figure:
    return Figure("turnover", kind, 1, Span("body", 0, 5), value, "USD", pair=("AZ", "BY"), **more)  # type: ignore[arg-type]


def test_a_goal_keeps_its_key_when_its_deadline_moves() -> None:
    first = read("The goal is 1 billion dollars.", "en", figures=(figure("goal", 1e9, deadline="2026"),))
    later = read("The goal is 1 billion dollars.", "en", figures=(figure("goal", 1e9, deadline="2030"),))
    assert first[0].key == later[0].key == "goal:turnover:1000000000USD:AZ-BY"
    assert (first[0].due, later[0].due) == ("2026", "2030")


def test_a_forecast_is_known_by_its_period_and_a_level_is_no_promise() -> None:
    figures = (figure("forecast", 5e8, period="2024"), figure("level", 4e8, period="2023"))
    assert [p.key for p in read("More than 500 million are expected.", "en", figures=figures)] == [
        "forecast:turnover:2024:AZ-BY"
    ]
