"""What marks and neighbours say about blocks after the judge has spoken."""
