"""The whole flow on one screen: page to capture to article to record."""
