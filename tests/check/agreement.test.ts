import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agreementPage } from "../../scripts/generate-agreement-page.ts";
import { agreementRow, recordedCases, type AgreementRow } from "../support/agreement.ts";
import { unpackBadCases } from "../support/bad-dists.ts";
import { repositoryText } from "../support/repository.ts";

let folder: Awaited<ReturnType<typeof unpackBadCases>>;
const rows: AgreementRow[] = [];

beforeAll(async () => {
  folder = await unpackBadCases();
});

afterAll(() => folder[Symbol.asyncDispose]());

/** PyPI's code stops with an error of its own (HTTP 500): there are no words to repeat, and the check has an error. */
const UNHANDLED: ReadonlySet<string> = new Set(["zip-encrypted-flag", "tar-absolute"]);

describe("PyPI's recorded verdicts", () => {
  test.each(recordedCases())(
    "$id: what PyPI refuses, check and index refuse",
    { timeout: 60_000 },
    async (each) => {
      const row = await agreementRow(each, folder.path);
      rows.push(row);
      if (row.pypi === null) return;
      if (!UNHANDLED.has(each.id)) expect(row.index).not.toBeNull();
      expect(row.errors).not.toEqual([]);
    },
  );

  test("the page is up to date: node scripts/generate-agreement-page.ts", () => {
    expect(repositoryText("docs/reference/agreement-with-pypi.md")).toBe(agreementPage(rows));
  });
});
