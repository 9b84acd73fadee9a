"""One file that shows all of a sealed log: events, tiles, checkpoints, exports, each with its hash.

Whoever has it needs no copy of the store: docs/bundle.md says what lies in it, and how to check it
with programs that are not ours.
"""
