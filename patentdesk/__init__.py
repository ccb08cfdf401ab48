"""PatentDesk: portfolio, docket, triage and valuation of patents, offline."""

__version__ = "0.1.0"
