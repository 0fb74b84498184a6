"""Web archives: written as the standard says, and read however others wrote them."""
