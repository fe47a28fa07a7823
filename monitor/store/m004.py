"""What the migration m004 adds."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.identify import canonical_guid
from monitor.store.tables import index, make
from monitor.text.addresses import canonical_url


def footprints(db: Database) -> None:
    """What grouping compares of an article, kept while it is within the window: the index is rebuilt from these."""
    make(
        db, "footprint", {"article": int, "at": int, "form": int, "marks": bytes, "signs": str}, "article",
        foreign_keys=[("article", "article", "id")],
    )  # fmt: skip
    index(db, "footprint", "at")


def grown_stories(db: Database) -> None:
    """Stories that know what is new of them, that were merged, whose members are editions or parts of a visit."""
    db.table("story").add_column("due", int)  # when the priorities of its members are to be weighed again
    index(db, "story", "due")
    index(db, "story", "merged_into")
    member = db.table("story_article")
    member.add_column("edition_of", int)  # the same report in another language of the same outlet
    index(db, "story_article", "copy_of")
    member.add_column("sub", str, not_null_default="")  # the part of a visit it tells of
    revision = db.table("story_revision")
    revision.add_column("kind", str, not_null_default="")  # opened, figure, signed, ...: monitor/model/story.py
    revision.add_column("weight", int, not_null_default=1)
    make(
        db, "story_merge",
        {"story": int, "target": int, "at": int, "who": str, "reason": str}, "story",
        foreign_keys=[("story", "story", "id"), ("target", "story", "id")],
    )  # fmt: skip
    match = db.table("rule_match")
    match.add_column("base", str, not_null_default="")  # its priority by the article alone
    match.add_column("raised", str, not_null_default="")  # what its story adds to that, in words
    db.execute("UPDATE rule_match SET base = priority")


def alerts(db: Database) -> None:
    """What an article brought its story, and what an alert told, are asked for all day."""
    index(db, "story_revision", "article")
    index(db, "told", "digest")


def splits(db: Database) -> None:
    """Articles that a person took out of a story: the program does not put them back."""
    make(
        db, "story_split", {"article": int, "story": int, "at": int, "who": str}, ("article", "story"),
        foreign_keys=[("article", "article", "id"), ("story", "story", "id")],
    )  # fmt: skip
    index(db, "story_split", "story")


def listings(db: Database) -> None:
    """What each feed's last document held, so that an unchanged item costs no question and writes nothing."""
    feed = db.table("feed")
    feed.add_column("listing", bytes)
    feed.add_column("listing_at", int)


def addresses(db: Database) -> None:
    """Keys of addresses in the form that addresses have from now on, so that no known article looks like a new one.

    Where two articles turn out to have one address, the older one keeps it.
    """
    old = db.execute(
        """SELECT key, article, last_listed FROM article_key WHERE key LIKE 'url:%' OR key LIKE 'guid:%'
           ORDER BY article"""
    ).fetchall()
    changed = [(key, made, *rest) for key, *rest in old if (made := _key_again(key)) != key]
    for key, made, article, last_listed in changed:
        db.execute("DELETE FROM article_key WHERE key = ?", [key])
        db.execute(
            """INSERT INTO article_key (key, article, last_listed) VALUES (?, ?, ?)
               ON CONFLICT (key) DO UPDATE SET article = min(article, excluded.article),
                 last_listed = max(last_listed, excluded.last_listed)""",
            [made, article, last_listed],
        )


def _key_again(key: str) -> str:
    kind, _, rest = key.partition(":")
    if kind == "url":
        return f"url:{canonical_url(rest) or rest}"
    feed, _, guid = rest.partition(":")
    return f"guid:{feed}:{canonical_guid(guid)}"


def search(db: Database) -> None:
    """A folded copy of each article's newest text, and the index over it; `indexed` is the text version it holds."""
    db.table("article").add_column("indexed", int, not_null_default=0)
    db.execute("CREATE INDEX idx_article_unindexed ON article (id) WHERE indexed <> text_version")
    make(
        db, "folded", {"article": int, "title": str, "body": str}, "article",
        foreign_keys=[("article", "article", "id")],
    )  # fmt: skip
    # Folding has done what a tokenizer could do; what is no letter or digit parts words, in texts and questions alike.
    db.table("folded").enable_fts(
        ["title", "body"], create_triggers=True, tokenize="unicode61 remove_diacritics 0", fts_version="FTS5"
    )


def versions(db: Database) -> None:
    """On which text a revision and a telling rest, and what the newest text says otherwise than one that was told.

    `correction` holds the sentences (JSON) by the version that was told, `recheck` articles whose page is asked for
    once more because their feed has dropped them. What was about to be told as an update is owed as it stands.
    """
    article = [("article", "article", "id")]
    db.table("article").add_column("dropped", int, not_null_default=0)  # text versions that are no longer kept
    for table, moment in (
        ("told", "(SELECT d.composed FROM digest d WHERE d.id = told.digest)"),
        ("revision", "revision.at"),
    ):
        db.table(table).add_column("text_version", int, not_null_default=0)
        db.execute(
            f"""UPDATE {table} SET text_version = coalesce(
                  (SELECT max(t.n) FROM text_version t WHERE t.article = {table}.article AND t.at <= {moment}), 1)"""  # noqa: S608 (fixed names)
        )
    make(
        db, "correction", {"article": int, "base": int, "at": int, "lines": str}, ("article", "base"),
        foreign_keys=article,
    )  # fmt: skip
    make(
        db, "recheck",
        {"article": int, "feed": str, "why": str, "at": int, "due": int, "tries": int, "owner": str, "until": int,
         "result": str},
        "article", nullable={"due", "owner", "until"}, foreign_keys=article,
    )  # fmt: skip
    index(db, "recheck", "due")
    index(db, "recheck", "feed", "at")
    db.execute(
        """INSERT OR IGNORE INTO correction (article, base, at, lines)
           SELECT a.id, t.text_version, r.at, json_array(json_object('kind', 'title', 'sentence', r.what))
           FROM article a JOIN revision r ON r.article = a.id AND r.n = a.revision JOIN told t ON t.article = a.id
           WHERE r.what <> '' AND t.revision < a.revision
             AND NOT EXISTS (SELECT 1 FROM told o WHERE o.article = a.id AND o.subscription = t.subscription
                             AND o.revision > t.revision)"""
    )
