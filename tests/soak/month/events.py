"""What each event of the calendar does to the world, and how it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.store import FILE
from monitor.store.backup import Backup, listed, make, tidy
from monitor.store.restoring import restore
from tests.soak.month.life import Month
from tests.soak.month.press import DAY, HOUR, Piece

AHEAD, BEHIND = 2 * DAY, -5 * HOUR
APART = 80 * HOUR  # an urgent article sooner would belong to the story of the last one
ARCHIVE = 120  # items that a feed gives out at once: more than the guide calls a heap


@dataclass
class Events:
    """Methods named as the calendar names them; what the verdict must know of them is kept here."""

    month: Month
    spells: dict[str, list[list[int]]] = field(default_factory=dict)  # event -> [from, to], true time
    recipients: dict[str, list[int]] = field(default_factory=dict)  # added later -> [from, to]
    alerting: list[Piece] = field(default_factory=list)  # urgent articles, each published in a quiet moment
    created: dict[str, int] = field(default_factory=dict)  # subscription -> since when
    later_asked: int = 0
    restored: tuple[int, int] = (0, 0)  # the backup's moment, and when it was put back
    fallen_silent: set[str] = field(default_factory=set)  # outlets whose feeds end for good
    _away: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> int:
        """True time."""
        return self.month.clock.true

    def do(self, what: str, target: str, *, ends: bool) -> None:
        """One moment of the calendar."""
        if what == "press_now":
            pass  # news is no trouble
        elif not ends:
            self.spells.setdefault(f"{what} {target}".strip(), []).append([self.now, 1 << 40])
        else:
            self.spells[f"{what} {target}".strip()][-1][1] = self.now
        act: Callable[..., None] = getattr(self, what + ("_end" if ends else ""))
        act(*[target] if target else [])

    # -- feeds

    def mood(self, target: str) -> None:
        mood, outlet = target.split()
        self.month.web.moods[outlet] = mood

    def mood_end(self, target: str) -> None:
        mood, outlet = target.split()
        if mood != "gone" and self.month.web.moods.get(outlet) == mood:  # what is gone stays so at its old address
            del self.month.web.moods[outlet]

    def add_feed(self, name: str) -> None:
        self.spells[f"unlisted {name}"] = [[0, self.now]]
        self.month.rules.add_feed(self.month.press.outlets[name])
        self.month.web.feeds[name] = name
        self._edit()

    def remove_feed(self, name: str) -> None:
        del self.month.rules.feeds[name]
        self.fallen_silent.add(name)
        self._edit()

    def rename_feed(self, name: str) -> None:
        entry = self.month.rules.feeds.pop(name)
        self.month.rules.feeds[name + "_world"] = entry | {"id": name + "_world"}
        self.month.web.feeds[name + "_world"] = name
        self._edit()

    def paused_feed(self, name: str) -> None:
        self.month.rules.feeds[name]["enabled"] = False
        self._edit()

    def paused_feed_end(self, name: str) -> None:
        self.month.rules.feeds[name]["enabled"] = True
        self._edit()

    def moves(self, name: str) -> None:
        self.month.web.moved[name] = f"https://moved-{self.month.press.outlets[name].host}/news.xml"

    def new_address_in_sources(self, name: str) -> None:
        outlet = self.month.press.outlets[name]
        self.month.web.moods.pop(name, None)
        self.month.web.forget(name)
        self.month.rules.add_feed(outlet, f"https://{outlet.host}/all.xml")
        self._edit()

    def new_guids(self, name: str) -> None:
        outlet = self.month.press.outlets[name]
        for piece in outlet.listed:
            piece.guid = f"tag:{outlet.host},2024:{piece.number}"
        outlet.touch(self.now)

    def new_addresses(self, name: str) -> None:
        """A rebuilt site: addresses and guids are others, titles, texts and dates stay."""
        outlet = self.month.press.outlets[name]
        outlet.prefix = "neu"
        for piece in outlet.listed:
            piece.link = piece.guid = piece.link.replace(".example/a/", ".example/neu/")
        outlet.touch(self.now)

    def undated_archive(self, name: str) -> None:
        self._archive(name, lambda _: None)

    def dated_archive(self, name: str) -> None:
        self._archive(name, lambda n: (20 + n) * DAY)

    def _archive(self, name: str, age: Callable[[int], int | None]) -> None:
        outlet = self.month.press.outlets[name]
        outlet.depth = 2 * ARCHIVE
        for n in range(ARCHIVE):
            kind = "K" if n % 10 == 0 else "N"
            self.month.press.publish(outlet, self.now, kind, age=age(n)).told_before = True

    # -- the way out

    def network_down(self) -> None:
        self.month.web.network = "no way out: the network cannot be reached"

    def network_down_end(self) -> None:
        self.month.web.network = ""

    def names_down(self) -> None:
        self.month.web.network = "the name of the host cannot be resolved"

    names_down_end = network_down_end

    def mail_down(self) -> None:
        self.month.post.moods["mail"] = "down"

    def mail_down_end(self) -> None:
        self.month.post.moods.pop("mail", None)

    def mail_silent(self) -> None:
        self.month.post.moods["mail"] = "silent"

    mail_silent_end = mail_down_end

    def hook_down(self) -> None:
        self.month.post.moods["hook"] = "down"

    def hook_down_end(self) -> None:
        self.month.post.moods.pop("hook", None)

    # -- people

    def remark(self) -> None:
        self.month.rules.remark()
        self._edit()

    def broken_rules(self) -> None:
        self.month.rules.break_()
        self._edit()

    def broken_rules_end(self) -> None:
        self.month.rules.mend()
        self._edit()

    def tightened_rule(self) -> None:
        self.month.rules.tighten()
        self._edit()

    tightened_rule_end = broken_rules_end

    def ask_later(self) -> None:
        self.month.rules.ask_later()
        self._edit()
        self.later_asked = self.now
        for name in ("en_00", "en_01"):
            outlet = self.month.press.outlets[name]
            self.month.press.publish(outlet, self.now + 60, "L")

    def press_now(self, name: str) -> None:
        if self.alerting and self.now - self.alerting[-1].published < APART:
            return
        self.alerting.append(self.month.press.publish(self.month.press.outlets[name], self.now, "U", age=60))

    def add_recipient(self, mailbox: str) -> None:
        self._to("desk").append({"channel": "mail", "recipient": mailbox})
        self.recipients[mailbox] = [self.now, 1 << 40]
        self._edit()

    def remove_recipient(self, mailbox: str) -> None:
        self._to("desk").remove({"channel": "mail", "recipient": mailbox})
        self.recipients[mailbox][1] = self.now
        self._edit()

    def _to(self, name: str) -> list[dict[str, str]]:
        to: list[dict[str, str]] = self.month.rules.subscriptions[name]["to"]
        return to

    def move_slot(self, at: str) -> None:
        self.month.rules.subscriptions["desk"]["at"] = [{"name": "daily", "at": at}]
        self._edit()

    def subscribe_late(self) -> None:
        self.month.rules.subscribe("late", "Europe/London", "09:00", ("late@example.org",))
        self.created["late"] = self.now
        self._edit()

    def unsubscribe(self) -> None:
        self._away = self.month.rules.subscriptions.pop("late")
        self._edit()

    def unsubscribe_end(self) -> None:
        self.month.rules.subscriptions["late"] = self._away
        self._edit()

    def _edit(self) -> None:
        self.month.rules.write()
        self.month.edited()

    # -- the machine

    def stop_and_start(self) -> None:
        self.month.restart(clean=True)

    def killed(self) -> None:
        self.month.restart(clean=False)

    def disk_short(self) -> None:
        self.month.drive.short = True

    def disk_short_end(self) -> None:
        self.month.drive.short = False

    def disk_full(self) -> None:
        self.month.fill_disk()

    def disk_full_end(self) -> None:
        self.month.free_disk()

    def clock_ahead(self) -> None:
        self.month.clock.offset = AHEAD

    def clock_ahead_end(self) -> None:
        self.month.clock.offset = 0

    def clock_behind(self) -> None:
        self.month.clock.offset = BEHIND

    clock_behind_end = clock_ahead_end

    def back_up(self) -> None:
        """Each night."""
        make(self.month.state, self.folder, self.month.clock.now(), spare=0)
        tidy(self.folder, self.month.clock.now())

    @property
    def folder(self) -> Path:
        return self.month.state / "backups"

    def restore(self) -> None:
        """The newest backup that was made before today is put back."""
        past = [backup for backup in listed(self.folder) if backup.at <= self.now]
        self._put_back(past[0])

    def _put_back(self, backup: Backup) -> None:
        self.month.leave(clean=True)
        restore(self.month.state, backup.path, self.month.clock.now())
        self.restored = (backup.at, self.now)
        self.month.open()


def sound(month: Month) -> list[str]:
    """SQLite's own checks; nothing is the answer of a store that is whole."""
    with sqlite3.connect(month.state / FILE) as db:
        found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
        loose = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return [*found, *([f"{len(loose)} rows point nowhere"] if loose else [])]
