"""What nobody can do behind this code's back, played on a store, its seal, views and bundles.

Each module has one suite, which whoever brings a store subclasses: ``rows`` and ``seal`` play on
what any store has, ``folder`` on a seal kept in files as ours are, ``form`` on its tables,
``views`` on what people are shown, ``bundle`` on the file that an auditor gets.
"""
