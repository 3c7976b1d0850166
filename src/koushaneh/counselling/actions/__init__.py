"""Every write of counselling, by what it is about."""
