"""What keeps themes the same from build to build: the previous build, matching, drift, and the plan of a build."""
