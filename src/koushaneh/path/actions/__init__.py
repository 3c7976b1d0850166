"""Every write of the path, by what it is about."""
