"""One module per thing a customer gets. A skill answers with an `Answer`, or returns None: "not mine"."""
