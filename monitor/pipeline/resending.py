"""What a person asks of messages: that some are sent once more, with the same bytes, under new ids."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from monitor import log
from monitor.channels import message_key
from monitor.model.request import Resent
from monitor.store import Store


def resend_payload(messages: Collection[int], to: str = "") -> str:
    """The payload of a request to send these messages again; `to` = to another recipient of their channel."""
    return json.dumps({"messages": list(messages), "to": to})


def resent_of(result: str) -> Resent:
    """What became of a request to send again."""
    row = json.loads(result)
    return Resent(tuple(row["made"]), tuple(row["waiting"]))


def resend(store: Store, payload: str, now: int) -> str:
    """New messages that are due now; the result as JSON. Inside `tx()`.

    One that still waits for its own try is not made a second time; it is named under `waiting`.
    """
    asked = json.loads(payload)
    found = [row for number in asked["messages"] if (row := store.sendings.message(number)) is not None]
    waiting = [row["id"] for row in found if row["state"] == "due"]
    restored = store.restores.last()

    # Which number of a resend was taken before a store was put back nobody knows; mail servers have seen its id.
    def key(subscription: str, period: str, *rest: Any) -> str:
        return message_key(subscription, f"{period} {restored.at}" if restored else period, *rest)

    made = store.outbox.resend([row["id"] for row in found], now, key, asked["to"])
    log.info("sent again on purpose", messages=len(made), to=asked["to"] or "the same")
    return json.dumps({"made": made, "waiting": waiting})
