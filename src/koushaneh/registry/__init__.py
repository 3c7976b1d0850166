"""Registry (سامانهٔ توانمندسازی): files of the Women's Empowerment System, facts, services, referrals."""
