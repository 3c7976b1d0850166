"""Workshops (کارگاه آموزشی): composed, seats allotted by need and lots, attended, certified.

Not here: the path that a workshop is a step of, and who was chosen for a cohort.
"""
