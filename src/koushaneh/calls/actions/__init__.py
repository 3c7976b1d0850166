"""Every write about calls and applications, one module a topic; name the module when you import."""
