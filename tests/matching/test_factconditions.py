"""event(), figure() and quote() over facts that were read: one record must fit in all, and what failed is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from monitor.lexicon import build, load_names
from monitor.matching.compile import Names, compile_condition
from monitor.matching.conditions import by_name
from monitor.matching.explain import explain, reason
from monitor.matching.index import Index
from monitor.matching.needs import NOTHING
from monitor.matching.part import Condition
from monitor.model.fact import Dealing, Event, Figure, Quote, ScorePart, Span
from tests.matching.articles import NAMES, Facts, condition, facts

TITLE = "Lukashenko arrives in Baku on a state visit"
BODY = (
    "Armenia is silent. “The EAEU is open”, Lukashenko said. Turnover of Belarus and Azerbaijan was 48 million dollars."
)


def at(words: str) -> Span:
    where = "title" if words in TITLE else "body"
    start = (TITLE if where == "title" else BODY).index(words)
    return Span("title" if where == "title" else "body", start, start + len(words))


VISIT = Event(
    "visit_state", 0, at("state visit"), sides=("BY", "AZ"), actors=("person.alexander_lukashenko",),
    recipients=("country.azerbaijan",), level="president", place="country.azerbaijan", place_said="Baku",
    day="2024-05-16", status="under_way", spans=(at("Lukashenko arrives in Baku"),),
)  # fmt: skip
TURNOVER = Figure(
    "turnover", "level", 3, at("48 million dollars"), value=48e6, unit="USD", period="2024", pair=("AZ", "BY")
)
QUOTE = Quote((at("The EAEU is open"),), "The EAEU is open", 2, "person.alexander_lukashenko", "Lukashenko", None)


def told(*events: Event, figures: tuple[Figure, ...] = (), quotes: tuple[Quote, ...] = ()) -> Facts:
    found = facts(TITLE, BODY)
    found.events, found.figures, found.quotes = events, figures, quotes
    found.published = date(2024, 5, 14)
    return found


ALL = told(VISIT, figures=(TURNOVER,), quotes=(QUOTE,))


def holds(text: str, article: Facts) -> bool:
    return condition(text).decide(article) is not None


@pytest.mark.parametrize(
    "text",
    [
        "event(visit_state)",
        "event(visit, azerbaijan, belarus)",
        "event(visit, belarus, azerbaijan)",
        "event(visit, belarus, any)",
        "event(visit, lukashenko, azerbaijan)",
        "event(visit, lukashenko, any)",
        "event(visit, south-caucasus, BY)",
        "event(lukashenko)",
        "event(contact, AZ, BY, level>=minister)",
        "event(contact, AZ, BY, level=president)",
        "event(visit, AZ, BY, status=under-way)",
        "event(visit, AZ, BY, within=2d)",
        "event(visit, AZ, BY, place=azerbaijan)",
        "event(visit, AZ, BY, background=any)",
        "figure(turnover)",
        "figure(trade, azerbaijan, belarus)",
        "figure(turnover, AZ, any)",
        "figure(AZ, BY, kind=level, period=2024)",
        "figure(AZ, BY, value>=48 mln USD)",
        "figure(AZ, BY, value<=48 mln USD)",
        "figure(AZ, BY, conflict=no)",
        "quote(lukashenko, eaeu)",
        "quote(belarus, eaeu)",
        "quote(any, eaeu)",
    ],
)
def test_a_fact_that_fits_in_all_holds(text: str) -> None:
    assert holds(text, ALL)
    assert reason(condition(text), ALL) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("event(phone_call, AZ, BY)", "no event of the kind in 'event(phone_call, AZ, BY)' is told"),
        ("event(visit, AZ, AM)", "event visit_state of Belarus and Azerbaijan: other sides"),
        ("event(visit, AZ, AZ)", "event visit_state of Belarus and Azerbaijan: other sides"),
        ("event(visit, lukashenko, belarus)", "event visit_state of Belarus and Azerbaijan: other sides"),
        ("event(visit, AZ, BY, any)", "event visit_state of Belarus and Azerbaijan: other sides"),
        ("event(contact, level<=minister)", "event visit_state of Belarus and Azerbaijan: level president is not at most min"),
        ("event(AZ, BY, status=planned)", "event visit_state of Belarus and Azerbaijan: it is under way"),
        ("event(AZ, BY, within=1d)", "event visit_state of Belarus and Azerbaijan: its day is too far off"),
        ("event(AZ, BY, place=belarus)", "event visit_state of Belarus and Azerbaijan: it takes place elsewhere"),
        ("event(AZ, BY, background=yes)", "event visit_state of Belarus and Azerbaijan: it is news"),
        ("figure(exports, AZ, BY)", "no figure of the kind in 'figure(exports, AZ, BY)' is told"),
        ("figure(AZ, AM)", "figure turnover of Azerbaijan and Belarus: other sides"),
        ("figure(turnover, kind=goal)", "figure turnover of Azerbaijan and Belarus: it is a level"),
        ("figure(turnover, period=2023)", "figure turnover of Azerbaijan and Belarus: its period is another"),
        ("figure(turnover, value>=49 mln USD)", "figure turnover of Azerbaijan and Belarus: not value>=49 mln USD"),
        ("figure(turnover, value>=1 EUR)", "figure turnover of Azerbaijan and Belarus: not value>=1 EUR"),
        ("figure(turnover, conflict=yes)", "figure turnover of Azerbaijan and Belarus: nothing contradicts it"),
        ("figure(turnover, background=yes)", "figure turnover of Azerbaijan and Belarus: it is news"),
        ("quote(azerbaijan, eaeu)", "no words of azerbaijan are quoted"),
        ("quote(lukashenko, armenia)", "quote of Alexander Lukashenko: these words do not speak of armenia"),
    ],
)  # fmt: skip
def test_a_fact_that_does_not_fit_fails_and_says_where(text: str, said: str) -> None:
    assert not holds(text, ALL)
    assert said in reason(condition(text), ALL)


def test_an_article_without_facts_says_so() -> None:
    empty = told()
    assert reason(condition("event(AZ, BY)"), empty) == "no event is told"
    assert reason(condition("figure(AZ, BY)"), empty) == "no figure is told"
    assert reason(condition("quote(any, eaeu)"), empty) == "nobody is quoted"


def test_all_that_is_asked_is_asked_of_one_event() -> None:
    """A planned visit of presidents and a call of ministers are no call of presidents."""
    call = replace(VISIT, kind="phone_call", level="foreign_minister")
    assert not holds("event(phone_call, AZ, BY, level=president)", told(VISIT, call))
    assert holds("event(phone_call, AZ, BY) and event(AZ, BY, level=president)", told(VISIT, call))


def test_background_counts_only_where_it_is_asked_for() -> None:
    old = told(replace(VISIT, background=True), figures=(replace(TURNOVER, background=True),))
    for call in ("event(visit, AZ, BY{})", "figure(turnover, AZ, BY{})"):
        assert not holds(call.format(""), old)
        assert holds(call.format(", background=yes"), old)
        assert holds(call.format(", background=any"), old)


def test_a_visit_that_is_planned_is_of_the_kind_of_the_visit_named() -> None:
    planned = told(replace(VISIT, kind="visit_planned_or_invited", visit="visit_state", status="planned"))
    assert holds("event(state_visit, AZ, BY)", planned)
    assert holds("event(visit_planned_or_invited, AZ, BY)", planned)
    assert not holds("event(official_visit, AZ, BY)", planned)


def test_in_a_rule_with_one_pair_an_event_is_of_that_pair() -> None:
    article = told(replace(VISIT, sides=("AZ", "AM"), actors=()))
    article.pairs = frozenset({frozenset({"country.azerbaijan", "country.belarus"})})
    assert not holds("pair(AZ, BY) and event(visit)", article)
    assert holds("pair(AZ, BY) and event(visit, AZ, AM)", article)
    raised = compile_condition(
        "pair(AZ, BY) and event(visit, any, armenia)",
        "x.yaml",
        1,
        1,
        Names(build(load_names("n.yaml", NAMES.encode()))),
    )
    assert raised.decide(article) is not None


@pytest.mark.parametrize(
    ("day", "until", "within", "fits"),
    [
        ("2024-05-14", "", "1d", True),
        ("2024-05-13", "", "30d", False),  # it was
        ("2024-05-10", "2024-05-15", "30d", True),  # it goes on
        ("2024-06", "", "30d", True),
        ("2024-07", "", "30d", False),
        ("2024", "", "1d", True),
        ("", "", "30d", False),
        ("soon", "", "30d", False),
        ("2024-13-45", "", "30d", False),
    ],
)
def test_within_counts_from_the_day_of_the_article(day: str, until: str, within: str, *, fits: bool) -> None:
    assert holds(f"event(AZ, BY, within={within})", told(replace(VISIT, day=day, until=until))) is fits


def test_within_is_false_for_an_article_without_a_day() -> None:
    article = told(VISIT)
    article.published = None
    assert not holds("event(AZ, BY, within=30d)", article)


def test_a_place_may_be_a_quoted_text_that_stands_in_it_as_written() -> None:
    lexicon = build(load_names("names.yaml", NAMES.encode()), ("Victory Park", "Park"))
    scan = lexicon.scan("They met in Victory Park", "Victory Park is green.", "en")
    article = replace(
        told(replace(VISIT, place="", place_said="in Victory Park")), scan=scan, mentions=by_name(scan.mentions)
    )
    for text, fits in (('"victory park"', True), ('"Park"', True), ('"Victory Day"', False)):
        asked = compile_condition(f"event(AZ, BY, place={text})", "x.yaml", 1, 1, Names(lexicon))
        assert (asked.decide(article) is not None) is fits


@pytest.mark.parametrize(
    ("figure", "text", "fits"),
    [
        (replace(TURNOVER, value=None, low=100e6, high=146e6), "figure(AZ, BY, value>=140 mln USD)", True),
        (replace(TURNOVER, value=None, low=100e6, high=146e6), "figure(AZ, BY, value>=147 mln USD)", False),
        (replace(TURNOVER, value=None, low=100e6, high=146e6), "figure(AZ, BY, value<=99 mln USD)", False),
        (replace(TURNOVER, value=None, growth=15.0, kind="growth", unit=""), "figure(AZ, BY, value>=10 %)", True),
        (replace(TURNOVER, value=15.0, unit="%", kind="growth"), "figure(AZ, BY, value>=20 %)", False),
        (replace(TURNOVER, value=None, delta=5e6, kind="delta"), "figure(AZ, BY, value>=5 mln USD)", True),
        (replace(TURNOVER, value=None), "figure(AZ, BY, value>=0 USD)", False),
        (replace(TURNOVER, metric="exports", sector="agrifood"), "figure(exports_agrifood, AZ, BY)", True),
        (replace(TURNOVER, metric="exports", sector="oil"), "figure(exports_agrifood, AZ, BY)", False),
        (replace(TURNOVER, metric="exports", sector="oil"), "figure(exports, AZ, BY)", True),
        (replace(TURNOVER, metric="exports", kind="index"), "figure(growth, AZ, BY)", True),
        (replace(TURNOVER, metric="exports", kind="share"), "figure(share, AZ, BY)", True),
        (replace(TURNOVER, note="43.4 + 4.9 is not 48"), "figure(AZ, BY, conflict=yes)", True),
        (replace(TURNOVER, pair=("AZ", "WORLD")), "figure(AZ, any)", True),
        (replace(TURNOVER, pair=(), reporter="AZ"), "figure(AZ)", True),
        (replace(TURNOVER, pair=()), "figure(AZ)", False),
    ],
)  # fmt: skip
def test_what_a_figure_is_asked(figure: Figure, text: str, *, fits: bool) -> None:
    assert holds(text, told(figures=(figure,))) is fits


def test_a_figure_that_an_earlier_article_contradicts() -> None:
    article = told(figures=(TURNOVER,))
    article.contradicted = (TURNOVER,)
    assert holds("figure(turnover, AZ, BY, conflict=yes)", article)


def test_a_quote_without_a_certain_speaker_is_anybodys_and_nobodys() -> None:
    article = told(quotes=(replace(QUOTE, speaker=""),))
    assert holds("quote(any, eaeu)", article)
    assert not holds("quote(lukashenko, eaeu)", article)


# -- what is shown


def test_the_words_of_a_fact_are_its_evidence() -> None:
    found = condition("event(visit, AZ, BY)").decide(ALL)
    assert found is not None
    assert [(mention.name, mention.surface) for mention in found] == [
        ("person.alexander_lukashenko", "Lukashenko"), ("country.azerbaijan", "Baku"), ("event:visit_state", "state visit"),
    ]  # fmt: skip
    found = condition("figure(turnover, AZ, BY)").decide(ALL)
    assert found is not None
    assert [(mention.name, mention.surface) for mention in found] == [
        ("country.belarus", "Belarus"), ("country.azerbaijan", "Azerbaijan"), ("figure:turnover", "48 million dollars"),
    ]  # fmt: skip
    found = condition("quote(lukashenko, eaeu)").decide(ALL)
    assert found is not None
    assert [(mention.name, mention.surface) for mention in found] == [
        ("quote", "The EAEU is open"), ("org.eaeu", "EAEU"),
    ]  # fmt: skip


def test_explain_says_which_record_held() -> None:
    shown = explain(condition("event(visit, AZ, BY)"), ALL)
    assert shown.holds
    assert shown.note == 'event visit_state of Belarus and Azerbaijan: "state visit", "Lukashenko", "Baku"'


def test_explain_shows_the_score_of_a_pair_part_by_part() -> None:
    article = told()
    article.scored = Dealing(
        ("AZ", "BY"), False, 0.5, 3.0, (ScorePart("both in the title", 2.5, (at("Baku"),)), ScorePart("sport", -2.0))
    )
    shown = explain(condition("pair(AZ, BY)"), article)
    assert [(part.text, part.kind, part.holds, part.note) for part in shown.children] == [
        ("+2.5 both in the title", "score", True, '"Baku"'),
        ("-2 sport", "score", False, ""),
    ]


# -- near misses, and which articles a rule is tried on


@pytest.mark.parametrize(
    ("text", "nearly"),
    [
        ("event(visit, AZ, AM)", True),  # Armenia is named
        ("event(visit, AZ, KZ)", False),
        ("event(phone_call, AZ, BY)", False),
        ("event(visit, AZ, BY, status=done)", True),
        ("event(visit, AZ, BY, status=done, level=minister)", False),
        ("figure(turnover, AZ, BY, period=2023)", True),
        ("quote(lukashenko, armenia)", True),
    ],
)
def test_a_record_that_fails_in_one_thing_just_misses(text: str, *, nearly: bool) -> None:
    assert condition(text).nearly(ALL) is nearly


class Filed:
    def __init__(self, when: Condition) -> None:
        self.need = when.need


@pytest.mark.parametrize(
    ("text", "names", "tried"),
    [
        ("event(visit, AZ, BY)", ["country.azerbaijan"], True),  # the other side may go without saying
        ("event(visit, AZ, BY)", ["person.alexander_lukashenko"], True),
        ("event(visit, AZ, BY)", ["country.armenia"], False),
        ("event(visit, any, lukashenko)", ["country.belarus"], True),
        ("event(visit)", [], True),
        ("figure(AZ, any)", ["country.azerbaijan"], True),
        ("figure(AZ, any)", ["country.belarus"], False),
        ("quote(any, eaeu)", ["org.eaeu"], True),
        ("quote(lukashenko, eaeu)", ["person.alexander_lukashenko"], False),
    ],
)
def test_a_rule_of_one_fact_is_tried_where_it_may_hold(text: str, names: list[str], *, tried: bool) -> None:
    when = condition(text)
    index = Index([Filed(when)], when_side, few=0)
    assert bool(index.candidates(names)) is tried


def when_side(name: str) -> str:
    return facts("").side(name)


def test_an_unbound_fact_needs_nothing() -> None:
    assert condition("event(visit)").need == NOTHING
    assert condition("event(visit, AZ, BY)").sides == {"country.azerbaijan", "country.belarus"}
    assert condition("event(visit, lukashenko, AZ, place=eaeu)").uses >= {"person.alexander_lukashenko", "org.eaeu"}
