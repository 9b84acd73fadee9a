"""Disbursement (拨付): one tranche to a team, from request to the last fen of evidence.

requested → approved → paid → settled. Three different people ask, approve and are paid
(invariant 5); a paid tranche is settled when evidence accepted + money recovered + losses written
off equals what was paid. Read ``facts``, ``state``, then ``decisions``.
"""
