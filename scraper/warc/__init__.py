"""Web archives as other programs write and read them: WARC, and WACZ around it."""
