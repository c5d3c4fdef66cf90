"""Mail that waits in the database until the mail server has taken it."""
