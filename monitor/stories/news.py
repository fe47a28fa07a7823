"""What an article brings its story that was not known before."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.story import News, Reported


def news(article: Reported, before: Sequence[Reported]) -> tuple[News, ...]:
    """What is new with this member, most telling first; empty = membership alone, which is no revision of the story.

    `before`: the members that were there, in the order in which they came.
    """
    if not before:
        return (News("opened", "opened", 2),)
    if article.side and article.side not in {member.side for member in before}:
        return (News("other_side", f"first report from an outlet of {article.side}", 1),)
    return ()
