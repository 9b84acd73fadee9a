"""The auditor's report (公示报告): what a foundation can publish of a fund, at one moment.

Read ``content``, ``source``, then ``compose``. It is built from rows of views, replayed as of a
business date and as known at a position of the log: the same store, date and position give the same
report, whenever it is made.
"""
