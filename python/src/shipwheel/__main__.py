import sys

from shipwheel._launcher import main

sys.exit(main())
