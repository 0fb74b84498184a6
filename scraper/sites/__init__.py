"""What is known about sites: profiles as data, regions and their codes."""
