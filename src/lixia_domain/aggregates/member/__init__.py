"""Member (账号): an account, the one person or program behind it, and what it may do for whom.

Facts, state and decisions are modules of their own: ``facts``, ``state``, ``decisions``.
"""
