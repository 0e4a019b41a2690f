"""What a person writes on a reply: marks on the page, notes beside it, bookmarks, and all of them in one list."""
