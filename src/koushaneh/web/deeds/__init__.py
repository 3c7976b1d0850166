"""What the log says was done (کارها), one module an area: `DEEDS = {verb: lazy words}`."""
