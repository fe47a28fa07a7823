"""What is demanded of an article's identity, and the test that shows it."""

from __future__ import annotations

from pathlib import Path

CLAUSES = {
    # what the reader is promised
    "304 and the same bytes write nothing but the poll's own row": "tests/identity/test_poll_cost.py::test_an_unchanged_document_writes_its_polls_row_and_nothing_else",
    "an unchanged item of a changed document costs no question": "tests/identity/test_poll_cost.py::test_unchanged_items_of_a_changed_document_are_not_asked_for",
    "what is still listed is noted so once a day": "tests/identity/test_poll_cost.py::test_what_is_listed_is_noted_once_a_day_though_the_bytes_stay_the_same",
    "a changed guid, address or both: one article": "tests/identity/test_one_article.py::test_ids_that_change_at_every_poll_announce_nothing_twice",
    "all ids change at every poll, with and without text": "tests/identity/test_one_article.py::test_ids_that_change_at_every_poll_announce_nothing_twice",
    "ids that change for ever fill no store": "tests/identity/test_one_article.py::test_ids_that_change_at_every_poll_fill_no_store",
    "reordered, dropped, added again": "tests/identity/test_one_article.py::test_a_feed_that_reorders_drops_and_adds_again_announces_nothing_twice",
    "the same address in two feeds with other summaries": "tests/identity/test_one_article.py::test_two_feeds_that_describe_one_address_differently_revise_nothing",
    "a first poll announces only what is fresh": "tests/test_pipeline.py::test_first_poll_announces_only_what_is_fresh",
    "a return after a week announces only what is fresh": "tests/poll/test_poll.py::test_a_return_after_a_week_is_like_a_first_poll",
    "guid trusted only where unique in its document": "tests/test_identify.py::test_a_guid_that_all_items_share_is_no_key",
    "two feeds carry one guid for different articles": "tests/identity/test_one_article.py::test_two_feeds_with_one_guid_for_two_articles_tell_both",
    "one guid used for the next article": "tests/identity/test_one_article.py::test_a_guid_used_again_hides_no_article",
    "a purged article never returns as new": "tests/identity/test_never_again.py::test_an_article_whose_text_was_dropped_never_returns",
    "not after 400 days of being listed": "tests/identity/test_never_again.py::test_an_article_listed_for_400_days_never_returns",
    "not after its feed was renamed": "tests/identity/test_never_again.py::test_a_renamed_feed_brings_nothing_back",
    "republished with a new date": "tests/identity/test_never_again.py::test_a_new_date_makes_no_new_article",
    "every item dated with the moment of asking": "tests/identity/test_never_again.py::test_a_new_date_makes_no_new_article",
    # sources.md, section 3
    "1: 200 is not health; an emptied feed is trouble": "tests/test_pipeline.py::test_an_empty_feed_that_had_items_is_trouble_not_a_quiet_day",
    "4: one guid for all, or none": "tests/identity/test_one_article.py::test_one_guid_for_all_items_or_none_at_all",
    "6: entities, CDATA, cut descriptions": "tests/identity/test_never_again.py::test_the_same_words_in_another_dress_are_no_edit",
    "9: opaque addresses that change": "tests/identity/test_never_again.py::test_a_feed_whose_own_address_changes_brings_nothing_back",
    "10: another site with the same text is an article of its own": "tests/text/test_addresses.py::test_forms_of_one_address_share_its_key",
    "11: mirrors, AMP, wap, m., www., http and https": "tests/identity/test_never_again.py::test_mirrors_and_editions_of_one_address_are_one_article",
    "12: low trust is said of the source, not of the article": "tests/test_pipeline.py::test_an_aggregator_is_not_taken_for_the_outlet",
    "14: Google News by title and source": "tests/identity/test_never_again.py::test_google_news_is_known_by_title_and_publisher",
    # bad input
    "5,000 identical items": "tests/identity/test_bad_input.py::test_five_thousand_identical_items_are_one_line",
    "a title that changes at every poll": "tests/identity/test_bad_input.py::test_a_title_that_changes_at_every_poll_is_told_once_and_then_in_one_sentence",
    "items without link or id": "tests/identity/test_bad_input.py::test_items_without_link_or_id_are_told_once",
    "dates in 1970, 1990 and the future": "tests/identity/test_bad_input.py::test_dates_that_cannot_be_true_flood_nobody",
    "an archive given out at once": "tests/identity/test_bad_input.py::test_an_archive_given_out_at_once_floods_nobody",
    "any of it, at random, over 30 polls": "tests/identity/test_walk.py::test_a_feed_that_walks_at_random_announces_each_article_once",
    # what readers of other programs complain of (trackers of Miniflux, FreshRSS, Feedbin, NetNewsWire, Liferea)
    "http guids become https ones": "tests/identity/test_others_faults.py::test_guids_that_go_over_to_https_are_the_same",
    "headline in the address and the guid, edited": "tests/identity/test_others_faults.py::test_a_headline_edited_in_title_address_and_guid_is_one_article",
    "FeedBurner's counting addresses": "tests/identity/test_others_faults.py::test_feedburner_and_the_site_are_one_article",
    "the same article in two sections of a site": "tests/identity/test_others_faults.py::test_an_article_in_two_sections_is_told_once",
    "guids that differ in their fragment alone": "tests/identity/test_others_faults.py::test_guids_that_differ_in_their_fragment_are_two_articles",
    "an old guid with a new article": "tests/identity/test_one_article.py::test_a_guid_used_again_hides_no_article",
}


def test_every_clause_names_a_test_that_is_there() -> None:
    root = Path(__file__).parents[2]
    for clause, name in CLAUSES.items():
        file, _, test = name.partition("::")
        assert f"def {test}(" in (root / file).read_text(encoding="utf-8"), clause
