import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { buildDistributions, type BuildOutcome } from "../../src/build/build-distributions.ts";
import type { BuildRequest } from "../../src/build/build-request.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { findInterpreter } from "../../src/toolbox/interpreter.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { temporaryDirectory } from "../support/git.ts";

/** A build with real tools, for as long as a test looks at it. */
export interface TestBuild extends AsyncDisposable {
  readonly outcome: BuildOutcome;
  readonly ports: Ports;
  readonly outDirectory: string;
}

/** Builds the project in `root` with the real adapters. */
export async function buildProject(
  root: string,
  options: Partial<Pick<BuildRequest, "ref" | "builder" | "timeoutSeconds" | "indexes" | "offline">> & {
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestBuild> {
  const out = temporaryDirectory("dist");
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const variables = { ...Object.fromEntries(own), ...options.variables } as Record<string, string>;
  const wired = nodePorts({ variables });
  const { ports } = wired;
  const end = async (): Promise<void> => {
    await wired[Symbol.asyncDispose]();
    out[Symbol.dispose]();
  };
  const outDirectory = join(out.path, "files");
  const { ref = "head", builder = "uv", timeoutSeconds = 1800, indexes = null, offline = false } = options;
  try {
    const python = await findInterpreter(null, ports);
    const tree = await readSourceTree(root, { allowNoGit: true }, ports);
    const request = { tree, ref, builder, python, outDirectory, timeoutSeconds, indexes, offline };
    const outcome = await buildDistributions(request, ports);
    return { outcome, ports, outDirectory, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The rule codes of an outcome's findings. */
export function rules(build: TestBuild): readonly string[] {
  return build.outcome.findings.map((finding) => finding.rule);
}
