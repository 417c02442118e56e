"""The public read API, described by OpenAPI: titles, calls, notices, verification. Open data, no key."""
