"""Web (وب): all that a browser meets."""
