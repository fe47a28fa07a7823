"""One event for one real thing, and the news of an article among them."""

from monitor.model.fact import Event, Span
from monitor.reading.events import coarse, event_type, news
from tests.reading.events.told import PAIR, main, reading, told

VISIT = """Ilham Aliyev arrived in Minsk on an official visit on 18 November. The presidents of Azerbaijan and Belarus held a
one-on-one meeting in the Palace of Independence. Then talks in an expanded format took place. The sides signed ten documents. The
presidents made statements for the press. The official visit of Ilham Aliyev to Belarus ends on 19 November.""".replace(
    "\n", " "
)


def test_a_visit_and_the_parts_of_its_programme() -> None:
    """Mentions of the visit are one event; talks, signing and statement are events of their own, where it takes place."""
    events = told("Ilham Aliyev's visit to Minsk", VISIT, "en", "2018-11-19")
    assert [event.kind for event in events] == [
        "visit_official", "talks_one_on_one", "talks_expanded", "signing", "joint_statement",
    ]  # fmt: skip
    assert {event.level for event in events} == {"president"}
    assert {event.place for event in events} == {"place.minsk"}
    assert {event.day for event in events} == {"2018-11-18"}
    assert news(events, PAIR) == events[0]


def test_title_and_lead_tell_of_one_call() -> None:
    """The lead has the day and who called whom."""
    (event,) = told(
        "Президенты Азербайджана и Беларуси поговорили по телефону",
        "22 мая Ильхаму Алиеву позвонил Александр Лукашенко. Телефонный разговор прошел в дружеской обстановке.",
        "ru",
        "2021-05-24",
    )
    assert (event.kind, event.day, event.level) == ("phone_call", "2021-05-22", "president")
    assert (event.actors, event.recipients) == (("person.alexander_lukashenko",), ("person.ilham_aliyev",))


def test_two_calls_of_different_days_stay_two() -> None:
    events = told("", "On 14 May Lukashenko phoned Ilham Aliyev. On 16 May Ilham Aliyev phoned Lukashenko.")
    assert [(event.kind, event.day) for event in events] == [("phone_call", "2024-05-14"), ("phone_call", "2024-05-16")]


def test_the_visit_of_may_is_not_the_talks_of_november() -> None:
    """As in a report on a climate summit: history, and the working talks of the day."""
    events = told(
        "Lukashenko holding talks with Ilham Aliyev in Baku",
        "During the state visit of Lukashenko to Azerbaijan in May of this year the weather was fine.",
        "en",
        "2024-11-11",
    )
    assert [(event.kind, event.background) for event in events] == [("meeting_received", False), ("visit_state", True)]
    assert news(events, PAIR) == events[0]


def test_who_is_meant_by_a_pronoun_is_found_before() -> None:
    events = told(
        "Belarusian prime minister in Azerbaijan",
        "Alexander Turchin arrived in Baku on 16 May. He was received by Ilham Aliyev.",
    )
    received = next(event for event in events if event.kind == "meeting_received")
    assert received.actors == ("person.ilham_aliyev",)
    assert set(received.sides) == {"AZ", "BY"}


def test_the_sides_of_a_list_are_not_two_who_met() -> None:
    """A summit of many leaders is one event with all of them, and no news of any two."""
    events = told("Leaders of Azerbaijan, Belarus, Russia and Kazakhstan gather for CIS summit")
    assert [(event.kind, len(event.sides)) for event in events] == [("summit_participation", 4)]
    assert news(events, PAIR) is None


def test_news_of_another_pair_is_not_ours() -> None:
    events = told("Ilham Aliyev met with Vladimir Putin in Moscow")
    assert [set(event.sides) for event in events] == [{"AZ", "RU"}]
    assert news(events, PAIR) is None


def test_a_phone_call_that_congratulates_is_a_phone_call() -> None:
    event = main("Ilham Aliyev phoned Lukashenko and congratulated him on the holiday")
    assert (event.kind, coarse(event)) == ("phone_call", "phone_call")


def test_talks_are_the_news_of_a_visit_of_no_named_kind() -> None:
    """And a visit that nobody calls official or working is of no coarse kind either."""
    assert main("Lukashenko flew to Baku", "Lukashenko held talks with Ilham Aliyev.").kind == "meeting_received"
    assert coarse(main("Lukashenko flew to Baku")) == "other"


def test_a_planned_visit_takes_the_family_of_the_visit_named() -> None:
    assert coarse(main("Ilham Aliyev's state visit to Belarus postponed")) == "state_visit"
    assert coarse(main("Lukashenko to visit Azerbaijan")) == "other"


def test_talks_mentioned_on_the_way_are_not_the_news() -> None:
    events = told("", "After talks with Ilham Aliyev in Baku Lukashenko and Ilham Aliyev signed a declaration.")
    assert {event.kind: event.aside for event in events} == {"meeting_received": True, "signing": False}
    found = news(events, PAIR)
    assert found is not None
    assert found.kind == "signing"


def test_figures_are_the_news_only_where_the_title_speaks_of_trade_and_nothing_was_done() -> None:
    def kind(title: str, body: str) -> str:
        read = reading(title, body, "en", "2024-05-17")
        return event_type(read.ground, read.events, read.figures, PAIR)

    body = "The trade turnover between Azerbaijan and Belarus amounted to 48 million US dollars in 2023."
    assert kind("Azerbaijan and Belarus met", f"Lukashenko met with Ilham Aliyev. {body}") == "meeting"
    assert kind("A garden in Baku", "Nothing of Belarus and Azerbaijan is told here.") == "other"


def test_the_evidence_of_an_event_lies_in_the_text() -> None:
    """Trigger first, then who, where and when."""
    read = reading("", "On 16 May Lukashenko met with Ilham Aliyev in Baku.")
    (event,) = read.events
    words = [read.ground.text_of(span) for span in event.spans]
    assert words == ["met with", "Lukashenko", "Ilham Aliyev", "Baku", "16 May"]
    assert event.trigger == Span("body", *event.trigger[1:])


def test_an_event_is_a_value() -> None:
    """Read twice, the same."""
    assert told("Lukashenko met with Ilham Aliyev") == told("Lukashenko met with Ilham Aliyev")
    assert isinstance(told("Lukashenko met with Ilham Aliyev")[0], Event)


def test_what_was_discussed_by_telephone_is_no_meeting_besides() -> None:
    """The title says "discussed", the lead that it was a call, the next sentence "discussed" again: one call."""
    events = told(
        "Лукашенко обсудил с Ильхамом Алиевым границу",
        "Александр Лукашенко 16 мая позвонил Ильхаму Алиеву. Лукашенко и Ильхам Алиев обсудили поставки лифтов.",
        "ru",
    )
    dealings = [event for event in events if coarse(event) != "other"]
    assert [(event.kind, event.sentence, event.day) for event in dealings] == [("phone_call", 0, "2024-05-16")]


def test_a_feature_that_comes_to_speak_of_the_commission_on_its_second_page_reports_nothing() -> None:
    """One dealing far down is no news; a report that goes on about dealings is."""
    far = "The lifts of Baku are old. " * 8
    one = f"{far}The joint commission of Azerbaijan and Belarus met in Minsk."
    assert news(told("Old lifts", one), PAIR) is None
    more = f"{one} Lukashenko met with Ilham Aliyev. Azerbaijan and Belarus signed a memorandum."
    found = news(told("Old lifts", more), PAIR)
    assert found is not None


def test_the_other_side_of_a_visit_is_that_of_the_title() -> None:
    """A narrow trigger with one side needs no pronoun."""
    body = (
        "The sea is calm. The flags are up. The official visit of the president of Belarus began at the Alley of Honor."
    )
    event = main("Baku, city of guests", body)
    assert (event.kind, set(event.sides)) == ("visit_official", {"AZ", "BY"})
