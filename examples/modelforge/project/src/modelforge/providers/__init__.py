"""The providers that come with ModelForge; each module describes one."""

from modelforge.providers.hosted import HOSTED
from modelforge.providers.local import LOCAL

PROVIDERS = {**LOCAL, **HOSTED}
