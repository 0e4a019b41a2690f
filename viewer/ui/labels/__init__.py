"""What a person keeps about whole documents: tags, stars, read states, collections."""
