"""Many cases at once: a file of cases in, a file of outcomes out."""
