"""Vaults: where the keys of persons are, outside the store (port: ``application/vault.py``)."""
