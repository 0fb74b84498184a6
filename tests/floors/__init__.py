"""Floors: the scores below which no field may fall."""
