"""The vocabulary of the program: frozen values the layers above exchange; standard library only."""
