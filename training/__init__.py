"""How the shipped German model is made: data in, model out, one command (`python -m training.make_model`)."""
