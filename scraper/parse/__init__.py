"""Capture to article: decode, skim, copies, boilerplate, container, read, fields."""
