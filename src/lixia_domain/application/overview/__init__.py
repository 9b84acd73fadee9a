"""Looking across chapters (查看与核对): what hangs together, what is due, what came of it."""
