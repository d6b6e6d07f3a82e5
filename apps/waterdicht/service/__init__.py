"""Decisions over HTTP: `waterdicht serve`, or `waterdicht.service.app.create_app` inside a service of your own."""
