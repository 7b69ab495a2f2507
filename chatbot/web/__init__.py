"""The edge: Flask, sockets, HTML. The only importer of Flask."""
