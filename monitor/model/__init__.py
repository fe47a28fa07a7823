"""All nouns, one file per life stage, in the order an article lives through them.

limits -> source (Source, Entry, ParsedFeed) -> fetch (Request, Reply) -> article (Article, Text) -> mention
(Mention, Scan) -> judgement (Evidence, Match, Judgement) -> story -> message (Digest, Payload, Letter, outcomes).
"""
