"""netcrm: a personal networking CRM for the command line.

The house, from the street to the roof; a floor imports only from floors below it::

    6  cli/       the words a person types: parse, call, show
    5  render/    reports to a terminal, a pipe, JSON, Markdown, HTML
    4  reports/   values + today -> frozen report values; pure
    4  formats/   files <-> records; pure
    3  services/  verbs that change the network (the write door, SQLModel)
    3  queries/   what a person asks (the read door, sqlite3)
    2  store/     tables, engine, reader, migrations
    1  domain/    what things are and the rules

``netcrm due`` goes: ``cli/due.py`` asks the world for the reader ->
``queries/follow_ups.py`` answers ``FollowUp`` values -> ``reports/due.py`` sorts them into
a ``DueReport`` for today -> ``render/`` shows it to a person, a pipe or a program.
"""
