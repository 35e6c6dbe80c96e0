import { EXIT_CODES, type Phase } from "../../findings/phase.ts";

/** What each exit code says; several phases share one. */
const EXITS: Readonly<Record<Phase, string>> = {
  usage: "wrong arguments or configuration",
  config: "wrong arguments or configuration",
  version: "findings: an error in the project, its version or its distributions",
  check: "findings: an error in the project, its version or its distributions",
  build: "the build failed",
  verify: "installation, imports or scripts failed",
  auth: "no credentials, or the index rejected them",
  publish: "the index rejected an upload, or has a different file of that name",
  unavailable: "a service did not answer; safe to retry",
  incomplete: "published in part; run the same command again to resume",
  tool: "a tool or a Python interpreter is missing",
  internal: "a bug in shipwheel",
  interrupted: "interrupted (Ctrl-C)",
};

function exitCodes(): string {
  const rows = new Map([[0, "success"]]);
  for (const [phase, text] of Object.entries(EXITS)) rows.set(EXIT_CODES[phase as Phase], text);
  const lines = [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([code, text]) => `  ${String(code).padStart(3)}  ${text}`);
  return `Exit codes\n\n${lines.join("\n")}\n\nThe first phase that failed decides; --json names it as "phase".`;
}

const ENVIRONMENT = `Environment variables

Each option has a variable: SHIPWHEEL_ and the option in capitals, with underscores.
  --build-timeout 60   SHIPWHEEL_BUILD_TIMEOUT=60
  --no-push            SHIPWHEEL_NO_PUSH=1 or SHIPWHEEL_PUSH=0
  -vv                  SHIPWHEEL_VERBOSE=2

The command line overrides a variable, a variable overrides [tool.shipwheel].
"shipwheel COMMAND --help" names the variable of each option.

  SHIPWHEEL_TOKEN      API token for publish and release; SHIPWHEEL_TOKEN_<INDEX> for one index
  SHIPWHEEL_STATE_DIR  directory that keeps runs and releases
  NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE, FORCE_HYPERLINK  colors and links`;

/** What `shipwheel help` explains besides commands. */
export const TOPICS: Readonly<Record<string, { readonly summary: string; readonly text: () => string }>> = {
  "exit-codes": { summary: "what each exit code means", text: exitCodes },
  environment: { summary: "environment variables", text: () => ENVIRONMENT },
};
