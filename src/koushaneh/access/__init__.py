"""Access (اختیارات): roles held in an office for a time, and the one table of permissions."""
