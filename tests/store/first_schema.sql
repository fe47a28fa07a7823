-- The tables of the first version, frozen: the old file that every later migration is tested on. Never edited.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
INSERT INTO "_sqlite_migrations" ("migration_set", "name", "applied_at")
VALUES ('monitor', 'm001_river', '2024-05-14 04:00:00+00:00');
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
) STRICT;
CREATE INDEX "idx_feed_enabled_next_due"
    ON "feed" ("enabled", "next_due");
CREATE INDEX "idx_feed_host_until"
    ON "feed" ("host", "until");
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
CREATE INDEX "idx_fetch_outcome_feed_at"
    ON "fetch_outcome" ("feed", "at");
CREATE INDEX "idx_fetch_outcome_at"
    ON "fetch_outcome" ("at");
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
) STRICT;
CREATE INDEX "idx_article_judge_due_id"
    ON "article" ("judge_due", "id");
CREATE INDEX "idx_article_group_due_id"
    ON "article" ("group_due", "id");
CREATE INDEX "idx_article_page_page_due"
    ON "article" ("page", "page_due");
CREATE INDEX "idx_article_first_seen"
    ON "article" ("first_seen");
CREATE TABLE "article_key" (
   "key" TEXT PRIMARY KEY,
   "article" INTEGER NOT NULL DEFAULT 0 REFERENCES "article"("id"),
   "last_listed" INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "idx_article_key_article"
    ON "article_key" ("article");
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
CREATE INDEX "idx_sighting_feed"
    ON "sighting" ("feed");
CREATE TABLE "revision" (
   "article" INTEGER REFERENCES "article"("id"),
   "n" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "change" TEXT NOT NULL DEFAULT '',
   "what" TEXT NOT NULL DEFAULT '',
   "title" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "n")
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
CREATE TABLE "rule_match" (
   "article" INTEGER REFERENCES "article"("id"),
   "rule" TEXT,
   "rule_version" TEXT NOT NULL DEFAULT '',
   "priority" TEXT NOT NULL DEFAULT '',
   "ruleset" TEXT NOT NULL DEFAULT '',
   "text_version" INTEGER NOT NULL DEFAULT 0,
   "at" INTEGER NOT NULL DEFAULT 0,
   PRIMARY KEY ("article", "rule")
) STRICT;
CREATE INDEX "idx_rule_match_rule_article"
    ON "rule_match" ("rule", "article");
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
CREATE TABLE "miss" (
   "article" INTEGER REFERENCES "article"("id"),
   "rule" TEXT,
   "reason" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("article", "rule")
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
CREATE TABLE "story" (
   "id" INTEGER PRIMARY KEY,
   "opened" INTEGER NOT NULL DEFAULT 0,
   "last" INTEGER NOT NULL DEFAULT 0,
   "headline" TEXT NOT NULL DEFAULT '',
   "revision" INTEGER NOT NULL DEFAULT 0,
   "merged_into" INTEGER
) STRICT;
CREATE INDEX "idx_story_last"
    ON "story" ("last");
CREATE TABLE "story_article" (
   "article" INTEGER PRIMARY KEY REFERENCES "article"("id"),
   "story" INTEGER NOT NULL DEFAULT 0 REFERENCES "story"("id"),
   "copy_of" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "idx_story_article_story"
    ON "story_article" ("story");
CREATE TABLE "story_revision" (
   "story" INTEGER REFERENCES "story"("id"),
   "n" INTEGER,
   "at" INTEGER NOT NULL DEFAULT 0,
   "article" INTEGER NOT NULL DEFAULT 0,
   "what" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("story", "n")
) STRICT;
CREATE TABLE "role" (
   "name" TEXT PRIMARY KEY,
   "owner" TEXT,
   "until" INTEGER
) STRICT;
CREATE TABLE "subscription" (
   "id" TEXT PRIMARY KEY,
   "created" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER
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
) STRICT;
CREATE UNIQUE INDEX "idx_digest_subscription_period"
    ON "digest" ("subscription", "period");
CREATE TABLE "body" (
   "digest" INTEGER REFERENCES "digest"("id"),
   "channel" TEXT,
   "part" INTEGER,
   "parts" INTEGER NOT NULL DEFAULT 0,
   "content_type" TEXT NOT NULL DEFAULT '',
   "subject" TEXT NOT NULL DEFAULT '',
   "bytes" BLOB NOT NULL,
   PRIMARY KEY ("digest", "channel", "part")
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
CREATE UNIQUE INDEX "idx_message_key"
    ON "message" ("key");
CREATE UNIQUE INDEX "idx_message_digest_channel_recipient_part_resend"
    ON "message" ("digest", "channel", "recipient", "part", "resend");
CREATE INDEX "idx_message_state_due"
    ON "message" ("state", "due");
CREATE TABLE "attempt" (
   "id" INTEGER PRIMARY KEY,
   "message" INTEGER NOT NULL DEFAULT 0 REFERENCES "message"("id"),
   "started" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER,
   "outcome" TEXT NOT NULL DEFAULT '',
   "detail" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "idx_attempt_message"
    ON "attempt" ("message");
CREATE TABLE "told" (
   "subscription" TEXT REFERENCES "subscription"("id"),
   "article" INTEGER REFERENCES "article"("id"),
   "revision" INTEGER,
   "story" INTEGER NOT NULL DEFAULT 0,
   "story_revision" INTEGER NOT NULL DEFAULT 0,
   "digest" INTEGER NOT NULL DEFAULT 0 REFERENCES "digest"("id"),
   PRIMARY KEY ("subscription", "article", "revision")
) STRICT;
CREATE INDEX "idx_told_article"
    ON "told" ("article");
CREATE TABLE "run" (
   "owner" TEXT PRIMARY KEY,
   "started" INTEGER NOT NULL DEFAULT 0,
   "ended" INTEGER
) STRICT;
INSERT INTO "role" ("name") VALUES ('group'), ('compose');
