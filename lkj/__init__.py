"""The project: settings, the site on one screen of URLs, the home page. Wiring only."""
