import { join } from "node:path";
import { checkPaths } from "../check/inputs/check-paths.ts";
import { readConfig } from "../config/read-config.ts";
import type { PublishConfig } from "../config/sections/publish.ts";
import type { Config } from "../config/schema.ts";
import { judge } from "../engine/verdict.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { PUBLIC_INDEXES, TARGETS, targetOfKind } from "../index-client/targets.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseTarget } from "../publish/choose-target.ts";
import { isSameAddress } from "../publish/credentials/credential-set.ts";
import { withUserIndexes } from "../publish/credentials/pypirc.ts";
import { placesOfVariables, type NamedPlace } from "../publish/credentials/variable-sets.ts";
import { parseTomlFile } from "../tree/toml-file.ts";
import { namedFiles } from "./files/named-files.ts";
import { publishFiles, type PublishReport, type PublishRequest } from "./publish-files.ts";
import { uploadRequest, type UploadOptions } from "./upload-options.ts";

/** The flags of `shipwheel publish`, in camelCase. */
export interface PublishOptions extends UploadOptions {
  /** Sign the files and send the attestations (PEP 740); default: as `release.attestations` says. */
  readonly attestations?: "auto" | "always" | "never" | undefined;
  /** False: do not check the files first. */
  readonly check?: boolean | undefined;
  /** Load the plugins that the configuration names: they run as your own code. */
  readonly plugins?: boolean | undefined;
}

/** Files that failed the check: nothing was sent. */
export interface RejectedFiles {
  readonly rejected: true;
  readonly findings: readonly Finding[];
  readonly steps: readonly [];
  readonly complete: false;
}

/** The upload that options ask for, with the settings of the project in `directory`, if there is one. */
export async function publishRequest(
  paths: readonly string[],
  directory: string,
  options: PublishOptions,
  ports: Pick<Ports, "files" | "environment">,
): Promise<PublishRequest> {
  const { publish: ofProject, release } = await configIn(directory, ports);
  const publish = await withUserIndexes(ofProject, ports);
  const asked = await uploadRequest(directory, options, ports);
  return {
    paths,
    ...asked,
    ...indexFor(asked.index, publish, ports),
    config: publish,
    plugins: options.plugins === true,
    attest: {
      provenance: release.provenance,
      attestations: options.attestations ?? release.attestations,
    },
  };
}

/** The named one, else the project's, else the one that the variables of another tool name, else PyPI. */
function indexFor(
  asked: string | null,
  { index }: PublishConfig,
  { environment }: Pick<Ports, "environment">,
): Pick<PublishRequest, "index" | "indexSource"> {
  if (asked !== null) return { index: asked, indexSource: "--index" };
  const [placed, ...others] = index === "pypi" ? placesOfVariables(environment.variables) : [];
  if (placed === undefined) return { index, indexSource: "[tool.shipwheel.publish]" };
  // An upload cannot be taken back: which of two places was meant, nobody can tell.
  const other = others.find((each) => indexOf(each) !== indexOf(placed));
  if (other !== undefined) throw fault("usage/several-indexes", { one: placed.source, other: other.source });
  return { index: indexOf(placed), indexSource: placed.source };
}

function indexOf({ place }: NamedPlace): string {
  const known = PUBLIC_INDEXES.find((id) => isSameAddress(TARGETS[id].endpoints?.uploadUrl ?? "", place));
  return known ?? place;
}

async function configIn(directory: string, { files }: Pick<Ports, "files">): Promise<Config> {
  const path = join(directory, "pyproject.toml");
  if ((await files.stat(path)) === null) return readConfig(null);
  return readConfig(parseTomlFile("pyproject.toml", await files.read(path)));
}

/** What the check says against files before they are sent; null when nothing is an error. */
export async function rejectedFiles(
  {
    paths,
    index,
    config,
    said,
    plugins,
  }: Pick<PublishRequest, "paths" | "index" | "config" | "said" | "plugins">,
  ports: Ports,
): Promise<RejectedFiles | null> {
  const target = targetOfKind(chooseTarget(index, config, said).dialect);
  const { distributions } = await namedFiles(paths, { ...ports, events: () => undefined });
  const checked = await checkPaths(
    { paths: distributions, allowNoGit: true, select: [], ignore: [], target, plugins },
    ports,
  );
  const { green, findings } = judge(checked.findings, []);
  return green ? null : { rejected: true, findings, steps: [], complete: false };
}

/** Checks the files, and publishes them when nothing is an error; see {@link publishFiles}. */
export async function publish(
  paths: readonly string[],
  directory: string,
  options: PublishOptions,
  ports: Ports,
): Promise<PublishReport | RejectedFiles> {
  const request = await publishRequest(paths, directory, options, ports);
  const rejected = options.check === false ? null : await rejectedFiles(request, ports);
  return rejected ?? publishFiles(request, ports);
}
