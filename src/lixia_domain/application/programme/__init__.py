"""Projects and claims (项目与认领): needs, projects, and what enterprises take on of them."""
