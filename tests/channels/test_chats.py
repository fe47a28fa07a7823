"""What the chat channels make of a digest: within every limit, nothing dropped, markup and mentions harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from monitor.channels import CHANNELS
from monitor.channels.chatlines import plan
from monitor.channels.chatting import Block, Piece, packed, plain, size
from monitor.digest.page import page
from monitor.model.message import Digest, Letter, Sent
from monitor.model.source import SecretRef
from tests.channels.goldens import FOLDER, golden
from tests.channels.letters import config, letters
from tests.channels.sink import Taken, outcomes, says, sink
from tests.digest.samples import SAMPLES, alert, busy, crowded, digest, hostile, report, story

KINDS = ("slack", "telegram", "discord", "matrix")
LONG = "Сустрэча ў Баку: İşıq ı аб'ём — встреча 🤝 & <b> *x* _y_ `z` "


def bodies(kind: str, told: Digest) -> list[dict[str, Any]]:
    return [json.loads(payload.body) for payload in CHANNELS[kind].render(told, config(kind))]


def shown(kind: str, body: dict[str, Any]) -> str:
    """All its texts as they were sent."""
    match kind:
        case "slack":
            return "\n".join(block["text"]["text"] for block in body["blocks"])
        case "telegram":
            return str(body["text"])
        case "discord":
            return "\n".join(embed["description"] for embed in body["embeds"])
        case _:
            return str(body["formatted_body"])


def words(kind: str, body: dict[str, Any]) -> str:
    """As somebody reads it."""
    text = shown(kind, body).replace("<br>", "\n")
    if kind in ("slack", "discord"):
        text = re.sub(r"(?<!\\)\*", "", text)
    if kind == "discord":
        return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)
    return unescape(text if kind == "slack" else re.sub(r"<[^>]+>", "", text)).replace("\u2060", "")


def long_day(stories: int = 60) -> Digest:
    """Long titles in three alphabets, long addresses, many reports: more than any chat takes at once."""
    far = "https://news.example/" + "p" * 900
    return digest(
        *(
            story(n, f"{n} {LONG}", *(report(100 * n + k, f"{k} {LONG * 2}", story=n, url=f"{far}/{n}/{k}") for k in range(9)))
            for n in range(1, stories)
        ),
        title=LONG * 3,
    )  # fmt: skip


DAYS: dict[str, Callable[[], Digest]] = {**SAMPLES, "long": long_day}


def within(kind: str, body: dict[str, Any]) -> bool:
    match kind:
        case "slack":
            texts = [block["text"]["text"] for block in body["blocks"]]
            return (
                0 < len(texts) <= 50
                and all(0 < size(text) <= 3000 for text in texts)
                and sum(map(size, texts)) <= 12_000
            )
        case "telegram":
            links = re.findall(r'href="([^"]*)"', body["text"])
            marks = len(re.findall(r"<[ab]\b", body["text"]))
            text = unescape(re.sub(r"<[^>]+>", "", body["text"]))
            return 0 < size(text) <= 4096 and marks <= 100 and size(text) + sum(map(len, links)) <= 9500
        case "discord":
            texts = [embed["description"] for embed in body["embeds"]]
            return 0 < len(texts) <= 10 and all(size(text) <= 4096 for text in texts) and sum(map(size, texts)) <= 6000
        case _:
            return len(json.dumps(body, ensure_ascii=False).encode()) <= 60_000


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_within_the_limits(kind: str, day: str) -> None:
    """Counted as the service counts; parts are numbered in the frame's words."""
    found = bodies(kind, DAYS[day]())
    assert [n for n, body in enumerate(found) if not within(kind, body)] == []
    if len(found) > 1:
        for n, body in enumerate(found, start=1):
            assert f"(part {n} of {len(found)})" in words(kind, body).splitlines()[0]


@pytest.mark.parametrize("day", ["after", "busy", "crowded", "long"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_and_link_is_there_once(kind: str, day: str) -> None:
    """In the order of the page, none between two messages."""
    told = DAYS[day]()
    lines = page(told)
    parts = bodies(kind, told)
    text = "\n".join(words(kind, body) for body in parts)
    for view in lines.stories:
        for line in () if view.brief else (*view.new, *view.updates):
            assert len(re.findall(rf"(?m)^\W*{re.escape(line.number)}\W* ", text)) == 1
    raw = "\n".join(shown(kind, body) for body in parts)
    for view in lines.stories:
        links = [view.link] if view.brief else [line.link for line in (*view.new, *view.updates)]
        assert all(len(re.findall(re.escape(link) + r"(?![\w/])", raw)) >= 1 for link in links if link)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_cut_between_stories(kind: str) -> None:
    """Whoever reads one part has whole stories."""
    told = digest(*(story(n, f"Dealing {n}", *(report(10 * n + k, f"Line {k} of {n} " + "word " * 30, story=n) for k in range(6)))
                    for n in range(1, 19)))  # fmt: skip
    parts = [words(kind, body) for body in bodies(kind, told)]
    assert len(parts) > 1 or kind == "matrix"
    for n in range(1, 19):
        assert (
            sum(f"{n}.1 " in part and f"{n}.6 " in part and f"show story {n}\n" in part + "\n" for part in parts) == 1
        )


def test_a_story_over_the_limit_is_cut_between_its_lines() -> None:
    """And a single line over the limit within it, with a count of what is left out."""
    told = digest(
        story(
            1,
            "One",
            *(report(k, f"Line {k} " + "word " * 50, url=f"https://news.example/{k}/" + "p" * 1500) for k in range(8)),
        )
    )
    parts = [words("telegram", body) for body in bodies("telegram", told)]
    assert len(parts) > 1
    assert sum(part.count("Minsk Wire") for part in parts) == 8
    made = plan(told)
    whole = replace(made, blocks=(Block(((Piece("x" * 5000),),)),))
    messages = packed(whole, lambda blocks: sum(len(plain(row)) for block in blocks for row in block.rows) < 900)
    rows = [plain(row) for message in messages for block in message for row in block.rows]
    assert any(row == "x" * 500 + " [... 4,500 characters more]" for row in rows)


MENTIONS = "@everyone @here @durov <!channel> <@U12345> <@&1> <#C1> <!subteam^S1|x> [x](https://e.example) ```code *b* _i_ ~s~ :smile: ||s|| <a:b:1>"


def test_mentions_and_markup_are_only_words() -> None:
    """Nobody is called, nothing is linked that was no link."""
    told = digest(story(1, MENTIONS, report(1, MENTIONS, story=1), report(2, "# " + MENTIONS, story=1)))
    (slack,), (telegram,), (discord,), (matrix,) = (bodies(kind, told) for kind in KINDS)
    text = shown("slack", slack)
    assert re.findall(r"<(?!https://news\.example/)[^>]*>", text) == []
    assert "&lt;!channel&gt;" in text
    assert "`" not in text
    assert not re.search(r"(?<!\w)[_~](?=\S)|:smile:", text)
    assert all(block["text"]["verbatim"] for block in slack["blocks"])
    assert slack["text"].count("<") == 0
    assert re.findall(r"@(?=\w)", telegram["text"]) == []
    assert set(re.findall(r"</?(\w+)", telegram["text"])) <= {"a", "b"}
    assert telegram["link_preview_options"] == {"is_disabled": True}
    assert discord["allowed_mentions"] == {"parse": []}
    assert re.findall(r"(?<!\\)[<@`|~_]", shown("discord", discord)) == []
    assert re.findall(r"(?<!\\)\[([^\]]*)\]\(([^)]*)\)", shown("discord", discord)) == [
        ("news.example", "https://news.example/1"), ("news.example", "https://news.example/2"),
    ]  # fmt: skip
    assert matrix["m.mentions"] == {}
    assert set(re.findall(r"</?(\w+)", matrix["formatted_body"])) <= {"a", "b", "br"}


@pytest.mark.parametrize("kind", KINDS)
def test_only_web_addresses_become_links(kind: str) -> None:
    """javascript: and its like stand nowhere but in words, and every link shows its host."""
    for body in bodies(kind, hostile()):
        links = re.findall(r'href="([^"]*)"|<(https?:[^|>]*)\||\]\(([^)]*)\)', shown(kind, body))
        assert all("".join(found).startswith(("https://", "http://")) for found in links)
        assert "javascript:alert(1)" not in shown(kind, body)


@pytest.mark.parametrize("kind", KINDS)
def test_the_frame_is_in_the_readers_language(kind: str) -> None:
    """Titles stay as they were."""
    told = replace(busy(), frame="ru")
    text = "\n".join(words(kind, body) for body in bodies(kind, told))
    assert "НОВОЕ" in text
    assert "Presidents hold talks in Baku" in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_alert_is_one_message(kind: str) -> None:
    """With its link to press on."""
    (body,) = bodies(kind, alert())
    assert "https://news.example/2" in shown(kind, body)
    assert "URGENT" in words(kind, body).splitlines()[0]


def test_several_stories_of_an_alert_are_a_line_each() -> None:
    """With a link each."""
    one, other = story(7, "Call of presidents", report(1, "Call of presidents", story=7)), alert().stories[0]
    told = replace(alert(), stories=(other, replace(one, priority="high")))
    for kind in KINDS:
        (body,) = bodies(kind, told)
        rows = words(kind, body).splitlines()
        assert [row.split(" ")[0] for row in rows if row[:1].isdigit()] == ["12", "7"]
        assert "https://news.example/1" in shown(kind, body)


def test_an_alarm_is_its_notice() -> None:
    """For whoever runs the monitor."""
    told = replace(alert(), kind="alarm", stories=(), notice=("A feed is gone: <BelTA>", "Open its address: @here"))
    for kind in KINDS:
        (body,) = bodies(kind, told)
        assert "ALARM" in words(kind, body).splitlines()[0]
        assert "A feed is gone: <BelTA>" in words(kind, body)


def test_the_kept_payloads_are_those_of_today() -> None:
    """A change in a golden file is meant to be seen; `python -m tests.channels.goldens` writes them anew."""
    written = golden()
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(written)
    assert [name for name, content in written.items() if (FOLDER / name).read_text(encoding="utf-8") != content] == []


def test_a_crowded_day_is_few_messages() -> None:
    """200 stories: nobody scrolls through a hundred messages."""
    counts = {kind: len(bodies(kind, crowded(200))) for kind in KINDS}
    assert counts["matrix"] <= 3
    assert max(counts.values()) <= 14


def sent(kind: str, recipient: str, **options: str | SecretRef) -> tuple[Taken, Letter]:
    """What a service that takes everything got of one letter."""
    good = {"ok": True, "result": {"message_id": 1}, "id": "5", "event_id": "$1"}
    with sink(says("200 OK", good)) as found:
        placed = {
            key: value.replace("SINK", found.site.url("")) if isinstance(value, str) else value
            for key, value in options.items()
        }
        (letter, *_) = letters(config(kind, **placed), recipient, alert())
        (outcome,) = outcomes([letter], found.place())
    assert isinstance(outcome, Sent)
    return found.taken[0], letter


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> SecretRef:
    monkeypatch.setenv("BOT_TOKEN", "123456:ABC-DEF1234ghIkl\n")
    return SecretRef("${BOT_TOKEN}")


def test_telegram_gets_chat_and_topic(token: SecretRef) -> None:
    """Beside the frozen bytes; the token stands in the path alone."""
    taken, letter = sent("telegram", "-1001234567890/17", token=token, api="SINK")
    assert taken.line == "POST /bot123456:ABC-DEF1234ghIkl/sendMessage HTTP/1.1"
    assert taken.json["chat_id"] == "-1001234567890"
    assert taken.json["message_thread_id"] == 17
    assert taken.body.endswith(letter.payload.body[1:])


def test_slack_gets_channel_and_token(token: SecretRef) -> None:
    """chat.postMessage."""
    taken, _ = sent("slack", "C0123456789", token=token, api="SINK/api")
    assert taken.line == "POST /api/chat.postMessage HTTP/1.1"
    assert taken.headers["authorization"] == "Bearer 123456:ABC-DEF1234ghIkl"
    assert taken.json["channel"] == "C0123456789"


def test_matrix_gets_the_key_as_transaction(token: SecretRef) -> None:
    """The same at every try; the room's id is one part of the path."""
    taken, letter = sent("matrix", "!room/x:matrix.example".replace("/", ""), token=token, server="SINK/")
    path = f"/_matrix/client/v3/rooms/%21roomx%3Amatrix.example/send/m.room.message/{letter.key}"
    assert taken.line == f"PUT {path} HTTP/1.1"
    assert taken.body == letter.payload.body


def test_discord_waits_for_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the address names a thread."""
    with sink(says("200 OK", {"id": "5"})) as found:
        monkeypatch.setenv("DISCORD", found.site.url("/api/webhooks/1/x?thread_id=9"))
        made = config("discord", webhook=SecretRef("${DISCORD}"))
        assert outcomes(letters(made, "", alert()), found.place()) == [Sent("message 5")]
    assert found.taken[0].line == "POST /api/webhooks/1/x?thread_id=9&wait=true HTTP/1.1"


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("slack", {}, "either webhook"),
        ("slack", {"webhook": SecretRef("${A}"), "token": SecretRef("${B}")}, "either webhook"),
        ("slack", {"webhook": "https://hooks.slack.example/x"}, "never stands here"),
        ("discord", {"webhook": "https://discord.example/api/webhooks/1/x"}, "never stands here"),
        ("telegram", {"token": "123:abc"}, "never stands here"),
        ("matrix", {"token": SecretRef("${A}"), "server": "matrix.example"}, "begins with https"),
        ("webhook", {"secret": SecretRef("${A}"), "url": "javascript:x"}, "begins with https"),
        ("webhook", {"url": "https://hook.example/"}, "secret"),
    ],
)
def test_options_that_cannot_be_right_are_refused(kind: str, options: dict[str, object], told: str) -> None:
    """When the rules are read, with a sentence and without the value."""
    with pytest.raises(ValueError, match=told) as caught:
        CHANNELS[kind].options.model_validate(options)
    assert "hooks.slack" not in str(caught.value).partition("[type")[0]
