"""Every write of screening, one module a topic; name the module when you import."""
