"""Special fund (专项基金): a purse inside a foundation, without bank account or seal of its own.

Source: 山东省慈善条例 34 (by agreement; no account, seal or sub-fund of its own).

proposed → established → terminating → closed; in its last days it takes on nothing new, but money
already promised still moves. Read ``facts``, ``state``, then ``decisions``.
"""
