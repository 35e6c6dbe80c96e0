import { normalizeName } from "../../version/names.ts";
import type { RehearsedRequirement } from "../request.ts";

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

/** Whether the requirement is the one whose project gives the top-level module. */
export function providesModule(requirement: Pick<RehearsedRequirement, "name">, top: string): boolean {
  const name = normalizeName(requirement.name);
  return name === normalizeName(top) || (IMPORT_NAMES[top] ?? []).includes(name);
}
