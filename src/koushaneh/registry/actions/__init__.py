"""Writing the register (ثبت در سامانه), one module a topic."""
