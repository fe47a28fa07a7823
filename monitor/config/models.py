"""What sources.yaml and digests.yaml look like: strict models of what analysts write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from monitor.model.message import FrameLanguage
from monitor.model.source import OutletKind
from monitor.yamlfile import Strict

Page = Literal["auto", "always", "never"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NetworkModel(Strict):
    """`network:` of sources.yaml."""

    proxy: str = ""
    ca_file: str = ""
    user_agent: str = ""
    contact: str = ""
    allow: list[str] = Field(default_factory=list)


class DefaultsModel(Strict):
    """`defaults:` of sources.yaml: what a source that says nothing gets."""

    kind: OutletKind = "other"
    side: str | None = None
    country: str = ""
    language: str = ""
    zone: str = "UTC"
    interval: str | int = 900
    format: str = "feed"
    enabled: bool = True
    page: Page = "auto"
    user_agent: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    proxy: str = ""
    ca_file: str = ""


class SourceModel(DefaultsModel):
    """One entry under `sources:`."""

    id: str
    outlet: str
    url: str
    links: str = ""


class SourcesFile(Strict):
    """The whole of sources.yaml."""

    version: Literal[1]
    network: NetworkModel = NetworkModel()
    defaults: DefaultsModel = DefaultsModel()
    sources: list[SourceModel]


class DeliveryModel(Strict):
    """One address on one channel; console and file need no recipient."""

    channel: str
    recipient: str = ""


class SlotModel(Strict):
    """One of several daily hours."""

    name: str
    at: str
    weekdays: list[str] = Field(default_factory=lambda: list(WEEKDAYS))


class QuietModel(Strict):
    """Quiet hours in full; `22:00-07:00` says as much in short."""

    from_: str = Field(alias="from")
    to: str
    weekdays: list[str] = Field(default_factory=lambda: list(WEEKDAYS))
    urgent_rings: bool = False


class MuteModel(Strict):
    """One entry under `mutes:`: exactly one of story, rule and event, and until when."""

    story: int | None = None
    rule: str | None = None
    event: str | None = None
    until: str | None = None
    why: str = ""


class SubscriptionModel(Strict):
    """One entry under `subscriptions:`; it asks for rules, for pairs, or for both."""

    id: str
    title: str
    rules: list[str] = Field(default_factory=list)
    pairs: list[list[str]] = Field(default_factory=list)
    to: list[DeliveryModel]
    zone: str
    at: str | list[SlotModel]
    weekdays: list[str] | None = None
    frame: FrameLanguage = "en"
    handling: str = ""
    kinds: list[OutletKind] | None = None
    without_kinds: list[OutletKind] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)
    alerts: Literal["urgent", "high"] | None = None
    quiet: str | QuietModel | None = None
    window: str | int | None = None
    mutes: list[MuteModel] = Field(default_factory=list)


class DigestsFile(Strict):
    """The whole of digests.yaml."""

    cures: ClassVar[Mapping[str, str]] = {
        "operator": "as in {channel: mail, recipient: duty@example.org}",
        "subscriptions.*.pairs": "as in [[azerbaijan, belarus]]",
        "subscriptions.*.pairs.*": "each pair in brackets of its own: write [[azerbaijan, belarus]]",
        "subscriptions.*.at.*": 'as in {name: morning, at: "08:00"}',
        "subscriptions.*.to.*.recipient": "one entry under to: for each",
    }

    version: Literal[1]
    operator: DeliveryModel | None = None
    channels: dict[str, dict[str, str | int | bool]] = Field(default_factory=dict)
    subscriptions: list[SubscriptionModel]
