"""Notify (پیام): the outbox, its channels and quiet hours."""
