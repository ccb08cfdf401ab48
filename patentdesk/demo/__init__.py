"""Write the demo portfolio as import files in real formats."""
