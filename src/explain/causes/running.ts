import type { Cause } from "./cause.ts";

/** Python at run time, and the shell. */
export const RUNNING_CAUSES: readonly Cause[] = [
  {
    id: "scripts-not-on-path",
    match: /The scripts? ([\w., -]{1,400}?) (?:is|are) installed in '?[^']{1,300}'? which is not on PATH/,
    what: "The installer put {1} into a directory that is not on PATH.",
    fix: "add that directory to PATH, or install into a virtual environment, with pipx or uv tool install",
    rules: ["E010", "I004"],
  },
  {
    id: "command-not-found",
    match:
      /(?:^|[\s:])([\w.+-]{1,120}): command not found|command not found: ([\w.+-]{1,120})|'?"?([\w.+-]{1,120})'?"? is not recognized as (?:an internal or external command|the name of a cmdlet|a name of a cmdlet)|(?:sh|bash|dash)(?:: \d+)?: ([\w.+-]{1,120}): not found|exec: "([\w.+-]{1,120})": executable file not found/,
    what: "The shell does not find the command: the package is not installed, declares no such script, or its scripts' directory is not on PATH.",
    fix: "find the script with python -m pip show -f NAME and add its directory to PATH, or run python -m PACKAGE; shipwheel verify tries every declared script",
    rules: ["E010", "I004"],
  },
  {
    id: "glibc-too-old",
    match: /version `?'?(GLIBC(?:XX)?_[\d.]{1,20})'? not found/,
    what: "A compiled file needs {1}, but the C library of this system is older: it was built on a newer system.",
    fix: "build the wheel in a manylinux image (cibuildwheel) and check it with auditwheel show; as a user, use a newer system or an older release",
    rules: ["T005"],
  },
  {
    id: "symbol-missing",
    match: /undefined symbol: (\S{1,200})|symbol (\w{1,200}), version \S{1,80} not defined in file/,
    what: "A compiled module needs the symbol {1}, which no loaded library has: it was built for a different version of Python or of a library.",
    fix: "build it for the installed version, or install the wheel for that version",
  },
  {
    id: "script-module-missing",
    match:
      /(?:load_entry_point|console_scripts|importlib_load_entry_point|\/bin\/[\w.-]{1,120}", line \d+, in <module>|Scripts\\[\w.-]{1,120}).{0,1500}?(?:ModuleNotFoundError|ImportError): No module named '?([\w.]{1,120})/,
    what: "The script's entry point names the module {1}, which the distribution does not contain.",
    fix: "include the package that contains it (packages, packages.find), or correct the entry point",
    rules: ["E004", "K015"],
  },
  {
    id: "entry-point-not-found",
    match: /Entry point \('console_scripts', '([\w.-]{1,120})'\) not found/,
    what: "The script {1} belongs to a different version of its distribution; the installed version declares no such script.",
    fix: "reinstall the distribution with the Python that runs the script: python -m pip install --force-reinstall NAME",
  },
  {
    id: "partially-initialized",
    match: /partially initialized module '?([\w.]{1,120})/,
    what: "{1} is imported while its own import is still running: there is a circular import, or a file of yours has the name of a module.",
    fix: "rename the file, or import inside the function",
  },
  {
    id: "relative-import",
    match: /attempted relative import (?:with no known parent package|beyond top-level package)/,
    what: "A relative import points outside its package: a module was run as a file, or the package was copied into another one.",
    fix: "run it as a module: python -m package.module",
  },
  {
    id: "no-metadata",
    match:
      /PackageNotFoundError(?:: (?:No package metadata was found for )?([\w.-]{1,120}))?|DistributionNotFound/,
    what: "Code reads the metadata of a distribution that is not installed or has another name.",
    fix: "use the distribution's name (not the import's), and install it first: pip install -e .",
  },
  {
    id: "cannot-import-name",
    match: /ImportError: cannot import name '?(\w{1,120})(?!\w|'? from partially)/,
    what: "The module exists but has no {1}: its version is older or newer than the code expects, or a script names a missing function.",
    fix: "require a version that has it; for a script, correct its function",
    rules: ["E005"],
  },
  {
    id: "data-file-missing",
    match:
      /(?:FileNotFoundError|IOError): .{0,20}No such file or directory: '?[^\s']{0,120}(?:site-packages|dist-packages)[^\s']{0,120}?([^/\\\s']{1,120})'/,
    what: "The code reads {1} from its package, but the wheel does not contain it.",
    fix: "include it with [tool.setuptools.package-data], and read it with importlib.resources",
    rules: ["K012", "K013"],
  },
  {
    id: "module-missing",
    match:
      /ModuleNotFoundError: No module named '?([\w.]{1,120})|ImportError: No module named '?([\w.]{1,120})/,
    what: "The module is not installed: a dependency is not declared, or the wheel lacks a package.",
    fix: "declare the dependency in project.dependencies, or include the package; shipwheel rehearse imports every module of the installed wheel",
    rules: ["P006", "K016"],
  },
  {
    id: "syntax-too-new",
    match:
      /site-packages.{0,300}SyntaxError: |SyntaxError: (?:invalid syntax|f-string|expected ':').{0,200}site-packages/,
    what: "An installed module uses syntax that this Python does not support.",
    fix: "raise requires-python to the oldest Python that runs it",
    rules: ["K024"],
  },
];
