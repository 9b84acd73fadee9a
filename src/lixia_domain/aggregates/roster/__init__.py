"""Roster (名册): whether rights are checked in this district, and what is said of its clock.

Facts, state and decisions are modules of their own: ``facts``, ``state``, ``decisions``.
"""
