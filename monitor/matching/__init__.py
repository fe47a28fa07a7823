"""The rule language: conditions, the words that decide them, and the rules made of them.

typed.py -> descent.py (grammar.lark), syntax.py -> compile.py (words.py, calls.py) -> part.py, conditions.py: text as
typed, its tree, names looked up and calls checked, parts with their closures. explain.py says which parts held and why.
rulefile.py reads a rule file into drafts, rules.py is what runs. Matching knows no reading: `judge` supplies the facts
(`conditions.Facts`: pairs and topics) and asks each rule's condition to `decide`.
"""

from monitor.matching.compile import Condition, Names, compile_condition
from monitor.matching.rules import Rule

__all__ = ["Condition", "Names", "Rule", "compile_condition"]
