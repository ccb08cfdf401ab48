"""Read formats that are no tables: XML, JSON and tagged text of patent offices and databases."""
