"""From grammar rules to tree nodes: one small function per rule, in a file per topic."""
