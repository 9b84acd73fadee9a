"""Sheets of the office: project catalogues, firms, claims, hours as Excel and CSV have them."""
