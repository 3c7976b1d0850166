"""Rights (حق‌های او): what a woman may ask of her data, and how long each kind is kept.

Correction and erasure, the receipt that is left, the journal that is done again after a restore, and the
one table of retention. It is not where data are protected: that is `access`, `audit` and `core.keys`.
"""
