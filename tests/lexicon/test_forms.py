"""Forms and classes of endings: what may be written, and what is refused."""

import pytest

from monitor.lexicon.classes import BUILT_IN, BadEnding, endings
from monitor.lexicon.forms import BadForm, form, literal


def test_a_class_is_expanded_to_finitely_many_endings() -> None:
    assert endings("(?:а|у|[яю]м?)?") == {"", "а", "у", "я", "ю", "ям", "юм"}


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_each_built_in_class_is_finite_and_small(name: str) -> None:
    assert 1 < len(endings(BUILT_IN[name])) <= 100


@pytest.mark.parametrize("expression", ["а*", "а+", "(а", "а)", "[а-я]", "[^а]", "[]", ".", "а{2}", "\\w", "?"])
def test_an_endless_or_broken_class_is_refused(expression: str) -> None:
    with pytest.raises(BadEnding):
        endings(expression)


def test_a_class_with_thousands_of_endings_is_refused() -> None:
    with pytest.raises(BadEnding, match="more than"):
        endings("[абвгд][абвгд][абвгд][абвгд]")


@pytest.mark.parametrize("text", ["", " ", "=", "a", "я", "*", "~s", "a~s", "Bel*rus", "Minsk~nosuch", "Минск~c*"])
def test_a_form_that_cannot_be_looked_for_is_refused(text: str) -> None:
    with pytest.raises(BadForm):
        form(text)


@pytest.mark.parametrize(
    ("text", "case", "capitals"),
    [
        ("Baku", "proper", (1,)),
        ("Minsk qrupu*", "proper", (1, 0)),
        ("межправкомисси*", "proper", ()),
        ("Aİİ~tf", "proper", (3,)),
        ("МАЗа", "proper", (1,)),
        ("CIS summit", "any", ()),
        ("TRIPP", "any", ()),
        ("МАЗа", "upper", (3,)),
        ("TRIPP", "abbreviations", (5,)),
        ("North-South corridor", "abbreviations", ()),
        ("БелАЗ~c", "proper", (1,)),
    ],
)
def test_capitals_are_asked_for_as_written(text: str, case: str, capitals: tuple[int, ...]) -> None:
    assert form(text, case).capitals == capitals  # type: ignore[arg-type]  # parametrized


def test_an_equals_sign_takes_the_rest_as_it_stands() -> None:
    assert [(w.stem, w.ending, w.capitals) for w in form("=Минск").words] == [("минск", "", 1)]


def test_quoted_text_of_a_rule_knows_no_classes() -> None:
    """A ~ in quotes is a ~."""
    assert [word.stem for word in literal("Нафтан~c  нефт*").words] == ["нафтан~c", "нефт"]
