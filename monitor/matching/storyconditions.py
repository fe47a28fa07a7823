"""story() at work: what all reports of a story together show, which no article knows alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.matching import conditions as c
from monitor.matching import facts as f
from monitor.matching import needs as n
from monitor.model.capitals import capital
from monitor.model.limits import HOUR, MINUTE
from monitor.model.story import Reported, StoryFacts

NO_STORY = "an article alone has no story; this is asked once it is in one"


@dataclass(frozen=True, slots=True)
class AskedStory:
    """What a story() asks, ready to be asked; without a story it does not hold."""

    wanted: f.Story
    need: n.Need = n.NOTHING

    def test(self, view: c.View) -> c.Found | None:
        """True without evidence: what shows it stands in other articles."""
        facts = view.facts.story
        return () if facts is not None and holds(self.wanted, facts) else None

    def reason(self, facts: c.Facts) -> str:
        """What of it does not hold, "" if all of it does."""
        if facts.story is None:
            return NO_STORY
        return next((said for held, said in _answers(self.wanted, facts.story) if not held), "")

    def held(self, facts: c.Facts) -> str:
        """As `said`."""
        return said(self.wanted, facts.story) if facts.story is not None else ""


def holds(wanted: f.Story, facts: StoryFacts) -> bool:
    """Whether all that is asked holds of the reports as of now."""
    return bool(facts.reports) and all(held for held, _ in _answers(wanted, facts))


def said(wanted: f.Story, facts: StoryFacts) -> str:
    """`only Minsk's outlets report it, 14 hours after the first report`: why it holds, "" if it does not."""
    return ", ".join(answer for _, answer in _answers(wanted, facts)) if holds(wanted, facts) else ""


def moment(wanted: f.Story, facts: StoryFacts) -> int | None:
    """When the next bound on its age passes (UTC seconds); None if none lies ahead."""
    first = first_seen(facts.reports)
    least, most = wanted.age.least, wanted.age.most
    bounds = [*([] if least is None else [first + int(least)]), *([] if most is None else [first + int(most) + 1])]
    return min((bound for bound in bounds if bound > facts.now), default=None)


def first_seen(reports: Sequence[Reported]) -> int:
    """When the first report was seen, UTC seconds; 0 without any.

    Not when it is dated: of what came out while nobody looked, both sides' reports come in at once, and the one fetched
    first is not yet the only one.
    """
    return min((report.seen for report in reports), default=0)


def _answers(wanted: f.Story, facts: StoryFacts) -> Iterator[tuple[bool, str]]:
    """Each thing asked, whether it holds, and how it is, as part of a sentence."""
    if wanted.sides:
        telling = _sides(wanted, facts)
        yield ("neither", "one", "both")[len(telling)] == wanted.sides, _whose(telling)
    if wanted.outlets != f.Bounds():
        outlets = len({_voice(report) for report in own(facts.reports)})
        yield wanted.outlets.hold(outlets), "1 outlet reports it" if outlets == 1 else f"{outlets} outlets report it"
    if wanted.kinds:
        kinds = {report.kind for report in facts.reports if report.kind != "aggregator" or report.kind in wanted.kinds}
        yield bool(kinds) and kinds <= wanted.kinds, f"only {_listed(sorted(kinds))} outlets report it"
    if wanted.languages:
        languages = {report.language.lower().partition("-")[0] for report in facts.reports}
        known = sorted(languages - {""})
        yield languages <= wanted.languages, f"it is told only in {_listed(known) or 'languages not known'}"
    if wanted.age != f.Bounds():
        age = facts.now - first_seen(facts.reports)
        yield wanted.age.hold(age), f"{_span(age)} after the first report"


def own(reports: Sequence[Reported]) -> list[Reported]:
    """Reports that are somebody's own: no copies, and no lists of what others wrote."""
    return [report for report in reports if report.copy_of is None and report.kind != "aggregator"]


def _sides(wanted: f.Story, facts: StoryFacts) -> list[str]:
    """Codes of the sides that tell, one for each of the two; a reprint of the other side's text tells nothing."""
    assert wanted.between is not None  # compiling refuses sides= without
    ones, others = _narrowed(wanted.between, facts.pair)
    side_of = {report.article: report.side for report in facts.reports}
    told = dict.fromkeys(
        report.side
        for report in facts.reports
        if report.side and (report.copy_of is None or side_of.get(report.copy_of) in (report.side, None))
    )
    codes = [code for code in told if code]
    for one in codes:
        for other in codes:
            if one != other and (ones is None or one in ones) and (others is None or other in others):
                return [one, other]
    return [code for code in codes if ones is None or others is None or code in ones | others][:1]


def _narrowed(between: f.Two, pair: tuple[str, str] | None) -> f.Two:
    """The two that the story itself is about, where they are among those asked for."""
    for a, b in (pair, pair[::-1]) if pair else ():
        if all(codes is None or code in codes for codes, code in zip(between, (a, b), strict=True)):
            return frozenset({a}), frozenset({b})
    return between


def _whose(telling: Sequence[str]) -> str:
    if len(telling) == 1:
        return f"only {capital(telling[0])}'s outlets report it"
    return f"outlets of {_listed([capital(code) for code in telling]) if telling else 'neither side'} report it"


def _voice(report: Reported) -> str:
    return report.outlet or f"article {report.article}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _span(seconds: int) -> str:
    """`14 hours`, `1 hour`, `25 minutes`, `3 days`: whole ones, for it is said while they pass."""
    for size, word in ((48 * HOUR, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            count = seconds // (24 * HOUR if word == "day" else size)
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "less than a minute"
