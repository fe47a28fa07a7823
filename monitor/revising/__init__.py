"""What one version of an article says otherwise than another: what a reader of the first must be told of the second.

    differences(old, new) -> sentences, the most telling first; none where nothing else is said

changes.py     where the two texts differ at all, as slices; what only stands round the text is blanked first (noise.py)
withdrawn.py   words with which an outlet takes an article back; gone.py the answers of a page that is no longer there
figures.py, events.py, documents.py, people.py   facts of the one against facts of the other, where the texts differ
numbers.py     numbers that no fact holds
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.model.phrase import Phrase
from monitor.model.revision import Difference, Version
from monitor.revising import documents, events, figures, numbers, people
from monitor.revising.changes import Changes, changes
from monitor.revising.noise import without_labels
from monitor.revising.withdrawn import notice, withdrawn
from monitor.revising.wording import cited, uncited, words

__all__ = ["differences"]

_NO_LONGER = "on its newest text it no longer matches {}"


def differences(old: Version, new: Version) -> tuple[Difference, ...]:
    """What a reader who was told `old` must be told of `new`, each once.

    A comma, case, white space, a picture's caption, a byline are none. A page's text that replaces a feed's summary
    says more by nature, and a summary less: then only what contradicts counts. A text that is withdrawn says nothing
    else.
    """
    gone = _withdrawn(old, new)
    if new.gone or (gone and not old.gone):
        return gone
    changed = changes(old, new)
    found = [*gone, *_title(old, new), *_notice(old, changed), *_read(old, new, changed)]
    if changed.any:  # else what stands round the text has moved a name out of its place, and nothing else is said
        found += _judged(old, new)
    if old.how != new.how:
        found = [each for each in found if _counts(each, old, new)]
    return tuple({each.sentence: each for each in found}.values())


def _counts(difference: Difference, old: Version, new: Version) -> bool:
    """Whether it counts where the one is a feed's text and the other a page's."""
    grown, shrunk = (old.how, new.how) == ("feed", "page"), (old.how, new.how) == ("page", "feed")
    return not (grown and difference.said_by == "new") and not (shrunk and difference.said_by == "old")


def _read(old: Version, new: Version, changed: Changes) -> list[Difference]:
    papers = list(documents.differences(old, new, changed))
    named = {each.said_by for each in papers}  # the papers say more than that there was a signing
    told = (
        each for each in events.differences(old, new, changed) if each.kind != "signed" or each.said_by not in named
    )
    found = [*told, *figures.differences(old, new, changed), *papers]
    found += people.differences(old, new, changed)
    return found + numbers.differences(changed, found)


def _withdrawn(old: Version, new: Version) -> tuple[Difference, ...]:
    was, is_ = (old.gone or withdrawn(old.title, old.body)), (new.gone or withdrawn(new.title, new.body))
    if is_ and not was:
        return (Difference("withdrawn", f"withdrawn: {is_}", phrase=Phrase.of("withdrawn", reason=is_)),)
    if is_:
        return ()
    if was:
        sentence = f"no longer withdrawn: it was ({was}), and is there again"
        return (Difference("back", sentence, phrase=Phrase.of("back", reason=was)),)
    return ()


def _title(old: Version, new: Version) -> Iterator[Difference]:
    if not old.title or not new.title:
        return
    if words(without_labels(old.title)) != words(without_labels(new.title)):
        title = " ".join(old.title.split())
        yield Difference("title", f"title was: {title}", phrase=Phrase.of("title_was", words=title))


def _notice(old: Version, changed: Changes) -> Iterator[Difference]:
    before = words(old.body)
    for line in changed.added:
        if (found := notice(line)) and words(found) not in before:
            phrase = Phrase.of("own_notice", words=uncited(found))
            yield Difference("notice", f"its own notice: {cited(found)}", "new", phrase=phrase)


def _judged(old: Version, new: Version) -> Iterator[Difference]:
    lost = sorted(set(old.matches) - set(new.matches))
    if lost and not new.matches:
        rules = ", ".join(lost)
        phrase = Phrase.of("no_longer_matches", words=rules)
        yield Difference("judged", _NO_LONGER.format(rules), "old", phrase=phrase)
        return
    for rule in lost:
        phrase = Phrase.of("no_longer_matches", words=rule)
        yield Difference("judged", _NO_LONGER.format(rule), "old", rule, phrase)
    for rule in sorted(set(new.matches) & set(old.matches)):
        if old.matches[rule] != new.matches[rule]:
            sentence = f"priority in {rule}: was {old.matches[rule]}, now {new.matches[rule]}"
            before, after = old.matches[rule], new.matches[rule]
            phrase = Phrase.of("priority_was", words=rule, priority=after, other_priority=before)
            yield Difference("judged", sentence, "new" if _raised(old, new, rule) else "old", rule, phrase)
    for rule in sorted(set(new.matches) - set(old.matches)):
        if old.matches:
            phrase = Phrase.of("now_matches", words=rule)
            yield Difference("judged", f"it now matches {rule}, too", "new", rule, phrase)


def _raised(old: Version, new: Version, rule: str) -> bool:
    order = ("normal", "high", "urgent")
    return order.index(new.matches[rule]) > order.index(old.matches[rule])
