"""Capitals as the short name of a state that speaks: "only Minsk's outlets report it"."""

from __future__ import annotations

from collections.abc import Mapping

CAPITALS: Mapping[str, str] = {
    "AM": "Yerevan", "AZ": "Baku", "BY": "Minsk", "CN": "Beijing", "DE": "Berlin", "EE": "Tallinn", "FR": "Paris",
    "GB": "London", "GE": "Tbilisi", "IR": "Tehran", "KG": "Bishkek", "KZ": "Astana",
    "LT": "Vilnius", "LV": "Riga", "MD": "Chisinau", "PK": "Islamabad", "PL": "Warsaw", "RS": "Belgrade",
    "RU": "Moscow", "TJ": "Dushanbe", "TM": "Ashgabat", "TR": "Ankara", "UA": "Kyiv", "US": "Washington",
    "UZ": "Tashkent",
}  # fmt: skip


def capital(code: str) -> str:
    """`Minsk` of `BY`; a code that is not in the table as it is."""
    return CAPITALS.get(code, code)
