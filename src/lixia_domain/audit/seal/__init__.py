"""The seal: a tree of hashes over the log's bytes, who signed it, and what checking it finds.

Read ``leaf``, ``merkle``, ``note`` and ``checkpoint`` (what is sealed and how it is signed), then
``sealer``, ``proof`` and ``witness`` (what is given away), then ``verify``. Nothing here knows what
a fact means.
"""
