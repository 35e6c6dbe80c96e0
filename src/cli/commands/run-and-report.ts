import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { readGiven } from "../read-given.ts";
import type { RunReport } from "../../engine/report.ts";
import { runRequest, type RunOptions, type RunRequest } from "../../engine/run-request.ts";
import { trusting } from "../../ports/http.ts";
import { fault } from "../../findings/fault.ts";
import { DIALECTS } from "../../index-client/dialects/registry.ts";
import { targetOfKind } from "../../index-client/targets.ts";
import { Address } from "../../ports/address.ts";
import type { Ports } from "../../ports/ports.ts";
import type { OptionsOf } from "../options/declaration.ts";
import { renderTextReport, verdictLine } from "../render/report-text.ts";
import type { Outcome } from "../session.ts";
import type { Invocation } from "./definition.ts";
import { projectDirectory, workingDirectory } from "./directory.ts";
import type { OUTPUT_OPTIONS } from "./options/run-options.ts";

/** A run of stages: `rehearse`, `build`, `verify`. */
type Run = (request: RunRequest, ports: Ports, output?: string) => Promise<RunReport>;

/** What the command line says of the index that a run is for. */
interface IndexChoice {
  readonly ca?: string | undefined;
  readonly indexKind?: string | undefined;
  readonly simpleUrl?: string | undefined;
}

/** Runs stages on the project that the arguments name and tells the result. */
export async function runAndReport(
  run: Run,
  { session, args, options }: Invocation<RunOptions & OptionsOf<typeof OUTPUT_OPTIONS> & IndexChoice>,
  more: Partial<RunRequest> = {},
): Promise<Outcome> {
  const { style, globals } = session;
  const here = workingDirectory(globals, terminal.directory());
  const ca =
    options.ca === undefined ? null : await readGiven(resolve(here, options.ca), session.ports.files);
  const ports = onIndex(options.simpleUrl, {
    ...session.ports,
    ...(ca === null ? {} : { http: trusting(session.ports.http, ca) }),
  });
  const kind = DIALECTS.find(({ id }) => id === options.indexKind);
  const target = kind === undefined ? {} : { target: targetOfKind(kind) };
  const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
  const output = options.output === undefined ? undefined : resolve(here, options.output);
  const wheels = options.wheels === undefined ? undefined : resolve(here, options.wheels);
  const request = runRequest(directory, { ...options, wheels, offline: globals.offline });
  const report = await run({ ...request, ...target, ...more }, ports, output);
  return {
    exitCode: report.exitCode,
    json: { ...report },
    brief: verdictLine(report, style),
    text: renderTextReport(report, style, { verbose: globals.verbose > 0 }),
  };
}

/** The variable that uv and we read first: what the command line names counts before every other setting. */
function onIndex(simpleUrl: string | undefined, ports: Ports): Ports {
  if (simpleUrl === undefined) return ports;
  const address = Address.parse(simpleUrl);
  if (address === null || !/^https?:/i.test(simpleUrl))
    throw fault("usage/bad-address", { option: "--simple-url" });
  const { environment } = ports;
  const variables = { ...environment.variables, UV_DEFAULT_INDEX: simpleUrl };
  return { ...ports, environment: { ...environment, variables } };
}
