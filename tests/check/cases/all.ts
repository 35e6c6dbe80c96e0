import { agreementCases } from "./agreement.ts";
import { siblingCases } from "./siblings.ts";
import { archiveCases } from "./archive.ts";
import { attestationCases } from "./attestations.ts";
import { configBuildCases } from "./config-build.ts";
import { configDiscoveryCases } from "./config-discovery.ts";
import { configCases } from "./config.ts";
import { tableCases } from "./config-tables.ts";
import { dependencyFormCases } from "./dependency-forms.ts";
import { dependencyCases } from "./dependencies.ts";
import { descriptionCases } from "./description.ts";
import { descriptionTypeCases } from "./description-types.ts";
import { falseAlarmCases } from "./false-alarms.ts";
import { contentCases } from "./files-content.ts";
import { lackingCases } from "./files-lacking.ts";
import { moduleCases } from "./files-modules.ts";
import { ownPackageCases } from "./files-own-package.ts";
import { predictedCases } from "./files-predicted.ts";
import { pythonsCases } from "./files-pythons.ts";
import { fileCases } from "./files.ts";
import { leakCases } from "./leaks.ts";
import { licenceCases } from "./licences.ts";
import { metadataQualityCases } from "./metadata-quality.ts";
import { metadataCases } from "./metadata.ts";
import { nameCases } from "./names.ts";
import { platformCases } from "./platform.ts";
import { platformTagCases } from "./platform-tags.ts";
import { releaseContentsCases } from "./release-contents.ts";
import { reproducibilityCases } from "./reproducibility.ts";
import { runtimeCases } from "./runtime-lacks.ts";
import { fromTreeCases } from "./same-from-tree.ts";
import { scriptCases } from "./scripts.ts";
import { vcsCases } from "./vcs.ts";
import { tagCases } from "./vcs-tags.ts";
import { workflowCases } from "./workflow.ts";
import type { RuleCase } from "../rule-case.ts";

/** The cases of all rules, family by family. */
export const CASES: readonly RuleCase[] = [
  ...agreementCases,
  ...siblingCases,
  ...archiveCases,
  ...attestationCases,
  ...configBuildCases,
  ...configDiscoveryCases,
  ...configCases,
  ...tableCases,
  ...dependencyCases,
  ...dependencyFormCases,
  ...descriptionCases,
  ...descriptionTypeCases,
  ...pythonsCases,
  ...fileCases,
  ...moduleCases,
  ...lackingCases,
  ...ownPackageCases,
  ...fromTreeCases,
  ...predictedCases,
  ...contentCases,
  ...falseAlarmCases,
  ...leakCases,
  ...licenceCases,
  ...metadataCases,
  ...metadataQualityCases,
  ...nameCases,
  ...platformCases,
  ...platformTagCases,
  ...releaseContentsCases,
  ...reproducibilityCases,
  ...scriptCases,
  ...runtimeCases,
  ...vcsCases,
  ...tagCases,
  ...workflowCases,
];
