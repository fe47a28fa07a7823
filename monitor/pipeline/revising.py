"""What follows from a further text of an article: a revision worth a line, and what everybody told of it is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from monitor import revising
from monitor.judge import Judged
from monitor.model.article import Text
from monitor.model.limits import DAY, Limits
from monitor.model.phrase import Phrase
from monitor.model.revision import Difference, Version, said
from monitor.store import Store
from monitor.store.judgements import JudgeJob

_RESTLESS = Difference(
    "title",
    "it keeps changing; what follows within a day is kept and not told ('monitor show article')",
    phrase=Phrase("keeps_changing"),
)
_OF_A_COUNTER = ("title", "number", "figure")


def revise(
    job: JudgeJob, judged: Judged, read: Callable[[Text], Judged], store: Store, now: int, limits: Limits
) -> None:
    """Hold the newest text against every one that somebody was told, and against that of the last revision.

    All are read anew under the rules of now, so that an edit of the rules is laid on no article. Nothing to do for an
    article that matched nothing and that nobody was told of. Where headline or numbers keep changing, as of a live page
    with a counter, one sentence says so, and no more lines come of it for a day. Call inside `tx()`, after the
    judgement was recorded.
    """
    if not job.judged_before or not (job.told or job.rules_before):
        return
    told, standing = store.revisions.told(job.article), store.revisions.standing(job.article)
    current = store.articles.current_text(job.article)
    newest = version(current, judged)
    found: dict[int, tuple[Difference, ...]] = {}
    for base in {*told, standing.base} - {job.text_version, 0}:
        text = store.articles.earlier_text(job.article, base)
        found[base] = revising.differences(version(text, read(text)), newest)
    lately = store.revisions.lately(job.article, now - DAY)
    restless = len(lately) >= limits.updates_a_day and _small(found)
    if restless:
        found = {base: (_RESTLESS,) for base, differences in found.items() if differences}
    store.revisions.owe(job.article, {base: found.get(base, ()) for base in told}, now)
    what = said(found.get(standing.base, ()))
    if not standing.told:
        store.revisions.amend(job.article, what, now)
        return
    late = next((each for base, each in found.items() if each and told.get(base, 0) >= standing.n), ())
    if (what or late) and not (restless and _RESTLESS.sentence in lately):
        store.articles.revise(job.article, "correction" if told else "update", what or said(late), now)


def _small(found: Mapping[int, Sequence[Difference]]) -> bool:
    return all(each.kind in _OF_A_COUNTER for differences in found.values() for each in differences)


def version(text: Text, judged: Judged) -> Version:
    """A text with what was read of it."""
    names: dict[str, str] = {}
    for mention in judged.judgement.mentions:
        names.setdefault(mention.name, mention.surface)
    return Version(
        title=text.title, body=text.body, how=text.how, facts=judged.reading.facts(judged.dealings), names=names,
        matches={match.rule: match.priority for match in judged.judgement.matches},
        gone=next(iter(text.notes), "") if text.how == "gone" else "",
    )  # fmt: skip
