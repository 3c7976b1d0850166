"""Screening (غربالگری): gates, blind reviews, runs, decisions, offers, appeals."""
