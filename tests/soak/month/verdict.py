"""What was published against what arrived: the month's verdict, out of values alone.

It knows nothing of the program's store but what the samples and `Health` say. Each rule below is what the guides
promise; what may be otherwise is a known exception with a name, and is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.soak.month.life import Sample
from tests.soak.month.postman import Arrival, Told
from tests.soak.month.press import DAY, HOUR, Piece

MB = 1024 * 1024
SHOWN = 6
SETTLED = 30 * HOUR  # before the end: what was handed over later may still wait for its digest
LOUD = (
    "network_down", "names_down", "disk_full", "disk_short", "hook_down", "clock_ahead", "clock_behind", "unsubscribe",
)  # fmt: skip
EVERYWHERE = ("network_down", "names_down", "disk_full", "disk_short")  # no feed can be read meanwhile
CLOSED = ("mood ", "paused_feed ", "remove_feed ")  # one feed cannot


@dataclass(frozen=True, slots=True)
class Reader:
    """One subscription as the verdict knows it: what it wants, and since when."""

    name: str
    zone: str
    slots: tuple[tuple[int, int, int], ...]  # from when (true time), hour, minute
    since: int
    languages: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()  # kinds of outlets
    mails: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # mailbox -> from, to
    away: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the verdict rests on. Times are true ones."""

    start: int
    end: int
    pieces: Sequence[Piece]
    kinds: Mapping[str, str]  # outlet -> its kind
    readers: Sequence[Reader]
    told: Sequence[Told]
    arrivals: Sequence[Arrival]
    shown: Mapping[tuple[str, int], int]
    folded: Mapping[tuple[str, str, str], int]  # mailbox, period and outlet -> articles named as copies in that mail
    notices: Sequence[tuple[int, tuple[str, ...]]]
    alerting: Sequence[Piece]
    spells: Mapping[str, Sequence[Sequence[int]]]
    later_asked: int
    restored: tuple[int, int]
    left_out: str  # words that the rule did not want for a while
    samples: Sequence[Sample]
    sick: Sequence[str]  # feeds in trouble at the end that should be well
    unsound: Sequence[str]
    waiting: int  # messages unsent at the end
    usual: int = 40 * 60  # from listing to a whole answer, for half of all at most: an interval and what comes with it
    asks: int = 60 * 60  # a feed that nothing happens to is asked at latest so much later
    rings: int = 25 * 60  # from a whole answer to an urgent alert, at most: the delay, a step of the clock
    ceiling: int = DAY  # a feed that failed is asked again at latest so much later
    gone: str = ""  # outlet whose feed was closed for good, "" = none
    dead: str = ""  # outlet that did not answer for days


@dataclass(slots=True)
class Verdict:
    """Rows for the table; each fault is a violation in words."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self, name: str, value: object) -> None:
        self.rows.append((name, str(value)))

    def none(self, what: str, found: Collection[object]) -> None:
        """A fault where there is any."""
        if found:
            some = ", ".join(str(one) for one in list(found)[:SHOWN])
            self.faults.append(f"{what}: {len(found)}, as {some}")


def judge(evidence: Evidence) -> Verdict:
    """Lost, told twice, told without reason, a digest missing or doubled, an alarm that is missing or repeated."""
    verdict = Verdict()
    for reader in evidence.readers:
        _reader(evidence, reader, verdict)
        _digests(evidence, reader, verdict)
        _mails(evidence, reader, verdict)
    _changes(evidence, verdict)
    _rings(evidence, verdict)
    _promptness(evidence, verdict)
    _ids(evidence, verdict)
    _alarms(evidence, verdict)
    verdict.none("feeds in trouble although they answer again", evidence.sick)
    verdict.none("the store is not sound", evidence.unsound)
    verdict.none("messages unsent at the end", range(evidence.waiting))
    return verdict


def exception(evidence: Evidence, piece: Piece) -> str:
    """Why nobody need be told of an article that matches, "" where somebody must be."""
    if piece.told_before:
        return "old or undated at a first poll, or of an archive"
    if not piece.served and (why := _unreachable(evidence, piece)):
        return why
    if piece.last_served > evidence.end - SETTLED and piece.served > evidence.end - SETTLED:
        return "too near the end"
    if piece.served and any(
        begun <= piece.served and piece.last_served <= ended
        for begun, ended in (*evidence.spells.get("disk_full", ()), *evidence.spells.get("disk_short", ()))
    ):
        return "listed only while nothing could be stored"
    taken, back = evidence.restored
    if back and piece.served and taken - 600 <= piece.served and piece.last_served <= back:
        return "listed only between a backup and its being put back"
    return ""


def _unreachable(evidence: Evidence, piece: Piece) -> str:
    """Where no feed that has it could be read while it was listed; a poll is due at latest a day after an outage."""
    begun, ended = piece.first_listed, piece.dropped or evidence.end
    if evidence.end - SETTLED < begun:
        return "too near the end"
    names = [name for name in (piece.outlet, *piece.also)
             if _shut(evidence, (f"unlisted {name}",), begun, ended) < ended - begun]  # fmt: skip
    if not names:
        return "listed only before its feed was among the sources"
    for name in names:
        closed = _closed(evidence, name)
        late = [min(stop, ended) - start for what in closed for start, stop in evidence.spells[what]
                if start - evidence.ceiling < ended and stop + evidence.ceiling > begun]  # fmt: skip
        free = ended - begun - _shut(evidence, closed, begun, ended)
        if not late or free > 2 * HOUR + min(max(late), evidence.ceiling):
            return ""
    return "its feed could not be read while it was listed"


def _closed(evidence: Evidence, outlet: str) -> list[str]:
    """Events while which this outlet's feed could not be read. What it published or where it moved is none."""
    return [
        what for what in evidence.spells
        if what in EVERYWHERE or (what.startswith(CLOSED) and outlet in what.split() and "slow" not in what.split())
    ]  # fmt: skip


def _shut(evidence: Evidence, events: Collection[str], begun: int, ended: int) -> int:
    """For how many of these seconds one of the events went on; what goes on at the same time counts once."""
    spells = sorted((spell[0], spell[1]) for what in events for spell in evidence.spells.get(what, ()))
    total, until = 0, begun
    for start, stop in spells:
        total += max(min(stop, ended) - max(start, until), 0)
        until = max(until, stop)
    return total


def _wants(evidence: Evidence, reader: Reader, piece: Piece) -> bool | None:
    """None where both would be right."""
    kinds = {evidence.kinds[name] for name in (piece.outlet, *piece.also)}
    if reader.languages and piece.language not in reader.languages:
        return False
    if kinds & reader.without:
        return None if kinds - reader.without else False
    left = not piece.served and 0 < piece.dropped <= reader.since  # its feed, before this reader asked for anything
    if left or (piece.kind == "L" and not evidence.later_asked):
        return False
    if piece.served and _misdated(evidence, piece.served) and abs(piece.served - reader.since) < 3 * DAY:
        return None  # by a wrong clock it came before, or after, the subscription began
    if piece.served and piece.served <= reader.since + HOUR:
        return None if piece.served > reader.since - HOUR else False
    return True


def _misdated(evidence: Evidence, moment: int) -> bool:
    spells = (*evidence.spells.get("clock_ahead", ()), *evidence.spells.get("clock_behind", ()))
    return any(begun <= moment <= ended for begun, ended in spells)


def _reader(evidence: Evidence, reader: Reader, verdict: Verdict) -> None:
    pieces = {piece.number: piece for piece in evidence.pieces}
    times: dict[int, list[int]] = defaultdict(list)
    for each in evidence.told:
        if each.subscription == reader.name and each.change == "new":
            times[each.number].append(each.at)
    lost, excused = [], Counter[str]()
    for piece in evidence.pieces:
        if _wants(evidence, reader, piece) and not times.get(piece.number):
            why = exception(evidence, piece)
            excused[why] += 1
            if not why:
                lost.append(piece.marker)
    taken, back = evidence.restored
    twice = [number for number, at in times.items() if len(at) > 1]
    again = [
        number for number in twice if taken <= times[number][0] <= back < times[number][1] and len(times[number]) == 2
    ]
    strange = [
        number for number in times
        if number not in pieces or _wants(evidence, reader, pieces[number]) is False or pieces[number].told_before
    ]  # fmt: skip
    early = [
        number
        for number, at in times.items()
        if number in pieces and pieces[number].kind == "L" and at[0] < evidence.later_asked
    ]
    unwanted = [
        number for number, at in times.items()
        for begun, ended in evidence.spells.get("tightened_rule", ())
        if number in pieces and evidence.left_out in pieces[number].title and any(begun + 120 < t < ended for t in at)
    ]  # fmt: skip
    must = sum(bool(_wants(evidence, reader, piece)) for piece in evidence.pieces)
    verdict.row(
        f"{reader.name}: wanted; told; lost; twice; without reason",
        f"{must}; {len(times)}; {len(lost)}; {len(twice) - len(again)}; {len(strange)}",
    )
    for why, count in sorted(excused.items()):
        if why:
            verdict.row(f"{reader.name}: not told, as known", f"{count} {why}")
    if again:
        verdict.row(f"{reader.name}: told again, as known", f"{len(again)} told since the backup that was put back")
    verdict.none(f"{reader.name}: lost", lost)
    verdict.none(f"{reader.name}: told twice", sorted(set(twice) - set(again)))
    verdict.none(f"{reader.name}: told without reason", strange)
    verdict.none(f"{reader.name}: told before the rule was there", early)
    verdict.none(f"{reader.name}: told although the rule left it out", unwanted)


def _digests(evidence: Evidence, reader: Reader, verdict: Verdict) -> None:
    """One for each slot and day, under one id."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in evidence.arrivals:
        if each.subscription == reader.name and each.channel == "hook" and not each.period.startswith("alert/"):
            found[each.period].add(each.id)
    zone = ZoneInfo(reader.zone)
    day = datetime.fromtimestamp(max(reader.since, evidence.start), UTC).astimezone(zone).date()
    last, expected = datetime.fromtimestamp(evidence.end, UTC).astimezone(zone).date(), set()
    while day <= last:
        hour, minute = [slot[1:] for slot in reader.slots if slot[0] <= _noon(day.isoformat(), zone)][-1]
        moment = int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp())
        away = reader.away[0] - HOUR <= moment <= reader.away[1] + HOUR
        if reader.since < moment < evidence.end - HOUR and not away:
            expected.add(f"{day.isoformat()}/daily")
        day += timedelta(days=1)
    doubled = [period for period, ids in found.items() if len(ids) > 1]
    verdict.row(f"{reader.name}: digests due; sent; missing; doubled", "; ".join(
        str(len(each)) for each in (expected, found, expected - found.keys(), doubled)
    ))  # fmt: skip
    verdict.none(f"{reader.name}: digest missing", sorted(expected - found.keys()))
    verdict.none(f"{reader.name}: digest doubled", doubled)


def _noon(day: str, zone: ZoneInfo) -> int:
    return int(datetime.fromisoformat(day + "T12:00").replace(tzinfo=zone).timestamp())


def _mails(evidence: Evidence, reader: Reader, verdict: Verdict) -> None:
    """What a call told while a mailbox was on the list stands in a mail to it; of the same words one stands for all."""
    first = {piece.number: piece.copy_of or piece.number for piece in evidence.pieces}
    for mailbox, (begun, ended) in reader.mails.items():
        owed = {
            each.number for each in evidence.told
            if each.subscription == reader.name and each.change == "new" and each.kind != "alert"
            and begun + DAY < each.at < min(ended - DAY, evidence.end - DAY)
        }  # fmt: skip
        shown = {first.get(number, number) for who, number in evidence.shown if who == mailbox}
        missing = sorted(number for number in owed if first.get(number, number) not in shown)
        folded = _folded(evidence, reader, mailbox, missing)
        missing = [number for number in missing if number not in folded]
        verdict.row(f"mails to {mailbox}: told; not shown", f"{len(owed)}; {len(missing)}")
        if folded:
            verdict.row(f"mails to {mailbox}: as another's text", f"{len(folded)} of much the same words, named so")
        verdict.none(f"mails to {mailbox}: told and not shown", missing)


def _folded(evidence: Evidence, reader: Reader, mailbox: str, missing: Collection[int]) -> set[int]:
    """Those that the call says repeat another's text, and that this very mail names so, one for each time it does.

    The month's sentences are few: a text of three may have half of another's words and count as its copy.
    """
    left, found = Counter(evidence.folded), set()
    for each in evidence.told:
        key = mailbox, each.period, each.copy
        if each.subscription != reader.name or each.change != "new" or not each.copy or not left[key]:
            continue
        if (mailbox, each.number) in evidence.shown:
            continue  # it has a line of its own
        left[key] -= 1  # also for a true copy, whose words stand in the mail: one name excuses one article
        if each.number in missing:
            found.add(each.number)
    return found


def _changes(evidence: Evidence, verdict: Verdict) -> None:
    """A headline with another figure is told to whoever was told the old one, once."""
    first: dict[tuple[str, int], int] = {}
    for each in evidence.told:
        if each.change == "new":
            first.setdefault((each.subscription, each.number), each.at)
    counts = Counter((each.subscription, each.number) for each in evidence.told if each.change != "new")
    owed = [
        (name, piece.number) for piece in evidence.pieces for name in {reader.name for reader in evidence.readers}
        if piece.change_served and first.get((name, piece.number), 1 << 40) < piece.change_served
        and piece.change_served < evidence.end - SETTLED
    ]  # fmt: skip
    later = {(each.subscription, each.number) for each in evidence.told if each.at > _changed_at(evidence, each.number)}
    missing = [each for each in owed if not counts[each] and each not in later]
    back = evidence.restored[1]
    changed = {piece.number for piece in evidence.pieces if piece.changed_at}
    again = [each for each, count in counts.items() if count > 1 and not back]
    strange = [each for each in counts if each[1] not in changed]
    verdict.row("changes owed; not told; told without reason", f"{len(owed)}; {len(missing)}; {len(strange)}")
    verdict.none("changed headlines not told", missing)
    verdict.none("changes told twice", again)
    verdict.none("changes told of what did not change", strange)


def _changed_at(evidence: Evidence, number: int) -> int:
    """When its new headline was handed over: whoever was told after that was told the new one."""
    return next((piece.change_served for piece in evidence.pieces if piece.number == number), 1 << 40)


def _rings(evidence: Evidence, verdict: Verdict) -> None:
    """An urgent article of a quiet moment is fetched as soon as its feed may be asked at all, and then rings soon."""
    late, waits, quiet = [], [], 0
    for piece in evidence.alerting:
        at = [each.at for each in evidence.told if each.number == piece.number and each.kind == "alert"]
        end = min([*at, piece.published + evidence.asks + evidence.rings])  # what comes later is no excuse
        if any(start < end + HOUR and stop + evidence.ceiling > piece.published for what, spells in evidence.spells.items()
               if what in LOUD or piece.outlet in what.split() for start, stop in spells if stop - start > 60):  # fmt: skip
            continue
        quiet += 1
        if not at or not piece.served:
            late.append(f"{piece.marker} never")
            continue
        asked, rang = piece.served - piece.published, at[0] - piece.served
        waits.append((asked + rang, rang))
        if asked > evidence.asks or rang > evidence.rings:
            late.append(f"{piece.marker} fetched after {asked // 60} min, told {rang // 60} min later")
    slowest, own = max((wait for wait, _ in waits), default=0), max((rang for _, rang in waits), default=0)
    verdict.row("urgent in a quiet moment; rang late or never", f"{quiet}; {len(late)}")
    verdict.row("... slowest from its listing; from its fetching", f"{slowest // 60} min; {own // 60} min")
    verdict.none("urgent articles that rang late or never", late)


def _promptness(evidence: Evidence, verdict: Verdict) -> None:
    """How long it takes from publication to a whole answer that holds it, outages and all."""
    waits = sorted(
        piece.served - piece.first_listed
        for piece in evidence.pieces
        if piece.served and piece.first_listed > evidence.start
    )
    if waits:
        at = [waits[int(len(waits) * share)] // 60 for share in (0.5, 0.9)]
        verdict.row("listed to fetched: median; 90 %; worst", f"{at[0]} min; {at[1]} min; {waits[-1] / HOUR:.1f} h")
        if at[0] > evidence.usual // 60:
            verdict.faults.append(f"half of what matters was fetched {at[0]} minutes after it was listed, or later")


def _ids(evidence: Evidence, verdict: Verdict) -> None:
    """One id, one content; one content to one reader, one id."""
    contents: dict[str, set[bytes]] = defaultdict(set)
    ids: dict[tuple[str, str, bytes], set[str]] = defaultdict(set)
    times = Counter(each.id for each in evidence.arrivals)
    for each in evidence.arrivals:
        contents[each.id].add(each.digest)
        ids[each.channel, each.recipient, each.digest].add(each.id)
    verdict.row("messages; repeated under the same id", f"{len(times)}; {sum(times.values()) - len(times)}")
    verdict.none("ids with differing bytes", [name for name, found in contents.items() if len(found) > 1])
    verdict.none("contents under two ids", [key[:2] for key, found in ids.items() if len(found) > 1])


def _alarms(evidence: Evidence, verdict: Verdict) -> None:
    """Once a cause and day, and none is missing that the month gave reason for."""
    causes = [
        (at, lines[0].partition(":")[0], line.removeprefix("- ").partition("; last good")[0])
        for at, lines in evidence.notices
        for line in (lines if len(lines) == 2 else lines[1:]) if not line.startswith(("What to do", "and "))
    ]  # fmt: skip
    counts = Counter((at // DAY, head.replace("Feeds do", "A feed does"), line) for at, head, line in causes)
    heads = Counter(lines[0].partition(":")[0] for _, lines in evidence.notices)
    verdict.row("alarms to the operator", ", ".join(f"{count} {kind}" for kind, count in heads.most_common()) or "none")
    verdict.none("causes told twice a day", [line for (_, _, line), count in counts.items() if count > 1])
    said = [" ".join(lines) for _, lines in evidence.notices]
    wanted = [("closed this feed", evidence.gone), ("not answer", evidence.dead)]
    for words, outlet in wanted:
        if outlet and not any(words in each and outlet in each for each in said):
            verdict.faults.append(f"no alarm of {outlet}: {words}")
    if "broken_rules" in evidence.spells and not any("not in force" in each for each in said):
        verdict.faults.append("no alarm that the last edit of the rules is not in force")
