"""Project (项目): residents' needs made into something that can be claimed, funded and done.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``life``, ``claims`` and ``oversight`` (what may be done).
"""
