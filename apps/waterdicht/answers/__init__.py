"""Answers about one case that need the compiler or the solver, for the command and for services that have them."""
