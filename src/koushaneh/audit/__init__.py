"""Audit (سابقهٔ دسترسی): who changed or saw what, append-only and chained."""
