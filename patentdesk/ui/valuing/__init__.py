"""Parts and pages of the valuation panel."""
