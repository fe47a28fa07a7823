"""The shipped lexicon: what its words resolve to, and that its version follows its content."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.lexicon import build, literal_name, load_names
from monitor.text.fold import folded
from tests.lexicon.shipped import RULES, shipped
from tests.tools import make_territories


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("belarus", "country.belarus"),
        ("BY", "country.belarus"),
        ("azerbaijan", "country.azerbaijan"),
        ("armenia", "country.armenia"),
        ("eaeu", "org.eaeu"),
        ("trade-turnover", "topic.trade_turnover"),
        ("trade_turnover", "topic.trade_turnover"),
        ("topic.trade-turnover", "topic.trade_turnover"),
        ("Aliyev", "person.ilham_aliyev"),
        ("lukashenko", "person.alexander_lukashenko"),
        ("person.alexander-lukashenko", "person.alexander_lukashenko"),
        ("sport", "topic.sport"),
        ("karabakh", "place.karabakh"),
        ("eaeu-states", "group.eaeu_states"),
        ("south-caucasus", "group.south_caucasus"),
        ("cis-states", "group.cis_states"),
        ("NO", "country.norway"),
        ("KZ", "country.kazakhstan"),
        ("türkiye", "country.turkey"),
        ("cote-d-ivoire", "country.cote_d_ivoire"),
        ("no", None),
        ("by", None),
        ("atlantis", None),
    ],
)
def test_a_word_of_a_rule_resolves(word: str, name: str | None) -> None:
    assert shipped().resolve(word) == name


def test_every_iso_state_is_a_country() -> None:
    by_iso = {name.iso: name for name in shipped().names.values() if name.iso}
    assert len(by_iso) == 250
    assert by_iso["AZ"].id == "country.azerbaijan"
    assert all(name.side == code and name.strong for code, name in by_iso.items())


def test_an_unknown_word_gets_a_suggestion() -> None:
    assert shipped().suggest("lukashenka") == "did you mean 'lukashenko'?"
    assert shipped().suggest("trade-turnovr") == "did you mean 'trade-turnover'?"
    assert shipped().suggest("qqqq") == ""


def test_every_entry_of_the_domain_has_its_id() -> None:
    assert {
        "person.ilham_aliyev", "person.alexander_lukashenko", "person.mehriban_aliyeva", "person.ali_asadov",
        "person.jeyhun_bayramov", "person.alexander_turchin", "country.belarus", "country.azerbaijan", "pair.az_by",
        "org.eaeu", "org.eec", "org.cis", "org.csto", "org.socar", "org.mtz", "org.maz", "org.belaz",
        "place.karabakh", "place.liberated_territories", "topic.zangezur_corridor", "topic.north_south",
        "topic.middle_corridor", "topic.trade_turnover", "topic.investment", "topic.sport",
    } <= set(shipped().names)  # fmt: skip


def test_the_version_follows_the_content_and_not_the_order() -> None:
    files = [load_names(file.name, file.read_bytes()) for file in sorted(RULES.glob("*.yaml"))]
    forward = build([name for names in files for name in names])
    backward = build([name for names in reversed(files) for name in reversed(names)])
    changed = build(
        [
            *(name for names in files for name in names),
            *load_names("x", b"version: 1\nnames: {zed: [Zed]}\n".replace(b"[Zed]", b"{en: [Zed]}")),
        ]
    )
    assert forward.version == backward.version == shipped().version
    assert changed.version != forward.version


def test_every_shipped_file_says_what_it_is() -> None:
    for file in RULES.glob("*.yaml"):
        head = file.read_text(encoding="utf-8").split("version:")[0]
        assert head.startswith("# ")
        assert "To add a" in head


def test_the_built_in_country_names_are_those_of_cldr() -> None:
    babel = pytest.importorskip("babel")
    rows = json.loads(make_territories.TARGET.read_text(encoding="utf-8"))
    assert rows == make_territories.territories(), f"generate the file again (Babel {babel.__version__})"


def test_a_literal_is_found_under_its_own_name() -> None:
    mentions = shipped().scan("", "Товарооборотом довольны; OIL too, not soil.").mentions
    assert [(m.name, m.surface) for m in mentions if m.name.startswith("text:")] == [
        (literal_name("товарооборот*"), "Товарооборотом"),
        (literal_name("oil"), "OIL"),
    ]


WORDS = [
    "Belarus",
    "Беларуси",
    "İlham Əliyevin",
    "Минске",
    "Aİİ-yə",
    "Лукашенко",
    "ß",
    "\u00ad",
    "и\u0306",
    "½",
    "—",
    "Азербайджан",
    "ﬁ",
    "EAEU",
    "товарооборот",
    "\u200b",
    "президент",
    "Алиев",
]


@settings(deadline=None)  # the first text builds the lexicon
@given(
    st.lists(st.sampled_from(WORDS) | st.sampled_from([" ", "\n", ", ", "  ", "'", "-", ". "]) | st.text(max_size=3))
)
def test_every_surface_is_the_slice_of_the_original_and_folds_to_its_form(parts: list[str]) -> None:
    text = "".join(parts)
    scan = shipped().scan(text, text)
    for mention in scan.mentions:
        assert mention.surface == text[mention.start : mention.end]
        sentence = scan.sentences[mention.sentence]
        assert sentence.field == mention.field
        assert mention.field == "title" or sentence.start <= mention.start < sentence.end
        assert mention.form in folded(text)
    assert list(scan.mentions) == sorted(scan.mentions, key=lambda m: (m.field == "body", m.start, -m.end, m.name))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("азербайджан", "did you mean 'azerbaijan'?"), ("belorussia", "did you mean 'belarus'?"),
        ("belrus", "did you mean 'belarus'?"), ("беларусь", "did you mean 'belarus'?"), ("railway", ""),
    ],
)  # fmt: skip
def test_a_suggestion_is_what_the_word_means_before_what_it_looks_like(word: str, said: str) -> None:
    assert shipped().suggest(word) == said
