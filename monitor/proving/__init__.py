"""Proof before a rule runs: what its edit changes, how well it does on labelled articles, what a name stands for."""
