"""Words that every room shares: money, dates, identifiers, problems."""
