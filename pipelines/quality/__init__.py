"""What must hold of the tables: data checks as SQL, and the same as Dagster asset checks."""
