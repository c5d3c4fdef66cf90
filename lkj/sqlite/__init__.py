"""SQLite, as Django drives it, with triggers that outlive a migration."""
