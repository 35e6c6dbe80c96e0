import { symptom, type Finding } from "../values/finding.ts";
import { minorOf } from "./cells.ts";
import type { InstallResult } from "./installers/installer.ts";
import type { Cell, RehearsedProject } from "./request.ts";
import { bounded, tail } from "./scripts.ts";

/** An installer that could not reach an index did not judge the release. */
export function unreachable(output: string): string | null {
  const match =
    /^.*(?:Failed to establish a new connection|Temporary failure in name resolution|Max retries exceeded|Could not connect, are you offline\?|dns error|tcp connect error|operation timed out|Request failed after \d+ retr|ReadTimeoutError|ProxyError|certificate verify failed|invalid peer certificate).*$/im.exec(
      output,
    );
  return match === null ? null : match[0].trim().slice(0, 300);
}

interface Reading {
  readonly rule: string;
  readonly slug: string;
  readonly subject: string;
  readonly message: string;
  readonly help: string;
  readonly symptom: string;
  readonly why?: string;
}

/** The installer's failure as a finding that names the cause, with the installer's own last words. */
export function installFinding(result: InstallResult, cell: Cell, project: RehearsedProject): Finding {
  const reading = read(result, cell, project);
  return {
    rule: reading.rule,
    slug: reading.slug,
    phase: "verify",
    severity: "error",
    confidence: "certain",
    subject: reading.subject,
    message: reading.message,
    why: reading.why ?? quoted(result.output),
    help: reading.help,
    symptom: reading.symptom,
    details: {
      installer: cell.installer,
      status: result.status,
      output: bounded(tail(result.output, 60), 6000),
    },
  };
}

function read(result: InstallResult, cell: Cell, project: RehearsedProject): Reading {
  const { output } = result;
  const what = `${cell.installer} cannot install ${project.name} ${project.version} (${cell.artefact}) on Python ${minorOf(cell.python.version)}`;
  const plain = { rule: "I001", slug: "install-fails", subject: `${project.name}:${cell.artefact}` } as const;
  if (result.timedOut)
    return {
      ...plain,
      message: `${what}: it was still at work after ${Math.round(result.seconds)} seconds`,
      help: "look for a build that waits for input, or raise the time limit",
      symptom: symptom.install("hangs"),
    };
  const entry =
    /(?:Invalid script entry point: <ExportEntry (?<pip>[^=\s]+)\s*=|[Ii]nvalid (?:script )?entry[ _-]?point[^`'"]*[`'"]?(?<uv>[^`'"\n]+)|callable suffix is required)/.exec(
      output,
    );
  if (entry !== null)
    return {
      ...plain,
      subject: `${project.name}:entry-point`,
      message:
        `${what}: it refuses the entry point ${entry.groups?.["pip"] ?? entry.groups?.["uv"] ?? ""}`.trimEnd(),
      help: 'write a script as "module:function", with a colon before the function',
      symptom: symptom.install("entry-point"),
    };
  const absent = absentRequirement(output, project.name);
  if (absent !== null)
    return {
      rule: "P013",
      slug: "requirement-not-on-index",
      subject: absent,
      message: `the requirement ${absent} does not exist on the index`,
      help: "correct its name, or publish it first; names that only a private index knows cannot be required by a public release",
      symptom: symptom.install("missing-requirement"),
    };
  const python = pythonExcluded(output, project.name);
  if (python !== null)
    return {
      ...plain,
      subject: `${project.name}:requires-python`,
      message: `${what}: the release asks for Python ${project.requiresPython ?? python}`,
      help: "rehearse with a Python that requires-python admits (--python VERSION), or correct requires-python",
      symptom: symptom.install("requires-python"),
    };
  const build = failedBuild(output);
  if (build !== null && !sameProject(build, project.name))
    return unsatisfied(
      build,
      `the source of ${build} cannot be built there and it has no fitting wheel`,
      cell,
      output,
    );
  const unmet = unmetRequirement(output, project.name);
  if (unmet !== null) return unsatisfied(unmet, "no version of it fits", cell, output);
  if (build !== null || cell.artefact === "sdist")
    return {
      ...plain,
      message: `${what}: the wheel cannot be built from the sdist`,
      help: "build it from the unpacked sdist, outside of the checkout: what the build reads must be in the sdist, what it imports in build-system.requires",
      symptom: symptom.install("sdist-build"),
    };
  return {
    ...plain,
    message: what,
    help: `run it by hand: ${cell.installer === "uv" ? "uv pip" : "pip"} install ${project.name}==${project.version}`,
    symptom: symptom.install("failed"),
  };
}

function unsatisfied(requirement: string, reason: string, cell: Cell, output: string): Reading {
  const name = /^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? requirement;
  return {
    rule: "I010",
    slug: "requirements-cannot-be-met",
    subject: `${name.toLowerCase()}@${minorOf(cell.python.version)}`,
    message: `the requirement ${requirement} cannot be met on Python ${minorOf(cell.python.version)}: ${reason}`,
    why: quoted(output),
    help: `widen the requirement to versions that Python ${minorOf(cell.python.version)} has, or exclude that Python in requires-python`,
    symptom: symptom.install("unsatisfiable"),
  };
}

function absentRequirement(output: string, project: string): string | null {
  const uv = /(?:Because|and|cause:)\s+([A-Za-z0-9._-]+) was not found in the package registry/.exec(
    output,
  )?.[1];
  const pip =
    /Could not find a version that satisfies the requirement ([^\s(;<>=!~[]+)[^(]*\((?:from [^)]*\) \()?from versions: none\)/.exec(
      output,
    )?.[1];
  const name = uv ?? pip;
  return name === undefined || sameProject(name, project) ? null : name;
}

function pythonExcluded(output: string, project: string): string | null {
  const pip = /Package '([^']+)' requires a different Python: \S+ not in '([^']+)'/.exec(output);
  if (pip?.[1] !== undefined && sameProject(pip[1], project)) return pip[2] ?? "";
  const ignored =
    /ERROR: Ignored the following versions that require a different [Pp]ython version: (.*)/.exec(
      output,
    )?.[1];
  const none = /No matching distribution found for ([A-Za-z0-9._-]+)/.exec(output)?.[1];
  if (ignored !== undefined && none !== undefined && sameProject(none, project)) return ignored;
  const uv = /([A-Za-z0-9._-]+)==\S+ depends on Python([<>=!~][^\s,]*)/.exec(output);
  return uv?.[1] !== undefined && sameProject(uv[1], project) ? (uv[2] ?? "") : null;
}

function failedBuild(output: string): string | null {
  const match =
    /Failed to (?:download and )?build `?([A-Za-z0-9._-]+(?:==[^\s`]+)?)`?/.exec(output) ??
    /Failed building wheel for ([A-Za-z0-9._-]+)/.exec(output) ??
    /Failed to build '?([A-Za-z0-9._-]+)'? when/.exec(output);
  return match?.[1] ?? null;
}

function unmetRequirement(output: string, project: string): string | null {
  const pip = /Could not find a version that satisfies the requirement ([^\s(;]+)/.exec(output)?.[1];
  if (pip !== undefined && !sameProject(pip, project)) return pip;
  const uv = /(?:no version of|depends on|Because) ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[=<>!~][^\s,]*)/g;
  for (const match of output.matchAll(uv)) {
    const name = match[1] ?? "";
    if (!sameProject(name, project) && !name.startsWith("shipwheel-trial")) return name;
  }
  return null;
}

function sameProject(requirement: string, project: string): boolean {
  const name = /^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? "";
  const fold = (text: string): string => text.replaceAll(/[-_.]+/g, "-").toLowerCase();
  return fold(name) === fold(project);
}

/** The installer's own words, as a quotation. */
function quoted(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .filter(
      (line) =>
        line.trim() !== "" &&
        !/^\s*(?:Collecting|Downloading|Using cached|Requirement already|Looking in|Resolved|Prepared|\[notice\])/.test(
          line,
        ),
    );
  return lines.slice(-6).join("\n").slice(0, 1500);
}
