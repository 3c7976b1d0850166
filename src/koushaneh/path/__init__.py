"""Path (مسیر توانمندسازی): what a woman walks after she was taken in: plan, steps, who walks beside her.

Not here: the selection before it, and the questionnaires that measure it.
"""
