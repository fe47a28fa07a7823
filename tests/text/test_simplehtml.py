"""Plainly nested HTML is read without a parser, and as the parser reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.html import plain
from monitor.text.simplehtml import simple_text

WORDS = st.sampled_from((
    "слово", "a", " ", "  ", "\n", "\n\n", "«z»", "&nbsp;", "&amp;", "&#8217;", "&#60;p", "&lt;", "1 > 0", "&quot;", "\u00a0",
))  # fmt: skip
SAID = st.sampled_from(("", ' class="x"', ' href="https://a.example/?b=1&amp;c=2"', " title='it'"))
NAMES = st.sampled_from(("a", "b", "em", "span", "div", "blockquote", "p", "h2", "li", "sup"))
VOID = st.builds("<{}{}>".format, st.sampled_from(("br", "img", "hr")), st.sampled_from(("", "/", " /", ' alt="x"')))


def holding(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inside, max_size=3).map("".join)
    items = st.lists(several.map("<li>{}</li>".format), max_size=3).map("\n".join)
    return st.builds("<{0}{1}>{2}</{0}>".format, NAMES, SAID, several) | items.map("<ul>{}</ul>".format)


HTML = st.lists(st.recursive(WORDS | VOID, holding, max_leaves=8), max_size=5).map("".join)


@settings(max_examples=50)
@given(HTML)
def test_what_is_read_without_a_parser_is_what_the_parser_reads(html: str) -> None:
    """A comment at the end, which says nothing, sends the same text to the parser."""
    assert plain(html) == plain(html + "<!-- -->")


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<div>b</div></p>", "<p>a<p>b", "<b>a<p>b</p></b>", "<P>a</P>", "<p title=x>a</p>", '<a title="x>y">z</a>', "a < b",
        "<p>a & b</p>", "<p>&shy;</p>", "<p>&#150;</p>", "<table><tr><td>x</td></tr></table>", "<script>x</script>", "<p/>a",
        "<a>x<a>y</a></a>", "</p>", "<li>a</li>", "<p>a<hr>b</p>", "<pre>\nx</pre>", "<i><b>x</i></b>", "<!-- x -->y",
    ],
)  # fmt: skip
def test_a_parser_reads_what_is_not_plainly_nested(html: str) -> None:
    assert simple_text(html) is None


def test_everyday_html_needs_no_parser() -> None:
    html = '<p>Prezident &laquo;<b>İlham</b>&raquo; <a href="https://a.example/?b&amp;c">dedi</a>.<br/>İki</p>\n<ul><li>x</li></ul>'
    assert simple_text(html) is not None
    assert plain(html) == "Prezident «İlham» dedi.\nİki\nx"
