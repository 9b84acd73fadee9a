"""Pledge (认捐): what one enterprise promised for one claim, and what has arrived against it.

The stream's key is the claim's id. A promise is no money: only a bank credit is (invariant 2).
Read ``facts``, ``state``, then ``decisions`` and ``arrears``.
"""
