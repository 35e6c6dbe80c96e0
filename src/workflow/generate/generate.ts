import type { FileEdit } from "../../text/file-edit.ts";
import { isUntouched, marked } from "../../text/generated-mark.ts";
import { mainIndex, packageSuffix, type WorkflowFacts } from "./facts.ts";
import { ACTIONLINT, DEPENDABOT } from "./github/companions.ts";
import { pullRequestWorkflow, releaseWorkflow, testPyPiWorkflow, watchWorkflow } from "./github/workflows.ts";
import { gitLabPipeline } from "./gitlab/pipeline.ts";

/** A file to be written, and how it stands to what is there. */
export interface GeneratedFile extends FileEdit {
  readonly after: string;
  /** `edited`: a person changed it, or wrote it: it is not overwritten unasked. `kept`: it does what is needed. */
  readonly state: "new" | "same" | "stale" | "edited" | "kept";
}

const FOLDER = ".github/workflows";

/** The files of the generator by their paths, without marks. `companion`: its content may be anybody's. */
function contents(
  host: "github" | "gitlab",
  facts: WorkflowFacts,
): readonly { readonly path: string; readonly content: string; readonly companion?: RegExp }[] {
  const own = packageSuffix(facts);
  if (host === "gitlab") return [{ path: ".gitlab-ci.yml", content: gitLabPipeline(facts) }];
  return [
    { path: `${FOLDER}/release${own}.yml`, content: releaseWorkflow(facts) },
    ...(facts.settings.testpypi
      ? [{ path: `${FOLDER}/publish-testpypi${own}.yml`, content: testPyPiWorkflow(facts) }]
      : []),
    { path: `${FOLDER}/packaging${own}.yml`, content: pullRequestWorkflow(facts) },
    // Who watches a private index needs its token, and would run the project's code beside it.
    ...(mainIndex(facts) === null
      ? [{ path: `${FOLDER}/watch${own}.yml`, content: watchWorkflow(facts) }]
      : []),
    {
      path: ".github/dependabot.yml",
      content: DEPENDABOT,
      companion: /package-ecosystem:\s*["']?github-actions/,
    },
    ...(facts.settings["enterprise-server"]
      ? []
      : [{ path: ".github/actionlint.yaml", content: ACTIONLINT, companion: /cache-mode/ }]),
  ];
}

/** Generates every file and says how it stands to the text that is there. */
export async function generateFiles(
  host: "github" | "gitlab",
  facts: WorkflowFacts,
  read: (path: string) => Promise<string | null>,
): Promise<readonly GeneratedFile[]> {
  return Promise.all(
    contents(host, facts).map(async ({ path, content, companion }) => {
      const [before, after] = [await read(path), marked(content, MARK)];
      return { path, before, after, state: stateOf(before, after, companion) };
    }),
  );
}

function stateOf(
  before: string | null,
  after: string,
  companion: RegExp | undefined,
): GeneratedFile["state"] {
  if (before === null) return "new";
  const text = before.replaceAll("\r\n", "\n");
  if (text === after) return "same";
  if (isUntouched(text)) return "stale";
  return companion?.test(text) === true ? "kept" : "edited";
}

const MARK = {
  by: "shipwheel workflow generate",
  hint: "from [tool.shipwheel.workflow]; change the settings and run it again.",
};
