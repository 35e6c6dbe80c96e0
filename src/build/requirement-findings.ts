import { fault } from "../findings/fault.ts";
import { symptom, type Finding } from "../findings/finding.ts";
import type { BuildLock, LockDrift } from "./lock/lock-file.ts";
import { BUILD_LOCK_DRIFT, BUILD_REQUIREMENTS_UNMET } from "./build-rules.ts";

const UNREACHABLE =
  /error sending request|failed to fetch|dns error|connection (refused|reset|closed)|timed? ?out|network connectivity is disabled|certificate|tls|503 Service|502 Bad|500 Internal/i;

/**
 * What uv's refusal to install build requirements means: a finding, when the requirements, or the lock that pins them,
 * are at fault. Throws `build/index-unreachable`, when the index is, and `build/offline`, when nobody may ask it.
 */
export function requirementsUnmet(
  stderr: string,
  requirements: readonly string[],
  log: string,
  lock: string | null = null,
): Finding {
  const words = stderr
    .split("\n")
    .map((line) => line.replace(/^[\s×╰─▶│├]+/u, "").trimEnd())
    .filter((line) => line !== "" && !/^(Resolved|Prepared|Using|Audited|Downloading)/.test(line));
  const sentence = words.join(" ").slice(0, 600);
  if (/network was disabled|network is disabled/i.test(sentence)) {
    const named = lock === null ? requirements.join(", ") : `what ${lock} pins`;
    throw fault("build/offline", { requirements: named });
  }
  const missing = /(\S+) was not found in the (?:package registry|provided)/.exec(sentence)?.[1];
  if (missing === undefined && UNREACHABLE.test(sentence)) {
    throw fault("build/index-unreachable", { reason: sentence.slice(0, 300) });
  }
  const wanted = requirements.map((requirement) => `"${requirement}"`).join(", ");
  const named = lock === null ? wanted : `that ${lock} pins`;
  const remedy = lock === null ? null : LOCK_AGAIN;
  return BUILD_REQUIREMENTS_UNMET.finding({
    message:
      missing === undefined
        ? `the build requirements ${named} cannot be installed`
        : `the build requirement ${missing} does not exist on the index`,
    why: `uv reports: ${sentence}`,
    help:
      missing === undefined
        ? (remedy ?? "correct build-system.requires in pyproject.toml")
        : `if ${missing} exists on PyPI, your index lags behind or does not mirror it: use another index (UV_DEFAULT_INDEX); otherwise ${remedy ?? "correct the name in build-system.requires"}`,
    location: { file: lock ?? "pyproject.toml" },
    subject: missing ?? requirements.join(", "),
    symptom: symptom.build(missing === undefined ? "requirements" : `requirement:${missing}`),
    details: { output: words.slice(-20), log },
  });
}

/** A hash that does not match may be a tampered file: the diff is to be read before it is trusted. */
const LOCK_AGAIN =
  "lock the build requirements again, and read the diff before you commit it: shipwheel build --lock";

/** The lock does not fit what is built. */
export function lockDrifted(
  { file, python }: Pick<BuildLock, "file" | "python">,
  drift: readonly LockDrift[],
): Finding {
  const texts = drift.map(({ text }) => text);
  const older = drift.every(({ kind }) => kind === "python");
  return BUILD_LOCK_DRIFT.finding({
    message: `${file} does not match the build: ${texts.join("; ")}`,
    why: "a build with other versions than the locked ones proves nothing about the released bytes",
    help: older
      ? `build with Python ${python} or later: --python ${python}; or lock for this Python, and commit the file: shipwheel build --lock`
      : "lock the build requirements again, and commit the file: shipwheel build --lock",
    location: { file },
    subject: file,
    symptom: symptom.build("requirements"),
    details: { drift: texts },
  });
}
