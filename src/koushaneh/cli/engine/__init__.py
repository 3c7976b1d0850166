"""`koushaneh engine COMMAND`: files in, JSON out. Reads files and clocks so that the engine need not."""
