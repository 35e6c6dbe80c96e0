"""shipwheel, a program for Node.js: see `python -m shipwheel --help`."""
