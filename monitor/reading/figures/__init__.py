"""Amounts, changes and shares of trade: value, unit, period, pair, direction, kind.

An article's sentences are read one by one:
plain      one spelling, no letter moved
amounts    numbers with their units (numbers.py, units.py), and the small words beside them (beside.py)
periods    times (timewords.py)
line       a sentence with its cues (vocabulary/figures.yaml), names, values and times
regions    which words belong to which value
drafts     kinds: level, goal, forecast, growth, index, share, from-to, difference
joining    two that are one: from-to, an amount with its growth
direction  between whom, which way
voices     who says so
reader     all of it over an article; checks.py holds its figures against each other
printed    the form in which figures leave the program
"""

from monitor.reading.figures.printed import printed, trade_figures
from monitor.reading.figures.reader import figures

__all__ = ["figures", "printed", "trade_figures"]
