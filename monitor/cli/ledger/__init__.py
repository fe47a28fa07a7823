"""The ledger: what all articles that matched say of a pair, who says so, and where it can be read."""
