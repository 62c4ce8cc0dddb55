"""The life of sources, as the run, the command line and the dashboard know it: taken out, refused, gone."""
