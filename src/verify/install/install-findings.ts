import { symptom, type Finding } from "../../findings/finding.ts";
import type { StageRule, Told } from "../../findings/stage-rule.ts";
import type { InstallerMessages, InstallResult } from "../../toolbox/installers/installer.ts";
import { INSTALLERS } from "../../toolbox/installers/registry.ts";
import { toolDiagnostic } from "../../toolbox/pinned/tool-diagnostic.ts";
import { evaluateMarker } from "../../version/marker.ts";
import { normalizeName } from "../../version/names.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { Cell, RehearsedProject } from "../request.ts";
import { bounded, tail } from "../smoke/output-text.ts";
import { resolverMessage } from "./resolver-message.ts";
import { unfitTag } from "./unfit-tag.ts";
import { INSTALL_FAILS, REQUIREMENTS_CANNOT_BE_MET, REQUIREMENT_NOT_ON_INDEX } from "./install-rules.ts";

/** An installer that could not reach an index did not judge the release. */
export function unreachable(output: string): string | null {
  return captured(output, "unreachable")?.slice(0, 300) ?? null;
}

/** The words of a full disk: it is not the release that failed. */
export function outOfSpace(output: string): string | null {
  const match = /^.*(?:No space left on device|os error 28|ENOSPC|not enough space on the disk).*$/im.exec(
    output,
  );
  return match === null ? null : match[0].trim().slice(0, 300);
}

/** What the installer's words mean: a finding but for what it is told with. */
interface Reading extends Pick<Told, "message" | "why"> {
  readonly rule: StageRule;
  readonly subject: string;
  readonly help: string;
  readonly symptom: string;
}

/** The installer's failure as a finding that names the cause, with the installer's own last words. */
export function installFinding(result: InstallResult, cell: Cell, project: RehearsedProject): Finding {
  const reading = read(result, cell, project);
  const resolver = RESOLVED.has(reading.rule) ? resolverMessage(result.output) : null;
  return reading.rule.finding({
    subject: reading.subject,
    message: reading.message,
    why: resolver ?? reading.why ?? quoted(result.output),
    help: reading.help,
    symptom: reading.symptom,
    details: {
      installer: cell.installer,
      status: result.status,
      // The rest is the log of what went well before.
      output: resolver ?? bounded(tail(result.output, 60), 6000),
    },
  });
}

/** Of requirements, about which the resolver has the word. */
const RESOLVED: ReadonlySet<StageRule> = new Set([REQUIREMENTS_CANNOT_BE_MET, REQUIREMENT_NOT_ON_INDEX]);

function read(result: InstallResult, cell: Cell, project: RehearsedProject): Reading {
  const { output } = result;
  const what = `${cell.installer} cannot install ${project.name} ${project.version} (${cell.artefact}) on Python ${minorOf(cell.python.version)}`;
  const plain = { rule: INSTALL_FAILS, subject: `${project.name}:${cell.artefact}` };
  if (result.timedOut)
    return {
      ...plain,
      message: `${what}: it was still running after ${Math.round(result.seconds)} seconds`,
      help: "look for a build that waits for input, or raise the time limit",
      symptom: symptom.install("hangs"),
    };
  const entry = refusedEntryPoint(output, project);
  if (entry !== null)
    return {
      ...plain,
      subject: `${project.name}:entry-point`,
      message: `${cell.installer} refuses to install ${project.name} ${project.version}: the entry point ${entry} is invalid`,
      help: 'write a script as name = "module:function", with one colon before the function',
      symptom: symptom.install("entry-point"),
    };
  const member = /archive member path rejected[^"]*"([^"]+)"/.exec(output)?.[1];
  if (member !== undefined)
    return {
      ...plain,
      message: `${cell.installer} rejects the name of a file in the ${cell.artefact} of ${project.name} ${project.version}: ${member}`,
      help: `rename ${member.replace(/^[^/]+\//, "")}`,
      symptom: symptom.install("member-name"),
    };
  const absent = absentRequirement(output, project.name);
  if (absent !== null)
    return {
      rule: REQUIREMENT_NOT_ON_INDEX,
      subject: absent,
      message: `the requirement ${absent} does not exist on the index`,
      help: "correct its name, or publish it first; a public release cannot require a package of a private index",
      symptom: symptom.install(`requirement:${normalizeName(absent)}`),
    };
  const python = pythonExcluded(output, project.name);
  if (python !== null)
    return {
      ...plain,
      subject: `${project.name}:requires-python`,
      message: `${what}: the release requires Python ${project.requiresPython ?? python}`,
      help: "rehearse with a Python that requires-python allows (--python VERSION), or correct requires-python",
      symptom: symptom.install("requires-python"),
    };
  const tag = unfitTag(output, cell, project);
  if (tag !== null)
    return {
      ...plain,
      subject: `${project.name}:wheel-tag`,
      message: `no installer accepts the wheel of ${project.name} ${project.version} on Python ${minorOf(cell.python.version)}: its tag ${tag} is for another Python or platform`,
      help: "correct the wheel's tag: py3-none-any for a pure Python project",
      symptom: symptom.install("wheel-tag"),
    };
  const build = failedBuild(output);
  if (build !== null && !sameProject(build, project.name))
    return unsatisfied(
      spelled(build, project),
      "it has no matching wheel, and its sdist cannot be built there",
      cell,
    );
  const unmet = unmetRequirement(output, project.name);
  if (unmet !== null) return unsatisfied(spelled(unmet, project), "no version satisfies it", cell);
  const cause = toolDiagnostic(output.split(/\r?\n/).map((line) => line.replace(/^[\s│╰─▶|]+/, "")));
  if (build !== null && cause !== null && cause.tool !== "pip")
    return {
      ...plain,
      message: `${what}: the wheel cannot be built from the sdist: ${cause.tool}: ${cause.text}`,
      why: `${cause.file === undefined ? "" : `${cause.file}:${cause.line ?? 0}: `}${cause.text}`,
      help:
        cause.missing !== undefined
          ? `include ${cause.missing} in the sdist if it is part of the project; otherwise document in the README what the build needs`
          : "build the unpacked sdist: the sdist must contain what the build reads, and the programs that it runs must be installed",
      symptom: symptom.install("sdist-build"),
    };
  if (build !== null)
    return {
      ...plain,
      message: `${what}: the wheel cannot be built from the sdist`,
      help: "build the unpacked sdist outside the checkout: the sdist must contain what the build reads, and build-system.requires what it imports",
      symptom: symptom.install("sdist-build"),
    };
  return {
    ...plain,
    message: what,
    help: `run it by hand: ${INSTALLERS[cell.installer].command} ${project.name}==${project.version}`,
    symptom: symptom.install("failed"),
  };
}

function unsatisfied(requirement: string, reason: string, cell: Cell): Reading {
  const name = /^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? requirement;
  return {
    rule: REQUIREMENTS_CANNOT_BE_MET,
    subject: `${normalizeName(name)}@${minorOf(cell.python.version)}`,
    message: `the requirement ${requirement} cannot be met on Python ${minorOf(cell.python.version)}: ${reason}`,
    help: `widen the requirement to versions that Python ${minorOf(cell.python.version)} has, or exclude that Python in requires-python`,
    symptom: symptom.install(`requirement:${normalizeName(name)}`),
  };
}

/** Every installer's patterns of one kind: an output is recognized whoever printed it. */
function patterns(kind: keyof InstallerMessages): readonly RegExp[] {
  return Object.values(INSTALLERS).flatMap(({ messages }) => messages[kind]);
}

/** What the first pattern that matches captures; null when none does. */
function captured(output: string, kind: keyof InstallerMessages): string | null {
  for (const pattern of patterns(kind)) {
    const match = pattern.exec(output)?.[1];
    if (match !== undefined) return match.trim();
  }
  return null;
}

/** The refused entry point as `name = target`, or what the installer printed of it. */
function refusedEntryPoint(output: string, project: RehearsedProject): string | null {
  const shown = captured(output, "invalidEntryPoint");
  if (shown === null) return null;
  // uv prints the target alone.
  const entry = project.entryPoints.find(
    ({ module, attribute }) => shown === (attribute === null ? module : `${module}:${attribute}`),
  );
  return entry === undefined ? shown : `${entry.name} = ${shown}`;
}

/** The requirement that the index does not have, in the words of both installers. */
export function absentRequirement(output: string, project: string): string | null {
  const name = captured(output, "absentRequirement");
  return name === null || sameProject(name, project) ? null : name;
}

/** The Python that the release itself asks for, when that is why it was refused. */
function pythonExcluded(output: string, project: string): string | null {
  for (const [name, python] of pythonDemands(output)) if (sameProject(name, project)) return python;
  const ignored = /Ignored the following versions that require a different [Pp]ython version: (.*)/.exec(
    output,
  )?.[1];
  const none = /No matching distribution found for ([A-Za-z0-9._-]+)/.exec(output)?.[1];
  return ignored !== undefined && none !== undefined && sameProject(none, project) ? ignored : null;
}

/** Which project asks for which Python, in the words of both installers. */
function* pythonDemands(output: string): Generator<readonly [name: string, python: string]> {
  for (const pattern of patterns("pythonRequired")) {
    for (const match of output.matchAll(pattern)) yield [match[1] ?? "", match[2] ?? ""];
  }
}

/** The project whose build failed. pip names it below its error; else it is the one that was collected last. */
function failedBuild(output: string): string | null {
  const named = captured(output, "failedBuild");
  if (named !== null) return named;
  const error = output.indexOf("subprocess-exited-with-error");
  if (error < 0) return null;
  return [...output.slice(0, error).matchAll(/^Collecting ([A-Za-z0-9._-]+)/gm)].at(-1)?.[1] ?? null;
}

/** The requirement on another project that cannot be met, in the words of both installers. */
export function unmetRequirement(output: string, project: string): string | null {
  for (const pattern of patterns("unmetRequirement")) {
    for (const match of output.matchAll(pattern)) {
      const requirement = match[1] ?? "";
      if (!sameProject(requirement, project) && !/^(?:shipwheel-trial|Python)\b/.test(requirement))
        return requirement;
    }
  }
  for (const [demanding] of pythonDemands(output)) if (!sameProject(demanding, project)) return demanding;
  return null;
}

/** A bare name with the versions that the release asks for, when it asks for it itself. */
function spelled(requirement: string, project: RehearsedProject): string {
  if (!/^[A-Za-z0-9._-]+$/.test(requirement)) return requirement;
  const own = project.requirements.find(({ name }) => normalizeName(name) === normalizeName(requirement));
  const versions =
    own?.raw
      .slice(own.name.length)
      .split(";", 1)[0]
      ?.replaceAll(/[\s()]/g, "") ?? "";
  return `${normalizeName(requirement)}${versions}`;
}

function sameProject(requirement: string, project: string): boolean {
  return normalizeName(/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? "") === normalizeName(project);
}

/**
 * The requirements by address that hold on this Python. Nothing is installed then: uv refuses such a release from an
 * index, and pip would fetch from a foreign address.
 */
export function directRequirementFindings(cell: Cell, project: RehearsedProject): readonly Finding[] {
  const direct = project.requirements.filter(
    ({ direct: isDirect, marker }) =>
      isDirect && (marker === null || evaluateMarker(marker, cell.python.markers)),
  );
  return direct.map(({ name }) =>
    INSTALL_FAILS.finding({
      subject: `${project.name}:${normalizeName(name)}`,
      message: `${project.name} ${project.version} requires ${name} by a direct URL: uv refuses to install it`,
      help: `require a release of ${name}, and keep the URL in [tool.uv.sources] for development`,
      symptom: symptom.install(`requirement:${normalizeName(name)}`),
    }),
  );
}

/** The installer's own words, as a quotation. */
function quoted(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .filter(
      (line) =>
        line.trim() !== "" &&
        !/^\s*(?:Getting requirements to|Installing build dep|Preparing metadata|Building wheel|Collecting|Downloading|Using cached|Requirement already|Looking in|Resolved|Prepared|\[notice\])/.test(
          line,
        ),
    );
  return lines.slice(-6).join("\n").slice(0, 1500);
}
