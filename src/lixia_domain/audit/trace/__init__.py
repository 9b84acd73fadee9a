"""The trace: the facts behind a figure, and where money came from and went."""
