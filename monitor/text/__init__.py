"""Text as analysts and machines read it: cleaned, folded, cut into sentences, its language known."""
