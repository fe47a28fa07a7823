"""The rule language: conditions, the words that decide them, and the rules made of them."""
