"""Write records to Excel, CSV, JSON and calendar files, and read edited workbooks back."""
