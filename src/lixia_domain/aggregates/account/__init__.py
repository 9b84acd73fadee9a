"""Account (限定用途账户): what of whose money lies in one fund for one designation.

The only place where money figures are made. Read ``facts``, ``state``, then ``decisions``,
``income``, ``charges`` and ``undoing``; ``guards`` is what they ask first.
"""
