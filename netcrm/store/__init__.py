"""Tables, the write door's engine, the read door's reader, migrations."""
