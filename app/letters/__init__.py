"""What letters say: one function each."""
