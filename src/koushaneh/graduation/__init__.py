"""Leaving the support cycle (خروج از چرخهٔ حمایت): a checklist gone through with her, seen by a second person,
her own yes, a day, a letter, check-ins, and a way back that is always open.

Nobody is put out by it: without her yes nothing happens, and a return is never called a failure.
"""
