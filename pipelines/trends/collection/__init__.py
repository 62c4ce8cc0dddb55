"""What was collected, by part: how much of each there is, whether throughout, and what its mix does to shares."""
