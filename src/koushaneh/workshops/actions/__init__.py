"""Writing workshops: seats, attendance, certificates."""
