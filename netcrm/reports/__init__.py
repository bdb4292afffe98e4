"""Values and today in, frozen report values out; no database and no terminal in mind."""
