"""Calls (فراخوان): a call in its districts, and the applications to it."""
