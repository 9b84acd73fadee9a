"""Facts and grants in formats that others have agreed upon."""
