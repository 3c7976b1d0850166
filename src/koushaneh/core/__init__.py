"""Core (هسته): abstract models, fields, states, keys. It has no table."""
