"""How a file that somebody uploads becomes located rows; knows no domain."""
