"""What would end a reader's trust, over generated digests: each said once, counted right, and nothing cut in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.digest import html, numbered, parts, subject, text
from monitor.digest.page import page
from monitor.digest.phrases import FRAMES
from monitor.digest.words import one_line
from monitor.model.message import Change, Digest, DigestStory, FrameLanguage, Report
from monitor.model.revision import Difference
from tests.digest.facts import NAMES, against, event, figure, in_language, promise, quote, visit_coming
from tests.digest.samples import END, INJECTION, MARKUP, OVERRIDE, busy, digest, report, story
from tests.digest.test_html import Seen

TITLES = ("Talks in Baku", "Перамовы ў Мінску", "İşgüzar görüş", MARKUP, INJECTION, OVERRIDE, "", "ы" * 999)
CHANGES: tuple[Change, ...] = ("new", "new", "new", "correction", "update")
ADDRESSES = ("https://news.example/{}", "https://n.example/" + "p" * 300 + "{}", "", "data:{}")


def reports(chance: Random, number: int) -> tuple[Report, ...]:
    """Up to a dozen of one story: copies, corrections, without titles and links."""
    return tuple(
        report(
            article,
            chance.choice(TITLES),
            story=number,
            outlet=f"Outlet {chance.randint(1, 5)}",
            change=chance.choice(CHANGES),
            what="title was: another",
            changes=(Difference("title", "title was: another"), Difference("day", "visit: was 20 May, now 27 May")),
            copy_of=chance.choice((None, None, number * 100 + chance.randint(0, 11))),
            url=chance.choice(ADDRESSES).format(article),
        )
        for article in range(number * 100, number * 100 + chance.randint(1, 12))
    )


def told_story(chance: Random, number: int) -> DigestStory:
    """With facts or without, muted or not."""
    told = reports(chance, number)
    first = told[0].article
    against_it = against(figure(1, 9e8, "2021"))
    return story(
        number,
        told[0].title,
        *told,
        events=chance.choice(((), (event("visit_state", first), event("signing", first, new=False)))),
        quotes=tuple(quote(first, f"Words {n}") for n in range(chance.randint(0, 3))),
        figures=tuple(
            figure(first, 48e6, "2023", *chance.choice(((), (against_it,)))) for _ in range(chance.randint(0, 3))
        ),
        muted=chance.choice((0, 0, 0, 1_716_300_000)),
    )


def generated(seed: int) -> Digest:
    """Of up to 26 stories, in one of the three languages."""
    chance = Random(seed)
    made = [told_story(chance, n) for n in range(1, chance.choice((0, 1, 3, 24)) + 1)]
    content = digest(*made, names=NAMES, coming=(visit_coming(),) * chance.randint(0, 3))
    return in_language(content, chance.choice(FRAMES))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_report_figure_and_quote_stands_on_the_page_once(seed: int) -> None:
    """Under one number, which is the same in text and HTML; a copy under its original; a brief story by its number."""
    content = generated(seed)
    lines = page(content)
    plain, rich = text(content), Seen(html(content)).text
    for told in content.stories:
        view = next((view for view in (*lines.stories, *lines.hidden) if view.id == told.id), None)
        corrected = [each.line for each in lines.corrections if each.story == told.number]
        numbered_lines = [*corrected, *(() if view is None else (*view.new, *view.updates))]
        articles = [line.article for line in numbered_lines]
        assert len(articles) == len(set(articles))
        for each in told.reports:
            named = any(each.outlet in copy for line in numbered_lines for copy in line.also)
            assert each.article in articles or (each.copy_of is not None and named)
        assert view is None or len(view.quotes) + len(view.figures) == len(told.quotes) + len(told.figures)
        if view is None or view.brief:
            continue
        for line in numbered_lines:
            assert f" {line.number} " in plain
            assert f" {line.number} " in f" {rich} "
            assert (line.link or line.show) in plain
        assert all(f" {fact.number} " in plain and f" {fact.number} " in rich for fact in (*view.quotes, *view.figures))
    in_brief = [*(view.number for view in lines.stories if view.brief), *(row.number for row in lines.muted)]
    assert all(f"\n{number} " in plain and f" {number} " in rich for number in in_brief)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_totals_are_those_of_the_lines(seed: int) -> None:
    """Stories, reports, mutes, disputed figures and corrections of the head."""
    content = generated(seed)
    lines = page(content)
    views = (*lines.stories, *lines.hidden)
    told = [each for story in content.stories for each in story.reports if each.change != "correction"]
    disputed = sum(bool(fact.notes) for view in views for fact in view.figures)
    counted = [
        *([("with_news", len(views)), ("report", len(told))] if views else []),
        *([("muted", len(lines.muted))] if lines.muted else []),
        ("disputed_figure", disputed),
        ("correction", len(lines.corrections)),
    ]
    said = lines.counts.casefold()
    assert [key for key, count in counted if lines.frame.count(key, count).casefold() not in said] == []


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_layout_breaks_whatever_outlets_write(seed: int) -> None:
    """78 columns but for an address, no control characters, no link but to the web, parts that are the whole."""
    content = generated(seed)
    plain = text(content)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", plain)
    assert all(len(row) <= 78 or re.search(r"https?://\S+$", row) for row in plain.splitlines())
    cut = parts(content, lambda part: part.last - part.first <= 7)
    numbers = re.findall(r"^ *(\d+\.\d+) ", plain, re.MULTILINE)
    assert re.findall(r"^ *(\d+\.\d+) ", "\n".join(text(content, part) for part in cut), re.MULTILINE) == numbers


@pytest.mark.parametrize("language", FRAMES)
def test_a_goal_is_called_one_and_quotes_keep_their_speaker(language: FrameLanguage) -> None:
    """Never a result; words of the one stand beside his name, in quotation marks, with the language."""
    sample = in_language(
        digest(
            story(
                1,
                "Talks (invented)",
                report(1, "Talks (invented)"),
                quotes=(quote(1, "Mine"), quote(1, "Yours", "person.host"), quote(1, "Whose", "")),
                figures=(figure(1, 1e9, "", kind="goal", deadline="2027"), figure(1, 2e9, "2026", kind="forecast")),
            ),
            names=NAMES,
        ),
        language,
    )
    view = page(sample).stories[0]
    frame = page(sample).frame
    assert [
        frame.say(f"figure_kind.{kind}") in line.text
        for kind, line in zip(("goal", "forecast"), view.figures, strict=True)
    ] == [True, True]
    assert frame.say("figure_kind.goal")
    assert [line.text.split(":")[0] for line in view.quotes[:2]] == [
        frame.name("person.guest"),
        frame.name("person.host"),
    ]
    assert [
        frame.quoted(words) in line.text for words, line in zip(("Mine", "Yours", "Whose"), view.quotes, strict=True)
    ] == [True] * 3
    assert frame.name("person.guest") not in view.quotes[2].text
    assert frame.language("en") in view.quotes[0].text


def test_a_figure_that_contradicts_another_says_so_on_the_very_line_in_every_form() -> None:
    """In the story, in the head, in the subject's count, and where the story has one line alone."""
    content = digest(
        *(
            story(
                n,
                f"Trade {n}",
                report(n, f"Trade {n}", story=n),
                figures=(figure(n, 48e6, "2023", against(figure(1, 9e8, "2021"))),),
            )
            for n in range(1, 23)
        )
    )
    plain = text(content)
    assert plain.count("DISPUTED:") == 20
    assert len(re.findall(r", 1 disputed figure\b", " ".join(plain.split("ALSO (")[1].split()))) == 2
    assert "22 disputed figures" in plain
    assert "22 disputed figures" in subject(content)
    assert re.search(r"DISPUTED: [^<]*USD 900 mln for 2021", Seen(html(content)).text)


STRANGE = (0.0, -1.0, 1e-9, 1e30, float("inf"), float("nan"))


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize("language", FRAMES)
def test_figures_and_names_of_any_kind_are_told_in_one_line_each(value: float, language: FrameLanguage) -> None:
    """Endless, negative, not a number; names with markup, ids that nobody named, quotes of ten thousand letters."""
    names = (*NAMES, ("person.odd", MARKUP + INJECTION))
    content = digest(
        story(
            1,
            "T",
            report(1, "T"),
            events=(event("visit_state", 1, actors=("person.odd", "person.unnamed"), place="", place_said=INJECTION, day="13th"),
                    event("unheard_of", 1, level="shah", status="done")),
            figures=(figure(1, value, "99999-77", unit="???", speaker="person.odd"),
                     figure(1, value, "P0Y", low=value, high=value, growth=value, delta=value, index=value, factor=value,
                            kind="range", unit="%", note=INJECTION)),
            quotes=(quote(1, OVERRIDE * 999, "person.odd", "zz"), quote(1, "", "")),
        ),
        names=names,
        promises=(promise("plan:"), promise("goal:::"), promise("nothing:\r\nBcc: x", due="soon", speaker="person.odd")),
        coming=(visit_coming(day="", kind="unheard_of", place="", place_said=INJECTION), visit_coming(day="2024-99-99")),
    )  # fmt: skip
    content = in_language(content, language)
    plain, rich = text(content), html(content)
    assert "\nBcc:" not in plain
    assert "<script" not in rich
    assert "\u202e" not in plain
    assert len(plain) < 10_000
    assert all(one_line(line.text) == line.text for line in numbered(content).values())


def test_corrections_say_each_change_on_a_line_of_its_own_and_the_title_twice() -> None:
    """As it was and as it is now."""
    plain = text(busy())
    part = plain.split("CORRECTIONS")[1].split("\n\n")[0]
    assert "\n       title was: “Trade up by a third (invented)”\n" in part
    assert "\n       title now: “Trade up by a third, outlet corrects to a fifth (invented)”\n" in part
    assert "\n       growth 2023: was 33 %, now 20 %" in part


def test_a_storys_name_does_not_follow_the_newest_title() -> None:
    """With an event it is the event, else the headline it came with; each report has its own title beside it."""
    told = (report(1, "First (invented)"), report(2, "Second (invented)", first_seen=END - 5))
    named = story(1, "First (invented)", *told)
    assert text(digest(named)).split("1 ", 1)[0] == text(digest(replace(named, reports=told[:1]))).split("1 ", 1)[0]
    assert page(digest(named)).stories[0].name == "First (invented)"
    assert (
        page(digest(replace(named, events=(event("signing", 2),)), names=NAMES)).stories[0].name.startswith("SIGNING")
    )


def test_what_the_event_line_says_is_not_said_again() -> None:
    """A happening is a line of its own only with something else in it, and once."""
    parts_of = (event("visit_state", 1), event("talks_expanded", 1), event("signing", 1, place="place.minsk"))
    view = page(digest(story(1, "T", report(1, "T"), events=parts_of), names=NAMES)).stories[0]
    assert "talks of delegations, signing" in view.name
    assert view.said == ("Signing · 16 May 2024 · Minsk",)  # never without its day


def test_what_one_capital_alone_tells_is_said_and_which_outlets_tell_nothing() -> None:
    """Kinds that this reader does not get are no kinds that tell nothing."""
    baku = report(2, "U", side="AZ", outlet="Baku Courier (invented)")
    baku = replace(baku, first_seen=baku.first_seen - 60, dated=None)
    both = story(1, "T", replace(report(1, "T"), dated=None), baku,
                 events=(event("visit_state", 1, 2), event("signing", 1)))  # fmt: skip
    assert page(digest(both, names=NAMES)).stories[0].only == (
        "ONLY MINSK so far: signing.",
        "INDEPENDENT, EXILE: none of the 12 outlets read reports it.",
    )
    later = replace(both, reports=(both.reports[0], replace(baku, first_seen=baku.first_seen + 120)))
    assert page(digest(later, names=NAMES)).stories[0].only == (
        "INDEPENDENT, EXILE: none of the 12 outlets read reports it.",
    )  # may have told it
    content = digest(both, names=NAMES)
    kept = replace(content, health=replace(content.health, kinds=(("state", 6), ("independent", 9))))
    assert page(kept).stories[0].only[1] == "INDEPENDENT: none of the 9 outlets read reports it."


def test_a_subject_is_short_and_ends_between_two_parts_of_what_it_names() -> None:
    kinds = ("talks_one_on_one", "signing", "joint_statement", "talks_expanded")
    content = digest(story(1, "T", report(1, "T"), events=tuple(event(k, 1) for k in ("visit_state", *kinds))))
    line = subject(content)
    assert len(line) <= 110
    assert re.search(r"STATE VISIT: one-on-one talks, .*[a-z]… \(1 story\)$", line)


def test_one_line_of_a_dispute_names_the_figure_once_and_all_others_after_it() -> None:
    others = (against(figure(2, 9e8, "2021")), against(figure(3, 4e8, "2020")))
    content = digest(story(1, "T", report(1, "T"), figures=(figure(1, 48e6, "2023", *others),)))
    (line,) = page(content).stories[0].figures
    (note,) = line.notes
    assert [note.count(amount) for amount in ("USD 48 mln", "USD 900 mln", "USD 400 mln")] == [1, 1, 1]


@pytest.mark.parametrize(("tag", "said"), [("en", "3 about sport"), ("ru", "о спорте – 3"), ("az", " – 3.")])
def test_a_number_of_near_misses_agrees_with_no_word(tag: FrameLanguage, said: str) -> None:
    content = digest(story(1, "T", report(1, "T")))
    content = replace(content, frame=tag, counts=replace(content.counts, nearly=(("about sport", 3),)))
    assert said in page(content).nearly
