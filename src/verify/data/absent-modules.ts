import { REMOVED_MODULES } from "../../distribution/stdlib-modules.ts";
import type { DriverError, ErrorLink } from "../driver/records.ts";
import { topOf } from "../imports/modules.ts";

/** Modules that exist on some platforms or in other implementations of Python only. */
const PLATFORM_MODULES: Readonly<Record<string, string>> = {
  _overlapped: "Windows",
  _winapi: "Windows",
  msilib: "Windows",
  msvcrt: "Windows",
  nt: "Windows",
  pythoncom: "Windows",
  pywintypes: "Windows",
  win32api: "Windows",
  win32com: "Windows",
  win32con: "Windows",
  win32event: "Windows",
  win32file: "Windows",
  win32gui: "Windows",
  win32pipe: "Windows",
  win32process: "Windows",
  win32security: "Windows",
  win32service: "Windows",
  winreg: "Windows",
  winsound: "Windows",
  AppKit: "macOS",
  Cocoa: "macOS",
  CoreFoundation: "macOS",
  Foundation: "macOS",
  PyObjCTools: "macOS",
  Quartz: "macOS",
  _scproxy: "macOS",
  objc: "macOS",
  crypt: "Unix",
  curses: "Unix",
  _curses: "Unix",
  fcntl: "Unix",
  grp: "Unix",
  nis: "Unix",
  ossaudiodev: "Linux",
  posix: "Unix",
  pty: "Unix",
  pwd: "Unix",
  readline: "Unix",
  resource: "Unix",
  spwd: "Unix",
  syslog: "Unix",
  termios: "Unix",
  tty: "Unix",
  System: "IronPython",
  clr: "IronPython",
  java: "Jython",
  javax: "Jython",
  org: "Jython",
  android: "Android",
  jnius: "Android",
  js: "Pyodide",
  pyodide: "Pyodide",
  pyodide_js: "Pyodide",
  micropip: "Pyodide",
  machine: "MicroPython",
  micropython: "MicroPython",
  usocket: "MicroPython",
  utime: "MicroPython",
  __pypy__: "PyPy",
};

/** Bindings that belong to the system's packages; pip rarely brings them. */
const SYSTEM_MODULES: ReadonlySet<string> = new Set(
  "gi gobject gtk pygtk glib dbus apt apt_pkg rpm selinux libvirt _tkinter tkinter turtle _dbm _gdbm _lzma _bz2 _sqlite3".split(
    " ",
  ),
);

/** Attributes of the standard library that other platforms have. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  WinDLL: "Windows",
  OleDLL: "Windows",
  WinError: "Windows",
  WINFUNCTYPE: "Windows",
  FormatError: "Windows",
  GetLastError: "Windows",
  get_last_error: "Windows",
  windll: "Windows",
  oledll: "Windows",
  wintypes: "Windows",
  WindowsError: "Windows",
  WindowsPath: "Windows",
  STARTUPINFO: "Windows",
  CREATE_NEW_CONSOLE: "Windows",
  CREATE_NEW_PROCESS_GROUP: "Windows",
  CREATE_NO_WINDOW: "Windows",
  ProactorEventLoop: "Windows",
  IocpProactor: "Windows",
  WindowsProactorEventLoopPolicy: "Windows",
  WindowsSelectorEventLoopPolicy: "Windows",
  getwindowsversion: "Windows",
  startfile: "Windows",
  O_BINARY: "Windows",
  CTRL_C_EVENT: "Windows",
  CTRL_BREAK_EVENT: "Windows",
  kqueue: "BSD and macOS",
  kevent: "BSD and macOS",
  KQ_FILTER_READ: "BSD and macOS",
  KqueueSelector: "BSD and macOS",
  epoll: "Linux",
  sched_getaffinity: "Linux",
  getuid: "Unix",
  geteuid: "Unix",
  getgid: "Unix",
  fork: "Unix",
  killpg: "Unix",
  uname: "Unix",
  SIGKILL: "Unix",
  SIGALRM: "Unix",
  SIGHUP: "Unix",
  AF_UNIX: "Unix",
  AF_SYSTEM: "macOS",
};

/** How modules refuse another platform in their own words. */
const REFUSAL =
  /\bonly\b.{0,40}\b(?:on|for|by|in|under) (?:Windows|macOS|Mac OS X|OS X|Darwin|Cygwin|BSD|Pyodide|Emscripten|Jython|IronPython)\b|\b(?:Windows|macOS|Pyodide)[ -]only\b|not (?:supported|available) on (?:this|your|the current) (?:platform|system|operating system)|unsupported platform/i;

/** Modules and names of Python 2 that Python 3 never had. */
const PYTHON_2: ReadonlySet<string> = new Set(
  (
    "__builtin__ anydbm BaseHTTPServer commands ConfigParser Cookie cookielib copy_reg cPickle cStringIO dummy_thread " +
    "exceptions htmlentitydefs HTMLParser httplib md5 Queue robotparser sets sha SimpleHTTPServer SocketServer StringIO " +
    "thread Tkinter tkMessageBox ttk urllib2 urlparse UserDict UserList UserString whichdb _winreg xmlrpclib"
  ).split(" "),
);
const PYTHON_2_NAMES: ReadonlySet<string> = new Set(
  "basestring execfile file long raw_input reduce reload unichr unicode xrange".split(" "),
);

/** The operating systems that we tell apart. */
export type Platform = "linux" | "darwin" | "win32";

/** The Python 3 minor version in which the standard library lost this module, or null. */
export function removedFromStandardLibrary(module: string): number | null {
  return REMOVED_MODULES.get(topOf(module)) ?? null;
}

/** Whether only the standard library of Python 2 has this module. */
export function isPython2(module: string): boolean {
  return PYTHON_2.has(topOf(module));
}

/**
 * What another platform, another implementation or the system's own packages would bring, in words; null when the
 * failure is of another kind. Every link of the exception chain counts: `winreg`, then `_winreg`, is Windows.
 */
export function platformNeed(
  error: DriverError,
  here: { readonly platform: Platform; readonly pythonMinor: number },
): string | null {
  for (const link of error.chain) {
    const need = needOf(link, error, here);
    if (need !== null) return need;
  }
  return null;
}

/** The module that is not there; `six.moves` looks modules of the standard library up under a name of its own. */
function missingModule({ type, message, module }: ErrorLink): string | null {
  if (type === "ModuleNotFoundError") return module || null;
  return /^cannot import name '(\w+)' from '(?:[\w.]+\.)?six\.moves'/.exec(message)?.[1] ?? null;
}

function needOf(
  link: ErrorLink,
  error: DriverError,
  here: { readonly platform: Platform; readonly pythonMinor: number },
): string | null {
  const { message } = link;
  const missing = missingModule(link);
  if (missing !== null) {
    const top = topOf(missing);
    const only = PLATFORM_MODULES[top];
    if (
      only !== undefined &&
      !isOn(only, here.platform) &&
      here.pythonMinor < (REMOVED_MODULES.get(top) ?? 1000)
    )
      return `it needs ${top}, which only Python on ${only} has`;
    if (SYSTEM_MODULES.has(top)) return `it needs ${top}, which comes with the operating system`;
    return null;
  }
  const name =
    /^cannot import name '(\w+)' from '(?:ctypes|os|select|selectors|signal|socket|subprocess|asyncio)\b/.exec(
      message,
    )?.[1] ??
    /^module '(?:ctypes|os|select|selectors|signal|socket|subprocess|sys|asyncio[\w.]*|pathlib)' has no attribute '(\w+)'/.exec(
      message,
    )?.[1] ??
    /^name '(\w+)' is not defined/.exec(message)?.[1];
  const only = name === undefined ? undefined : PLATFORM_NAMES[name];
  if (only !== undefined && !isOn(only, here.platform))
    return `it needs ${name}, which only Python on ${only} has`;
  if (name !== undefined && link.type === "NameError" && PYTHON_2_NAMES.has(name))
    return `it needs ${name}, which only Python 2 has`;
  if (
    /undefined symbol: (?:CF|Cocoa|NS|objc_|Sec|IO|CG|mach_)\w*|\/System\/Library\/|\.framework\b|\.dylib\b/.test(
      message,
    )
  )
    return `it needs macOS: ${message.slice(0, 120)}`;
  if (link.type !== "ModuleNotFoundError" && REFUSAL.test(message)) return message.slice(0, 160);
  if (link.type === "OSError" && /\.dll\b/i.test(message))
    return `it needs Windows: ${message.slice(0, 120)}`;
  // A name without a path is looked for in the system; a path is a file that the release should bring.
  if (link.type === "OSError" && /^[^/]+: cannot open shared object file/.test(message))
    return `it needs a system library: ${message.slice(0, 120)}`;
  // ctypes.CDLL(None) finds the symbols of the running program.
  if (/undefined symbol: /.test(message) && /ctypes/.test(error.trace))
    return `it needs another platform: ${message.slice(0, 120)}`;
  return null;
}

/** Words by which projects name what they compile for one system: `_psutil_aix`, `_winconsole_win32`. */
const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  aix: "AIX",
  bsd: "BSD and macOS",
  cygwin: "Cygwin",
  darwin: "macOS",
  freebsd: "FreeBSD",
  linux: "Linux",
  mac: "macOS",
  macos: "macOS",
  netbsd: "NetBSD",
  nt: "Windows",
  openbsd: "OpenBSD",
  osx: "macOS",
  posix: "Unix",
  solaris: "Solaris",
  sunos: "Solaris",
  win: "Windows",
  win32: "Windows",
  windows: "Windows",
};

/** The other system for which a module is meant, by a word of its own name; null when it has no such word. */
export function systemOfName(module: string, platform: Platform): string | null {
  const words = module.split(".").at(-1)?.split("_") ?? [];
  const only = words.map((word) => SYSTEM_WORDS[word.toLowerCase()]).find((system) => system !== undefined);
  return only === undefined || isOn(only, platform) ? null : only;
}

/** Whether this Python is one of those that have it. */
export function isOn(only: string, platform: Platform): boolean {
  if (only === "Windows") return platform === "win32";
  if (only === "macOS") return platform === "darwin";
  if (only === "BSD and macOS") return platform === "darwin";
  if (only === "Linux") return platform === "linux";
  return only === "Unix" && platform !== "win32";
}
