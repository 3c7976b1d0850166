"""Configuration (پیکربندی): settings, URL root, WSGI."""
