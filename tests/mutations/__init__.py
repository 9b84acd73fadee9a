"""Rules broken one at a time, each with the scenario that minds: ``money.toml``, ``people.toml``.

A mutation is a ``module`` of the domain, a ``file`` of the code, what stands there once (``was``),
what is put there (``instead``), and the scenario by its feature and name. That the list fits the
code is looked at in every run; the mutations are carried out, some five minutes, by

    LIXIA_MUTATIONS=1 pytest tests/mutations -s
"""
