import { evaluateMarker, formatMarker } from "../dist/marker.ts";
import { normalizeName } from "../version/names.ts";
import type { DriverError } from "./driver/records.ts";
import { isTestModule, topOf } from "./modules.ts";
import type { RehearsedProject, RehearsedRequirement } from "./request.ts";

/** Import names of well-known projects whose name differs from the project's. */
const IMPORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  attr: ["attrs"],
  bs4: ["beautifulsoup4"],
  Crypto: ["pycryptodome", "pycrypto"],
  cv2: ["opencv-python", "opencv-python-headless", "opencv-contrib-python"],
  dateutil: ["python-dateutil"],
  docx: ["python-docx"],
  dotenv: ["python-dotenv"],
  fitz: ["pymupdf"],
  git: ["gitpython"],
  google: ["protobuf", "google-api-python-client", "google-cloud-storage", "google-auth"],
  jwt: ["pyjwt"],
  MySQLdb: ["mysqlclient"],
  magic: ["python-magic"],
  OpenSSL: ["pyopenssl"],
  PIL: ["pillow"],
  pkg_resources: ["setuptools"],
  pptx: ["python-pptx"],
  psycopg2: ["psycopg2-binary", "psycopg2"],
  serial: ["pyserial"],
  skimage: ["scikit-image"],
  sklearn: ["scikit-learn"],
  slugify: ["python-slugify"],
  socks: ["pysocks"],
  usb: ["pyusb"],
  win32api: ["pywin32"],
  win32con: ["pywin32"],
  win32gui: ["pywin32"],
  pythoncom: ["pywin32"],
  pywintypes: ["pywin32"],
  yaml: ["pyyaml", "ruamel-yaml"],
  zmq: ["pyzmq"],
};

/** Modules of the standard library that exist on some platforms only. */
const PLATFORM_MODULES: Readonly<Record<string, string>> = {
  _winapi: "Windows",
  msvcrt: "Windows",
  nt: "Windows",
  winreg: "Windows",
  winsound: "Windows",
  _scproxy: "macOS",
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
};

/** Modules of the standard library that Python 3 never had. */
const PYTHON_2: ReadonlySet<string> = new Set(
  (
    "__builtin__ anydbm BaseHTTPServer commands ConfigParser Cookie cookielib copy_reg cPickle cStringIO dummy_thread " +
    "exceptions htmlentitydefs HTMLParser httplib md5 Queue robotparser sets sha SimpleHTTPServer SocketServer StringIO " +
    "thread Tkinter tkMessageBox ttk urllib2 urlparse UserDict UserList UserString whichdb _winreg xmlrpclib"
  ).split(" "),
);

/** The minor version of Python 3 that removed a module of the standard library. */
const REMOVED: Readonly<Record<string, number>> = {
  asynchat: 12,
  asyncore: 12,
  distutils: 12,
  imp: 12,
  smtpd: 12,
  aifc: 13,
  audioop: 13,
  cgi: 13,
  cgitb: 13,
  chunk: 13,
  crypt: 13,
  imghdr: 13,
  lib2to3: 13,
  mailcap: 13,
  msilib: 13,
  nis: 13,
  nntplib: 13,
  ossaudiodev: 13,
  pipes: 13,
  sndhdr: 13,
  spwd: 13,
  sunau: 13,
  telnetlib: 13,
  uu: 13,
  xdrlib: 13,
  formatter: 10,
  parser: 10,
  binhex: 11,
};

/** Whether the requirement is the one whose project gives the top-level module. */
export function providesModule(requirement: Pick<RehearsedRequirement, "name">, top: string): boolean {
  const name = normalizeName(requirement.name);
  return name === normalizeName(top) || (IMPORT_NAMES[top] ?? []).includes(name);
}

/** The Python 3 minor version in which the standard library lost this module, or null. */
export function removedFromStandardLibrary(module: string): number | null {
  return REMOVED[topOf(module)] ?? null;
}

/** Whether only the standard library of Python 2 has this module. */
export function isPython2(module: string): boolean {
  return PYTHON_2.has(topOf(module));
}

/** The source line that Python's traceback shows last; empty when it shows none. */
export function lastLine(trace: string): string {
  const shown = trace.split("\n").filter((line) => /^ {4}\S/.test(line) && !/^[\s~^]+$/.test(line));
  return shown.at(-1)?.trim() ?? "";
}

/** Why a failed import is no defect, or null when it is one. */
export function excuse(
  failure: { readonly module: string; readonly error: DriverError; readonly packaged: boolean },
  missing: string | null,
  context: {
    readonly project: RehearsedProject;
    readonly firstPartyTops: ReadonlySet<string>;
    readonly markers: Readonly<Record<string, string>>;
    readonly platform: "linux" | "darwin" | "win32";
    readonly pythonMinor: number;
  },
): string | null {
  const { project, platform } = context;
  if (missing !== null) {
    const top = topOf(missing);
    const only = PLATFORM_MODULES[top];
    if (only !== undefined && !isOn(only, platform) && !isRemoved(top, context.pythonMinor))
      return `it needs ${top}, which only Python on ${only} has`;
    const wanted = project.requirements.filter((requirement) => providesModule(requirement, top));
    const applies = wanted.some(
      (requirement) => requirement.marker === null || evaluateMarker(requirement.marker, context.markers),
    );
    if (!applies) {
      const extra = wanted.flatMap((requirement) => requirement.extras)[0];
      if (extra !== undefined) return `it needs ${top}, which comes with the extra [${extra}]`;
      const marker = wanted.find((requirement) => requirement.marker !== null)?.marker ?? null;
      if (marker !== null) return `it needs ${top}, which is required only where ${formatMarker(marker)}`;
      if (isTestModule(failure.module) && !context.firstPartyTops.has(top))
        return `it belongs to tests and needs ${top}, which is not a requirement`;
    }
  }
  // A module for another platform may say so itself: assert sys.platform == "win32".
  if (failure.error.chain[0]?.type === "AssertionError") {
    const line = lastLine(failure.error.trace);
    if (/^assert\b.*\b(?:sys\.platform|os\.name|platform\.system)\b/.test(line))
      return `it is for another platform: ${line}`;
  }
  const named = extraNamed(failure.error, project.extras);
  if (named !== null) return `it asks for the extra [${named}]`;
  if (!failure.packaged && missing === null && failure.error.chain[0]?.type === "SyntaxError")
    return "its directory holds no __init__.py and it is not plain Python: taken for a template";
  return null;
}

function isOn(only: string, platform: "linux" | "darwin" | "win32"): boolean {
  if (only === "Windows") return platform === "win32";
  if (only === "macOS") return platform === "darwin";
  if (only === "Linux") return platform === "linux";
  return platform !== "win32";
}

function isRemoved(top: string, minor: number): boolean {
  return minor >= (REMOVED[top] ?? Number.POSITIVE_INFINITY);
}

/** An ImportError whose text tells the user to install with an extra: `pip install "x[extra]"`. */
function extraNamed(error: DriverError, extras: readonly string[]): string | null {
  for (const link of error.chain) {
    if (link.type !== "ImportError" && link.type !== "ModuleNotFoundError" && link.type !== "RuntimeError")
      continue;
    for (const match of link.message.matchAll(/\[([A-Za-z0-9._-]+)\]/g)) {
      const extra = extras.find((each) => normalizeName(each) === normalizeName(match[1] ?? ""));
      if (extra !== undefined) return extra;
    }
  }
  return null;
}
