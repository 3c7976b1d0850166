"""People (افراد): accounts, persons, their sealed identity, contacts and helpers."""
