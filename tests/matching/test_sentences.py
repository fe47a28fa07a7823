"""sentence(...) looks only at sentences that may do: the same comes out as from looking at each."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from monitor import judge
from monitor.errors import ConfigError
from monitor.matching import conditions as c
from monitor.matching.compile import Names, compile_condition
from monitor.matching.part import Part
from monitor.model.article import Article
from tests.matching.test_index import LEXICON, TEXTS, WORDS, joined, trial


def inner_conditions() -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from((*WORDS, "both", '"grew"', "oil near/2 gas")),
        lambda inner: st.one_of(
            st.tuples(st.lists(inner, min_size=2, max_size=3), st.sampled_from(("and", "or", "2 of"))).map(
                lambda pair: joined(*pair)
            ),
            inner.map(lambda one: f"(oil and not {one})"),
            inner.map(lambda one: f"sentence({one})"),
        ),
        max_leaves=6,
    )


def compiled(text: str) -> Part | None:
    """The condition's root; None where it asks for nothing but what is not there, which is refused."""
    try:
        return compile_condition(text, "a.yaml", 1, 1, Names(LEXICON)).root
    except ConfigError:
        return None


@given(inner_conditions(), st.lists(st.sampled_from((*TEXTS, ". The", "\n")), min_size=1, max_size=30))
def test_no_sentence_that_would_do_is_passed_over(inner: str, words: list[str]) -> None:
    part = compiled(f"sentence({inner})")
    assume(part is not None)
    assert part is not None
    article = Article(1, "", "News", " ".join(words), "en")
    facts = judge._read(article, trial([]))  # what every condition is asked over
    view = c.View(facts, facts.mentions)
    assert part.scope is not None
    assert part.likely is not None
    (within,) = part.parts
    assert c.within(part.likely, within.test)(view) == c.within(part.scope, within.test)(view)
    assert any(within.widened(one) is not None for one in part.likely(view)) == any(
        within.widened(one) is not None for one in part.scope(view)
    )
