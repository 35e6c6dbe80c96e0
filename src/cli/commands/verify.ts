import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { PUBLISHER_FORMS } from "../../attest/publisher-text.ts";
import { option } from "../globals.ts";
import type { CommandDefinition } from "./definition.ts";
import { workingDirectory } from "./directory.ts";
import { listOf, trialOptions } from "./run-options.ts";

/** `shipwheel verify`: fresh environments, real installers, imports, scripts, for files that exist. */
export const verifyCommand: CommandDefinition = {
  name: "verify",
  summary: "installs a wheel and an sdist into fresh environments and tries everything",
  description:
    "Installs the given wheel and sdist from an index inside this program with real installers, imports every " +
    "module, loads every entry point and runs every script. Settings come from the project of --directory, if any.",
  arguments: [{ name: "<dists...>", description: "the wheel of a release, and its sdist" }],
  options: () => [
    option("--python <version|path>", "an interpreter; several: again, or with commas").argParser(
      listOf(null),
    ),
    ...trialOptions(),
    option("-o, --output <dir>", "where record and report go: a new or an empty directory"),
    option("--attestations", "install nothing: verify who signed the files, without any network").default(
      false,
    ),
    option("--publisher <who>", `with --attestations: who must have signed, as ${PUBLISHER_FORMS}`),
    option("--provenance <file>", "with --attestations: the object that an index gives for one file"),
    option(
      "--trust-root <file>",
      "with --attestations: trusted_root.json of another Sigstore than the public one",
    ),
  ],
  async run(invocation) {
    if (invocation.options["attestations"] === true) {
      const { verifyTheAttestations } = await import("./verify-attestations.ts");
      return verifyTheAttestations(invocation);
    }
    const [{ runAndReport }, { verifyStages }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../rehearse/stages.ts"),
    ]);
    const distributions = invocation.args.map((path) =>
      resolve(workingDirectory(invocation.options, terminal.directory()), path),
    );
    return runAndReport("verify", verifyStages, { ...invocation, args: [] }, { distributions });
  },
};
