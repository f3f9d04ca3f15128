"""What several tests share: tiny real networks, drawn garments, a small hub, steps of the page."""
