"""The checker of the LKj: one small function per kind of contradiction (domain: what a report gets wrong)."""
