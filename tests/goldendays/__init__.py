"""Three digests that show what a reader gets, made by the real river from articles retold in our own words."""
