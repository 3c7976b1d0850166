"""Account (حساب): signing in and out, codes, keys, sessions, which person is here."""
