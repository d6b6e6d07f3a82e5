"""Where the law comes from: official texts imported as provisions, bound to policies by fingerprints, and how much of them is formalised."""
