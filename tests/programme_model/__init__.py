"""A model of the whole programme, written from what must hold, and what drives both.

For each random command the model says what the right answer is, the use case is called on a real
store, and both are compared. ``answers`` is the model: what may be done and what then is so,
written from the domain's rules and not from the code. ``rules`` make commands up: some are what
honest people do, some are lies. ``world`` plays them on SQLite; ``whole`` compares views, replays
and rebuilds.

    python -m tests.programme_model --steps 100000 --seed 1
"""
