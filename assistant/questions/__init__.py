"""Questions → plans, by patterns, the gazetteer and the collection's own regions and years."""
