"""Lixia."""
