"""From what a person wrote to the forms an office passes on; writes values, knows neither store nor window."""
