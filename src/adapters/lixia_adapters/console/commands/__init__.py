"""The commands, by the chapters of the first page; a file is named after its commands."""
