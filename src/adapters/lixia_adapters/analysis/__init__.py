"""The log as a table, for engines that were written by others."""
