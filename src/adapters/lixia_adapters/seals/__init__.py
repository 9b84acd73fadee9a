"""Where seals are kept, and the keys that sign them."""
