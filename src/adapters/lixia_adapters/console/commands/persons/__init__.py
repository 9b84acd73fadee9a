"""Personal data (个人信息)."""
