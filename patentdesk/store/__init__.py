"""Keep the portfolio file: schema, migrations, journal, search, backup."""
