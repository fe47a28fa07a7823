"""Labelled articles, and how many of them the shipped rules read wrong."""
