import { CLAIMS_CASES } from "../../tests/support/trust/claims-table.ts";
import { judgeFiles } from "../../tests/support/trust/judge-files.ts";
import { cell, GENERATED } from "./generated.ts";

/** The claims table: what an index of PyPI's rules answers to a job, row by row; a test holds each of them. */
export async function trustedPublishingPage(): Promise<string> {
  const rows: string[] = [];
  for (const { what, files, remote, publisher } of CLAIMS_CASES) {
    const [judged] = await judgeFiles(files, remote, publisher);
    const refusal = judged?.refusal ?? null;
    const words = refusal === null ? "a token" : `\`${refusal.words}\``;
    const fields = refusal?.differences.map(({ field }) => field).join(", ") ?? "";
    const unknown = judged?.unknown.map(({ field }) => field).join(", ") ?? "";
    rows.push(`| ${cell(what)} | ${cell(words)} | ${fields} | ${unknown} |`);
  }
  return [
    GENERATED,
    "",
    "# Trusted publishing: claims and publishers",
    "",
    "`shipwheel doctor trust`, `rehearse` and `release` compute what each publishing job will present and judge it by PyPI's own matching rules against the publisher that is recorded (`[[tool.shipwheel.publish.publishers.pypi]]`). Each row is a test. What only the run knows is said as unknown and not compared.",
    "",
    "| case | the index gives | what differs | not compared |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "Letter case: of GitHub's repository PyPI stores the owner as GitHub spells it and compares the name to the letter, of GitLab the whole path; GitHub's environments are compared in any letter case, everything else to the letter. A remote's address may have any spelling, so that a difference in letter case alone is said as not compared. The workflow is the file that holds the job: of a called workflow the called file (`job_workflow_ref`). A publisher without an environment takes every one. The customized subject of a repository (`sub`) is compared by some indexes; `shipwheel doctor` warns of one that does not name the repository.",
    "",
    "ActiveState's claims are made on its platform. Nothing in a tree says that it publishes there: they are computed where one of its publishers is recorded, organization and project from `activestate.yaml`.",
    "",
  ].join("\n");
}
