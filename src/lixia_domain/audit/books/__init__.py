"""Books (账簿): the log as double-entry journals that other people's programs check.

Read ``chart``, then ``statutory`` and ``management`` (what each fact means), then ``journal``.
"""
