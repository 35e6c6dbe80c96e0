import { isStdlibName } from "../../distribution/stdlib-names.ts";

/** Public top-level modules of CPython's standard library, 3.7 to 3.14. Dated November 2026. */
const MODULES: ReadonlySet<string> = new Set(
  (
    "abc aifc annotationlib argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb " +
    "binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop " +
    "collections colorsys compileall compression concurrent configparser contextlib contextvars copy " +
    "copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest " +
    "dummy_threading email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch " +
    "formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip " +
    "hashlib heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress itertools json " +
    "keyword lib2to3 linecache locale logging lzma macpath mailbox mailcap marshal math mimetypes mmap " +
    "modulefinder msilib msvcrt multiprocessing netrc nis nntplib nturl2path numbers opcode operator " +
    "optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib " +
    "posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue " +
    "quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve " +
    "shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile " +
    "sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol " +
    "symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time " +
    "timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing " +
    "unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref " +
    "xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo"
  ).split(" "),
);

/** Private modules with a further underscore, which PyPI's list cannot be asked for. 3.7 to 3.14. */
const PRIVATE: ReadonlySet<string> = new Set(
  (
    "__future__ __main__ _aix_support _android_support _apple_support _ast_unparse _codecs_cn _codecs_hk " +
    "_codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections_abc _compat_pickle _ctypes_test _curses_panel " +
    "_dummy_thread _dummy_threading _frozen_importlib _frozen_importlib_external _ios_support _opcode_metadata " +
    "_osx_support _peg_parser _py_abc _py_warnings _remote_debugging _threading_local"
  ).split(" "),
);

/**
 * Whether any Python, Python 2 included, has a top-level module of this name: never a question to the interpreter at
 * hand, which knows itself only (and before 3.10 not even that). PyPI's list of reserved project names alone cannot say
 * so: it holds dotted modules in their normal form, where `importlib.metadata` is `importlib-metadata`.
 */
export function isStandardAnywhere(name: string): boolean {
  return MODULES.has(name) || PRIVATE.has(name) || (/^_?[A-Za-z0-9]+$/.test(name) && isStdlibName(name));
}

/** Whether the standard library of a supported Python has a top-level module of this name. */
export function isStandardModule(name: string): boolean {
  return MODULES.has(name);
}

/** Modules that are gone: the minor version of Python 3 that no longer has them ("Removed" in its What's New). */
export const REMOVED_MODULES: ReadonlyMap<string, number> = new Map([
  ["formatter", 10],
  ["parser", 10],
  ["symbol", 10],
  ["binhex", 11],
  ...["asynchat", "asyncore", "distutils", "imp", "smtpd"].map((name) => [name, 12] as const),
  ...(
    "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd " +
    "sunau telnetlib uu xdrlib"
  )
    .split(" ")
    .map((name) => [name, 13] as const),
]);

/** The minor version of Python 3 that brought a module, and names of older modules (`module.name`). From 3.7 on. */
export const ADDED: ReadonlyMap<string, number> = new Map(
  [
    [7, "contextvars dataclasses importlib.resources contextlib.nullcontext time.time_ns asyncio.run"],
    [
      8,
      "importlib.metadata functools.cached_property functools.singledispatchmethod typing.Final typing.Literal " +
        "typing.Protocol typing.TypedDict typing.runtime_checkable typing.final typing.get_args typing.get_origin math.prod " +
        "math.dist shlex.join unittest.IsolatedAsyncioTestCase unittest.mock.AsyncMock",
    ],
    [
      9,
      "graphlib zoneinfo functools.cache typing.Annotated math.lcm asyncio.to_thread importlib.resources.files",
    ],
    [
      10,
      "itertools.pairwise typing.TypeAlias typing.ParamSpec typing.Concatenate typing.TypeGuard typing.is_typeddict " +
        "contextlib.aclosing types.UnionType types.NoneType types.EllipsisType dataclasses.KW_ONLY inspect.get_annotations",
    ],
    [
      11,
      "tomllib wsgiref.types asyncio.TaskGroup asyncio.Runner asyncio.timeout asyncio.timeout_at asyncio.Barrier " +
        "contextlib.chdir datetime.UTC enum.StrEnum enum.ReprEnum enum.verify enum.member enum.nonmember hashlib.file_digest " +
        "typing.Self typing.LiteralString typing.Never typing.Required typing.NotRequired typing.TypeVarTuple typing.Unpack " +
        "typing.assert_never typing.assert_type typing.reveal_type typing.dataclass_transform typing.get_overloads " +
        "logging.getLevelNamesMapping math.cbrt math.exp2 operator.call string.Template.get_identifiers",
    ],
    [
      12,
      "itertools.batched typing.override typing.TypeAliasType collections.abc.Buffer inspect.BufferFlags calendar.Month " +
        "calendar.Day types.get_original_bases",
    ],
    [
      13,
      "warnings.deprecated typing.TypeIs typing.ReadOnly typing.NoDefault copy.replace queue.ShutDown dbm.sqlite3",
    ],
    [
      14,
      "annotationlib compression compression.zstd concurrent.interpreters string.templatelib heapq.heapify_max",
    ],
  ].flatMap(([minor, names]) =>
    String(names)
      .split(" ")
      .map((name) => [name, Number(minor)] as const),
  ),
);
