import type { StepDefinition } from "../engine/steps/step.ts";
import { announce, attachFiles, draft } from "../announce/forge-steps.ts";
import type { DecidedRelease } from "./decide-release.ts";
import type { RehearsedMaterial, ReleaseMaterial } from "./material.ts";
import { attest } from "./steps/attest.ts";
import { credentials } from "./steps/credentials.ts";
import { gates } from "./steps/gates.ts";
import { promote } from "./steps/promote.ts";
import { prove } from "./steps/prove.ts";
import { rehearse } from "./steps/rehearse.ts";
import { seal } from "./steps/seal.ts";
import { sign } from "./steps/sign.ts";
import { stage, verifyStaged } from "./steps/stage.ts";
import { pushTag, tag } from "./steps/tag.ts";
import { upload } from "./steps/upload.ts";
import { verifyPublished } from "./steps/verify-published.ts";

/** The steps before there are files. */
export const OPENING_STEPS: readonly StepDefinition<DecidedRelease, ReleaseMaterial>[] = [
  prove,
  promote,
  rehearse,
];

/** The steps with the files of the rehearsal, what can be taken back before what cannot. */
export const RELEASING_STEPS: readonly StepDefinition<DecidedRelease, RehearsedMaterial>[] = [
  gates,
  // Whatever adds files to SHA256SUMS comes before its signature.
  attest,
  sign,
  credentials,
  tag,
  pushTag,
  draft,
  attachFiles,
  stage,
  verifyStaged,
  upload,
  verifyPublished,
  announce,
  seal,
];
