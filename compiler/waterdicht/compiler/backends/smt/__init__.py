"""The SMT backend: mirrors `evaluate` arm by arm and writes SMT-LIB 2 text. It needs no solver."""
