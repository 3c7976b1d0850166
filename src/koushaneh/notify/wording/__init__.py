"""Texts of messages, one module an area.

`TEXTS = {template: {"open": ..., "covered": ..., "notice": ...}}`. "open" and "covered" are what a phone
receives; "notice" is what she reads in her own pages. A covered text names no programme, purpose,
person or link: only the landline that the office is known by.
"""
