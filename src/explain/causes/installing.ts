import type { Cause } from "./cause.ts";

const NETWORK = "check whether a proxy, VPN or certificate authority is missing: shipwheel doctor";

/** pip and uv. */
export const INSTALLING_CAUSES: readonly Cause[] = [
  {
    id: "externally-managed",
    match: /externally-managed-environment|This environment is externally managed/,
    what: "The Python belongs to the operating system, which does not allow pip to change it (PEP 668).",
    fix: "install into a virtual environment (python -m venv .venv), or with pipx or uv tool install",
  },
  {
    id: "ssl-module-missing",
    match: /ssl module (?:in Python )?is not available/i,
    what: "This Python was built without TLS, so it cannot reach an index.",
    fix: "use a Python with the ssl module (install OpenSSL's headers before building it)",
  },
  {
    id: "certificate",
    match:
      /CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate|unable to get local issuer certificate|self[- ]signed certificate/i,
    what: "The server's certificate is not trusted: there is a company proxy, or certificate authorities are missing.",
    fix: "set the CA certificate for the tool: SSL_CERT_FILE, REQUESTS_CA_BUNDLE or PIP_CERT",
  },
  {
    id: "proxy",
    match: /ProxyError|Cannot connect to proxy|407 Proxy Authentication Required|Tunnel connection failed/,
    what: "The proxy refuses the connection.",
    fix: "correct HTTPS_PROXY with its credentials, or set NO_PROXY for the host",
  },
  {
    id: "no-name-resolution",
    match:
      /Temporary failure in name resolution|getaddrinfo failed|NameResolutionError|Name or service not known|nodename nor servname|failed to lookup address information|dns error/i,
    what: "The index's host name cannot be resolved.",
    fix: NETWORK,
  },
  {
    id: "timeout",
    match: /ReadTimeoutError|ConnectTimeoutError|Read timed out|operation timed out|Connection timed out/,
    what: "The server did not answer in time.",
    fix: "try again; for a slow network, set a longer timeout (PIP_DEFAULT_TIMEOUT, UV_HTTP_TIMEOUT)",
  },
  {
    id: "connection-refused",
    match: /Connection refused|ECONNREFUSED|Connection reset by peer|ConnectionResetError/,
    what: "The server or a proxy closed the connection.",
    fix: NETWORK,
  },
  {
    id: "disk-full",
    match: /No space left on device|ENOSPC/,
    what: "The disk is full.",
    fix: "free disk space, first in caches (pip cache purge, uv cache clean)",
  },
  {
    id: "hash-mismatch",
    match: /THESE PACKAGES DO NOT MATCH THE HASHES|Hash mismatch for|hash mismatch/i,
    what: "The downloaded file does not match the recorded hash: the file was replaced, or a cache is stale.",
    fix: "clear the cache, then compare the recorded hash with the index before changing it",
  },
  {
    id: "requires-python-too-wide",
    match:
      /the requested Python version \(([<>=~!][^)]{0,80})\) does not satisfy (?:any of: )?Python(\S{1,60})|The current project's (?:Python requirement|supported Python range) \(([^)]{1,80})\) is not compatible with some of the required packages/i,
    what: "The project's requires-python ({1}) allows Python versions that a dependency does not support.",
    fix: "narrow requires-python to the versions that the dependency supports, or use an older version of the dependency",
  },
  {
    id: "workspace-shadows",
    match:
      /package `?([\w.-]{1,120})`? but the name is shadowed by (?:one of )?your (?:workspace members?|project)/,
    what: "A member of the workspace has the name of the dependency {1}.",
    fix: "rename the member",
  },
  {
    id: "python-too-old",
    match:
      /requires a different Python: ([\d.]+)|Requires-Python|require a different python version|requires Python ?>=|The (?:current|requested) (?:Python|interpreter).{0,80}(?:does not satisfy|incompatible)|your project requires Python/i,
    what: "The project's Requires-Python excludes the Python that installs it.",
    fix: "install with a Python that it allows, or correct requires-python and test it with shipwheel verify --python",
    rules: ["F016", "K024"],
  },
  {
    id: "platform-not-supported",
    match:
      /is not a supported wheel on this platform|has no wheels with a matching (?:Python|platform|ABI)|doesn't have a source distribution or wheel for the current platform/,
    what: "There is no wheel for this Python and platform.",
    fix: "publish wheels for this platform, or an sdist; compare the tags with pip debug --verbose",
    rules: ["T001"],
  },
  {
    id: "script-without-callable",
    match: /A callable suffix is required|Invalid script entry point/,
    what: "A script's entry point has a dot instead of the colon in package.module:function.",
    fix: 'write it as name = "package.module:function"',
    rules: ["E003"],
  },
  {
    id: "metadata-inconsistent",
    match:
      /(?:has inconsistent (?:version|name|Name|Version)|inconsistent version: expected|inconsistent name: expected|metadata (?:name|version) .{0,80}does not match)/,
    what: "The name or version in the metadata differs from the file name.",
    fix: "build again from a clean tree",
    rules: ["N008", "R012"],
  },
  {
    id: "version-not-there",
    match:
      /Could not find a version that satisfies the requirement (\S{1,120}?) \(from versions: (?!none\))(?=[^)\s])/,
    what: "The index has the project but no version that satisfies {1} for this Python.",
    fix: "relax the requirement or use a newer Python (versions for other Pythons are not listed)",
  },
  {
    id: "project-not-there",
    match:
      /(?:Could not find a version that satisfies the requirement (\S{1,120}?) \(from versions: ?(?:none)?\)|No matching distribution found for (\S{1,120})|(\S{1,120}) was not found in the (?:package registry|provided package locations))/i,
    what: "The index has no such project, or no file for this Python.",
    fix: "check the spelling and the configured index (pip config list); for a new release, wait a few minutes and install with --no-cache-dir",
    rules: ["P013"],
  },
  {
    id: "conflicting-requirements",
    match:
      /ResolutionImpossible|conflicting dependencies|dependency resolver does not currently take into account|No solution found when resolving/,
    what: "No set of versions satisfies all requirements.",
    fix: "widen one of the two requirements that the message names",
    rules: ["I010"],
  },
  {
    id: "invalid-version",
    match: /(?:InvalidVersion|Invalid version): '?([^\s']{1,120})/,
    what: "{1} is not a PEP 440 version.",
    fix: "write it in PEP 440 form: 1.0a1 for an alpha, 1.0.dev3, 1.0+local",
    rules: ["N009"],
  },
  {
    id: "invalid-requirement",
    match:
      /Invalid requirement|InvalidRequirement|Expected (?:end or semicolon|package name at the start)|Invalid value for requires_dist/i,
    what: "A requirement does not follow PEP 508, or the index does not accept it.",
    fix: "correct the requirement that the message names; a URL requirement cannot be uploaded",
    rules: ["P003", "P001"],
  },
  {
    id: "compiler-missing",
    match:
      /Microsoft Visual C\+\+ 14|command '?(?:gcc|cc|clang|x86_64-linux-gnu-gcc)'? failed|No such file or directory: '?(?:gcc|cc|clang)|Python\.h: No such file|error: linker `cc` not found|Unable to find vcvarsall|can't find Rust compiler/,
    what: "The project is built from source, but a compiler or the Python headers are missing.",
    fix: "publish wheels for this platform; to build it here, install a compiler and Python's headers",
    rules: ["T001"],
  },
  {
    id: "permission",
    match:
      /(?:\[Errno 13\]|PermissionError).{0,200}(?:site-packages|dist-packages|\/usr\/)|Consider using the `--user` option/,
    what: "The installer has no permission to write to this Python's directories.",
    fix: "install into a virtual environment: python -m venv .venv",
  },
  {
    id: "shell-globbing",
    match: /no matches found: (\S{1,120}\[\S{1,120}\])/,
    what: "The shell treats the brackets of {1} as a pattern.",
    fix: "quote it: pip install '{1}'",
  },
  {
    id: "installed-without-record",
    match:
      /Cannot uninstall '?([\w.-]{1,120})[^\n]{0,40}?(?: It is a distutils installed project|,? ?(?:RECORD file not found|no RECORD file was found))|uninstall-(?:distutils-installed-package|no-record-file)/,
    what: "The installed package does not list its files, so pip cannot remove it: the operating system or an old tool installed it.",
    fix: "install into a virtual environment (python -m venv .venv), or remove the package with the tool that installed it",
  },
  {
    id: "windows-long-paths",
    match: /Windows Long Path support enabled/,
    what: "A file of the package has a path longer than the 260 characters that Windows allows by default.",
    fix: "enable long paths (LongPathsEnabled = 1 in the registry), or install into a directory with a shorter path",
  },
  {
    id: "editable-needs-newer-pip",
    match:
      /File "setup\.py" (?:or "setup\.cfg" )?not found\. Directory cannot be installed in editable mode|(?:editable mode currently requires|editable mode requires) a set(?:uptools-based build|up\.py)/,
    what: "This pip installs only projects with a setup.py or setup.cfg in editable mode; pip 21.3 and newer use the backend of pyproject.toml.",
    fix: "upgrade pip: python -m pip install --upgrade pip; then run the command again in the directory that has pyproject.toml",
  },
  {
    id: "lockfile-outdated",
    match:
      /The lockfile at `?([^`\s]{1,120})`? needs to be updated, but `?--(?:locked|frozen)`? was provided/,
    what: "{1} does not match pyproject.toml: a dependency, the version or requires-python changed after it was written.",
    fix: "run uv lock and commit the file",
  },
  {
    id: "build-failed-while-installing",
    match:
      /metadata-generation-failed|error while generating package metadata|subprocess-exited-with-error|Failed building wheel for|Could not build wheels for|Failed to build `?[\w.-]{1,120}|The build backend returned an error/,
    what: "The project is built from its sdist, and the build fails; the lines above or below show the reason.",
    fix: "read the backend's error in the output; shipwheel build shows it with its location",
    rules: ["B001"],
    isConsequence: true,
  },
];
