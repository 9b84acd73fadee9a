"""Campaign (主题活动): actions, and the activities that residents can come to.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` (what may be done).
"""
