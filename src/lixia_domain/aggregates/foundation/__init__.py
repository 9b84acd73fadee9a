"""Foundation (基金会): who keeps the money, by its unified social credit code.

Its names bear dates, its qualifications run from and to, officers and related parties are opaque
references, bank accounts are tokens. The tests of its year (慈善法 61) read its reported years and
nothing else. Read ``facts``, ``state``, then ``decisions``.
"""
