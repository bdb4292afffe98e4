"""Report values shown: to a terminal, a pipe, a program, as Markdown, as HTML."""
