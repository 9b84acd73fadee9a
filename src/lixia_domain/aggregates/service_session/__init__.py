"""Service session (服务活动): planned, held, hours recorded by one and certified by another.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` (what may be done).
"""
