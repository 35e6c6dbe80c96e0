import { normalizeName } from "../../version/names.ts";

/** Distributions whose import name is not their own name (normalised name -> top-level names). */
const IMPORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  "antlr4-python3-runtime": ["antlr4"],
  attrs: ["attr", "attrs"],
  beautifulsoup4: ["bs4"],
  biopython: ["Bio"],
  cffi: ["cffi", "_cffi_backend"],
  cython: ["Cython", "pyximport"],
  "discord-py": ["discord"],
  django: ["django"],
  djangorestframework: ["rest_framework"],
  docker: ["docker"],
  docutils: ["docutils"],
  "email-validator": ["email_validator"],
  "faiss-cpu": ["faiss"],
  "faiss-gpu": ["faiss"],
  gitpython: ["git"],
  "google-api-python-client": ["googleapiclient", "apiclient"],
  "google-cloud-storage": ["google"],
  grpcio: ["grpc"],
  "grpcio-tools": ["grpc_tools"],
  "importlib-metadata": ["importlib_metadata"],
  "importlib-resources": ["importlib_resources"],
  ipython: ["IPython"],
  jinja2: ["jinja2"],
  "kafka-python": ["kafka"],
  ldap3: ["ldap3"],
  levenshtein: ["Levenshtein"],
  markdown: ["markdown"],
  markupsafe: ["markupsafe"],
  msgpack: ["msgpack"],
  "mysql-connector-python": ["mysql"],
  mysqlclient: ["MySQLdb"],
  "opencv-contrib-python": ["cv2"],
  "opencv-contrib-python-headless": ["cv2"],
  "opencv-python": ["cv2"],
  "opencv-python-headless": ["cv2"],
  paho: ["paho"],
  "paho-mqtt": ["paho"],
  pillow: ["PIL"],
  pip: ["pip"],
  "prompt-toolkit": ["prompt_toolkit"],
  protobuf: ["google"],
  "psycopg2-binary": ["psycopg2"],
  "py-cpuinfo": ["cpuinfo"],
  "pyasn1-modules": ["pyasn1_modules"],
  pycairo: ["cairo"],
  pycryptodome: ["Crypto"],
  pycryptodomex: ["Cryptodome"],
  pygithub: ["github"],
  pygments: ["pygments"],
  pygobject: ["gi"],
  pyjwt: ["jwt"],
  pymupdf: ["fitz", "pymupdf"],
  pynacl: ["nacl"],
  pyopenssl: ["OpenSSL"],
  pyparsing: ["pyparsing"],
  pyqt5: ["PyQt5"],
  pyqt6: ["PyQt6"],
  pyserial: ["serial"],
  pysocks: ["socks", "sockshandler"],
  "python-dateutil": ["dateutil"],
  "python-docx": ["docx"],
  "python-dotenv": ["dotenv"],
  "python-jose": ["jose"],
  "python-ldap": ["ldap"],
  "python-levenshtein": ["Levenshtein"],
  "python-magic": ["magic"],
  "python-multipart": ["multipart", "python_multipart"],
  "python-pptx": ["pptx"],
  "python-slugify": ["slugify"],
  "python-socketio": ["socketio"],
  "python-telegram-bot": ["telegram"],
  pytz: ["pytz"],
  pyusb: ["usb"],
  pywin32: [
    "win32api",
    "win32con",
    "win32com",
    "win32gui",
    "win32event",
    "pythoncom",
    "pywintypes",
    "win32file",
    "win32pipe",
    "win32process",
    "win32service",
    "win32serviceutil",
  ],
  pyyaml: ["yaml"],
  pyzmq: ["zmq"],
  "rpi-gpio": ["RPi"],
  "ruamel-yaml": ["ruamel"],
  "scikit-image": ["skimage"],
  "scikit-learn": ["sklearn"],
  setuptools: ["setuptools", "pkg_resources", "_distutils_hack"],
  sphinx: ["sphinx"],
  "tensorflow-cpu": ["tensorflow"],
  "typing-extensions": ["typing_extensions"],
  "umap-learn": ["umap"],
  unidecode: ["unidecode"],
  web3: ["web3"],
  "websocket-client": ["websocket"],
  werkzeug: ["werkzeug"],
  wxpython: ["wx"],
};

/** The same of what builds require; nobody imports them at run time, where another distribution may be meant. */
const BUILD_TOOLS: Readonly<Record<string, readonly string[]>> = {
  "cx-freeze": ["cx_Freeze"],
  mypy: ["mypy", "mypyc"],
  "oldest-supported-numpy": ["numpy"],
  pyinstaller: ["PyInstaller"],
  pyobjc: ["objc"],
  "pyobjc-core": ["objc"],
  "pyqt-builder": ["pyqtbuild"],
  "pytest-runner": ["ptr"],
  "scikit-build": ["skbuild"],
  "scipy-openblas32": ["scipy_openblas32"],
  "scipy-openblas64": ["scipy_openblas64"],
  sip: ["sipbuild"],
  "vcs-versioning": ["vcs_versioning"],
};

const DISTRIBUTIONS = new Map<string, string[]>();
for (const [distribution, names] of Object.entries(IMPORT_NAMES)) {
  for (const name of names) DISTRIBUTIONS.set(name, [...(DISTRIBUTIONS.get(name) ?? []), distribution]);
}

/** The top-level names that a distribution provides: by the table, else by its own name in the usual spellings. */
export function importNamesOf(distribution: string): readonly string[] {
  const name = normalizeName(distribution);
  const known = IMPORT_NAMES[name] ?? BUILD_TOOLS[name];
  const plain = name.replaceAll("-", "_");
  const spellings = [
    plain,
    name.split("-")[0] ?? "",
    plain.replace(/^(python|py)_?/, ""),
    plain.replace(/_?(python|py)$/, ""),
  ];
  return [...(known ?? []), ...spellings.filter((spelling) => spelling !== "")];
}

/** The distributions that are known to provide a top-level name under another name; empty when none is. */
export function distributionsOf(module: string): readonly string[] {
  return DISTRIBUTIONS.get(module) ?? [];
}

/** How people write the name of a distribution whose normal form is a lower-case one. */
const SPELLINGS: Readonly<Record<string, string>> = {
  pyyaml: "PyYAML",
  pillow: "Pillow",
  pyjwt: "PyJWT",
  gitpython: "GitPython",
};

/** The usual spelling of a distribution's name. */
export function spelling(distribution: string): string {
  return SPELLINGS[distribution] ?? distribution;
}

/**
 * Popular distributions without requirements of their own: nothing else comes with them, so that what is neither
 * theirs nor declared is certainly missing. Dated November 2026.
 */
export const LEAVES: ReadonlySet<string> = new Set([
  "attrs",
  "certifi",
  "chardet",
  "charset-normalizer",
  "click",
  "colorama",
  "docutils",
  "filelock",
  "idna",
  "iniconfig",
  "jmespath",
  "joblib",
  "lxml",
  "markdown",
  "markupsafe",
  "mdurl",
  "more-itertools",
  "msgpack",
  "networkx",
  "numpy",
  "orjson",
  "packaging",
  "pathspec",
  "pillow",
  "platformdirs",
  "pluggy",
  "ply",
  "psutil",
  "pycparser",
  "pygments",
  "pyparsing",
  "pytz",
  "pyyaml",
  "regex",
  "simplejson",
  "six",
  "sortedcontainers",
  "tabulate",
  "toml",
  "tomli",
  "tomli-w",
  "tomlkit",
  "toolz",
  "tqdm",
  "typing-extensions",
  "tzdata",
  "ujson",
  "urllib3",
  "wcwidth",
  "wheel",
  "wrapt",
  "xmltodict",
  "zipp",
]);
