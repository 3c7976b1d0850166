"""Koushaneh (کوشانه): runs an association of women who head their households."""
