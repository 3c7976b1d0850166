"""Writing her rights: asked for, decided, carried out."""
