"""The shapes of what the API takes and gives, as OpenAPI tells them. What is sent is made by the exporters,
and tests hold it to these."""
