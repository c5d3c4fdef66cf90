"""Example years: data as CSV and the loader that reads them."""
