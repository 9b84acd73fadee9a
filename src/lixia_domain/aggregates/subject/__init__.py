"""Subject (个人): what is known of a natural person, sealed, and how long it is kept.

The stream's key is the person's reference. Values are opaque: only the vault, outside the store,
can open them, and erasing is destroying the vault's key. Source: 个人信息保护法 28, 31, 47;
会计法 23. Read ``facts``, ``state``, then ``decisions``.
"""
