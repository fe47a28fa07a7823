"""Sentences that the program says in English of feeds, pages, figures and near misses, known by their words.

Others stand in quotation marks, as words that are not the frame's.
"""

from __future__ import annotations

import re

from monitor.digest.amount import money
from monitor.digest.frame import Frame
from monitor.digest.words import one_line

_ANY = r"(.+)"
_SUM = r"([\d.,]+(?: (?:thousand|million|billion))?(?: [A-Z]{3})?)"
_IN_WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_LONGEST = 300  # characters of a sentence that is looked at; a longer one is quoted
# What the program says -> key of [reason]; groups are the slots a, b, c and d.
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), key)
    for pattern, key in (
        ("named only in a list of countries|only listed among other countries", "listed"),
        ("named only as the place where others meet", "place"),
        ("named only as the voice that reports or comments", "voice"),
        ("named only as a make or a house of that name", "make"),
        ("never in one sentence", "apart"),
        ("another pair is at the centre", "other_pair"),
        ("a third country acts in the title too", "third"),
        ("about sport|sport", "sport"),
        ("about another matter", "other_matter"),
        ("named together only in passing", "in_passing"),
        ("named only among those at a gathering", "gathering"),
        ("named only among other countries", "others"),
        ("named only in what was before", "before"),
        ("nothing is told of dealings between them", "nothing"),
        ("not both countries are named", "not_both"),
        (rf"{_ANY} is not named", "not_named"),
        (rf"{_ANY} does not stand in the text", "not_in_text"),
        (rf"{_ANY} is named only in the body", "only_body"),
        (rf"{_ANY} is named only after the lead", "only_later"),
        (rf"{_ANY} is named, but not in that sentence", "not_there"),
        (rf"{_ANY} is named, but not where {_ANY} is asked for", "not_there"),
        (rf"{_ANY} are named, but never in one sentence", "never_together"),
        (rf"{_ANY} are named, but never within (\d+) words?", "never_near"),
        (rf"excluded by {_ANY}", "excluded"),
        (rf"not about {_ANY}", "not_about"),
        (rf"about {_ANY}", "about"),
        (rf"{_ANY} does not hold|{_ANY} finds nothing", "not_held"),
        ("its title says “(.+)”", "title_says"),
        ("its text says “(.+)”", "text_says"),
        (r"its page answers (\d+ .+)", "page_answers"),
        ("its page leads to the outlet's front page", "front_page"),
        ("has not been reached", "not_reached"),
        (r"nothing new for (\d+) hours; it usually brings ([\d,]+) items a day", "quiet_hours"),
        (r"nothing new for ([\d,]+) days; it usually brings ([\d,]+) items a day", "quiet_days"),
        (r"nothing new for ([\d,]+) days; it usually brings an item a day", "quiet_daily"),
        (r"nothing new for ([\d,]+) days; it usually brings an item every ([\d,]+) days", "quiet_slow"),
        (
            r"all items are newer than those of the last poll: up to (\d+) minutes of this feed may be missing",
            "turned_over",
        ),
        (r"the feed answers but is empty; it held (\d+) items before", "feed_empty"),
        (r"the publisher has closed this feed \(410 Gone\); find its new address", "feed_closed"),
        (r"the server answered ([^:]+)(?:: .+)?", "answered"),
        (r"(\S+) could not be reached within (\S+) s", "not_within"),
        (r"(\S+)(?: on port \d+)? could not be reached", "unreachable"),
        (r"the connection to (\S+) broke off", "broke_off"),
        (r"(\S+) closed the connection without an answer", "no_answer"),
        (r"the TLS certificate of (\S+) is not trusted: .+", "certificate"),
        (r"no TLS connection with (\S+) could be made", "tls"),
        (r"the name of (\S+) could not be found", "no_name"),
        (r"the connection was refused by (\S+)(?: on port \d+)?", "refused"),
        (rf"{_SUM} and {_SUM} are {_SUM}, not {_SUM}", "not_the_sum"),
        (rf"from {_SUM} to {_SUM} is (\S+) times, not (\S+) as said", "not_the_growth"),
        (r"exports and imports of (\S+) add up to it, yet it is given for (\S+)", "other_pairs_sum"),
        (r"the way is taken from the other part of the total \((.+)\)", "way_of_the_other"),
        (r"the article may hold more figures; the first (\d+) are read", "more_figures"),
        (r"robots\.txt of (\S+) forbids this page", "robots"),
    )
)


def reason(sentence: str, frame: Frame) -> str:
    """Why an article just missed, or what is the matter with a feed or a page; unknown sentences in quotation marks."""
    line = one_line(sentence)
    if frame.tag == "en" or not line:
        return line
    for pattern, key in _KNOWN if len(line) <= _LONGEST else ():
        if found := pattern.fullmatch(line.rstrip(".")):
            said = [_amount(each, frame) for each in found.groups() if each]
            a, b, c, d, *_ = (*said, "", "", "", "")
            return frame.say(f"reason.{key}", a=a, b=b, c=c, d=d)
    return frame.quoted(line)


def _amount(said: str, frame: Frame) -> str:
    """`48 million USD` in the frame's words; anything else as it is."""
    found = re.fullmatch(_SUM[1:-1], said)
    number, *words = said.split()
    if not found or not words or not re.fullmatch(r"\d+(?:\.\d+)?", number):
        return said
    unit = words[-1] if words[-1].isupper() else ""
    return money(float(number) * _IN_WORDS.get(words[0], 1.0), unit, frame)
