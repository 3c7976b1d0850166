"""Demo (نمونه): invented people and their year, made through the actions."""
