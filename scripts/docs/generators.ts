import { readLabels, readPins, readResults } from "../../tests/support/corpus/data.ts";
import { conventionsPage } from "./conventions-page.ts";
import { corpusPage } from "../../tests/support/corpus/page.ts";
import { plantedAnswers, plantedBugs, plantedPage } from "../planted-bugs.ts";
import { publicTypes, SNAPSHOT, withoutComments } from "../types/public-types.ts";
import { actionFile, actionPage } from "./action-page.ts";
import { measuredAgreementPage } from "./agreement-page.ts";
import { attestationPage } from "./attestations-page.ts";
import { measuredBadDistsPage } from "./bad-dists-page.ts";
import { cataloguePage } from "./catalogue-page.ts";
import { commandLineReference } from "./command-line-page.ts";
import { configReference, SCHEMA_FILE, schemaText } from "./configuration-page.ts";
import { documentPages } from "./documents-schema.ts";
import { dependencyPage } from "./dependencies-page.ts";
import { exampleWorkflows } from "./example-workflows.ts";
import { fieldWorkflowsPage } from "./field-workflows-page.ts";
import { indexPage } from "./indexes-page.ts";
import { trustedPublishingPage } from "./trusted-publishing-page.ts";
import { publishMatrixPage } from "./publish-matrix-page.ts";
import { migrationsPage } from "./migrations-page.ts";
import { parserDecision } from "./parser-figures.ts";
import { peersTable } from "./peers-table.ts";
import { recordedPages } from "./recorded-runs-page.ts";
import { rulePages, RULES_FOLDER } from "./rule-pages.ts";
import { versionBumpPage } from "./version-bump-page.ts";
import { versionLocationsPage } from "./version-locations-page.ts";

/** Pages that a program writes. */
export interface Generator {
  /** What `npm run docs -- NAME` takes. */
  readonly name: string;
  /** A folder in which nothing else lies: what is not written is removed. */
  readonly folder?: string;
  /** The test that measures the same again and compares; without one, the test of all pages does. */
  readonly heldBy?: string;
  /** The texts by path; `read` gives a page that is written by hand but for its tables. */
  readonly write: (read: (path: string) => string) => Promise<Pages>;
}

type Pages = ReadonlyMap<string, string>;

/** In the order of their names. What a long run measured (chaos, publish-faults) is written by that run. */
export const GENERATORS: readonly Generator[] = [
  page("action", "action.yml", actionFile),
  page("action-page", "docs/reference/action.md", actionPage),
  {
    ...page("agreement", "docs/reference/agreement-with-pypi.md", measuredAgreementPage),
    heldBy: "tests/check/agreement.integration.test.ts",
  },
  page("attestations", "docs/reference/attestations.md", attestationPage),
  {
    ...page("bad-dists", "docs/reference/bad-dists.md", measuredBadDistsPage),
    heldBy: "tests/check/bad-dists.integration.test.ts",
  },
  page("bump", "docs/reference/version-bump.md", versionBumpPage),
  page("catalogue", "docs/reference/rules-catalogue.md", cataloguePage),
  page("command-line", "docs/reference/command-line.md", commandLineReference),
  page("configuration", "docs/reference/configuration.md", configReference),
  page("conventions", "docs/reference/conventions.md", conventionsPage),
  page("corpus", "docs/reference/corpus.md", () => corpusPage(readPins(), readResults(), readLabels())),
  { name: "documents", write: () => Promise.resolve(documentPages()) },
  page("dependencies", "docs/decisions/dependencies.md", dependencyPage),
  {
    name: "example-workflows",
    heldBy: "tests/workflow/examples.integration.test.ts",
    write: () => exampleWorkflows(),
  },
  page("field-workflows", "docs/explanation/workflows-of-the-field.md", fieldWorkflowsPage),
  page("indexes", "docs/reference/indexes.md", indexPage),
  page("migrations", "docs/reference/migrations.md", migrationsPage),
  page("parser-decision", "docs/decisions/0026-github-schema-kept.md", parserDecision),
  { name: "peers", write: (read) => Promise.resolve(peersTable(read)) },
  page("planted-bugs", "docs/reference/planted-bugs.md", () => plantedPage(plantedBugs(), plantedAnswers())),
  {
    ...page("publish-matrix", "docs/reference/publish-matrix.md", publishMatrixPage),
    heldBy: "tests/publish/matrix.integration.test.ts",
  },
  {
    ...page("public-types", SNAPSHOT, () => withoutComments(publicTypes())),
    heldBy: "tests/library/library.integration.test.ts",
  },
  { name: "recorded-runs", write: (read) => Promise.resolve(recordedPages(read)) },
  { name: "rules", folder: RULES_FOLDER, write: () => Promise.resolve(rulePages()) },
  page("schema", SCHEMA_FILE, schemaText),
  page("trusted-publishing", "docs/reference/trusted-publishing.md", trustedPublishingPage),
  page("version-locations", "docs/reference/version-locations.md", versionLocationsPage),
];

function page(name: string, path: string, write: (page: string) => string | Promise<string>): Generator {
  return { name, write: async (read) => new Map([[path, await write(read(path))]]) };
}
