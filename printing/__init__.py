"""How a page becomes a PDF: the one door to WeasyPrint; knows no domain."""
