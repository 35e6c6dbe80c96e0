import { pythonRepr } from "../../distribution/python-repr.ts";
import { isValidName } from "../../version/names.ts";
import type { RequestFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

const CORE_METADATA = "https://packaging.python.org/specifications/core-metadata";

/** `protocol_version` may be absent or `1`. */
export function protocolVersion(facts: RequestFacts): Refusal | null {
  const sent = facts.fields.last("protocol_version");
  return sent === null || sent === "1"
    ? null
    : refuse("unknown-protocol-version", "Unknown protocol version.");
}

/** The form's own name test, which comes before the metadata's. */
export function formName(facts: RequestFacts): Refusal | null {
  const name = facts.fields.first("name");
  if (name !== "" && isValidName(name)) return null;
  const why =
    name === ""
      ? "This field is required."
      : "Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'.";
  const message = `${pythonRepr(shorten(name))} is an invalid value for Name. Error: ${why} See ${CORE_METADATA} for more information.`;
  return refuse("invalid-name", message);
}

/** The digests that were sent have to look like digests (MD5 is compared only). */
export function digestShape(facts: RequestFacts): Refusal | null {
  const blake2 = facts.fields.first("blake2_256_digest");
  if (blake2.trim() !== "" && !/^[A-F0-9]{64}$/i.test(blake2))
    return digestRefusal("blake2_256_digest", "BLAKE2");
  return null;
}

/** As {@link digestShape}; between the two lie other fields, for PyPI names the first by alphabet. */
export function sha256Shape(facts: RequestFacts): Refusal | null {
  const sha256 = facts.fields.first("sha256_digest");
  if (sha256.trim() !== "" && !/^[A-F0-9]{64}$/i.test(sha256))
    return digestRefusal("sha256_digest", "SHA256");
  return null;
}

/** Only sdists and wheels are left of the many file types. */
export function fileType(facts: RequestFacts): Refusal | null {
  const sent = facts.fields.first("filetype");
  if (sent === "sdist" || sent === "bdist_wheel") return null;
  const why = sent === "" ? "This field is required." : "Use a known file type.";
  return refuse("unknown-filetype", `Invalid value for filetype. Error: ${why}`);
}

/** A wheel names its Python; an sdist says `source` or nothing. */
export function pythonVersion(facts: RequestFacts): Refusal | null {
  const sent = facts.fields.first("pyversion");
  const intro = "Invalid value for pyversion. Error: ";
  if (facts.fields.first("filetype") === "bdist_wheel") {
    if (sent !== "") return null;
    const message = `${intro}Python version is required for binary distribution uploads.`;
    return refuse("python-version-missing", message);
  }
  if (sent === "" || sent === "source") return null;
  return refuse("python-version-not-source", `${intro}Use 'source' as Python version for an sdist.`);
}

/** One of the three digests is enough. */
export function someDigest(facts: RequestFacts): Refusal | null {
  const sent = ["md5_digest", "sha256_digest", "blake2_256_digest"].some(
    (field) => facts.fields.first(field) !== "",
  );
  return sent ? null : refuse("no-digest", "Error: Include at least one message digest.");
}

/** There has to be a file with a name. */
export function filePresent(facts: RequestFacts): Refusal | null {
  return facts.content === null ? refuse("no-file", "Upload payload does not have a file.") : null;
}

function digestRefusal(field: string, algorithm: string): Refusal {
  const message = `Invalid value for ${field}. Error: Use a valid, hex-encoded, ${algorithm} message digest.`;
  return refuse("invalid-digest", message);
}

function shorten(value: string): string {
  const characters = Array.from(value);
  if (characters.length <= 60) return value;
  return `${characters.slice(0, 30).join("")}...${characters.slice(-30).join("")}`;
}
