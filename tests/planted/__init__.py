"""Secrets planted in every place of the configuration, a day full of failures, and a search for what got out."""
