"""Write records to Excel, PDF and calendar files."""
