"""A text that is taken over is a copy however it was edited; a sibling from the same template never is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.story import Footprint, Material
from monitor.stories import footprint, pack, unpack
from monitor.stories.copies import Copies, CopyFound

AGENCY = (
    "MINSK, 13 November (Neman Wire). Belarus shipped 120 tractor kits worth $4.2 million to the plant in Ganja, the "
    "works said on Tuesday. The train left the eastern yard in the morning and is expected at the border within four "
    "days, where the wagons change their wheels for the last leg of the way.\n"
    "Since January 870 kits have gone the same way. Director Viktar Laptsionak said that talks on next year's volumes "
    "go on, and that the partner in Azerbaijan has asked for more machines of the heavier series.\n"
    "The plant in Ganja has put together tractors from such kits since 2007 and sells them to farms all over the "
    "country on easy terms, for which the state pays part of the price."
)
CONGRATULATION = (
    "President {who} has congratulated President of {country} {whom} on {day}. The message reads that relations of the "
    "two countries rest on friendship and mutual respect, and that joint projects in trade, industry and culture show "
    "how much they can reach together. The President wished his colleague good health, peace and success, and the "
    "people of {country} well-being and prosperity. He confirmed the invitation to visit the country at any time."
)


def made(number: int, text: str, *, title: str = "", outlet: str = "Neman Wire", language: str = "en") -> Footprint:
    return footprint(Material(number, title or f"Title {number}", text, language, outlet, 1_700_000_000 + number))


def found(*texts: Footprint) -> CopyFound | None:
    """What is said of the last one when the others were there before it."""
    copies = Copies()
    for each in texts[:-1]:
        known = copies.find(each)
        copies.add(each, known.original if known else None)
    return copies.find(texts[-1])


def test_an_agency_text_on_another_site_is_its_copy_under_another_title_and_with_a_line_of_its_own() -> None:
    text = AGENCY.split("). ")[1] + "\nCourier: all news of the day in one place. Follow us in Telegram."
    got = found(made(1, AGENCY), made(2, text, title="A train left for the south", outlet="Minsk Courier"))
    assert got is not None
    assert got.original == 1


def test_the_same_words_with_other_values_in_their_places_are_no_copy() -> None:
    first = CONGRATULATION.format(
        who="Ilham Aliyev", country="Turkmenistan", whom="Serdar Berdimuhamedov", day="27 September"
    )
    other = CONGRATULATION.format(who="Ilham Aliyev", country="Vietnam", whom="To Lam", day="2 September")
    assert found(made(1, first), made(2, other)) is None
    assert (
        found(made(1, AGENCY), made(2, AGENCY.replace("120", "90").replace("4.2", "3.1").replace("870", "960"))) is None
    )


def test_numbers_and_quotation_marks_may_be_written_in_another_way() -> None:
    other = AGENCY.replace("$4.2 million", "4,200,000 US dollars").replace("13 November", "13.11.2018")
    assert found(made(1, AGENCY), made(2, other)) is not None


def test_a_copy_of_a_copy_is_a_copy_of_the_first() -> None:
    got = found(made(1, AGENCY), made(2, AGENCY, outlet="Courier"), made(3, AGENCY, outlet="Gazette"))
    assert got is not None
    assert got.original == 1


def test_the_outlet_that_the_others_cite_is_the_original_when_its_own_text_comes_later() -> None:
    body = AGENCY.split("). ")[1]
    first = made(1, body.replace("the works said", "the works said, Neman Wire reports"), outlet="Courier")
    got = found(first, made(2, body, outlet="Gazette"), made(3, AGENCY, outlet="Neman Wire"))
    assert got is not None
    assert (got.original, got.originals) == (3, (1, 2))


def test_a_text_in_another_language_is_no_copy() -> None:
    assert found(made(1, AGENCY), made(2, AGENCY, language="fr")) is None


def test_what_is_forgotten_can_no_longer_be_repeated() -> None:
    copies = Copies()
    copies.add(made(1, AGENCY), None)
    copies.forget([1])
    assert copies.find(made(2, AGENCY)) is None


def test_marks_come_back_from_their_columns() -> None:
    one = made(1, AGENCY)
    assert unpack(1, one.when, *pack(one)).marks == one.marks


def test_a_flood_of_identical_items_keeps_one_of_them_in_the_table_and_forgetting_all_leaves_nothing() -> None:
    copies = Copies()
    for number in range(1, 301):
        each = made(number, AGENCY, outlet=f"Site {number}")
        known = copies.find(each)
        copies.add(each, known.original if known else None)
    last = copies.find(made(400, AGENCY, outlet="Gazette"))
    assert last is not None
    assert last.original == 1
    copies.forget(range(1, 200))
    again = copies.find(made(401, AGENCY, outlet="Gazette"))
    assert again is not None
    assert again.original == 1
    copies.forget(range(200, 301))
    assert copies.held() == 0


def test_a_bare_title_is_a_copy_of_the_same_one_and_of_none_that_names_another() -> None:
    first = made(1, "", title="Lukashenko receives outgoing ambassador of Azerbaijan Maharram Aliyev")
    same = made(2, "", title="Lukashenko receives outgoing ambassador of Azerbaijan Maharram Aliyev", outlet="Courier")
    other = made(3, "", title="Lukashenko receives outgoing ambassador of Hungary Zsolt Csutora", outlet="Courier")
    assert found(first, same) is not None
    assert found(first, other) is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_are_marked_and_compared(one: str, other: str) -> None:
    copies = Copies()
    first, second = made(1, one), made(2, other)
    copies.add(first, None)
    got = copies.find(second)
    assert got is None or got.original == 1
    assert unpack(1, first.when, *pack(first)).marks == first.marks
