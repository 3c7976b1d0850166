"""Scales (سنجه‌ها): what an instrument is, what a woman scores on it, and how far the score can be trusted.

`instrument` reads and checks a definition, `instruments` holds the definitions
that we wrote ourselves, `scoring` turns answers into scores and `reliability`
says how well the items hang together. Items are addressed by key, never by
position, because published keys of one and the same scale differ.
"""
