"""What references say in any format: names of people, dates, identifiers, keywords. Knows no format."""
