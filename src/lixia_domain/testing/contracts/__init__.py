"""Contract suites: what every adapter promises, as test classes that its author subclasses.

Each names the fixtures that a subclass gives. ``docs/adapters.md`` has an example of each.
"""
