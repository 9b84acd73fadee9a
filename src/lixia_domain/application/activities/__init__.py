"""Service and activities (服务与活动): teams, volunteers, sessions, campaigns, open calls."""
