"""District, formal and expert review; decision meetings."""
