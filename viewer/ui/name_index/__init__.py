"""名称: the names of the library and the page of each."""
