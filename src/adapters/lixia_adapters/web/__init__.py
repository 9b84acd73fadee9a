"""A store over HTTP: commands, views and events for whoever writes a page, all by the catalogue."""
