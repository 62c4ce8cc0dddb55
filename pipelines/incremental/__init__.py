"""How a table of the build is brought up to date by doing again only what changed; one module a table."""
