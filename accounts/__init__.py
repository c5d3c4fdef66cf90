"""Who you are, for which satker, what you may do, what you did."""
