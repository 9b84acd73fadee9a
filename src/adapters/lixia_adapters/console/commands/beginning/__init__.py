"""To begin with: ``lixia demo`` and ``lixia store``."""
