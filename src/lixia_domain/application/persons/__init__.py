"""Personal data (个人信息): kept sealed, and laid beside the vault."""
