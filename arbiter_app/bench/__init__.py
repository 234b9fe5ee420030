"""Benchmarks: several policies over the same problems, and the figures that come of it."""
