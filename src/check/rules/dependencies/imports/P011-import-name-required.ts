import { declaredRequirements } from "../requirements.ts";
import { requirementFix } from "../requirement-fix.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** Names that are imported, and the distributions that provide them under another name. */
const REAL: Readonly<Record<string, string>> = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  crypto: "pycryptodome",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  discord: "discord.py",
  dotenv: "python-dotenv",
  fitz: "PyMuPDF",
  git: "GitPython",
  gi: "PyGObject",
  jwt: "PyJWT",
  mysqldb: "mysqlclient",
  nacl: "PyNaCl",
  openssl: "pyOpenSSL",
  pil: "Pillow",
  "pkg-resources": "setuptools",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  telegram: "python-telegram-bot",
  usb: "pyusb",
  websocket: "websocket-client",
  win32api: "pywin32",
  wx: "wxPython",
  yaml: "PyYAML",
  zmq: "pyzmq",
};

/** P011: a requirement uses an import name. */
export const importNameRequired: Rule = defineRule({
  code: "P011",
  slug: "import-name-required",
  title: "a requirement uses an import name",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "A requirement uses the name of the import package instead of the distribution, such as `yaml` instead of PyYAML.",
    why: "The index has nothing under that name, or an unrelated project: users get an error or unrelated code.",
    fix: "write the distribution's name",
    bad: 'dependencies = ["yaml", "sklearn"]',
    good: 'dependencies = ["PyYAML", "scikit-learn"]',
    peers: [],
  },
  *check(inputs) {
    for (const requirement of declaredRequirements(inputs)) {
      const { name, parsed, view, item } = requirement;
      const real = Object.hasOwn(REAL, name) ? REAL[name] : undefined;
      if (real === undefined || parsed.url !== null) continue;
      const text = item.text.replace(parsed.name, real);
      yield {
        message: `${view.label}: "${parsed.name}" is an import name; the distribution is ${real}`,
        location: item.location,
        subject: name,
        help: `write "${text}"`,
        ...requirementFix(inputs, requirement, "review", `write ${real}`, text),
      };
    }
  },
});
