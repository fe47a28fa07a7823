"""What an article is about, as against what it mentions."""

from __future__ import annotations

from monitor.lexicon import Lexicon
from monitor.model.mention import Mention, Scan

# A topic that comes back in every third sentence is what the text is about. Match reports among the labelled articles
# have sport in two sentences of two or three, calls that thank for a well-kept tournament in one of three or four: so
# a third, but never a single sentence.
SHARE_OF_SENTENCES = 1 / 3
LEAD_SENTENCES = 2


def about(scan: Scan, lexicon: Lexicon, name: str) -> tuple[Mention, ...]:
    """The mentions that make the article one about `name` (a group: about any of its members); empty if it is not.

    It is about a name that stands in the title, in two sentences of the lead, or in a third of all sentences (at least
    two). One sentence that dwells on a thing, such as thanks for a well-kept European Games, is not the article. A text
    without a title is read by its first sentence in the title's place.
    """
    wanted = frozenset(lexicon.members(name))
    mentions = tuple(mention for mention in scan.mentions if mention.name in wanted)
    head = 0 if scan.title.strip() else 1
    in_title = tuple(mention for mention in mentions if mention.sentence == head)
    if in_title:
        return in_title
    in_lead = tuple(mention for mention in mentions if mention.sentence <= scan.lead_end)
    if len({mention.sentence for mention in in_lead}) >= LEAD_SENTENCES:
        return in_lead
    holding = {mention.sentence for mention in mentions}
    if len(holding) >= LEAD_SENTENCES and len(holding) >= SHARE_OF_SENTENCES * (len(scan.sentences) - 1):
        return mentions
    return ()
