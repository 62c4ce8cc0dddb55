"""What single fields of a record need beyond a look-up: dates from several columns, authors with their affiliations."""
