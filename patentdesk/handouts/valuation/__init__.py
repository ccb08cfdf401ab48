"""Write the value analysis as a workbook with live formulas and stored results."""
