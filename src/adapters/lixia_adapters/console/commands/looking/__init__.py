"""Looking and checking (查看与核对)."""
