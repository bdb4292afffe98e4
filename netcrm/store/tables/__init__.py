"""The tables, by family; with ``schema.sql`` the one definition of the schema.

Rows are built by services from checked input and never leave floor 3. Civil days are dates,
instants are aware UTC. A write maps only the families that it needs.
"""
