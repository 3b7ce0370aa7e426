"""What several tests share: the server, the browser, and the guard against outside calls."""
