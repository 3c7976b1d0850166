"""All or nothing: every action of every app, with each of its writes failing in turn."""
