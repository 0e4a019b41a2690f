"""The parts of which protocols are made."""
