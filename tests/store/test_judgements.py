"""Judgements: claimed once, replaced whole, given up on after tries, judged again when the rules change."""

from __future__ import annotations

import pytest

from monitor.model.judgement import Miss
from monitor.store import Store
from monitor.store.judgements import JudgeJob
from tests.store.samples import (
    LIMITS,
    NOW,
    add,
    db,
    digest,
    evidence,
    freeze,
    group,
    judge,
    judged,
    match,
    mention,
    reported,
    text,
)  # fmt: skip

LONG_AGO = NOW - 1000


def claim(store: Store, owner: str = "one", now: int = NOW, limit: int = 50) -> list[int]:
    return [job.article for job in store.judgements.claim(owner, now, now + 600, limit)]


def job(store: Store) -> JudgeJob:
    return store.judgements.claim("one", NOW, NOW + 600, 1)[0]


def rules_of(store: Store, article: int) -> list[str]:
    return [row["rule"] for row in store.articles.details(article)["rule_match"]]


def use(store: Store, version: str = "rules-2", now: int = NOW, since: int = LONG_AGO) -> int:
    return store.judgements.use_rules(version, {"h1": "when: pair(AZ, BY)"}, {"az-by": "v1"}, now, since)


def killed(store: Store, owner: str, *, limit: int = 50) -> list[int]:
    """A run that dies with these in hand."""
    store.begin(owner, NOW)
    return claim(store, owner, limit=limit)


def test_two_owners_never_get_the_same_article(store: Store) -> None:
    articles = [add(store, str(n)) for n in range(3)]
    assert claim(store, "one", limit=2) == articles[:2]
    assert claim(store, "two") == articles[2:]
    assert claim(store, "three") == []


def test_an_expired_claim_is_free(store: Store) -> None:
    article = add(store, "1")
    claim(store, "one")
    assert claim(store, "two", NOW + 599) == []
    assert claim(store, "two", NOW + 600) == [article]


def test_a_job_brings_the_newest_text_and_what_was_thought(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(match("az-by"), match("eaeu")))
    with store.tx():
        store.articles.add_text(article, text("Тэкст", "Дакладней."), NOW)
    found = job(store)
    assert (found.title, found.body, found.text_version) == ("Тэкст", "Дакладней.", 2)
    assert (found.judged_before, sorted(found.rules_before), found.told) == (True, ["az-by", "eaeu"], False)


def test_the_first_judgement_is_no_change_of_mind(store: Store) -> None:
    add(store, "1")
    assert not job(store).judged_before


def test_a_judgement_replaces_the_one_before(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(match("az-by"), match("eaeu"), mentions=[mention("country.belarus", "Беларусь")]))
    use(store)
    judge(store, judged(match("eaeu"), misses=[Miss("az-by", "only listed among other countries")], ruleset="rules-2"))
    details = store.articles.details(article)
    assert rules_of(store, article) == ["eaeu"]
    assert {row["rule"] for row in details["evidence"]} == {"eaeu"}
    assert [(row["rule"], row["reason"]) for row in details["miss"]] == [("az-by", "only listed among other countries")]
    assert db(store).count("SELECT count(*) FROM mention") == 0


def test_evidence_is_kept_span_by_span(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(match("az-by", "high", "Лукашэнка", "İlham Əliyev")))
    rows = store.articles.details(article)["evidence"]
    spans = [evidence("Лукашэнка", 0), evidence("İlham Əliyev", 10)]
    assert [(row["field"], row["start"], row["stop"], row["surface"]) for row in rows] == [
        (span.field, span.start, span.end, span.surface) for span in spans
    ]
    assert store.articles.details(article)["rule_match"][0]["priority"] == "high"


def test_only_a_match_waits_for_a_story(store: Store) -> None:
    add(store, "1")
    judge(store, judged())
    assert store.stories.waiting() == 0
    add(store, "2")
    judge(store, judged(match()))
    assert store.stories.waiting() == 1


def test_what_is_judged_waits_no_more(store: Store) -> None:
    add(store, "1")
    assert store.judgements.waiting(NOW) == 1
    judge(store, judged())
    assert store.judgements.waiting(NOW) == 0
    assert claim(store, "two", NOW + 9999) == []


def test_an_article_that_fails_thrice_is_set_aside_and_shown(store: Store) -> None:
    article = add(store, "1")
    for tried in range(1, LIMITS.item_tries + 1):
        assert claim(store) == [article]
        gave_up = store.judgements.failed(article, "ValueError: памылка", LIMITS)
        assert gave_up == (tried == LIMITS.item_tries)
    assert claim(store) == []
    assert store.judgements.waiting(NOW) == 0
    assert [(number, why) for number, _, why in store.judgements.set_aside()] == [(article, "ValueError: памылка")]


def test_a_good_judgement_clears_earlier_failures(store: Store) -> None:
    article = add(store, "1")
    for _ in range(LIMITS.item_tries - 1):
        claim(store)
        store.judgements.failed(article, "x", LIMITS)
    judge(store, judged())
    use(store)
    claim(store)
    assert not store.judgements.failed(article, "x", LIMITS)


def test_what_was_in_hand_at_an_unclean_end_comes_alone_and_last(store: Store) -> None:
    first, second = add(store, "1"), add(store, "2")
    assert killed(store, "one") == [first, second]
    third = add(store, "3")
    store.begin("two", NOW)
    assert [claim(store, "two") for _ in range(4)] == [[third], [first], [second], []]


def test_an_article_alone_at_two_unclean_ends_is_set_aside(store: Store) -> None:
    poison, victim = add(store, "1"), add(store, "2")
    assert [killed(store, owner) for owner in ("one", "two", "three")] == [[poison, victim], [poison], [poison]]
    assert killed(store, "four") == [victim]
    assert [number for number, _, _ in store.judgements.set_aside()] == [poison]


def test_the_innocent_of_a_batch_are_cleared_by_being_judged(store: Store) -> None:
    article = add(store, "1")
    killed(store, "one")
    store.begin("two", NOW)
    judge(store, judged(), owner="two")
    use(store)
    for owner in ("three", "four"):
        assert killed(store, owner) == [article]
    store.begin("five", NOW)
    assert store.judgements.set_aside() == []


def test_a_clean_end_suspects_nobody(store: Store) -> None:
    articles = [add(store, "1"), add(store, "2")]
    killed(store, "one")
    store.end("one", NOW)
    store.begin("two", NOW)
    assert claim(store, "two") == articles


def test_new_rules_judge_the_untold_again_once(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(ruleset="rules-1"))
    assert use(store, "rules-1") == 0
    assert use(store, "rules-2") == 1
    assert judge(store, judged(ruleset="rules-2")) == [article]
    assert use(store, "rules-2") == 0


def test_new_rules_leave_what_was_told(store: Store) -> None:
    from monitor.model.message import Told

    article = reported(store, "1")
    freeze(store, digest(told=[Told(article, 1, 1)]))
    assert use(store) == 0
    assert rules_of(store, article) == ["az-by"]


def test_new_rules_leave_the_old_unless_it_waits_to_be_told(store: Store) -> None:
    add(store, "old", LONG_AGO - 5)
    judge(store, judged())
    waiting = add(store, "waiting", LONG_AGO - 5)
    judge(store, judged(match()))
    group(store, waiting)
    assert use(store) == 1
    assert claim(store) == [waiting]


def test_new_rules_leave_what_is_never_announced(store: Store) -> None:
    add(store, "1", fresh=False)
    judge(store, judged())
    assert use(store) == 0


@pytest.mark.parametrize("times", [1, 2])
def test_rule_texts_are_kept_by_their_hash(store: Store, times: int) -> None:
    for n in range(times):
        use(store, now=NOW + n)
    rows = db(store).rows("SELECT * FROM rule_text")
    assert [(row["hash"], row["text"], row["first_used"]) for row in rows] == [("h1", "when: pair(AZ, BY)", NOW)]
    assert db(store).count("SELECT first_used FROM ruleset WHERE version = 'rules-2'") == NOW
