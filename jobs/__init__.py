"""Work done in the background: a row with percent, heartbeat and attempt, and the sweep of what died."""
