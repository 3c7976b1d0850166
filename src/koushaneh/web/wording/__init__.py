"""Tables of words, one module an area: `WORDS = {code: lazy sentence}`."""
