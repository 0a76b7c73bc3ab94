"""The learned judge: how likely each block is to be body."""
