"""What facts may be called: kinds of events and figures, their families, levels, states, currencies.

Kinds, families and levels are those of the event taxonomy (CAMEO and PLOVER codes stand behind it), figures those of
the trade press. Reading writes these spellings and rules ask for them. Ids are written with underscores here; a rule
may write hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping

VISITS = ("visit_state", "visit_official", "visit_working", "visit_planned_or_invited", "visit_cancelled_or_postponed")
MEETINGS = (
    "talks_one_on_one", "talks_expanded", "meeting_received", "sidelines_meeting", "ministerial_consultations",
    "third_country_talks_hosted",
)  # fmt: skip
MESSAGES = ("congratulation", "condolence", "video_or_letter_contact")
COURTESIES = ("congratulation", "condolence")
WAYS = ("phone_call", "video_or_letter_contact")  # in which somebody is congratulated
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
# Whose outlets tell of a story, as people write it and as it is meant.
STORY_SIDES: Mapping[str, str] = {
    "one": "one", "both": "both", "neither": "neither", "all": "both", "none": "neither",
}  # fmt: skip
CURRENCIES = (
    "USD", "EUR", "AZN", "BYN", "RUB", "KZT", "TRY", "UAH", "GEL", "AMD", "KGS", "UZS", "TMT", "TJS", "MDL", "PLN",
    "CNY", "GBP", "CHF", "IRR", "INR", "JPY",
)  # fmt: skip

# Kinds as a person reads them, where the id with blanks is no English.
EVENT_LABELS: Mapping[str, str] = {
    "visit_state": "state visit", "visit_official": "official visit", "visit_working": "visit",
    "visit_planned_or_invited": "visit", "visit_cancelled_or_postponed": "visit",
    "talks_one_on_one": "one-on-one talks",
    "talks_expanded": "talks of delegations", "meeting_received": "meeting",
    "sidelines_meeting": "meeting on the sidelines",
    "third_country_talks_hosted": "talks of others hosted", "video_or_letter_contact": "letter or video call",
    "signing_planned": "signing", "trade_mission_forum": "business forum or trade mission",
    "contract_supply": "contract or supply", "military_technical": "military-technical cooperation",
    "summit_participation": "summit", "summons_protest": "summons or protest", "recall_expel": "recall or expulsion",
    "support_in_orgs": "support in organisations", "aid_humanitarian": "humanitarian aid",
    "legal_cooperation": "legal cooperation", "award_monument_culture": "award, monument or culture",
    "ambassador_appointed": "ambassador appointed", "ambassador_leaving": "ambassador leaving",
}  # fmt: skip


def event_label(kind: str) -> str:
    """`visit_state` as "state visit"."""
    return EVENT_LABELS.get(kind, kind.replace("_", " "))
