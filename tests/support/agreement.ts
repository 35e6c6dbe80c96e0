import { basename, join } from "node:path";
import { uploadFields } from "../../src/distribution/acceptance/file-form.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import { openRenderer } from "../../src/toolbox/pinned/description-renderer.ts";
import { readFile } from "node:fs/promises";
import { BAD_CASES, checkBadCase, type BadCase, type CaseFinding } from "./bad-dists.ts";
import { testIndex } from "./index.ts";
import { tokenHeader } from "./upload-form.ts";

/** One recorded verdict of PyPI's own upload code beside ours. */
export interface AgreementRow {
  readonly id: string;
  /** PyPI's words, or null: it took the files. */
  readonly pypi: string | null;
  /** Our index's words, or null. */
  readonly index: string | null;
  /** Codes of the check's errors. */
  readonly errors: readonly string[];
}

/** The cases of which PyPI's verdict is recorded: whole distributions. */
export function recordedCases(): readonly BadCase[] {
  return BAD_CASES.filter(({ peers, files }) => peers["pypi"] !== undefined && files.length > 0);
}

/** The verdicts of check and index on one case. */
export async function agreementRow(each: BadCase, folder: string): Promise<AgreementRow> {
  const findings: readonly CaseFinding[] = await checkBadCase(each, folder);
  const codes = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  return {
    id: each.id,
    pypi: /^REJECT \d+ (?:\[[^\]]*\] )?(.*)$/s.exec(each.peers["pypi"] ?? "")?.[1] ?? null,
    index: await indexVerdict(each, folder),
    errors: [...new Set(codes)].sort(),
  };
}

/** What a fresh index says to the files of a case, sent one after the other as our uploader sends them. */
async function indexVerdict(each: BadCase, folder: string): Promise<string | null> {
  await using plain = await testIndex();
  await using renderer = openRenderer(plain.ports);
  await using it = await testIndex({ renderer });
  for (const file of each.files) {
    const path = join(folder, file);
    await using distribution = await openDistribution(path, it.ports.files);
    const form = new FormData();
    for (const [name, value] of uploadFields(distribution)) form.append(name, value);
    form.append("content", new Blob([await readFile(path)]), basename(path));
    const answer = await fetch(it.index.uploadUrl, {
      method: "POST",
      headers: { authorization: tokenHeader(it.index.token), accept: "application/json" },
      body: form,
    });
    const text = await answer.text();
    if (answer.status === 200) continue;
    const { code = text } = JSON.parse(text) as { code?: string };
    return code.replace(/^\d+ /, "");
  }
  return null;
}
