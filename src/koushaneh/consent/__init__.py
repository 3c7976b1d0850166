"""Consent (رضایت): what each woman allowed, for what, until when."""
