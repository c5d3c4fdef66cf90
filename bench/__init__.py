"""`make bench`: what the PDF and the pages cost, as ratios that hold on every machine. Never a test."""
