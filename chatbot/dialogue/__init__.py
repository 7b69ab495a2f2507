"""What to do next: pure, without Flask and without SQL."""
