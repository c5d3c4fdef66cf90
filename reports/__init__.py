"""What is handed in: the Laporan Kinerja as one frozen value, narrative, PDF."""
