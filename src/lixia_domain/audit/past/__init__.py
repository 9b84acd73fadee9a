"""The past: rows and aggregates as they stood on a day, or as was known then, and what changed."""
