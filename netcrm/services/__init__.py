"""Verbs that change the network, one function a verb, inside the caller's transaction."""
