"""Events of an article."""
