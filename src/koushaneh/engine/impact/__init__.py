"""Impact (تغییر و اثر): what changed, and what may be called an effect.

`change` compares two measurements of the same people and never says more than
"change". `discontinuity`, `lottery` and `bounds` have a comparison and may say
"effect". `families` corrects for many outcomes, `distributions` holds the
probability functions that all of them need.
"""
