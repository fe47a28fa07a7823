"""Looking only at the lines that might be known, and comparing only where something might be doubled, changes nothing."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import boilerplate, notices, phrases, trailing
from monitor.extract.telling import told
from monitor.text.fold import folded
from tests.extract.test_boilerplate import GOES, RUNNING

KNOWN = [line.strip() for lines in GOES.values() for line in lines.strip().split("\n")]
ARTICLE = [
    RUNNING,
    "Prezident İlham Əliyev Minskdə səfərdədir. Görüşdə ticarət və nəqliyyat məsələləri müzakirə olunub, bildirilib.",
    "Прэзідэнт Беларусі прыняў у Мінску міністра замежных спраў. Гаворка ішла пра гандаль і пра новыя чыгункі.",
    "При участии министров в Баку открыли завод.",
    "Talks went on. The ministers of two countries met in the capital on Monday and talked about trade for an hour.",
]
ODD = ["", "", "Yes.", "— Да.", "News", "12:45", "Monday, 12 May 2026", "example.com", "a\x01b", "\u0301x", "\u200b"]
SHORT = ["конец", "END", "- 0 -", "(c) 2024", "Copyright", "▲ BRENT 84.12", "фотография: Мінск", "12 просмотров", "***"]
ENDS = ["", "", "", " Read more", "» DAVAMI", ". Ətraflı …", ".Подробнее", "  ", "\u00a0", ":", "."]
line = st.builds(str.__add__, st.sampled_from([*KNOWN, *ARTICLE, *ARTICLE, *ODD]), st.sampled_from(ENDS))


def plainly(body: str, title: str) -> tuple[str, tuple[str, ...]]:
    """`without_boilerplate` with every rule run over every line."""
    taken: dict[str, list[str]] = {}
    texts = [boilerplate._text(" ".join(text.split()), taken) for text in body.split("\n")]
    forms = [folded(text) if len(text) <= notices.LONGEST else "" for text in texts]
    lines = [
        boilerplate._Line(text, form, boilerplate._alone(text, form)) for text, form in zip(texts, forms, strict=True)
    ]
    while True:
        said = [line for line in lines if line.text]
        boilerplate._doubled(said)
        boilerplate._head(said, title)
        boilerplate._below_headings(said)
        boilerplate._menus(said)
        if not any(line.kind for line in said):
            break
        boilerplate._tail(said)
        for gone in said:
            if gone.kind:
                taken.setdefault(gone.kind, []).append(gone.text)
        lines = [line for line in lines if not line.kind]
    notes = tuple(boilerplate._note(kind, parts) for kind, parts in taken.items())
    return boilerplate._joined([line.text for line in lines]), notes


@settings(max_examples=60, deadline=None)
@given(st.lists(line, min_size=1, max_size=8), st.sampled_from(["", RUNNING, "News"]))
def test_every_rule_over_every_line_takes_out_the_same(lines: list[str], title: str) -> None:
    body = "\n".join(lines)
    assert boilerplate.without_boilerplate(body, title) == plainly(body, title)


def test_every_phrase_is_told_and_so_is_every_line_that_read_more_is_glued_to() -> None:
    for phrase in chain(phrases.LABELS, phrases.HEADINGS, phrases.SHARED, KNOWN, SHORT):
        assert told([folded(f"» {phrase}:")]) or not boilerplate._alone(phrase, folded(phrase)), phrase
    for phrase in chain(phrases.LABELS, phrases.HEADINGS):
        for glued in (f"Done.{phrase}", f"Done. {phrase.upper()} …"):
            assert trailing.trailing(glued) == len(glued) or trailing.may_trail(glued, [glued], [folded(glued)])
