import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { symptom, type Finding } from "../../findings/finding.ts";
import { normalizeName } from "../../version/names.ts";
import { writeProject } from "../../toolbox/installers/uv.ts";
import { pinnedRequirement } from "../../toolbox/installers/named-requirement.ts";
import { runUv } from "../../toolbox/run-uv.ts";
import { failed, succeeded } from "../attempt.ts";
import { minorOf } from "../../version/python-minor.ts";
import type { Cell, PublicIndex, TrialPython, VerifyRequest } from "../request.ts";
import type { TrialResult } from "../run-trial.ts";
import { tellTrial, type ShownTrial } from "../tell-trial.ts";
import { absentRequirement, unmetRequirement, unreachable } from "./install-findings.ts";
import { REQUIREMENT_NOT_PUBLIC } from "./install-rules.ts";
import { resolverMessage, unwrapped } from "./resolver-message.ts";

/** Seconds: it runs beside the trials. */
const TIMEOUT = 120;

type StrangerPorts = Pick<Ports, "processes" | "files" | "signal" | "clock" | "events">;

/**
 * Resolves the release as somebody who has none of the user's settings: its requirements from the public index alone,
 * without further indexes, directories of links, configuration files and logins. What only a private index has is an
 * error for everybody else.
 */
export function strangersTrial(
  request: VerifyRequest,
  publicIndex: PublicIndex,
  python: TrialPython,
  begin: number,
  ports: StrangerPorts,
): Promise<TrialResult> {
  const cell: Cell = {
    id: `stranger-${minorOf(python.version)}`,
    artefact: "wheel",
    mode: "stranger",
    source: "index",
    extras: [],
    installer: "uv",
    python,
  };
  return tellTrial(cell, begin, ports, (seconds) => resolve(request, publicIndex, cell, seconds, ports));
}

async function resolve(
  request: VerifyRequest,
  publicIndex: PublicIndex,
  cell: Cell,
  seconds: () => number,
  ports: StrangerPorts,
): Promise<ShownTrial> {
  const { project } = request;
  const python = cell.python.executable;
  const directory = join(request.directory, "stranger");
  const file = join(directory, "pyproject.toml");
  const pinned = { name: project.name, url: request.routes.own };
  const wanted = pinnedRequirement(cell, request);
  await writeProject(file, [wanted], pinned, ports);
  const { SSL_CERT_FILE: certificate } = request.indexVariables;
  const options = ["--quiet", "--color", "never", "--no-header", "--no-annotate", "--only-binary", ":all:"];
  const completed = await runUv(
    ["pip", "compile", ...options, "--python", python, "--refresh-package", project.name, file],
    directory,
    {
      uv: request.uv,
      environmentBase: { ...request.environmentBase, NETRC: "/dev/null", UV_HTTP_RETRIES: "1" },
      indexVariables: {
        UV_DEFAULT_INDEX: publicIndex.url,
        ...(certificate === undefined ? {} : { SSL_CERT_FILE: certificate }),
      },
      installTimeout: Math.min(TIMEOUT, request.installTimeout),
    },
    ports,
  );
  const said = unwrapped(completed.stderr);
  const isReached = !completed.timedOut && unreachable(said) === null;
  const finding =
    completed.status === 0 || !isReached ? null : strangerFinding(said, cell, request, publicIndex);
  // Any other failure to resolve is that of the release itself, which its installations show.
  const isJudged = completed.status === 0 || finding !== null;
  if (!isJudged) {
    const reason = isReached
      ? "the requirements cannot be resolved from wheels alone"
      : `${publicIndex.title} could not be asked`;
    const notTried = [{ kind: "installation", name: cell.id, reason }] as const;
    return { outcome: "skipped", detail: reason, notTried };
  }
  const outcome = finding === null ? "ok" : "failed";
  const detail = finding?.message ?? `resolved from ${publicIndex.title} alone`;
  return {
    outcome,
    detail,
    findings: finding === null ? [] : [finding],
    steps: [{ id: "install", outcome, detail, seconds: seconds() }],
    attempts: [
      finding === null ? succeeded("install", wanted) : failed("install", wanted, detail, { finding }),
    ],
  };
}

/** What the resolver lacks on the public index; null when it fails for another reason. */
function strangerFinding(
  said: string,
  { python }: Cell,
  { project }: VerifyRequest,
  { title }: PublicIndex,
): Finding | null {
  if (/\bwheels\b|building source distributions is disabled/.test(said)) return null;
  const absent = absentRequirement(said, project.name);
  const unmet = absent ?? unmetRequirement(said, project.name);
  if (unmet === null) return null;
  const name = normalizeName(/^[A-Za-z0-9._-]+/.exec(unmet)?.[0] ?? unmet);
  return REQUIREMENT_NOT_PUBLIC.finding({
    subject: name,
    symptom: symptom.install(`requirement:${name}`),
    message:
      absent === null
        ? `no version of ${name} on ${title} fits ${unmet} on Python ${minorOf(python.version)}: only your own index has one`
        : `the requirement ${absent} does not exist on ${title}: only your own index has it`,
    why: resolverMessage(said) ?? said.slice(0, 1500),
    help: `publish ${name} to ${title} first, or drop the requirement; if all users have your index: [tool.shipwheel.verify] stranger = false`,
  });
}
