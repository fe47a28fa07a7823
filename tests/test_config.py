"""sources.yaml and digests.yaml: what becomes of them, and what is refused with its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.config import Network, read_digests, read_sources
from monitor.errors import ConfigError
from monitor.model.message import ChannelConfig, Delivery, Quiet, Slot, Subscription
from monitor.model.source import OUTLET_KINDS, SecretRef, Source

RULES = Path(__file__).parents[1] / "rules"
SOURCES = "version: 1\nsources:\n  - {id: belta_ru, outlet: БелТА, url: https://feeds.example/rss%s}\n"
DIGESTS = """version: 1
subscriptions:
  - id: daily
    title: Azerbaijan – Belarus
    rules: [az-by]
    to: [{channel: file}]
    zone: Asia/Baku
    at: "07:30"
"""


def sources(text: str) -> dict[str, Source]:
    return dict(read_sources("rules/sources.yaml", text.encode(), {"AZ", "BY", "NO"}).sources)


def source_faults(more: str) -> str:
    with pytest.raises(ConfigError) as caught:
        sources(SOURCES % (", " + more if more else ""))
    return str(caught.value)


def digest_faults(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read_digests("rules/digests.yaml", text.encode(), {"az-by", "eaeu"})
    return str(caught.value)


def test_a_source_takes_the_files_defaults_for_what_it_does_not_say() -> None:
    text = "defaults: {interval: 10m, zone: Europe/Minsk, kind: state, enabled: false, user_agent: x}\n"
    found = sources(SOURCES.replace("sources:", text + "sources:") % ", zone: Asia/Baku, enabled: true")["belta_ru"]
    assert (found.interval, found.zone, found.kind, found.enabled, found.user_agent) == (
        600,
        "Asia/Baku",
        "state",
        True,
        "x",
    )


@pytest.mark.parametrize(
    ("typed", "seconds"), [("15m", 900), ("900", 900), ('"900"', 900), ("1h", 3600), ("90s", 90), ("1d", 86400)]
)
def test_intervals(typed: str, seconds: int) -> None:
    assert sources(SOURCES % f", interval: {typed}")["belta_ru"].interval == seconds


def test_links_of_a_page_without_a_feed() -> None:
    found = sources(SOURCES % ', format: webpage, links: "a.news-title >  b"')["belta_ru"]
    assert (found.format, found.links) == ("webpage", "a.news-title > b")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("format: webpage", "a web page needs `links`"),
        ("links: /news/*", "`links` belongs to a web page, not to a feed"),
        ("format: webpage, links: 'a:hover'", "`links` cannot be used: ':hover' is not understood"),
        ("format: webpage, links: /news/", "a pattern of addresses needs a *"),
    ],
)
def test_links_that_cannot_be_used_are_said_with_their_place(more: str, said: str) -> None:
    assert said in source_faults(more)
    assert source_faults(more).startswith("rules/sources.yaml:3:")


@pytest.mark.parametrize("code", ["NO", '"NO"'])
def test_norway_is_a_country(code: str) -> None:
    assert sources(SOURCES % f", country: {code}, side: {code}")["belta_ru"].side == "NO"


def test_secrets_stay_references() -> None:
    found = sources(
        SOURCES % ', headers: {Authorization: "Bearer ${FEED}", X-Desk: a}, proxy: "http://${P}@p.example:8080"'
    )["belta_ru"]
    assert found.headers == (("Authorization", SecretRef("Bearer ${FEED}")), ("X-Desk", "a"))
    assert found.proxy == SecretRef("http://${P}@p.example:8080")


def test_the_network() -> None:
    text = SOURCES.replace(
        "sources:",
        'network: {ca_file: /etc/ca.pem, contact: desk@example.org, allow: ["feeds.example:80", "[::1]:8080"]}\nsources:',
    )
    found = read_sources("rules/sources.yaml", (text % "").encode()).network
    allow = frozenset({("feeds.example", 80), ("::1", 8080)})
    assert found == Network(ca_file="/etc/ca.pem", contact="desk@example.org", allow=allow)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("interval: soon", "rules/sources.yaml:3:77 'soon' is no interval; as in 15m, 1h or 900 (seconds)"),
        ("interval: 0", "'0' is no interval"),
        ("zone: Asia/Bakuu", "'Asia/Bakuu' is no time zone; did you mean 'Asia/Baku'?"),
        ("zone: ../passwd", "'../passwd' is no time zone"),
        ("country: XX", "'XX' is no ISO code of a country; as in AZ, BY, RU"),
        ("side: az", "'az' is no ISO code of a country; did you mean 'AZ'?"),
        ("language: Azerbaijani", "'Azerbaijani' is no language code"),
        ("kind: stat", "did you mean 'state'?"),
        ("page: sometimes", "must be one of auto, always, never"),
        ("enabled: yes", "'enabled' must be true or false, not the text 'yes'"),
        ("urls: x", "unknown key 'urls'; did you mean 'url'?"),
        (
            "headers: {Authorization: abc}",
            "'Authorization' is a secret; secrets never stand in these files; write ${NAME} here",
        ),
        ('user_agent: "a\\r\\nX-Other: b"', "a line end or another control character cannot be sent in a header"),
        ("headers: {X-Api-Key: abc}", "'X-Api-Key' is a secret"),
        ("headers: {X Y: abc}", "'X Y' is no header that can be sent"),
        ('headers: {X-A: "${oops"}', "a '${' without a name and its '}'; as in ${SMTP_PASSWORD}"),
        ('proxy: "http://me:pass@p.example:1"', "a password stands in the address; write ${NAME} in its place"),
        ("proxy: p.example", "'p.example' is no address that can be called; it begins with http:// or https://"),
    ],
)
def test_a_wrong_source_is_said_with_its_place(more: str, said: str) -> None:
    assert said in source_faults(more)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "feeds.example/rss", "https://", "http://[::1", "javascript:1"]
)
def test_only_addresses_that_can_be_called(url: str) -> None:
    with pytest.raises(ConfigError, match="is no address that can be called"):
        sources(f'version: 1\nsources:\n  - {{id: a, outlet: A, url: "{url}"}}\n')


def test_an_id_stands_once_and_is_plain() -> None:
    text = (
        SOURCES % ""
        + "  - {id: belta_ru, outlet: B, url: https://b.example/}\n  - {id: Бел, outlet: B, url: https://b.example/}\n"
    )
    with pytest.raises(ConfigError) as caught:
        sources(text)
    assert "rules/sources.yaml:4:10 the id 'belta_ru' stands twice; it is already on line 3" in str(caught.value)
    assert "rules/sources.yaml:5:10 the id 'Бел' may hold only a-z, 0-9, - and _" in str(caught.value)


@pytest.mark.parametrize("entry", ["*:80", "feeds.example", "feeds.example:0", "http://feeds.example:80", ":80"])
def test_exceptions_of_the_address_guard_are_exact(entry: str) -> None:
    text = SOURCES.replace("sources:", f'network: {{allow: ["{entry}"]}}\nsources:') % ""
    with pytest.raises(ConfigError, match="no exception that can be allowed; exactly host:port"):
        sources(text)


def test_a_digest_to_built_in_channels() -> None:
    found = read_digests("rules/digests.yaml", DIGESTS.encode(), {"az-by"})
    (daily,) = found.subscriptions
    assert daily.slots == (Slot("daily", 7, 30),)
    assert daily.to == (Delivery("file", "digests"),)
    assert found.channels == {"console": ChannelConfig("console", "console"), "file": ChannelConfig("file", "file")}


def test_channels_slots_and_filters() -> None:
    text = """version: 1
operator: {channel: mail, recipient: duty@example.org}
channels:
  mail: {kind: email, host: smtp.example.org, port: 587, password: "${SMTP_PASSWORD}"}
subscriptions:
  - id: desk
    title: Desk
    rules: [az-by]
    to: [{channel: mail, recipient: a@example.org}, {channel: mail, recipient: a@example.org}]
    zone: Europe/Minsk
    at:
      - {name: morning, at: "8:05", weekdays: [mon, Friday]}
      - {name: evening, at: "18:00"}
    without_kinds: [exile]
    languages: [en, be]
"""
    found = read_digests("rules/digests.yaml", text.encode())
    (desk,) = found.subscriptions
    assert found.operator == Delivery("mail", "duty@example.org")
    assert dict(found.channels["mail"].options)["password"] == SecretRef("${SMTP_PASSWORD}")
    assert desk.slots == (Slot("morning", 8, 5, frozenset({0, 4})), Slot("evening", 18, 0))
    assert len(desk.to) == 1
    assert (desk.without_kinds, desk.languages) == (frozenset({"exile"}), frozenset({"en", "be"}))


def test_what_cannot_be_delivered_goes_back_to_an_operator_with_mail() -> None:
    """Unless a channel names another address; where the operator has no mail, to the sender as before."""
    channels = "channels:\n  mail: {kind: email, host: h}\n  own: {kind: email, host: h, return_path: b@example.org}\n"
    operator = "version: 1\noperator: {channel: mail, recipient: Duty <duty@example.org>}\n" + channels
    found = read_digests("rules/digests.yaml", DIGESTS.replace("version: 1\n", operator).encode()).channels
    assert dict(found["mail"].options)["return_path"] == "Duty <duty@example.org>"
    assert dict(found["own"].options)["return_path"] == "b@example.org"
    assert found["file"].options == ()
    elsewhere = operator.replace("{channel: mail, recipient: Duty <duty@example.org>}", "{channel: file}")
    found = read_digests("rules/digests.yaml", DIGESTS.replace("version: 1\n", elsewhere).encode()).channels
    assert "return_path" not in dict(found["mail"].options)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[az-by]", "[azby]", "rules/digests.yaml:5:13 there is no rule 'azby'; did you mean 'az-by'?"),
        ("[az-by]", "[]", "'rules' is an empty list"),
        ("channel: file", "channel: fil", "'fil' is no channel; did you mean 'file'?"),
        ("Asia/Baku", "Baku", "'Baku' is no time zone"),
        ('"07:30"', '"25:00"', "rules/digests.yaml:8:9 '25:00' is no hour of the day; as in 07:30"),
        ('"07:30"', '[{name: a, at: "07:30", weekdays: [someday]}]', "'someday' is no weekday"),
        ('"07:30"', '[{name: a, at: "07:30"}, {name: a, at: "08:30"}]', "the id 'a' stands twice"),
        (
            "version: 1\n",
            "version: 1\nchannels: {mail: {host: a}}\n",
            "the channel 'mail' has no kind; as in kind: email",
        ),
        (
            "version: 1\n",
            "version: 1\nchannels: {mail: {kind: email, password: hunter2}}\n",
            "rules/digests.yaml:2:42 'password' is a secret; secrets never stand in these files",
        ),
        ("version: 1\n", "version: 1\noperator: {channel: mail, recipient: a}\n", "'mail' is no channel"),
        ("version: 1\n", "version: 1\noperator: a@b\n", "; as in {channel: mail, recipient: duty@example.org}"),
        ('"07:30"', '["08:00", "18:00"]', """not the text '08:00'; as in {name: morning, at: "08:00"}"""),
        ("channel: file", "channel: file, recipient: [a, b]", "not a list; one entry under to: for each"),
        ("title:", "titel:", "unknown key 'titel'; did you mean 'title'?"),
        ("zone: Asia/Baku\n", "zone: Asia/Baku\n    without_kinds: [state, exil]\n", "did you mean 'exile'?"),
    ],
)
def test_a_wrong_digest_is_said_with_its_place(old: str, new: str, said: str) -> None:
    assert said in digest_faults(DIGESTS.replace(old, new))


SUBSCRIPTION = "title: Azerbaijan – Belarus\n"  # any key may stand behind it


def desk(more: str) -> Subscription:
    """The one subscription of DIGESTS with more keys."""
    text = DIGESTS.replace(SUBSCRIPTION, f"{SUBSCRIPTION}    {more}\n")
    return read_digests("rules/digests.yaml", text.encode(), {"az-by", "eaeu"}).subscriptions[0]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("22:00-07:00", Quiet(22 * 60, 7 * 60)),
        ('"21:30 – 8:05"', Quiet(21 * 60 + 30, 8 * 60 + 5)),
        (
            '{from: "13:00", to: "14:00", weekdays: [mon, Tuesday], urgent_rings: true}',
            Quiet(13 * 60, 14 * 60, frozenset({0, 1}), urgent_rings=True),
        ),
    ],
)
def test_quiet_hours(typed: str, wanted: Quiet) -> None:
    assert desk(f"quiet: {typed}").quiet == wanted


def test_what_a_subscription_may_say_of_alerts_frame_and_outlets() -> None:
    assert desk("window: 30m").window == 1800
    assert desk("window: 90").window == 90
    assert desk("frame: az").frame == "az"
    assert desk("").frame == "en"
    assert desk("kinds: [state, government]").without_kinds == set(OUTLET_KINDS) - {"state", "government"}
    assert desk("weekdays: [mon, wed]").slots == (Slot("daily", 7, 30, frozenset({0, 2})),)


def test_a_mute_lasts_through_its_day_where_the_reader_is() -> None:
    found = desk(
        "mutes: [{story: 12, until: 2024-06-01, why: budget}, {rule: eaeu, until: 2024-06-01}, "
        "{event: phone-call, until: 2024-06-01}]"
    ).mutes
    baku = int(datetime(2024, 6, 1, 23, 59, 59, tzinfo=ZoneInfo("Asia/Baku")).timestamp())
    assert [(mute.kind, mute.what, mute.until) for mute in found] == [
        ("story", "12", baku), ("rule", "eaeu", baku), ("event", "phone_call", baku),
    ]  # fmt: skip
    assert (found[0].who, found[0].why) == ("", "budget")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("quiet: nights", "rules/digests.yaml:5:12 'nights' are no quiet hours; as in 22:00-07:00"),
        ("quiet: 22-07", "'22' is no hour of the day; as in 22:00-07:00"),
        ("quiet: 22:00-22:00", "the quiet hours end when they begin"),
        ('quiet: {from: "22:00", till: "07:00"}', "unknown key 'till'; known here: from, to, urgent_rings, weekdays"),
        ('quiet: {from: "22:00"}', "the key 'to' is missing"),
        ("window: soon", "rules/digests.yaml:5:13 'soon' is no time to gather alerts for; one minute to one day"),
        ("window: 2d", "'2d' is no time to gather alerts for"),
        ("frame: be", "must be one of en, ru, az"),
        ("weekdays: [mon, tus]", "'tus' is no weekday; did you mean 'tue'?"),
        ("weekdays: [monitor]", "'monitor' is no weekday"),
        ("weekdays: []", "'weekdays' is an empty list"),
        ("kinds: [exil]", "did you mean 'exile'?"),
        ("kinds: []", "'kinds' is an empty list"),
        ("pairs: []", "'pairs' is an empty list"),
        ("pairs: [[AZ]]", "rules/digests.yaml:5:13 a pair has two sides; as in pairs: [[azerbaijan, belarus]"),
        ("pairs: [AZ, BY]", "not the text 'AZ'; each pair in brackets of its own: write [[azerbaijan, belarus]]"),
        ("mutes: [{story: 12}]", "rules/digests.yaml:5:13 a mute without an end; say until when"),
        ("mutes: [{story: 12, until: soon}]", "rules/digests.yaml:5:32 'soon' is no day; as in 2026-12-31"),
        ("mutes: [{until: 2026-12-31}]", "a mute names one thing: a story, a rule or a kind of event"),
        ("mutes: [{rule: eaeo, until: 2026-12-31}]", "there is no rule 'eaeo'; did you mean 'eaeu'?"),
        (
            "mutes: [{event: phone_cal, until: 2026-12-31}]",
            "'phone_cal' is no kind of event; did you mean 'phone_call'",
        ),
        ("mutes: [{story: 0, until: 2026-12-31}]", "'0' is no number of a story"),
    ],
)
def test_a_wrong_wish_is_said_with_its_place(more: str, said: str) -> None:
    assert said in digest_faults(DIGESTS.replace(SUBSCRIPTION, f"{SUBSCRIPTION}    {more}\n"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    rules: [az-by]\n", "", "rules/digests.yaml:3:5 neither 'pairs' nor 'rules' says what it is about"),
        ("id: daily", "id: operator", "the id 'operator' is kept for alarms"),
        (
            "zone: Asia/Baku\n",
            "zone: Asia/Baku\n    kinds: [state]\n    without_kinds: [exile]\n",
            "'kinds' and 'without_kinds' stand side by side: keep one",
        ),
        (
            'at: "07:30"\n',
            'weekdays: [mon]\n    at: [{name: a, at: "07:30"}]\n',
            "'weekdays' stands beside several hours; give each hour its own",
        ),
    ],
)
def test_what_does_not_go_together(old: str, new: str, said: str) -> None:
    assert said in digest_faults(DIGESTS.replace(old, new))


def test_a_password_never_shows_in_the_complaint_about_it() -> None:
    assert "hunter2" not in digest_faults(DIGESTS + "channels: {mail: {kind: email, password: hunter2}}\n")


def test_a_channel_other_than_console_and_file_needs_a_recipient() -> None:
    text = DIGESTS.replace("channel: file", "channel: mail") + "channels: {mail: {kind: email}}\n"
    assert "the channel 'mail' needs a recipient" in digest_faults(text)


def test_one_mailbox_twice_is_refused_with_its_place() -> None:
    """It would get two messages; another channel, or another subscription, may send to it."""
    mail = "channels: {mail: {kind: email}, own: {kind: email}}\n"
    to = "[{channel: mail, recipient: desk@x.example}, {channel: %s, recipient: Desk <Desk@X.example>}]"
    text = DIGESTS.replace("[{channel: file}]", to) + mail
    assert (
        "rules/digests.yaml:6:81 'Desk <Desk@X.example>' is the mailbox of 'desk@x.example' and would get each message "
        "twice; keep one of them"
    ) in digest_faults(text % "mail")
    assert len(read_digests("rules/digests.yaml", (text % "own").encode()).subscriptions[0].to) == 2


def test_the_shipped_sources() -> None:
    """All feeds of the beat are there as data; only what is enough for it is asked."""
    found = read_sources("rules/sources.yaml", (RULES / "sources.yaml").read_bytes()).sources
    enabled = [source for source in found.values() if source.enabled]
    assert (len(found), len(enabled)) == (80, 34)
    assert {"AZ", "BY"} <= {source.side for source in enabled}
    assert {source.side for source in found.values() if source.kind in ("exile", "foreign-state", "aggregator")} == {
        None
    }
    assert all(source.zone != "UTC" for source in found.values() if source.kind != "aggregator")
    assert not found["gdelt_doc"].enabled
    assert found["azertac_az"].user_agent.startswith("Mozilla/")


def test_the_shipped_digest_needs_no_account() -> None:
    found = read_digests("rules/digests.yaml", (RULES / "digests.yaml").read_bytes())
    (daily,) = found.subscriptions
    assert {delivery.channel for delivery in daily.to} == {"file", "console"}
    assert (daily.zone, daily.slots) == ("Asia/Baku", (Slot("daily", 7, 30),))


def test_the_commented_examples_of_the_shipped_digest_are_sound() -> None:
    """Without their '# ' they load, so that an analyst can take them as they stand."""
    lines = (RULES / "digests.yaml").read_text(encoding="utf-8").splitlines()
    from_operator = [line.replace("# ", "", 1) if line.lstrip().startswith(YAML_REMARKS) else line for line in lines]
    found = read_digests("rules/digests.yaml", "\n".join(from_operator).encode())
    assert found.operator == Delivery("mail", "duty@example.org")
    assert [subscription.id for subscription in found.subscriptions] == ["daily", "desk"]
    assert found.channels["mail"].kind == "email"
    assert found.subscriptions[1].mutes[0].what == "congratulation"


YAML_REMARKS = ("# operator:", "# channels:", "#   ", "# - id:")
