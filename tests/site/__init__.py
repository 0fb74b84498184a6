"""The bundled sample site: the news of an invented regency, in the shapes of real government sites."""
