"""The table of event kinds, and what each trigger means.

PLOVER (category, mode, context) and CAMEO codes: tables of the repository openeventdata/PLOVER (CAMEO2PLOVER-2021.txt,
PLOVER_MANUAL.tex); that table has no rows for CAMEO 01 and 02, the code of a condolence is general knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from monitor.model.fact import Event
from monitor.model.kinds import EVENT_FAMILIES


class Code(NamedTuple):
    """A row of the table: how data sets of events code a kind; "" where a column does not apply."""

    category: str
    mode: str = ""
    context: str = ""
    cameo: tuple[str, ...] = ()


class Kind(NamedTuple):
    """Mentions of one `group`, pair, day and place are one event. `weight`: which of two in one sentence wins."""

    code: Code
    group: str
    weight: int


_VISIT = Code("CONSULT", "visit", "", ("042", "043"))
KINDS: Mapping[str, Kind] = {
    "visit_state": Kind(Code("CONSULT", "visit", "diplomatic", ("042", "043")), "visit", 9),
    "visit_official": Kind(_VISIT, "visit", 9),
    "visit_working": Kind(_VISIT, "visit", 8),
    "visit_planned_or_invited": Kind(Code("AGREE", "", "diplomatic", ("036",)), "visit", 6),
    "visit_cancelled_or_postponed": Kind(Code("REJECT", "meet", "diplomatic", ("125", "164")), "visit", 12),
    "talks_one_on_one": Kind(Code("CONSULT", "", "diplomatic", ("046", "040")), "talks_one_on_one", 6),
    "talks_expanded": Kind(Code("CONSULT", "", "diplomatic", ("046",)), "talks_expanded", 6),
    "meeting_received": Kind(Code("CONSULT", "visit", "", ("043", "040")), "talks", 7),
    "sidelines_meeting": Kind(Code("CONSULT", "multilateral", "", ("044",)), "talks", 7),
    "third_country_talks_hosted": Kind(Code("CONSULT", "third-party", "", ("044", "045")), "talks", 7),
    "ministerial_consultations": Kind(Code("CONSULT", "", "diplomatic", ("046",)), "ministerial_consultations", 8),
    "phone_call": Kind(Code("CONSULT", "phone", "", ("041",)), "phone_call", 11),
    "video_or_letter_contact": Kind(Code("CONSULT", "", "", ("040",)), "video_or_letter_contact", 8),
    "congratulation": Kind(Code("SUPPORT", "", "diplomatic", ("051",)), "congratulation", 8),
    "condolence": Kind(Code("SUPPORT", "", "diplomatic", ("018",)), "condolence", 9),
    "signing": Kind(Code("SUPPORT", "", "diplomatic", ("057",)), "signing", 8),
    "signing_planned": Kind(Code("AGREE", "", "diplomatic", ("030", "032")), "signing", 6),
    "ratification": Kind(Code("SUPPORT", "", "legal", ("057",)), "ratification", 9),
    "joint_statement": Kind(Code("SUPPORT", "", "diplomatic", ("050", "057")), "joint_statement", 6),
    "intergovernmental_commission": Kind(Code("CONSULT", "", "economic", ("046",)), "intergovernmental_commission", 10),
    "ambassador_appointed": Kind(Code(""), "ambassador_appointed", 8),
    "credentials": Kind(Code("CONSULT", "", "diplomatic", ("040",)), "credentials", 9),
    "ambassador_leaving": Kind(Code("CONSULT", "", "", ("040",)), "ambassador_leaving", 5),
    "trade_mission_forum": Kind(Code("COOPERATE", "", "economic", ("061", "040")), "trade_mission_forum", 4),
    "contract_supply": Kind(Code("COOPERATE", "", "economic", ("061",)), "contract_supply", 3),
    "military_technical": Kind(Code("COOPERATE", "", "military", ("062",)), "military_technical", 3),
    "summit_participation": Kind(Code("CONSULT", "multilateral", "", ("044",)), "summit_participation", 2),
    "summons_protest": Kind(Code("ACCUSE", "disapprove", "diplomatic", ("114", "111")), "summons_protest", 12),
    "recall_expel": Kind(Code("SANCTION", "expel", "diplomatic", ("161", "166")), "recall_expel", 12),
    "criticism": Kind(Code("ACCUSE", "disapprove", "", ("111",)), "criticism", 5),
    "support_in_orgs": Kind(Code("SUPPORT", "", "diplomatic", ("050", "052")), "support_in_orgs", 2),
    "aid_humanitarian": Kind(Code("AID", "", "humanitarian", ("073",)), "aid_humanitarian", 6),
    "legal_cooperation": Kind(Code("COOPERATE", "", "legal", ("063",)), "legal_cooperation", 6),
    "award_monument_culture": Kind(Code("SUPPORT", "", "", ("051",)), "award_monument_culture", 2),
}

Shape = Literal["mutual", "to", "from", "visit", "letter"]  # who does it to whom, see roles.py


class Trigger(NamedTuple):
    """What a cue says. `broad`: counts only in a sentence with both sides, since the word alone says little."""

    kind: str
    shape: Shape = "mutual"
    broad: bool = False


TRIGGERS: Mapping[str, Trigger] = {
    "visit_state": Trigger("visit_state", "visit"),
    "visit_official": Trigger("visit_official", "visit"),
    "visit_working": Trigger("visit_working", "visit"),
    "evt_visit": Trigger("visit_working", "visit", broad=True),  # which kind is not said
    "visit_planned_or_invited": Trigger("visit_planned_or_invited", "visit", broad=True),
    "evt_awaited": Trigger("visit_planned_or_invited", "visit", broad=True),  # "is expected in Minsk"
    "evt_comes": Trigger("visit_planned_or_invited", "visit", broad=True),
    "evt_invited": Trigger("visit_planned_or_invited", "to", broad=True),
    "visit_cancelled_or_postponed": Trigger("visit_cancelled_or_postponed", "visit"),
    "talks_one_on_one": Trigger("talks_one_on_one"),
    "talks_expanded": Trigger("talks_expanded"),
    "meeting_received": Trigger("meeting_received", broad=True),
    "evt_received": Trigger("meeting_received", "to", broad=True),
    "evt_received_by": Trigger("meeting_received", "from", broad=True),
    "evt_welcomed": Trigger("visit_working", "to", broad=True),  # at the airport: the guest is on a visit
    "evt_welcomed_by": Trigger("visit_working", "from", broad=True),
    "evt_meeting": Trigger("meeting_received", broad=True),
    "ministerial_consultations": Trigger("ministerial_consultations"),
    "evt_sidelines": Trigger("sidelines_meeting", broad=True),
    "third_country_talks_hosted": Trigger("third_country_talks_hosted", broad=True),
    "phone_call": Trigger("phone_call"),
    "evt_phoned": Trigger("phone_call", "to"),
    "evt_phoned_by": Trigger("phone_call", "from"),
    "video_or_letter_contact": Trigger("video_or_letter_contact", "letter", broad=True),
    "evt_video": Trigger("video_or_letter_contact", broad=True),
    "congratulation": Trigger("congratulation", "letter"),
    "condolence": Trigger("condolence", "letter"),
    "signing": Trigger("signing", broad=True),
    "signing_planned": Trigger("signing_planned", broad=True),
    "ratification": Trigger("ratification", broad=True),
    "joint_statement": Trigger("joint_statement"),
    "intergovernmental_commission": Trigger("intergovernmental_commission"),
    "ambassador_appointed": Trigger("ambassador_appointed", "to", broad=True),
    "credentials": Trigger("credentials", "letter"),
    "ambassador_leaving": Trigger("ambassador_leaving", broad=True),
    "trade_mission_forum": Trigger("trade_mission_forum", broad=True),
    "contract_supply": Trigger("contract_supply", broad=True),
    "military_technical": Trigger("military_technical", broad=True),
    "summit_participation": Trigger("summit_participation", broad=True),
    "summons_protest": Trigger("summons_protest", "to", broad=True),
    "recall_expel": Trigger("recall_expel", "to", broad=True),
    "criticism": Trigger("criticism", "to", broad=True),
    "support_in_orgs": Trigger("support_in_orgs", "to", broad=True),
    "aid_humanitarian": Trigger("aid_humanitarian", "to", broad=True),
    "legal_cooperation": Trigger("legal_cooperation", "to", broad=True),
    "award_monument_culture": Trigger("award_monument_culture", "to", broad=True),
}
OF_AN_ENVOY = ("ambassador_appointed", "credentials", "ambassador_leaving")
TO_AN_ENVOY = ("summons_protest", "recall_expel")
# What is spoken of more often than done: further down in an article only a day or a verb makes it an event.
TOPICS = (
    "trade_mission_forum", "contract_supply", "military_technical", "summit_participation", "support_in_orgs",
    "aid_humanitarian", "legal_cooperation", "award_monument_culture",
)  # fmt: skip
FROM_AFAR = ("phone_call", "video_or_letter_contact", "congratulation", "condolence")  # groups that happen nowhere
NAMED_VISITS = ("visit_state", "visit_official", "visit_working")
CHANGED_VISITS = ("visit_planned_or_invited", "visit_cancelled_or_postponed")
_TEN = tuple(EVENT_FAMILIES)[:10]
_COARSE = {kind: family for family in _TEN for kind in EVENT_FAMILIES[family]}


def plover(event: Event) -> Code:
    """How data sets of events code it; a column of exports."""
    return KINDS[event.kind].code


def coarse(event: Event) -> str:
    """The coarse kind: state_visit, official_visit, working_visit, meeting, phone_call, message, signing, ..., other.

    A visit that is planned, postponed or cancelled is of the family of the visit named. One of which no kind is named
    is "other", since nobody said what it was.
    """
    if KINDS[event.kind].group == "visit":
        return _COARSE[event.visit] if event.visit else "other"
    return _COARSE[event.kind]
