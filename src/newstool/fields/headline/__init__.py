"""The headline and the standfirst."""
