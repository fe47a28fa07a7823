"""pair where two countries are alone in a text that tells of neither's dealings with the other. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped

AZ, BY = "country.azerbaijan", "country.belarus"


def holds(title: str, body: str) -> bool:
    lexicon = shipped()
    return pair(lexicon.scan(title, body), lexicon, AZ, BY).holds


OTHER_MATTERS = {
    "fraud": (
        "Azerbaijani man jailed in Minsk for fraud by phone",
        "A court in Minsk sentenced a citizen of Azerbaijan to six years. The victims lost 90,000 roubles.",
    ),
    "ranking": (
        "Belarus and Azerbaijan both climb in broadband ranking",
        "In Belarus the operator launched new equipment; in Azerbaijan a project for villages is nearly complete.",
    ),
    "paper of an economist": (
        "Belarusian economist praises Azerbaijan's tax reform",
        "Baku cut the tax for small companies and launched a register. The paper has forty pages.",
    ),
    "films": (
        "Bakıda Belarus filmləri günü keçirilib",
        "Kinoteatrda Belarus rejissorlarının filmləri göstərilib. Tamaşaçılar arasında tələbələr də olub.",
    ),
    "markets of a third": (
        "Türkiye'nin fındık ihracatı arttı",
        "Yeni pazarlar arasında Azerbaycan ve Belarus da var. Satışların yarısı Almanya'ya yapıldı.",
    ),
}


@pytest.mark.parametrize(("title", "body"), OTHER_MATTERS.values(), ids=OTHER_MATTERS.keys())
def test_what_the_two_share_is_no_dealing(title: str, body: str) -> None:
    assert not holds(title, body)


def test_a_court_that_hands_over_a_man_deals_with_the_other_state() -> None:
    assert holds("Суд в Минске решил", "Обвиняемого в мошенничестве передадут Азербайджану по договору о выдаче.")


@pytest.mark.parametrize(
    "title",
    [
        "Kazakhstan sells more grain to Azerbaijan and Belarus",
        "Казахстан увеличил поставки зерна в Азербайджан и Беларусь",
        "Qazaxıstan Azərbaycan və Belarusa daha çox taxıl satıb",
        "Армения спорит с Беларусью из-за оружия для Азербайджана",
    ],
)
def test_a_third_country_that_acts_in_the_title_makes_it_no_matter_of_two(title: str) -> None:
    """What a third sells to both, or says of both, is its own news."""
    assert not holds(title, "")


def test_a_third_country_that_is_only_the_place_does_no_harm() -> None:
    assert holds("Presidents of Azerbaijan and Belarus met in Kazakhstan", "")
