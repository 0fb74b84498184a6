"""Crawls one generated government site with kabar and its peers, side by side: speed, memory, exactness."""
