"""Around every command: find it, read its line, carry it out, show the answer."""
