"""Fetching days of a service into the inbox: politely, resumably, whole or not at all. Nothing is fetched unasked."""
