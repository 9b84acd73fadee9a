"""What may happen, one stream kind a file; none knows another. Read each file downwards."""
