import { createHash } from "node:crypto";
import { readConfig } from "../../config/read-config.ts";
import { fault } from "../../findings/fault.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import type { Ports } from "../../ports/ports.ts";
import { releaseKind } from "../../release/route.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import { MOST_CELLS } from "../../tree/workflows/model.ts";
import { parseVersion } from "../../version/pep440.ts";
import { projectTags } from "../../versioning/tags/project-tags.ts";
import { testedPythons } from "../generate/facts.ts";
import type { JobEnd, JobRequest } from "./job.ts";

/** Decides channel and matrix from the tree and the event; runs nothing of the project. */
export async function planJob({ directory, values }: JobRequest, ports: Ports): Promise<JobEnd> {
  const tree = await readSourceTree(directory, { allowNoGit: false }, ports);
  const config = readConfig(tree.pyproject);
  const { template } = await projectTags(tree, config, ports);
  const tag = tagOfRun(ports.environment.variables);
  const stated = tag === null ? null : template.parse(tree.project.name?.value ?? "", tag);
  const parsed = stated === null ? null : parseVersion(stated);
  const { routes } = config.release;
  const route = parsed === null ? (tag === null ? routes.dev : "none") : routes[releaseKind(parsed)];
  const isPush = isPushed(ports.environment.variables);
  const channel =
    values.channel ?? (isPush && (route in ENDPOINTS || route in config.publish.indexes) ? route : "none");
  const pythons = chosen(values.python, testedPythons(tree, config, ports.clock.now()));
  const cells = chosen(values.systems, config.workflow.systems).flatMap((os) =>
    pythons.map((python) => ({ cell: `${os}-${python}`.replaceAll(/[^\w.-]+/g, "_"), os, python })),
  );
  if (cells.length > MOST_CELLS) throw fault("workflow/too-many-cells", { cells: cells.length });
  const plan = JSON.stringify({
    schema: 1,
    commit: tree.git?.head ?? "",
    cells: cells.map(({ cell }) => cell),
  });
  const outputs = { channel, matrix: JSON.stringify({ include: cells }), plan };
  return {
    exitCode: 0,
    outputs,
    text: `channel: ${channel}\ncells: ${cells.map(({ cell }) => cell).join(", ")}`,
  };
}

/** What was asked for, else what the settings say. */
function chosen(asked: readonly string[] | undefined, usual: readonly string[]): readonly string[] {
  return asked === undefined || asked.length === 0 ? usual : asked;
}

/** The tag that started the run. */
export function tagOfRun(variables: Readonly<Record<string, string>>): string | null {
  if (variables["GITHUB_REF_TYPE"] === "tag") return variables["GITHUB_REF_NAME"] ?? null;
  return variables["CI_COMMIT_TAG"] ?? null;
}

function isPushed(variables: Readonly<Record<string, string>>): boolean {
  return variables["GITHUB_EVENT_NAME"] === "push" || variables["CI_PIPELINE_SOURCE"] === "push";
}

/** By which a result and its plan belong together. */
export function planDigest(plan: string): string {
  return createHash("sha256").update(plan).digest("hex");
}
