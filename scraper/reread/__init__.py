"""Reads kept bytes again: what today's parser makes of them, and whether each value can be traced to them."""
