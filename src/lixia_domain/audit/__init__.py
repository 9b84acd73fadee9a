"""The audit trail: replay as of a date, trace, difference, seal and proof. Records nothing."""
