"""The promise: Renstra, IKU, Perjanjian Kinerja, its indikator and targets."""
