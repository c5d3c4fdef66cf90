"""The rules of performance measurement: pure Python, checkable against the regulation with a pencil."""
