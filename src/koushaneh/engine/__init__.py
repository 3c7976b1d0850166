"""The engine (موتور): pure computation. No Django, no database, no clock, no global randomness."""
