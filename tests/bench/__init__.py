"""Tests of the benchmark's measures."""
