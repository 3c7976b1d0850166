"""Oversight (بازرسی): auditor and system administrator; log and runs, no content."""
