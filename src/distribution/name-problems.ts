import { sameVersion } from "../version/same-version.ts";
import { normalizeName } from "../version/names.ts";
import type { ArchiveProblem } from "./archive/archive.ts";
import {
  sdistFileName,
  wheelNamePart,
  type InvalidFileName,
  type ParsedFileName,
  type SdistFileName,
  type WheelFileName,
} from "./file-names.ts";
import type { CoreMetadata } from "./metadata/metadata.ts";
import { isPyPIPlatformTag } from "./platform-tags.ts";

const PEP_527 =
  "See https://www.python.org/dev/peps/pep-0527 and https://peps.python.org/pep-0715/ for more information";

/** What is wrong with a file's name, by itself and beside its metadata (N006 to N009, N017 to N019, R012, T001, T002). */
export function* fileNameProblems(
  fileName: string,
  parsed: ParsedFileName,
  metadata: CoreMetadata | null,
): Generator<ArchiveProblem> {
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f/\\]/.test(fileName)) {
    const message = `The file name ${JSON.stringify(fileName)} contains a control character or a folder separator.`;
    const pypi = /[/\\]/.test(fileName)
      ? "Cannot upload a file with '/' or '\\' in the name."
      : "Cannot upload a file with non-printable characters (ordinals 0-31) or the DEL character (ordinal 127) in the name.";
    yield { code: "N017", slug: "file-name-characters", message, pypi };
  }
  if (parsed.kind === "invalid") yield* invalidName(fileName, parsed);
  else if (parsed.kind === "sdist") yield* sdistName(fileName, parsed, metadata);
  else yield* wheelName(fileName, parsed, metadata);
}

/** What was uploaded once, or is taken for it. */
const OTHER_FORMATS: readonly { readonly ending: RegExp; readonly what: string }[] = [
  { ending: /\.egg$/i, what: "an egg" },
  { ending: /\.exe$/i, what: "a Windows installer (bdist_wininst)" },
  { ending: /\.msi$/i, what: "a Windows installer (bdist_msi)" },
  { ending: /\.rpm$/i, what: "an RPM package (bdist_rpm)" },
  { ending: /\.deb$/i, what: "a Debian package" },
  { ending: /\.dmg$/i, what: "a disk image (bdist_dmg)" },
  { ending: /\.(?:tar\.(?:bz2|xz|lzma|zst|Z)|tgz|tbz2?|txz|tar)$/, what: "an sdist in an old compression" },
];

function* invalidName(fileName: string, { reason, part }: InvalidFileName): Generator<ArchiveProblem> {
  const wheel = fileName.endsWith(".whl");
  if (!wheel && !/\.(?:tar\.gz|zip)$/.test(fileName)) {
    const old = OTHER_FORMATS.find(({ ending }) => ending.test(fileName))?.what;
    const message =
      old === undefined
        ? `${fileName} is neither a wheel (.whl) nor an sdist (.tar.gz).`
        : `${fileName} is ${old}, which PyPI no longer accepts: only wheels (.whl) and sdists (.tar.gz).`;
    const pypi = `Invalid file extension: Use .tar.gz, .whl or .zip extension. ${PEP_527}`;
    yield { code: "N018", slug: "file-type", message, pypi };
  } else if (part === "version") {
    const message = `The version in the file name ${fileName} is not a PEP 440 version.`;
    yield { code: "N009", slug: "version-invalid", message, pypi: wheel ? reason : sdistRefusal(fileName) };
  } else if (wheel) {
    yield { code: "N019", slug: "wheel-file-name", message: `${reason}.`, pypi: reason };
  } else {
    const message = `${fileName} is not of the form name-version.tar.gz.`;
    yield { code: "N006", slug: "sdist-file-name", message, pypi: sdistRefusal(fileName) };
  }
}

function sdistRefusal(fileName: string): string {
  return `Invalid source distribution filename: ${fileName}`;
}

function* sdistName(
  fileName: string,
  parsed: SdistFileName,
  metadata: CoreMetadata | null,
): Generator<ArchiveProblem> {
  const name = metadata?.name || parsed.name;
  const version = metadata?.version || parsed.version;
  const wanted = sdistFileName(name, version);
  const pypi = `Filename '${fileName}' is invalid, should be '${wanted}'.`;
  if (parsed.extension === ".zip") {
    const message = `${fileName} is a zip; an sdist is a .tar.gz (PEP 625).`;
    yield { code: "N018", slug: "sdist-zip", message, pypi };
  }
  if (!sameVersion(parsed.version, version)) {
    const message = `The file name says version ${parsed.version}, the metadata says ${version}.`;
    yield { code: "N008", slug: "file-name-version", message, pypi };
  }
  if (normalizeName(parsed.name) !== normalizeName(name)) {
    const message = `The file name says ${parsed.name}, the metadata says ${name}.`;
    const words = `Start filename for '${name}' with '${wheelNamePart(name)}'.`;
    yield { code: "N006", slug: "sdist-file-name", message, pypi: words };
    return;
  }
  // Equal versions in two spellings, 1.0.0 and 1.0: PyPI wants the metadata's.
  const own = sdistFileName(parsed.name, sameVersion(parsed.version, version) ? version : parsed.version);
  if (fileName !== own && fileName.replace(/\.zip$/, ".tar.gz") !== own) {
    const message = `${fileName} should be called ${own} (PEP 625).`;
    yield { code: "N006", slug: "sdist-file-name", message, pypi };
  }
}

function* wheelName(
  fileName: string,
  parsed: WheelFileName,
  metadata: CoreMetadata | null,
): Generator<ArchiveProblem> {
  const normal = wheelNamePart(parsed.name);
  if (parsed.name !== normal) {
    const message = `The file name begins with ${parsed.name} instead of ${normal}.`;
    const pypi = `Filename '${fileName}' should contain the normalized project name '${normal}', not '${parsed.name}'.`;
    yield { code: "N007", slug: "wheel-name-not-normalised", message, pypi };
  }
  if (
    metadata !== null &&
    metadata.name !== "" &&
    normalizeName(metadata.name) !== normalizeName(parsed.name)
  ) {
    const message = `The file name says ${parsed.name}, METADATA says ${metadata.name}.`;
    const pypi = `Start filename for '${metadata.name}' with '${wheelNamePart(metadata.name)}'.`;
    yield { code: "R012", slug: "metadata-differs-from-file-name", message, pypi };
  }
  if (metadata !== null && metadata.version !== "" && !sameVersion(parsed.version, metadata.version)) {
    const message = `The file name says version ${parsed.version}, METADATA says ${metadata.version}.`;
    const pypi = `Version in filename should be '${metadata.version}' not '${parsed.version}'.`;
    yield { code: "R012", slug: "metadata-differs-from-file-name", message, pypi };
  }
  for (const tag of parsed.platformTag.split(".")) {
    if (isPyPIPlatformTag(tag)) continue;
    const mac = /^macosx_(?:1[1-9]|[2-9][0-9])_/.test(tag);
    const message = `The platform tag ${tag} is not accepted by PyPI.`;
    const pypi = `Binary wheel '${fileName}' has an unsupported platform tag '${tag}'.`;
    yield { code: mac ? "T002" : "T001", slug: mac ? "macos-tag" : "platform-tag", message, pypi };
  }
}
