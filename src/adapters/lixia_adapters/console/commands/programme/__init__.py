"""Projects and claims (项目与认领)."""
