"""What was reached: realisasi, how it was counted, analysis, evidence, earlier years."""
