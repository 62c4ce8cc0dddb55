"""What must hold of the tables: checks on the data and on our own arithmetic, as SQL and as Dagster asset checks."""
