"""What every layer speaks: money, dates, keys, facts, refusals, folds."""
