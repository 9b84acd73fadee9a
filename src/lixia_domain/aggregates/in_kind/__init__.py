"""In-kind gift (实物捐赠): goods, valued with evidence; never cash until they are sold.

The key is the delivery's id. What is left is counted in whole units; the value follows the units
exactly: whatever is issued, sold or written off, the parts add up to what was delivered.
Read ``facts``, ``state``, then ``decisions``.
"""
