import type { Cause } from "./cause.ts";

/** Backends and frontends. */
export const BUILDING_CAUSES: readonly Cause[] = [
  {
    id: "flat-layout",
    match: /Multiple top-level (?:packages|modules) discovered in a flat-layout(?:: ?(\[[^\]]{1,200}\]))?/,
    what: "setuptools finds several packages beside pyproject.toml and does not guess which one to package.",
    fix: 'name it: [tool.setuptools.packages.find] include = ["NAME*"], or move it below src/',
    rules: ["F010", "K001"],
  },
  {
    id: "scm-no-version",
    match: /setuptools[-_]scm was unable to detect version|vcs[-_]versioning was unable to detect/,
    what: "The version comes from git tags, but this is a GitHub tarball, a shallow clone, or a clone without tags.",
    fix: "clone with history and tags (checkout: fetch-depth: 0), or run git fetch --unshallow --tags",
    rules: ["W014", "V009"],
  },
  {
    id: "shallow-clone",
    match: /is shallow and may cause errors|No names found, cannot describe anything|No tags can describe/,
    what: "The clone lacks history or tags, so a version computed from tags is wrong.",
    fix: "run git fetch --unshallow --tags; in a workflow, set fetch-depth: 0",
    rules: ["W014"],
  },
  {
    id: "license-classifier-and-expression",
    match: /License classifiers (?:have been superseded|are deprecated)/i,
    what: "The project has both a license expression and license classifiers, which setuptools 77 and newer rejects.",
    fix: "remove the License :: classifiers",
    rules: ["C005", "C006"],
  },
  {
    id: "license-table",
    match:
      /`?project\.license`? (?:must be valid exactly by one definition|as a TOML table is deprecated)|configuration error: `project\.license`/,
    what: "The setuptools version of the build does not support a license expression.",
    fix: 'require a newer one: build-system.requires = ["setuptools>=77"]',
    rules: ["C006"],
  },
  {
    id: "invalid-pyproject",
    match:
      /invalid pyproject\.toml config|TOMLDecodeError|Invalid TOML|TOML parse error|Failed to parse: `?pyproject\.toml/,
    what: "pyproject.toml is not valid.",
    fix: "run shipwheel check . to find the line",
    rules: ["F001"],
  },
  {
    id: "package-directory-missing",
    match: /package directory '?([^\s']{1,120})'? does not exist/,
    what: "The configuration names the package directory {1}, which does not exist.",
    fix: "correct packages or package-dir, or let packages.find look for it",
    rules: ["F010"],
  },
  {
    id: "tools-older-than-python",
    match: /module '?pkgutil'? has no attribute '?ImpImporter/,
    what: "An old pip, setuptools or pkg_resources runs on Python 3.12 or newer, which removed pkgutil.ImpImporter.",
    fix: "upgrade them: python -m ensurepip --upgrade, python -m pip install --upgrade pip setuptools; if the project pins an old setuptools, use a newer release of it, or Python 3.11",
  },
  {
    id: "cargo-missing",
    match:
      /Cargo metadata failed(?:\. Do you have cargo in your PATH\?)? Caused by: (?:program not found|No such file or directory)/,
    what: "The project is built from source and has Rust code, but cargo is missing.",
    fix: "publish wheels for this platform; to build it here, install Rust (rustup) and put cargo on PATH",
  },
  {
    id: "backend-missing",
    match:
      /BackendUnavailable|backend-unavailable|Cannot import build backend|Cannot import '([\w.]{1,120})'|Backend '([\w.]{1,120})' is not available/,
    what: "The build backend cannot be imported in the build environment.",
    fix: "list it in build-system.requires, and spell build-backend as in its documentation",
    rules: ["F003", "B006"],
  },
  {
    id: "hatch-no-files",
    match: /Unable to determine which files to ship inside the wheel/,
    what: "hatchling finds no package with the project's name.",
    fix: '[tool.hatch.build.targets.wheel] packages = ["src/NAME"]',
    rules: ["K001"],
  },
  {
    id: "direct-reference",
    match: /cannot be a direct reference unless|Can't have direct dependency/,
    what: "A dependency is a URL, which indexes reject.",
    fix: "require a released version; for development use [tool.uv.sources] or a dependency group",
    rules: ["P001", "P002"],
  },
  {
    id: "bdist-wheel-command",
    match: /invalid command '?bdist_wheel/,
    what: "The build is not isolated, and the environment lacks the wheel package.",
    fix: "build with python -m build or shipwheel build",
  },
  {
    id: "not-a-project",
    match:
      /neither '?setup\.py'? nor '?pyproject\.toml'? found|does not appear to be a Python project|No `?pyproject\.toml`? found/,
    what: "The directory or archive has neither pyproject.toml nor setup.py.",
    fix: "run it in the project's directory; for an sdist, include pyproject.toml",
    rules: ["F002"],
  },
  {
    id: "readme-missing",
    match:
      /(?:Readme file does not exist|README file .{0,80}(?:not found|does not exist)|File '?[^\s']{0,120}README[^\s']{0,120}'? cannot be found|No such file or directory: '?[^\s']{0,120}README)/i,
    what: "The README that the metadata names does not exist or is not in the sdist.",
    fix: "correct project.readme, or include the file in the sdist",
    rules: ["D009", "F012"],
  },
  {
    id: "requirements-file-missing",
    match: /No such file or directory: '?[^\s']{0,120}requirements[\w.-]{0,120}\.(?:txt|in)/,
    what: "setup.py reads a requirements file that the sdist lacks.",
    fix: "include the file in the sdist, or list the dependencies in pyproject.toml",
    rules: ["F012"],
  },
  {
    id: "python-2-code",
    match:
      /SyntaxError: (?:multiple exception types must be parenthesized|Missing parentheses in call to 'print')/,
    what: "Python 3 runs code written for Python 2.",
    fix: "look for a newer release or a maintained fork",
  },
  {
    id: "pkg-resources-missing",
    match: /No module named '?pkg_resources/,
    what: "Code imports pkg_resources, which belongs to setuptools and is no longer in every environment.",
    fix: "use importlib.metadata and importlib.resources instead",
    rules: ["P006"],
  },
  {
    id: "distutils-missing",
    match: /No module named '?distutils/,
    what: "Code imports distutils, which Python 3.12 removed.",
    fix: "use setuptools, packaging or sysconfig instead",
  },
  {
    id: "tool-missing",
    match:
      /No module named '?(build|twine|pip|wheel|setuptools|venv|ensurepip|hatchling|flit|poetry)'?(?![.\w])/,
    what: "The Python that runs the command does not have {1}.",
    fix: "install it for this Python: python -m pip install {1} (pip itself: python -m ensurepip)",
  },
];
