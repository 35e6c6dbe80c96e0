import sys

from labos.cli import main

if __name__ == "__main__":
    sys.exit(main())
