"""What a rule may ask of the facts in an article: kinds of events and figures, levels, states, and the asked values.

Kinds, families and levels are those of the event taxonomy (CAMEO and PLOVER codes stand behind it), figures those of
the trade press. Ids are written with underscores here; a rule may write hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.matching.conditions import Sides

VISITS = ("visit_state", "visit_official", "visit_working", "visit_planned_or_invited", "visit_cancelled_or_postponed")
MEETINGS = (
    "talks_one_on_one", "talks_expanded", "meeting_received", "sidelines_meeting", "ministerial_consultations",
    "third_country_talks_hosted",
)  # fmt: skip
MESSAGES = ("congratulation", "condolence", "video_or_letter_contact")
SIGNINGS = ("signing", "signing_planned", "joint_statement", "ratification")
_REST = (
    "visit_planned_or_invited", "visit_cancelled_or_postponed", "ambassador_appointed", "credentials",
    "ambassador_leaving", "trade_mission_forum", "contract_supply", "military_technical", "summit_participation",
    "summons_protest", "recall_expel", "criticism", "support_in_orgs", "aid_humanitarian", "legal_cooperation",
    "award_monument_culture",
)  # fmt: skip
EVENTS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *VISITS,
            *MEETINGS,
            "phone_call",
            *MESSAGES,
            *SIGNINGS,
            "intergovernmental_commission",
            *_REST,
            "trade_figures",
        )
    )
)
# A family covers its members. The ten coarse kinds come first; a family that has the name of one of its members
# (`signing`) means the family. A visit that is planned, postponed or cancelled is of the kind of the visit named, which
# the reading knows and the name of its own kind does not: it stands under `visit` and `other`.
EVENT_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "state_visit": ("visit_state",),
    "official_visit": ("visit_official",),
    "working_visit": ("visit_working",),
    "meeting": MEETINGS,
    "phone_call": ("phone_call",),
    "message": MESSAGES,
    "signing": SIGNINGS,
    "commission": ("intergovernmental_commission",),
    "trade_figures": ("trade_figures",),
    "other": _REST,
    "visit": VISITS,
    "contact": (
        *VISITS, *MEETINGS, "phone_call", "video_or_letter_contact", "intergovernmental_commission", "credentials",
    ),
}  # fmt: skip

METRICS = (
    "turnover", "turnover_goods_services", "exports", "imports", "trade_flow", "balance", "services",
    "investment_stock", "contracts", "share", "growth",
)  # fmt: skip
SECTORS = ("agrifood", "nonoil", "oil", "goods", "services")
FIGURES: tuple[str, ...] = (
    *METRICS, *(f"{metric}_{sector}" for metric in ("turnover", "exports", "imports", "growth") for sector in SECTORS),
)  # fmt: skip
FIGURE_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "trade": tuple(
        figure
        for figure in FIGURES
        if figure.startswith(("turnover", "exports", "imports", "trade_flow", "balance")) or figure == "services"
    ),
    "investment": ("investment_stock",),
}
FIGURE_KINDS = (
    "level", "from_to", "delta", "growth", "index", "share", "goal", "forecast", "cumulative", "flow", "range",
)  # fmt: skip

# The lower of the two sides' top participants; a higher number is a higher level, and the last three are equal.
LEVELS: Mapping[str, int] = {
    "president": 8, "prime_minister": 7, "first_deputy_prime_minister": 6, "foreign_minister": 5, "minister": 4,
    "deputy_minister": 3, "ambassador": 2, "governor": 1, "agency": 1, "company": 1,
}  # fmt: skip
STATUSES = ("planned", "under_way", "done", "postponed", "cancelled")
STORY_SIDES = ("one", "both", "neither")
CURRENCIES = (
    "USD", "EUR", "AZN", "BYN", "RUB", "KZT", "TRY", "UAH", "GEL", "AMD", "KGS", "UZS", "TMT", "TJS", "MDL", "PLN",
    "CNY", "GBP", "CHF", "IRR", "INR", "JPY",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """From `least` to `most`, both included; None = open."""

    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What an event() asks of ONE event.

    `kinds`: any of these, empty = any kind. `sides`: each must take part, by one of its names; None = any country;
    empty = not bound to anybody. `from_pair`: they are those of the rule's one pair(), because none were typed.
    `levels` and `statuses`: any of these, empty = whichever. `within`: seconds from the article's date. `place`: names
    of which one is where it takes place. `background`: False = no background, True = background only, None = either.
    """

    kinds: frozenset[str] = frozenset()
    sides: tuple[Sides, ...] = ()
    from_pair: bool = False
    levels: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    within: int | None = None
    place: tuple[str, ...] = ()
    background: bool | None = False


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure() asks of ONE figure; `kinds`, `sides`, `from_pair` and `background` as in Event.

    `kind`: how it is meant ("goal"). `period`: as in ISO 8601 ("2024", "2019-01/2019-07"). `value`: in whole units of
    `unit`, a currency or "%". `conflict`: whether it contradicts an earlier one, None = either.
    """

    kinds: frozenset[str] = frozenset()
    sides: tuple[Sides, ...] = ()
    from_pair: bool = False
    kind: str = ""
    period: str = ""
    value: Bounds = Bounds()
    unit: str = ""
    conflict: bool | None = None
    background: bool | None = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What a quote() asks: somebody of `speaker` (None = anybody) speaks of one of `about`."""

    speaker: tuple[str, ...] | None
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What a story() asks of all reports on one event together.

    `outlets`: how many tell of it. `kinds` of outlets and `languages`: only these do. `sides`: whose outlets do.
    `age`: seconds since the first report.
    """

    outlets: Bounds = Bounds()
    kinds: frozenset[str] = frozenset()
    sides: str = ""
    languages: frozenset[str] = frozenset()
    age: Bounds = Bounds()


Fact = Event | Figure | Quote | Story
