"""Language models behind one interface: the built-in one, a server, or none."""
