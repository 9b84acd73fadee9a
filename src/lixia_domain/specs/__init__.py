"""Specs that auditors read, write and run themselves: ``.feature`` files and nothing else.

``lixia spec run`` does it all; so does ``pytest -p lixia_domain.specs.plugin x.feature``.
Two families of sentences: those of a *model* start from nothing, in memory; those of *history*
read a store that is there, up to one position, and never change it.
"""
