"""Where facts are kept: the envelope's stored form, the ledger, and whoever follows it.

The only room of the domain that touches eventsourcing.
"""
