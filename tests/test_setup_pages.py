"""Which items make their page worth reading: a watched side or a name that some rule asks for stands in them."""

import pytest

from monitor.setup import load_files
from tests.test_setup import DIGESTS, LEXICON, files, rule, setup


@pytest.mark.parametrize(
    ("title", "text", "matters"),
    [
        ("Rain in Baku", "", True),
        ("Дождь", "В Беларуси сыро", True),
        ("EAEU on tariffs", "", True),
        ("Elections in Peru", "", False),
        ("", "", False),
    ],
)
def test_a_page_is_worth_fetching_when_a_side_or_a_name_of_a_rule_is_there(
    title: str, text: str, *, matters: bool
) -> None:
    assert setup(extra__eaeu=rule()).may_matter(title, text) is matters


def test_every_page_may_matter_to_a_rule_without_names() -> None:
    assert setup(extra__lang=rule("lang(ru)", match="{text: Рис, lang: ru}")).may_matter("Elections in Peru", "")
    assert setup(extra__both=rule("eaeu or lang(ru)")).may_matter("Elections in Peru", "")
    assert setup(extra__re=rule(r're("t-\d\d") or eaeu')).may_matter("Elections in Peru", "")


def test_a_name_beside_a_pair_is_watched_where_the_pair_may_fail() -> None:
    assert setup(extra__one=rule("pair(KZ, TR) or eaeu")).may_matter("EAEU", "")
    assert not setup(extra__one=rule("pair(KZ, TR) or eaeu")).may_matter("Elections in Peru", "")


@pytest.mark.parametrize("when", ["event(visit, azerbaijan, any)", "figure(turnover, azerbaijan, TR)"])
def test_sides_of_facts_are_watched_by_whoever_acts_for_them(when: str) -> None:
    president = "  person.ilham_aliyev: {side: AZ, en: [Ilham Aliyev]}\ngroups:"
    digests = DIGESTS.replace("[pair]", "[other]")
    found = load_files(
        files(rule=rule(when), lexicon=LEXICON.replace("groups:", president), digests=digests), strict=False
    )
    assert found.may_matter("Ilham Aliyev on the weather", "")
    assert not found.may_matter("Elections in Peru", "")
