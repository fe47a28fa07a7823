"""Questions about judging: what waits for it, what was decided and by which rules, what broke."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from monitor.model.judgement import Judgement
from monitor.model.limits import Limits
from monitor.store.connection import Connection, Row
from monitor.store.facts import Facts
from monitor.store.keys import listed
from monitor.store.runs import Runs

QUIETLY = 2  # the value of article.judge_due for what was asked for: behind the news, and no reason to tell
# article.indexed as it is after a judgement. What matches comes into the index if it is not there yet; of the rest it
# is said that there is nothing to bring, and `Search` looks through it as it is.
_INDEXED = """CASE WHEN :matches THEN iif(EXISTS (SELECT 1 FROM folded f WHERE f.article = article.id), indexed, 0)
                   WHEN :unindexed AND indexed = 0 AND imported = '' THEN text_version ELSE indexed END"""
UNCLEAN_ENDS_ALONE = 2  # an item that was alone in hand at so many unclean ends is taken for the cause


class JudgeJob(NamedTuple):
    """An article to be judged on its newest text, and what was thought of it before.

    A named tuple: one is made of every article, and a frozen dataclass of so many fields takes five times as long.
    """

    article: int
    url: str
    feed: str
    title: str
    body: str
    language: str
    dated: int | None
    first_seen: int
    text_version: int
    judged_before: bool  # on an earlier text: a change of mind is then worth a revision
    rules_before: frozenset[str]
    told: bool
    quietly: bool = False  # asked for by a person: what it finds anew is no reason to tell anybody
    quiet_before: frozenset[str] = frozenset()
    asked_by: int | None = None  # the request that wants it judged
    judged_by: str = ""  # the rules that judged it before,
    judged_version: int = 0  # and on which text

    @property
    def plain(self) -> bool:
        """Nothing is known of it that a judgement without matches would change, and nobody waits for it."""
        return not self.rules_before and not self.told and self.asked_by is None


class Judgements:
    """The rule_match, evidence, miss, mention, rule_text and ruleset tables, and article.judge_*."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._runs = Runs(connection)
        self._facts = Facts(connection)

    def claim(self, owner: str, now: int, until: int, limit: int) -> list[JudgeJob]:
        """Articles whose text is ready, news before what was asked for, oldest first.

        One that was in hand at an unclean end comes alone.
        """
        ids = self._claim("suspect = 0", owner, now, until, limit) or self._claim("suspect > 0", owner, now, until, 1)
        return self._jobs(ids) if ids else []

    def _claim(self, which: str, owner: str, now: int, until: int, limit: int) -> list[int]:
        rows = self._db.rows(
            f"""UPDATE article SET judge_owner = :owner, judge_until = :until
                WHERE id IN (SELECT id FROM article
                             WHERE judge_due > 0 AND set_aside = '' AND {which}
                               AND (judge_owner IS NULL OR judge_until <= :now)
                               AND (page <> 'wanted' OR page_tries > 0 OR page_patience <= :now)
                             ORDER BY judge_due, id LIMIT :limit)
                RETURNING id""",  # noqa: S608 (one of two fixed conditions)
            {"owner": owner, "now": now, "until": until, "limit": limit},
        )
        return sorted(row["id"] for row in rows)

    def _jobs(self, ids: Sequence[int]) -> list[JudgeJob]:
        rules: dict[int, list[Row]] = {}
        for row in self._db.rows(f"SELECT article, rule, quiet FROM rule_match WHERE article IN ({listed(ids)})"):  # noqa: S608 (numbers)
            rules.setdefault(row["article"], []).append(row)
        rows = self._db.rows(
            f"""SELECT a.id, a.url, a.feed, t.title, t.body, a.language, a.dated, a.first_seen, a.text_version,
                       a.judged_version, a.judge_due, a.asked_by, a.judged_by,
                       EXISTS (SELECT 1 FROM told WHERE article = a.id) AS told
                FROM article a JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                WHERE a.id IN ({listed(ids)}) ORDER BY a.id"""  # noqa: S608 (numbers)
        )
        return [_job(row, rules.get(row["id"], ())) for row in rows]

    def release(self, articles: Sequence[int]) -> None:
        """Give back what was claimed and not judged."""
        self._db.run(
            f"UPDATE article SET judge_owner = NULL, judge_until = NULL WHERE id IN ({listed(articles)})"  # noqa: S608 (numbers)
        )

    def nothing(self, jobs: Sequence[JudgeJob], ruleset: str, *, unindexed: bool = False) -> None:
        """No rule holds for these `plain` articles, nor just misses one; `unindexed` as in `record`. Inside `tx()`."""
        before = [job.article for job in jobs if job.judged_by]
        for table in ("miss", "mention") if before else ():
            self._db.run(f"DELETE FROM {table} WHERE article IN ({listed(before)})")  # noqa: S608 (fixed names, numbers)
        for version in {job.text_version for job in jobs}:
            ids = [job.article for job in jobs if job.text_version == version]
            self._db.run(
                f"""UPDATE article SET judge_due = 0, judged_by = :ruleset, judged_version = :text, judge_owner = NULL,
                           judge_until = NULL, tries = 0, suspect = 0, group_due = 0, indexed = {_INDEXED}
                    WHERE id IN ({listed(ids)})""",  # noqa: S608 (numbers, a fixed expression)
                {"ruleset": ruleset, "text": version, "matches": 0, "unindexed": int(unindexed)},
            )

    def record(self, job: JudgeJob, judgement: Judgement, now: int, *, unindexed: bool = False) -> None:
        """Replace what was thought of this article, and read of it, by what is now. Call inside `tx()`.

        `unindexed`: where no rule matches, and nobody imported it, its text is not to be brought into the index.

        A match found for a request is a quiet one, and stays so: it shows everywhere, and is no reason to tell. What
        was imported and no feed has brought stands in no story: an archive opens none today.
        """
        article = {"id": job.article}
        for table in ("rule_match", "evidence", "miss", "mention") if job.judged_by else ():
            self._db.run(f"DELETE FROM {table} WHERE article = :id", article)  # noqa: S608 (fixed names)
        for match in judgement.matches:
            self._db.run(
                """INSERT INTO rule_match (article, rule, rule_version, priority, base, ruleset, text_version, at,
                                           quiet, left_out)
                   VALUES (:article, :rule, :version, :priority, :priority, :ruleset, :text, :now,
                           :quiet, :left_out)""",
                {
                    "article": job.article, "rule": match.rule, "version": match.rule_version, "now": now,
                    "priority": match.priority, "ruleset": judgement.ruleset, "text": job.text_version,
                    "quiet": int(_quiet(job, match.rule)), "left_out": match.left_out,
                },
            )  # fmt: skip
            self._db.run_many(
                """INSERT INTO evidence (article, rule, n, field, start, stop, surface, form, name)
                   VALUES (:article, :rule, :n, :field, :start, :stop, :surface, :form, :name)""",
                [
                    {"article": job.article, "rule": match.rule, "n": n, "field": e.field, "start": e.start,
                     "stop": e.end, "surface": e.surface, "form": e.form, "name": e.name}
                    for n, e in enumerate(match.evidence, 1)
                ],
            )  # fmt: skip
        self._db.run_many(
            "INSERT INTO miss (article, rule, reason) VALUES (:article, :rule, :reason)",
            [{"article": job.article, "rule": miss.rule, "reason": miss.reason} for miss in judgement.misses],
        )
        if judgement.matches:
            self._record_mentions(job.article, judgement)
        if judgement.matches or job.rules_before:  # else nothing was read of it before, nor is now
            self._facts.record(job.article, judgement.facts if judgement.matches else None, new=not job.judged_by)
        self._db.run(
            f"""UPDATE article SET judge_due = 0, judged_by = :ruleset, judged_version = :text, judge_owner = NULL,
                      judge_until = NULL, tries = 0, suspect = 0, asked_by = NULL,
                      group_due = CASE WHEN fresh = 1 OR imported = '' THEN :matches ELSE 0 END,
                      indexed = {_INDEXED} WHERE id = :id""",  # noqa: S608 (a fixed expression)
            {"id": job.article, "ruleset": judgement.ruleset, "text": job.text_version,
             "matches": int(bool(judgement.matches)), "unindexed": int(unindexed)},
        )  # fmt: skip
        if job.asked_by is not None:
            self._count(job, job.asked_by, judgement)

    def _count(self, job: JudgeJob, request: int, judgement: Judgement) -> None:
        """For whoever asked: one article more, and which rules it has gained or lost by it."""
        self._db.run("UPDATE request SET judged = judged + 1 WHERE id = :id", {"id": request})
        now = {match.rule for match in judgement.matches}
        changes = [(rule, 1, 0) for rule in now - job.rules_before] + [(rule, 0, 1) for rule in job.rules_before - now]
        self._db.run_many(
            """INSERT INTO request_rule (request, rule, gained, lost)
               SELECT id, :rule, :gained, :lost FROM request WHERE id = :request
               ON CONFLICT (request, rule) DO UPDATE SET gained = gained + :gained, lost = lost + :lost""",
            [{"request": request, "rule": rule, "gained": gained, "lost": lost} for rule, gained, lost in changes],
        )

    def _record_mentions(self, article: int, judgement: Judgement) -> None:
        """Names are kept for articles that match: stories are grouped by them."""
        self._db.run_many(
            """INSERT INTO mention (article, n, name, part, field, start, stop, surface, sentence)
               VALUES (:article, :n, :name, :part, :field, :start, :stop, :surface, :sentence)""",
            [
                {"article": article, "n": n, "name": m.name, "part": m.part, "field": m.field, "start": m.start,
                 "stop": m.end, "surface": m.surface, "sentence": m.sentence}
                for n, m in enumerate(judgement.mentions, 1)
            ],
        )  # fmt: skip

    def failed(self, article: int, problem: str, limits: Limits) -> bool:
        """Judging this article raised: once more later, then set aside and shown; True when set aside."""
        row = self._db.one(
            """UPDATE article SET tries = tries + 1, judge_owner = NULL, judge_until = NULL,
                      set_aside = CASE WHEN tries + 1 >= :most THEN :problem ELSE '' END
               WHERE id = :id RETURNING set_aside""",
            {"id": article, "most": limits.item_tries, "problem": problem},
        )
        return bool(row and row["set_aside"])

    def waiting(self, now: int) -> int:
        """Articles whose text is ready and that nobody has judged yet; not those judged again on demand."""
        return self._db.count(
            """SELECT count(*) FROM article WHERE judge_due = 1 AND set_aside = ''
               AND (page <> 'wanted' OR page_tries > 0 OR page_patience <= :now)""",
            {"now": now},
        )

    def next_ready(self) -> int | None:
        """When the first article stops waiting for its page."""
        row = self._db.one(
            "SELECT min(page_patience) AS due FROM article WHERE judge_due > 0 AND page = 'wanted' AND page_tries = 0"
        )
        return None if row is None or row["due"] is None else int(row["due"])

    def set_aside(self) -> list[tuple[int, str, str]]:
        """Articles the monitor could not work on: number, title, why."""
        rows = self._db.rows("SELECT id, title, set_aside FROM article WHERE set_aside <> '' ORDER BY id")
        return [(row["id"], row["title"], row["set_aside"]) for row in rows]

    def suspect(self, owner: str) -> None:
        """At a start after an unclean end: what was in hand is judged alone, and set aside if that ends badly again."""
        self._db.run(
            """UPDATE article SET suspect = suspect + 1, judge_owner = NULL, judge_until = NULL,
                      set_aside = CASE WHEN suspect >= :most
                                  THEN 'the monitor ended abruptly each time it judged this article' ELSE set_aside END
               WHERE judge_owner IS NOT NULL AND judge_owner <> :owner""",
            {"owner": owner, "most": UNCLEAN_ENDS_ALONE},
        )

    def use_rules(self, version: str, texts: Mapping[str, str], rules: Mapping[str, str], now: int, since: int) -> int:
        """These rules run from now on: keep their texts (hash -> rule, text) and judge the untold again.

        Returns how many articles that is: those first seen after `since` that some subscription was not told of, and
        all that match and wait to be told. Where the rules are others than before, what was set aside is tried again.
        What everybody was told keeps its judgement: a rule edit makes no revision.
        """
        with self._db.tx():
            self._db.run_many(
                """INSERT INTO rule_text (hash, text, first_used) VALUES (:hash, :text, :now)
                   ON CONFLICT (hash) DO NOTHING""",
                [{"hash": hash_, "text": text, "now": now} for hash_, text in texts.items()],
            )
            self._db.run(
                """INSERT INTO ruleset (version, first_used, rules) VALUES (:version, :now, :rules)
                   ON CONFLICT (version) DO NOTHING""",
                {"version": version, "now": now, "rules": json.dumps(dict(rules), sort_keys=True)},
            )
            if self._runs.began(version, now):
                self._free()
            return self._db.run(
                """UPDATE article SET judge_due = 1
                   WHERE judged_by <> '' AND judged_by <> :version AND fresh = 1 AND judge_due <> 1
                     AND (NOT EXISTS (SELECT 1 FROM told t WHERE t.article = article.id)
                            AND (first_seen >= :since
                                 OR EXISTS (SELECT 1 FROM rule_match m WHERE m.article = article.id))
                          OR first_seen >= :since
                            AND EXISTS (SELECT 1 FROM subscription b
                                        WHERE b.ended IS NULL AND b.created <= article.first_seen
                                          AND NOT EXISTS (SELECT 1 FROM told t WHERE t.article = article.id
                                                          AND t.subscription = b.id)))""",
                {"version": version, "since": since},
            )

    def _free(self) -> None:
        """Other rules may cope with what these broke on; after an abrupt end it is still judged alone."""
        self._db.run(
            """UPDATE article SET set_aside = '', tries = 0, suspect = min(suspect, :most),
                      judge_due = CASE judge_due WHEN 0 THEN 1 ELSE judge_due END WHERE set_aside <> ''""",
            {"most": UNCLEAN_ENDS_ALONE},
        )


def _job(row: Row, rules: Sequence[Row]) -> JudgeJob:
    return JudgeJob(
        row["id"], row["url"], row["feed"] or "", row["title"], row["body"], row["language"], row["dated"],
        row["first_seen"], row["text_version"], 0 < row["judged_version"] < row["text_version"],
        frozenset([rule["rule"] for rule in rules]), bool(row["told"]), row["judge_due"] == QUIETLY,
        frozenset([rule["rule"] for rule in rules if rule["quiet"]]), row["asked_by"], row["judged_by"],
        row["judged_version"],
    )  # fmt: skip


def _quiet(job: JudgeJob, rule: str) -> bool:
    return rule in job.quiet_before or (job.quietly and rule not in job.rules_before)
