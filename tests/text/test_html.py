"""HTML to the text a reader sees."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.html import HTML_CHARACTERS, plain


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Прэзідэнт прыбыў у Баку.</p><p>Сям’я з ім.</p>", "Прэзідэнт прыбыў у Баку.\nСям’я з ім."),
        ("Əliyev <b>İlham</b> ışıq<br>Minsk<br/><br/>Bakı", "Əliyev İlham ışıq\nMinsk\nBakı"),
        ("bold<b>ness</b> is no new word", "boldness is no new word"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<table><tr><td>48</td><td>43.4</td></tr><tr><td>4.9</td></tr></table>", "48 43.4\n4.9"),
        ("inflation <5% and <b>growth</b> >3%", "inflation <5% and growth >3%"),
        ("5 < 6 & AT&T", "5 < 6 & AT&T"),
        ("&nbsp;x&nbsp;y ", "x y"),
        ("Азер&shy;байджан", "Азербайджан"),
        ("<![CDATA[<p>Qafqaz</p>]]>", "Qafqaz"),
        ("", ""),
        ("<p> </p>", ""),
        ("a<script>if (a < b) alert('Minsk')</script>b<style>p {}</style><!-- Baku -->c", "abc"),
        ("<form>Search <select><option>Baku</select><button>Go</button></form>News", "Search\nNews"),
    ],
)
def test_paragraphs_stay_and_markup_goes(html: str, expected: str) -> None:
    assert plain(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;three&lt;/p&gt;", "One & two\nthree"),
        ("&amp;quot;Azerbaijan&amp;quot;", '"Azerbaijan"'),
        ("&amp;amp;quot;", "&quot;"),
        ("<p>&amp;lt;b&amp;gt;</p>", "<b>"),
        ("profit &lt;b and costs", "profit <b and costs"),
    ],
)
def test_escapes_are_undone_twice_at_most(html: str, expected: str) -> None:
    assert plain(html) == expected


def test_wrapped_lines_are_joined_and_blank_lines_end_paragraphs() -> None:
    assert plain("Talks were\nheld in Minsk.\n\nThey go on.") == "Talks were held in Minsk.\nThey go on."
    assert plain("<a href='/x'>Talks</a> were\nheld.\n\nThey go on.") == "Talks were held.\nThey go on."
    assert plain("<p>Talks\n\nwere held.</p>") == "Talks were held."


def test_text_below_a_mountain_of_open_tags_is_not_lost() -> None:
    assert plain("<div>" * 5000 + "Minsk").strip() == "Minsk"
    assert plain("Baku <!-- never closed") == "Baku"


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<a ", '<a "', "&", "&amp;", "<!--", "<", "&lt;b ", "<b><p>", " \n", "]]>"]
)
def test_a_megabyte_of_nonsense_is_read_in_linear_time(piece: str) -> None:
    started = time.process_time()
    plain(piece * (HTML_CHARACTERS // len(piece)))
    assert time.process_time() - started < 10  # ten times what it takes: a quadratic reading would need minutes


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from('<>/&;!-"=apbrdivscript #x0\n ёİʼ\x00\ud800]['), max_size=80))
def test_any_text_gives_lines_without_blanks_around_them(html: str) -> None:
    text = plain(html)
    assert [line.strip() for line in text.split("\n") if line] == ([] if not text else text.split("\n"))
    assert "\x00" not in text
