"""All that knows Dagster besides the assets and checks: instance, storage, jobs, sensors, locks, metadata."""
