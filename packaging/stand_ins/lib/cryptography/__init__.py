"""As much of the package of this name as opening office files asks for, on the ciphers of PyCryptodome.

The real one is 16 MB, most of it for keys and certificates. Here are AES and RC4, which a password opens files with.
"""
