"""Public (عموم): what anybody sees."""
