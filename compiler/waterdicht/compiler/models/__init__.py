"""Models with holes, and what regulations make of them: trees in, ordinary trees out, before any name is resolved."""
