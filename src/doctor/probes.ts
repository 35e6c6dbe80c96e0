import { buildRequirements } from "./probes/build-requirements.ts";
import { forge } from "./probes/forge.ts";
import { git } from "./probes/git.ts";
import { name } from "./probes/name.ts";
import { network } from "./probes/network.ts";
import { publishers } from "./probes/publishers.ts";
import { tokens } from "./probes/token.ts";
import { tools } from "./probes/tools.ts";
import type { Probe } from "./probe.ts";

/** Everything that `shipwheel doctor` looks at, in the order of its screen. */
export const PROBES: readonly Probe[] = [
  tools,
  git,
  network,
  name,
  buildRequirements,
  publishers,
  tokens,
  forge,
];
