"""Random stories over the state machines: who may do anything does it at any time, and the rules hold."""
