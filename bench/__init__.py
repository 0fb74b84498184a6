"""Measures kabar and its peers on annotated pages; no part of the program."""
