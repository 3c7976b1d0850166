"""Measures (سنجش): questionnaires, waves and answers; nothing here ever enters a selection."""
