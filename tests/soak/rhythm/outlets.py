"""Who publishes: invented outlets in the manner of the starter set, from wires to an office that speaks thrice a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["wires", "papers", "governments", "seldom", "searches"]
Manner = Literal["desk", "batches", "mixed"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """`a_day` items on a working day; `listed` items in its document; `zone` hours ahead of UTC.

    `night` and `weekend` are what is left of a working hour's rate then. `manner`: one by one through the day, some
    times a day all at once, or one by one with threads of several items within minutes. `dates`: each item has its
    moment, only its day, or none. `late`: minutes from an item's date until the feed shows it. `ttl` in seconds.
    """

    id: str
    group: Group
    a_day: float
    listed: int
    zone: int
    night: float = 0.1
    weekend: float = 0.4
    manner: Manner = "mixed"
    dates: Literal["moment", "day", "none"] = "moment"
    late: float = 1.0
    ttl: int = 0
    visited: bool = False  # a visit between its two sides fills its day

    @property
    def kind(self) -> str:
        """What sources.yaml says of it; it decides how often a feed is asked that says no interval of its own."""
        return "government" if self.group == "governments" else "other"


BAKU, MINSK, MOSCOW, ANKARA, PRAGUE = 4, 3, 3, 3, 2

OUTLETS: tuple[Outlet, ...] = (
    # what never sleeps, or hardly
    Outlet("wire_ru", "wires", 520, 100, MOSCOW, night=0.3, weekend=0.6),
    Outlet("agency_ru", "wires", 380, 100, MOSCOW, night=0.25, weekend=0.5),
    Outlet("agency_tr", "wires", 330, 60, ANKARA, night=0.15, weekend=0.6, ttl=600),
    Outlet("wire_az", "wires", 260, 100, BAKU, night=0.08, weekend=0.45, visited=True),
    Outlet("report_az", "wires", 230, 50, BAKU, night=0.1, weekend=0.5),
    Outlet("portal_az", "wires", 210, 40, BAKU, night=0.12, weekend=0.7, dates="none"),
    Outlet("state_agency_az", "wires", 190, 60, BAKU, night=0.03, weekend=0.3, visited=True),
    Outlet("state_agency_by", "wires", 150, 50, MINSK, night=0.04, weekend=0.35, visited=True),
    # papers, portals, stations
    Outlet("business_az", "papers", 110, 60, BAKU, night=0.05, weekend=0.3),
    Outlet("portal_az_2", "papers", 95, 40, BAKU, night=0.1, weekend=0.6),
    Outlet("paper_by", "papers", 80, 50, MINSK, night=0.03, weekend=0.4),
    Outlet("foreign_by", "papers", 75, 50, MINSK, night=0.05, weekend=0.5, late=4),
    Outlet("exile_by", "papers", 70, 30, MINSK, night=0.1, weekend=0.6),
    Outlet("exile_by_2", "papers", 55, 20, MINSK, night=0.06, weekend=0.5, ttl=1200),
    Outlet("business_ru", "papers", 60, 30, MOSCOW, night=0.05, weekend=0.15),
    Outlet("paper_ru", "papers", 70, 40, MOSCOW, night=0.02, weekend=0.25),
    Outlet("portal_am", "papers", 90, 30, BAKU, night=0.1, weekend=0.5),
    Outlet("radio_by", "papers", 35, 20, MINSK, night=0.03, weekend=0.6, late=6),
    Outlet("radio_az", "papers", 25, 20, BAKU, night=0.02, weekend=0.5, late=6),
    Outlet("station_by", "papers", 40, 25, MINSK, night=0.02, weekend=0.4, dates="none"),
    Outlet("daily_tr", "papers", 45, 25, ANKARA, night=0.1, weekend=0.7, ttl=1800),
    Outlet("paper_az_en", "papers", 30, 20, BAKU, night=0.02, weekend=0.1, manner="batches"),
    Outlet("knot_ru", "papers", 22, 20, MOSCOW, night=0.05, weekend=0.5),
    Outlet("paper_be", "papers", 28, 20, MINSK, night=0.01, weekend=0.3, dates="day"),
    Outlet("tv_by", "papers", 18, 10, MINSK, night=0.02, weekend=0.5),
    Outlet("caucasus_ge", "papers", 9, 10, BAKU, night=0.02, weekend=0.1, manner="desk"),
    Outlet("caucasus_ge_2", "papers", 12, 10, BAKU, night=0.03, weekend=0.4, manner="desk"),
    Outlet("civil_ge", "papers", 8, 20, BAKU, night=0.02, weekend=0.2, manner="batches"),
    # those who speak for states
    Outlet("president_az", "governments", 9, 20, BAKU, night=0.05, weekend=0.4, visited=True, ttl=900),
    Outlet("president_by", "governments", 6, 20, MINSK, night=0.02, weekend=0.3, visited=True),
    Outlet("foreign_office_az", "governments", 7, 10, BAKU, night=0.02, weekend=0.15, visited=True, manner="desk"),
    Outlet("foreign_office_by", "governments", 5, 10, MINSK, night=0.01, weekend=0.1, visited=True, manner="desk"),
    Outlet("ministry_az", "governments", 4, 10, BAKU, night=0.0, weekend=0.02, manner="batches"),
    Outlet("ministry_by", "governments", 3, 15, MINSK, night=0.0, weekend=0.02, dates="day", manner="batches"),
    Outlet("parliament_az", "governments", 5, 20, BAKU, night=0.0, weekend=0.02),
    Outlet("parliament_by", "governments", 2.5, 10, MINSK, night=0.0, weekend=0.02, dates="none"),
    # who speaks seldom
    Outlet("embassy_baku", "seldom", 0.8, 10, BAKU, night=0.0, weekend=0.05, manner="desk"),
    Outlet("embassy_minsk", "seldom", 0.5, 10, MINSK, night=0.0, weekend=0.05, manner="desk"),
    Outlet("commission", "seldom", 0.9, 10, MOSCOW, night=0.0, weekend=0.02),
    Outlet("rights_group", "seldom", 0.6, 15, PRAGUE, night=0.05, weekend=0.3, manner="desk"),
    Outlet("institute_az", "seldom", 0.25, 10, BAKU, night=0.0, weekend=0.1, manner="desk"),
    Outlet("institute_by", "seldom", 0.15, 5, MINSK, night=0.0, weekend=0.1, manner="desk"),
    Outlet("chamber", "seldom", 0.15, 10, MINSK, night=0.0, weekend=0.0, dates="day", manner="desk"),
    Outlet("airport", "seldom", 0.1, 4, BAKU, night=0.1, weekend=0.5, manner="desk"),
    # queries to search engines
    Outlet("search_en", "searches", 14, 100, BAKU, night=0.3, weekend=0.5, late=25, visited=True),
    Outlet("search_ru", "searches", 22, 100, MOSCOW, night=0.2, weekend=0.5, late=25, visited=True),
    Outlet("search_tr", "searches", 4, 60, ANKARA, night=0.1, weekend=0.5, late=25, visited=True),
    Outlet("search_site", "searches", 3, 30, MINSK, night=0.1, weekend=0.3, late=40),
)
