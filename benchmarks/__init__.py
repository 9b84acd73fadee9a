"""What this code costs, as ratios to a baseline that runs beside it."""
