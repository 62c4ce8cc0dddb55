"""The servers of `papertrends up`, and what ends them."""
