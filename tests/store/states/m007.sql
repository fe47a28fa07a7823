-- A store as the program left it after m007_speed, with a small day in it. Never change this file.
PRAGMA foreign_keys = OFF;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE "alarm" (
   "cause" TEXT,
   "day" TEXT,
   "kind" TEXT NOT NULL DEFAULT '',
   "at" INTEGER NOT NULL DEFAULT 0,
   "digest" INTEGER NOT NULL DEFAULT 0 REFERENCES "digest"("id"),
   PRIMARY KEY ("cause", "day")
) STRICT;
CREATE TABLE "article" (
   "id" INTEGER PRIMARY KEY,
   "url" TEXT NOT NULL DEFAULT '',
   "feed" TEXT REFERENCES "feed"("id"),
   "title" TEXT NOT NULL DEFAULT '',
   "author" TEXT NOT NULL DEFAULT '',
   "language" TEXT NOT NULL DEFAULT '',
   "dated" INTEGER,
   "first_seen" INTEGER NOT NULL DEFAULT 0,
   "fresh" INTEGER NOT NULL DEFAULT 0,
   "revision" INTEGER NOT NULL DEFAULT 0,
   "text_version" INTEGER NOT NULL DEFAULT 0,
   "page" TEXT NOT NULL DEFAULT '',
   "page_due" INTEGER,
   "page_patience" INTEGER NOT NULL DEFAULT 0,
   "page_tries" INTEGER NOT NULL DEFAULT 0,
   "page_problem" TEXT NOT NULL DEFAULT '',
   "page_owner" TEXT,
   "page_until" INTEGER,
   "judge_due" INTEGER NOT NULL DEFAULT 0,
   "judged_by" TEXT NOT NULL DEFAULT '',
   "judged_version" INTEGER NOT NULL DEFAULT 0,
   "judge_owner" TEXT,
   "judge_until" INTEGER,
   "group_due" INTEGER NOT NULL DEFAULT 0,
   "tries" INTEGER NOT NULL DEFAULT 0,
   "suspect" INTEGER NOT NULL DEFAULT 0,
   "set_aside" TEXT NOT NULL DEFAULT ''
, "imported" TEXT NOT NULL DEFAULT '', "asked_by" INTEGER, "indexed" INTEGER NOT NULL DEFAULT 0, "dropped" INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "article_key" (
   "key" TEXT PRIMARY KEY,
   "article" INTEGER NOT NULL DEFAULT 0 REFERENCES "article"("id"),
   "last_listed" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "attempt" (
   "id" INTEGER PRIMARY KEY,
   "message" INTEGER NOT NULL DEFAULT 0 REFERENCES "message"("id"),
   "started" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER,
   "outcome" TEXT NOT NULL DEFAULT '',
   "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "body" (
   "digest" INTEGER REFERENCES "digest"("id"),
   "channel" TEXT,
   "part" INTEGER,
   "parts" INTEGER NOT NULL DEFAULT 0,
   "content_type" TEXT NOT NULL DEFAULT '',
   "subject" TEXT NOT NULL DEFAULT '',
   "bytes" BLOB NOT NULL, "kind" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("digest", "channel", "part")
) STRICT;
CREATE TABLE "correction" (
   "article" INTEGER REFERENCES "article"("id"),
   "base" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "lines" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "base")
) STRICT;
CREATE TABLE "dealing" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "pair" TEXT NOT NULL DEFAULT '',
   "holds" INTEGER NOT NULL DEFAULT 0,
   "score" REAL NOT NULL,
   "data" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "digest" (
   "id" INTEGER PRIMARY KEY,
   "subscription" TEXT NOT NULL DEFAULT '' REFERENCES "subscription"("id"),
   "period" TEXT NOT NULL DEFAULT '',
   "kind" TEXT NOT NULL DEFAULT '',
   "start" INTEGER NOT NULL DEFAULT 0,
   "stop" INTEGER NOT NULL DEFAULT 0,
   "composed" INTEGER NOT NULL DEFAULT 0,
   "subject" TEXT NOT NULL DEFAULT ''
, "thread" INTEGER) STRICT;
CREATE TABLE "digest_line" (
   "digest" INTEGER REFERENCES "digest"("id"),
   "number" TEXT,
   "story" INTEGER NOT NULL DEFAULT 0,
   "article" INTEGER NOT NULL DEFAULT 0 REFERENCES "article"("id"),
   "text" TEXT NOT NULL DEFAULT '',
   "fact" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("digest", "number")
) STRICT;
CREATE TABLE "document" (
   "feed" TEXT PRIMARY KEY REFERENCES "feed"("id"),
   "listing" BLOB,
   "held" BLOB
) STRICT;
CREATE TABLE "event" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "kind" TEXT NOT NULL DEFAULT '',
   "sides" TEXT NOT NULL DEFAULT '',
   "status" TEXT NOT NULL DEFAULT '',
   "day" TEXT NOT NULL DEFAULT '',
   "level" TEXT NOT NULL DEFAULT '',
   "place" TEXT NOT NULL DEFAULT '',
   "background" INTEGER NOT NULL DEFAULT 0,
   "data" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "evidence" (
   "article" INTEGER REFERENCES "article"("id"),
   "rule" TEXT,
   "n" INTEGER,
   "field" TEXT NOT NULL DEFAULT '',
   "start" INTEGER NOT NULL DEFAULT 0,
   "stop" INTEGER NOT NULL DEFAULT 0,
   "surface" TEXT NOT NULL DEFAULT '',
   "form" TEXT NOT NULL DEFAULT '',
   "name" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "rule", "n")
) STRICT;
CREATE TABLE "feed" (
   "id" TEXT PRIMARY KEY,
   "url" TEXT NOT NULL DEFAULT '',
   "configured_url" TEXT NOT NULL DEFAULT '',
   "host" TEXT NOT NULL DEFAULT '',
   "outlet" TEXT NOT NULL DEFAULT '',
   "enabled" INTEGER NOT NULL DEFAULT 0,
   "etag" TEXT NOT NULL DEFAULT '',
   "last_modified" TEXT NOT NULL DEFAULT '',
   "body_hash" TEXT NOT NULL DEFAULT '',
   "next_due" INTEGER NOT NULL DEFAULT 0,
   "first_polled" INTEGER,
   "last_try" INTEGER,
   "last_ok" INTEGER,
   "last_new" INTEGER,
   "errors" INTEGER NOT NULL DEFAULT 0,
   "problem" TEXT NOT NULL DEFAULT '',
   "problem_since" INTEGER,
   "stopped" INTEGER NOT NULL DEFAULT 0,
   "items" INTEGER NOT NULL DEFAULT 0,
   "newest" INTEGER,
   "depth" INTEGER,
   "wish" INTEGER NOT NULL DEFAULT 0,
   "skip_hours" TEXT NOT NULL DEFAULT '',
   "last_full" INTEGER,
   "polls_since_full" INTEGER NOT NULL DEFAULT 0,
   "moved_to" TEXT NOT NULL DEFAULT '',
   "moved_since" INTEGER,
   "owner" TEXT,
   "until" INTEGER
, "listing_at" INTEGER, "skew" INTEGER, "rhythm" INTEGER, "missed" TEXT NOT NULL DEFAULT '', "missed_at" INTEGER, "answer" TEXT NOT NULL DEFAULT '', "pause" INTEGER, "weekdays" TEXT NOT NULL DEFAULT '', "skip_days" TEXT NOT NULL DEFAULT '', "kind" TEXT NOT NULL DEFAULT '', "side" TEXT NOT NULL DEFAULT '', "country" TEXT NOT NULL DEFAULT '', "zone" TEXT NOT NULL DEFAULT '', "hours" TEXT NOT NULL DEFAULT '', "read_by" TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE "fetch_outcome" (
   "id" INTEGER PRIMARY KEY,
   "feed" TEXT NOT NULL DEFAULT '' REFERENCES "feed"("id"),
   "at" INTEGER NOT NULL DEFAULT 0,
   "kind" TEXT NOT NULL DEFAULT '',
   "status" INTEGER NOT NULL DEFAULT 0,
   "bytes" INTEGER NOT NULL DEFAULT 0,
   "milliseconds" INTEGER NOT NULL DEFAULT 0,
   "items" INTEGER NOT NULL DEFAULT 0,
   "new" INTEGER NOT NULL DEFAULT 0,
   "sentence" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "figure" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "metric" TEXT NOT NULL DEFAULT '',
   "kind" TEXT NOT NULL DEFAULT '',
   "pair" TEXT NOT NULL DEFAULT '',
   "period" TEXT NOT NULL DEFAULT '',
   "value" REAL,
   "unit" TEXT NOT NULL DEFAULT '',
   "deadline" TEXT NOT NULL DEFAULT '',
   "background" INTEGER NOT NULL DEFAULT 0,
   "data" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "folded" (
   "article" INTEGER PRIMARY KEY REFERENCES "article"("id"),
   "title" TEXT NOT NULL DEFAULT '',
   "body" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "footprint" (
   "article" INTEGER PRIMARY KEY REFERENCES "article"("id"),
   "at" INTEGER NOT NULL DEFAULT 0,
   "form" INTEGER NOT NULL DEFAULT 0,
   "marks" BLOB NOT NULL,
   "signs" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "mark" (
   "id" INTEGER PRIMARY KEY,
   "at" INTEGER NOT NULL DEFAULT 0,
   "who" TEXT NOT NULL DEFAULT '',
   "verdict" TEXT NOT NULL DEFAULT '',
   "digest" INTEGER REFERENCES "digest"("id"),
   "number" TEXT NOT NULL DEFAULT '',
   "story" INTEGER NOT NULL DEFAULT 0,
   "article" INTEGER NOT NULL DEFAULT 0 REFERENCES "article"("id"),
   "fact" TEXT NOT NULL DEFAULT '',
   "rule" TEXT NOT NULL DEFAULT '',
   "text" TEXT NOT NULL DEFAULT '',
   "done" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "mention" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "name" TEXT NOT NULL DEFAULT '',
   "part" TEXT NOT NULL DEFAULT '',
   "field" TEXT NOT NULL DEFAULT '',
   "start" INTEGER NOT NULL DEFAULT 0,
   "stop" INTEGER NOT NULL DEFAULT 0,
   "surface" TEXT NOT NULL DEFAULT '',
   "sentence" INTEGER NOT NULL DEFAULT 0,
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "message" (
   "id" INTEGER PRIMARY KEY,
   "key" TEXT NOT NULL DEFAULT '',
   "message_id" TEXT NOT NULL DEFAULT '',
   "digest" INTEGER NOT NULL DEFAULT 0 REFERENCES "digest"("id"),
   "channel" TEXT NOT NULL DEFAULT '',
   "recipient" TEXT NOT NULL DEFAULT '',
   "part" INTEGER NOT NULL DEFAULT 0,
   "resend" INTEGER NOT NULL DEFAULT 0,
   "state" TEXT NOT NULL DEFAULT '',
   "due" INTEGER NOT NULL DEFAULT 0,
   "tries" INTEGER NOT NULL DEFAULT 0,
   "first_try" INTEGER,
   "problem" TEXT NOT NULL DEFAULT '',
   "owner" TEXT,
   "until" INTEGER
) STRICT;
CREATE TABLE "miss" (
   "article" INTEGER REFERENCES "article"("id"),
   "rule" TEXT,
   "reason" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "rule")
) STRICT;
CREATE TABLE "mute" (
   "id" INTEGER PRIMARY KEY,
   "subscription" TEXT NOT NULL DEFAULT '',
   "kind" TEXT NOT NULL DEFAULT '',
   "what" TEXT NOT NULL DEFAULT '',
   "until" INTEGER NOT NULL DEFAULT 0,
   "at" INTEGER NOT NULL DEFAULT 0,
   "who" TEXT NOT NULL DEFAULT '',
   "why" TEXT NOT NULL DEFAULT '',
   "ended" INTEGER
) STRICT;
CREATE TABLE "promise" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "kind" TEXT NOT NULL DEFAULT '',
   "key" TEXT NOT NULL DEFAULT '',
   "sides" TEXT NOT NULL DEFAULT '',
   "due" TEXT NOT NULL DEFAULT '',
   "data" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "quote" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "speaker" TEXT NOT NULL DEFAULT '',
   "data" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "recheck" (
   "article" INTEGER PRIMARY KEY REFERENCES "article"("id"),
   "feed" TEXT NOT NULL DEFAULT '',
   "why" TEXT NOT NULL DEFAULT '',
   "at" INTEGER NOT NULL DEFAULT 0,
   "due" INTEGER,
   "tries" INTEGER NOT NULL DEFAULT 0,
   "owner" TEXT,
   "until" INTEGER,
   "result" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "request" (
   "id" INTEGER PRIMARY KEY,
   "kind" TEXT NOT NULL DEFAULT '',
   "payload" TEXT NOT NULL DEFAULT '',
   "made" INTEGER NOT NULL DEFAULT 0,
   "state" TEXT NOT NULL DEFAULT '',
   "tries" INTEGER NOT NULL DEFAULT 0,
   "owner" TEXT,
   "until" INTEGER,
   "done" INTEGER,
   "position" INTEGER NOT NULL DEFAULT 0,
   "total" INTEGER NOT NULL DEFAULT 0,
   "judged" INTEGER NOT NULL DEFAULT 0,
   "result" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "request_rule" (
   "request" INTEGER REFERENCES "request"("id"),
   "rule" TEXT,
   "gained" INTEGER NOT NULL DEFAULT 0,
   "lost" INTEGER NOT NULL DEFAULT 0,
   PRIMARY KEY ("request", "rule")
) STRICT;
CREATE TABLE "restored" (
   "id" INTEGER PRIMARY KEY,
   "at" INTEGER NOT NULL DEFAULT 0,
   "until" INTEGER NOT NULL DEFAULT 0,
   "first_article" INTEGER NOT NULL DEFAULT 0,
   "first_story" INTEGER NOT NULL DEFAULT 0,
   "first_digest" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "revision" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "change" TEXT NOT NULL DEFAULT '',
   "what" TEXT NOT NULL DEFAULT '',
   "title" TEXT NOT NULL DEFAULT '', "text_version" INTEGER NOT NULL DEFAULT 0,
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "role" (
   "name" TEXT PRIMARY KEY,
   "owner" TEXT,
   "until" INTEGER
) STRICT;
CREATE TABLE "rule_match" (
   "article" INTEGER REFERENCES "article"("id"),
   "rule" TEXT,
   "rule_version" TEXT NOT NULL DEFAULT '',
   "priority" TEXT NOT NULL DEFAULT '',
   "ruleset" TEXT NOT NULL DEFAULT '',
   "text_version" INTEGER NOT NULL DEFAULT 0,
   "at" INTEGER NOT NULL DEFAULT 0, "quiet" INTEGER NOT NULL DEFAULT 0, "left_out" INTEGER NOT NULL DEFAULT 0, "base" TEXT NOT NULL DEFAULT '', "raised" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "rule")
) STRICT;
CREATE TABLE "rule_text" (
   "hash" TEXT PRIMARY KEY,
   "text" TEXT NOT NULL DEFAULT '',
   "first_used" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "ruleset" (
   "version" TEXT PRIMARY KEY,
   "first_used" INTEGER NOT NULL DEFAULT 0,
   "rules" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "ruleset_run" (
   "id" INTEGER PRIMARY KEY,
   "version" TEXT NOT NULL DEFAULT '',
   "at" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "run" (
   "owner" TEXT PRIMARY KEY,
   "started" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER
) STRICT;
CREATE TABLE "sighting" (
   "article" INTEGER REFERENCES "article"("id"),
   "feed" TEXT REFERENCES "feed"("id"),
   "guid" TEXT NOT NULL DEFAULT '',
   "link" TEXT NOT NULL DEFAULT '',
   "title" TEXT NOT NULL DEFAULT '',
   "item_hash" TEXT NOT NULL DEFAULT '',
   "dated" INTEGER,
   "first_seen" INTEGER NOT NULL DEFAULT 0,
   "last_listed" INTEGER NOT NULL DEFAULT 0,
   PRIMARY KEY ("article", "feed")
) STRICT;
CREATE TABLE "story" (
   "id" INTEGER PRIMARY KEY,
   "opened" INTEGER NOT NULL DEFAULT 0,
   "last" INTEGER NOT NULL DEFAULT 0,
   "headline" TEXT NOT NULL DEFAULT '',
   "revision" INTEGER NOT NULL DEFAULT 0,
   "merged_into" INTEGER
, "due" INTEGER) STRICT;
CREATE TABLE "story_article" (
   "article" INTEGER PRIMARY KEY REFERENCES "article"("id"),
   "story" INTEGER NOT NULL DEFAULT 0 REFERENCES "story"("id"),
   "copy_of" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "reason" TEXT NOT NULL DEFAULT ''
, "edition_of" INTEGER, "sub" TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE "story_merge" (
   "story" INTEGER PRIMARY KEY REFERENCES "story"("id"),
   "target" INTEGER NOT NULL DEFAULT 0 REFERENCES "story"("id"),
   "at" INTEGER NOT NULL DEFAULT 0,
   "who" TEXT NOT NULL DEFAULT '',
   "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "story_revision" (
   "story" INTEGER REFERENCES "story"("id"),
   "n" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "article" INTEGER NOT NULL DEFAULT 0,
   "what" TEXT NOT NULL DEFAULT '', "kind" TEXT NOT NULL DEFAULT '', "weight" INTEGER NOT NULL DEFAULT 1, "phrases" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("story", "n")
) STRICT;
CREATE TABLE "story_split" (
   "article" INTEGER REFERENCES "article"("id"),
   "story" INTEGER REFERENCES "story"("id"),
   "at" INTEGER NOT NULL DEFAULT 0,
   "who" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "story")
) STRICT;
CREATE TABLE "subscription" (
   "id" TEXT PRIMARY KEY,
   "created" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER
) STRICT;
CREATE TABLE "sweep" (
   "name" TEXT PRIMARY KEY,
   "stage" TEXT NOT NULL DEFAULT '',
   "cursor" INTEGER NOT NULL DEFAULT 0,
   "began" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "text_version" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "how" TEXT NOT NULL DEFAULT '',
   "title" TEXT NOT NULL DEFAULT '',
   "body" TEXT NOT NULL DEFAULT '',
   "language" TEXT NOT NULL DEFAULT '',
   "dated" INTEGER,
   "sha" TEXT NOT NULL DEFAULT '',
   "notes" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
) STRICT;
CREATE TABLE "told" (
   "subscription" TEXT REFERENCES "subscription"("id"),
   "article" INTEGER REFERENCES "article"("id"),
   "revision" INTEGER,
   "story" INTEGER NOT NULL DEFAULT 0,
   "story_revision" INTEGER NOT NULL DEFAULT 0,
   "digest" INTEGER NOT NULL DEFAULT 0 REFERENCES "digest"("id"), "text_version" INTEGER NOT NULL DEFAULT 0, "why" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("subscription", "article", "revision")
) STRICT;
CREATE TABLE "trouble" (
   "kind" TEXT PRIMARY KEY,
   "sentence" TEXT NOT NULL DEFAULT '',
   "since" INTEGER NOT NULL DEFAULT 0,
   "last" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE VIRTUAL TABLE "folded_fts" USING FTS5 (
    "title", "body",
    tokenize='unicode61 remove_diacritics 0',
    content="folded"
);
CREATE INDEX feed_due ON feed (next_due, id, host) WHERE enabled = 1 AND stopped = 0;
CREATE INDEX feed_in_hand ON feed (host) WHERE owner IS NOT NULL;
CREATE INDEX feed_in_trouble ON feed (problem_since) WHERE problem_since IS NOT NULL;
CREATE INDEX feed_with_gap ON feed (missed_at) WHERE missed_at IS NOT NULL;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_alarm_kind_at"
    ON "alarm" ("kind", "at");
CREATE INDEX "idx_article_asked_by"
    ON "article" ("asked_by");
CREATE INDEX "idx_article_first_seen"
    ON "article" ("first_seen");
CREATE INDEX "idx_article_group_due_id"
    ON "article" ("group_due", "id");
CREATE INDEX "idx_article_judge_due_id"
    ON "article" ("judge_due", "id");
CREATE INDEX "idx_article_key_article"
    ON "article_key" ("article");
CREATE INDEX "idx_article_page_page_due"
    ON "article" ("page", "page_due");
CREATE INDEX idx_article_set_aside ON article (id) WHERE set_aside <> '';
CREATE INDEX idx_article_unindexed ON article (id) WHERE indexed <> text_version;
CREATE INDEX "idx_attempt_message"
    ON "attempt" ("message");
CREATE INDEX "idx_dealing_pair"
    ON "dealing" ("pair");
CREATE INDEX "idx_digest_line_article"
    ON "digest_line" ("article");
CREATE INDEX "idx_digest_line_number"
    ON "digest_line" ("number");
CREATE UNIQUE INDEX "idx_digest_subscription_period"
    ON "digest" ("subscription", "period");
CREATE INDEX "idx_digest_thread"
    ON "digest" ("thread");
CREATE INDEX "idx_event_kind_day"
    ON "event" ("kind", "day");
CREATE INDEX "idx_event_status_day"
    ON "event" ("status", "day");
CREATE INDEX "idx_feed_host"
    ON "feed" ("host");
CREATE INDEX "idx_feed_last_try"
    ON "feed" ("last_try");
CREATE INDEX "idx_fetch_outcome_at"
    ON "fetch_outcome" ("at");
CREATE INDEX "idx_fetch_outcome_feed"
    ON "fetch_outcome" ("feed");
CREATE INDEX "idx_figure_pair_metric_period"
    ON "figure" ("pair", "metric", "period");
CREATE INDEX "idx_footprint_at"
    ON "footprint" ("at");
CREATE INDEX "idx_mark_article"
    ON "mark" ("article");
CREATE UNIQUE INDEX "idx_message_digest_channel_recipient_part_resend"
    ON "message" ("digest", "channel", "recipient", "part", "resend");
CREATE UNIQUE INDEX "idx_message_key"
    ON "message" ("key");
CREATE INDEX "idx_message_state_due"
    ON "message" ("state", "due");
CREATE INDEX "idx_mute_until"
    ON "mute" ("until");
CREATE INDEX "idx_promise_key"
    ON "promise" ("key");
CREATE INDEX "idx_quote_speaker"
    ON "quote" ("speaker");
CREATE INDEX "idx_recheck_due"
    ON "recheck" ("due");
CREATE INDEX "idx_recheck_feed_at"
    ON "recheck" ("feed", "at");
CREATE INDEX "idx_request_state_id"
    ON "request" ("state", "id");
CREATE INDEX "idx_rule_match_at"
    ON "rule_match" ("at");
CREATE INDEX "idx_rule_match_rule_article"
    ON "rule_match" ("rule", "article");
CREATE INDEX "idx_sighting_feed"
    ON "sighting" ("feed");
CREATE INDEX "idx_story_article_copy_of"
    ON "story_article" ("copy_of");
CREATE INDEX "idx_story_article_story"
    ON "story_article" ("story");
CREATE INDEX "idx_story_due"
    ON "story" ("due");
CREATE INDEX "idx_story_last"
    ON "story" ("last");
CREATE INDEX "idx_story_merged_into"
    ON "story" ("merged_into");
CREATE INDEX "idx_story_revision_article"
    ON "story_revision" ("article");
CREATE INDEX "idx_story_split_story"
    ON "story_split" ("story");
CREATE INDEX "idx_told_article"
    ON "told" ("article");
CREATE INDEX "idx_told_digest"
    ON "told" ("digest");
CREATE TRIGGER "folded_ad" AFTER DELETE ON "folded" BEGIN
  INSERT INTO "folded_fts" ("folded_fts", rowid, "title", "body") VALUES('delete', old.rowid, old."title", old."body");
END;
CREATE TRIGGER "folded_ai" AFTER INSERT ON "folded" BEGIN
  INSERT INTO "folded_fts" (rowid, "title", "body") VALUES (new.rowid, new."title", new."body");
END;
CREATE TRIGGER "folded_au" AFTER UPDATE ON "folded" BEGIN
  INSERT INTO "folded_fts" ("folded_fts", rowid, "title", "body") VALUES('delete', old.rowid, old."title", old."body");
  INSERT INTO "folded_fts" (rowid, "title", "body") VALUES (new.rowid, new."title", new."body");
END;
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'monitor', 'm001_river', '2024-05-14 04:00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'monitor', 'm002_rules', '2024-05-14 04:00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'monitor', 'm003_facts', '2024-05-14 04:00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (4, 'monitor', 'm004_stories', '2024-05-14 04:00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (5, 'monitor', 'm005_digests', '2024-05-14 04:00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (6, 'monitor', 'm006_months', '2024-05-14 04:24:49.534789+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (7, 'monitor', 'm007_speed', '2024-05-14 04:30:00');
INSERT INTO alarm (cause, day, kind, at, digest) VALUES ('feed-dead belta', '2024-05-14', 'feed-dead', 9, 1);
INSERT INTO article (id, url, feed, title, author, language, dated, first_seen, fresh, revision, text_version, page, page_due, page_patience, page_tries, page_problem, page_owner, page_until, judge_due, judged_by, judged_version, judge_owner, judge_until, group_due, tries, suspect, set_aside, imported, asked_by, indexed, dropped) VALUES (1, '', 'belta', 'Прэм’ер', '', '', 5, 6, 1, 1, 1, '', NULL, 0, 0, '', NULL, NULL, 0, 'r1', 1, NULL, NULL, 0, 0, 0, '', '', NULL, 1, 0);
INSERT INTO article (id, url, feed, title, author, language, dated, first_seen, fresh, revision, text_version, page, page_due, page_patience, page_tries, page_problem, page_owner, page_until, judge_due, judged_by, judged_version, judge_owner, judge_until, group_due, tries, suspect, set_aside, imported, asked_by, indexed, dropped) VALUES (2, '', 'belta', 'Əliyev Minskdə', '', '', NULL, 8, 1, 1, 1, '', NULL, 0, 0, '', NULL, NULL, 1, '', 0, NULL, NULL, 0, 0, 0, '', '', NULL, 0, 0);
INSERT INTO article (id, url, feed, title, author, language, dated, first_seen, fresh, revision, text_version, page, page_due, page_patience, page_tries, page_problem, page_owner, page_until, judge_due, judged_by, judged_version, judge_owner, judge_until, group_due, tries, suspect, set_aside, imported, asked_by, indexed, dropped) VALUES (3, '', NULL, 'Архіў: гандаль', '', '', NULL, 6, 0, 0, 0, '', NULL, 0, 0, '', NULL, NULL, 0, '', 0, NULL, NULL, 0, 0, 0, '', '2019.jsonl', NULL, 0, 0);
INSERT INTO article_key (key, article, last_listed) VALUES ('url:https://b.example/1', 1, 9);
INSERT INTO article_key (key, article, last_listed) VALUES ('url:https://b.example/2', 2, 9);
INSERT INTO attempt (id, message, started, ended, outcome, detail) VALUES (1, 1, 7, 7, 'sent', '250 ok');
INSERT INTO attempt (id, message, started, ended, outcome, detail) VALUES (2, 2, 7, 8, 'transient', '421 позже');
INSERT INTO body (digest, channel, part, parts, content_type, subject, bytes, kind) VALUES (1, 'mail', 1, 1, 'message/rfc822', 'Сводка', X'D0B5D0B6D0B5D0B4D0BDD0B5D0B2D0BDD0B0D18F20D181D0B2D0BED0B4D0BAD0B0', '');
INSERT INTO digest (id, subscription, period, kind, start, stop, composed, subject, thread) VALUES (1, 'desk', '1970-01-01/daily', 'daily', 0, 0, 7, 'Азербайджан – Беларусь', NULL);
INSERT INTO digest_line (digest, number, story, article, text, fact) VALUES (1, '1.1', 1, 1, 'Прэм’ер', '');
INSERT INTO document (feed, listing, held) VALUES ('belta', X'0102', X'0304');
INSERT INTO event (article, n, kind, sides, status, day, level, place, background, data) VALUES (1, 1, 'visit_state', ',AZ,BY,', 'under_way', '2024-05-14', '', '', 0, '{"kind": "visit_state", "sides": ["AZ", "BY"]}');
INSERT INTO evidence (article, rule, n, field, start, stop, surface, form, name) VALUES (1, 'az-by', 1, 'title', 0, 7, 'Прэм’ер', 'прэм’ер', 'country.belarus');
INSERT INTO feed (id, url, configured_url, host, outlet, enabled, etag, last_modified, body_hash, next_due, first_polled, last_try, last_ok, last_new, errors, problem, problem_since, stopped, items, newest, depth, wish, skip_hours, last_full, polls_since_full, moved_to, moved_since, owner, until, listing_at, skew, rhythm, missed, missed_at, answer, pause, weekdays, skip_days, kind, side, country, zone, hours, read_by) VALUES ('belta', 'https://b.example/', 'https://b.example/', '', '', 0, '', '', '', 0, NULL, NULL, NULL, NULL, 0, '', NULL, 0, 0, NULL, NULL, 0, '', NULL, 0, '', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, '', NULL, '', '', '', '', '', '', '1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 3600 0', 'fast');
INSERT INTO fetch_outcome (id, feed, at, kind, status, bytes, milliseconds, items, new, sentence) VALUES (1, 'belta', 6, 'ok', 200, 0, 0, 0, 0, '');
INSERT INTO fetch_outcome (id, feed, at, kind, status, bytes, milliseconds, items, new, sentence) VALUES (2, 'belta', 20, 'same', 304, 0, 12, 2, 0, '');
INSERT INTO fetch_outcome (id, feed, at, kind, status, bytes, milliseconds, items, new, sentence) VALUES (3, 'belta', 30, 'none', 200, 900, 14, 2, 0, 'адзін запіс без даты');
INSERT INTO folded (article, title, body) VALUES (1, 'прэмер', 'bakida seher');
INSERT INTO mark (id, at, who, verdict, digest, number, story, article, fact, rule, text, done) VALUES (1, 9, 'duty', 'useful', 1, '1.1', 1, 1, '', '', 'Прэм’ер', '');
INSERT INTO message (id, key, message_id, digest, channel, recipient, part, resend, state, due, tries, first_try, problem, owner, until) VALUES (1, 'k1', '<k1@example.org>', 1, 'mail', 'desk@example.org', 1, 0, 'sent', 7, 1, NULL, '', NULL, NULL);
INSERT INTO message (id, key, message_id, digest, channel, recipient, part, resend, state, due, tries, first_try, problem, owner, until) VALUES (2, 'k2', '<k2@example.org>', 1, 'mail', 'şöbə@example.org', 1, 0, 'due', 7, 1, NULL, '', NULL, NULL);
INSERT INTO mute (id, subscription, kind, what, until, at, who, why, ended) VALUES (1, 'desk', 'story', '1', 99, 9, 'duty', 'кифаят', NULL);
INSERT INTO quote (article, n, speaker, data) VALUES (1, 1, 'person.aliyev', '{"speaker": "person.aliyev", "words": "Əla"}');
INSERT INTO request (id, kind, payload, made, state, tries, owner, until, done, position, total, judged, result) VALUES (1, 'import', '{}', 5, 'done', 0, NULL, NULL, 6, 0, 0, 0, '{}');
INSERT INTO request_rule (request, rule, gained, lost) VALUES (1, 'az-by', 2, 0);
INSERT INTO revision (article, n, at, change, what, title, text_version) VALUES (1, 1, 6, 'new', '', '', 1);
INSERT INTO revision (article, n, at, change, what, title, text_version) VALUES (2, 1, 8, 'new', '', '', 1);
INSERT INTO role (name, owner, until) VALUES ('group', NULL, NULL);
INSERT INTO role (name, owner, until) VALUES ('compose', NULL, NULL);
INSERT INTO rule_match (article, rule, rule_version, priority, ruleset, text_version, at, quiet, left_out, base, raised) VALUES (1, 'az-by', 'v1', '', '', 0, 7, 0, 0, '', '');
INSERT INTO ruleset (version, first_used, rules) VALUES ('r1', 1715659140, '{"az-by": "v1"}');
INSERT INTO ruleset (version, first_used, rules) VALUES ('r2', 1715659200, '{"az-by": "v2"}');
INSERT INTO ruleset_run (id, version, at) VALUES (1, 'r1', 1715659140);
INSERT INTO ruleset_run (id, version, at) VALUES (2, 'r2', 1715659200);
INSERT INTO run (owner, started, ended) VALUES ('1-a', 5, 9);
INSERT INTO sighting (article, feed, guid, link, title, item_hash, dated, first_seen, last_listed) VALUES (1, 'belta', '1', '', 'Прэм’ер', '', NULL, 6, 9);
INSERT INTO sighting (article, feed, guid, link, title, item_hash, dated, first_seen, last_listed) VALUES (2, 'belta', '2', '', 'Əliyev Minskdə', '', NULL, 8, 9);
INSERT INTO story (id, opened, last, headline, revision, merged_into, due) VALUES (1, 6, 6, '', 1, NULL, NULL);
INSERT INTO story_article (article, story, copy_of, at, reason, edition_of, sub) VALUES (1, 1, NULL, 6, '', NULL, '');
INSERT INTO story_revision (story, n, at, article, what, kind, weight, phrases) VALUES (1, 1, 6, 1, 'адкрыта', 'opened', 2, '');
INSERT INTO subscription (id, created, ended) VALUES ('desk', 1, NULL);
INSERT INTO sweep (name, stage, cursor, began, ended) VALUES ('keeping', '', 0, 0, 0);
INSERT INTO text_version (article, n, at, how, title, body, language, dated, sha, notes) VALUES (1, 1, 6, 'feed', 'Прэм’ер', 'Bakıda şəhər', '', NULL, '', '');
INSERT INTO text_version (article, n, at, how, title, body, language, dated, sha, notes) VALUES (2, 1, 8, 'feed', 'Əliyev Minskdə', 'Сустрэча ў Мінску: п’ять дакументаў', '', NULL, '', '');
INSERT INTO told (subscription, article, revision, story, story_revision, digest, text_version, why) VALUES ('desk', 1, 1, 1, 1, 1, 1, '');
