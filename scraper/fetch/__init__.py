"""Asks for one page: client, address guard, caps, retry."""
