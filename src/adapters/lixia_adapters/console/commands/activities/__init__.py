"""Service and activities (服务与活动)."""
