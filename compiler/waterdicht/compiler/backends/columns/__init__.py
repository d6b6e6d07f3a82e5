"""The columns backend: the rules as expressions over whole columns of cases, run by a database."""
