"""Counselling (مشاوره): a counsellor's own cases, and the custodians of keys."""
