"""SQLite with a queue of writers (صف نویسندگان): Django's own backend, and a turn for each who writes."""
