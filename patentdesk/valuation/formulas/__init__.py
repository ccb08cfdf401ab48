"""Work single formulas of valuation on stated numbers, step by step, without a portfolio."""
