import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { workingDirectory } from "./directory.ts";
import { runIndexOptions } from "./options/index-options.ts";
import { ATTESTATION_OPTIONS } from "./options/attestation-options.ts";
import { FORMAT_OPTIONS, OUTPUT_OPTIONS, PYTHON_OPTIONS, TRIAL_OPTIONS } from "./options/run-options.ts";

/** `shipwheel verify`: fresh environments, real installers, imports, scripts, for files that exist. */
export const verifyCommand: CommandDefinition = defineCommand({
  name: "verify",
  summary: "install a wheel and an sdist into fresh environments and smoke-test them",
  group: "Check and build",
  opening: "Prepare",
  examples: [
    { run: "shipwheel verify dist/* --installer uv --python 3.12,3.13", what: "with uv on two interpreters" },
    { run: "shipwheel verify dist/* --emit tests/smoke_test.py", what: "write a pytest file instead" },
  ],
  description:
    "Installs the given wheel and sdist from a built-in index with real installers, imports every " +
    "module, loads every entry point and runs every script. Settings come from the project of --directory, if any.",
  arguments: [{ name: "<dists...>", description: "the wheel of a release, and its sdist" }],
  options: {
    ...PYTHON_OPTIONS,
    ...TRIAL_OPTIONS,
    ...runIndexOptions("verify"),
    ...OUTPUT_OPTIONS,
    ...FORMAT_OPTIONS,
    attestations: {
      kind: "switch",
      scope: "verify",
      help: "install nothing: verify who signed the files, without network",
    },
    ...ATTESTATION_OPTIONS,
    emit: {
      kind: "text",
      value: "<file>",
      help: "install nothing: write a pytest file that smoke-tests the wheel and the sdist without shipwheel",
    },
  },
  async run(invocation) {
    const { session, args, options } = invocation;
    if (options.attestations) {
      const { verifyTheAttestations } = await import("./verify-attestations.ts");
      return verifyTheAttestations(invocation);
    }
    if (options.emit !== undefined) {
      const { emitSmokeTest } = await import("./verify/emit-smoke-test.ts");
      return emitSmokeTest(options.emit, invocation);
    }
    const [{ runAndReport }, { verify }, { namedFiles }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../rehearse/rehearse.ts"),
      import("../../release/files/named-files.ts"),
    ]);
    const here = workingDirectory(session.globals, terminal.directory());
    // A typo is told before anything begins.
    const paths = args.map((path) => resolve(here, path));
    const { distributions } = await namedFiles(paths, session.ports);
    return runAndReport(verify, { ...invocation, args: [] }, { distributions });
  },
});
