import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agreementPage } from "../../scripts/docs/agreement-page.ts";
import { agreementRow, recordedCases, type AgreementRow } from "../support/agreement.ts";
import { unpackBadCases } from "../support/bad-dists.ts";
import { repositoryText } from "../support/repository.ts";
import {
  isCrash,
  isSame,
  SILENT,
  TAKEN,
  uploadRows,
  WANTED,
  type UploadRow,
} from "../support/upload-agreement.ts";

let folder: Awaited<ReturnType<typeof unpackBadCases>>;
const rows: AgreementRow[] = [];

let uploads: readonly UploadRow[];

beforeAll(async () => {
  folder = await unpackBadCases();
  uploads = await uploadRows();
});

afterAll(() => folder[Symbol.asyncDispose]());

/** PyPI's code stops with an error of its own (HTTP 500): there are no words to repeat, and the check has an error. */
const UNHANDLED: ReadonlySet<string> = new Set(["zip-encrypted-flag", "tar-absolute"]);

describe("PyPI's recorded verdicts", () => {
  test.each(recordedCases())("$id: what PyPI rejects, check and index reject", async (each) => {
    const row = await agreementRow(each, folder.path);
    rows.push(row);
    if (row.pypi === null) return;
    if (!UNHANDLED.has(each.id)) expect(row.index).not.toBeNull();
    expect(row.errors).not.toEqual([]);
  });

  test("the page is up to date: npm run docs -- agreement", () => {
    expect(repositoryText("docs/reference/agreement-with-pypi.md")).toBe(agreementPage(rows, uploads));
  });
});

const named = (list: readonly UploadRow[]): readonly string[] => list.map(({ upload }) => upload.id);

describe("622 uploads to PyPI's own application", () => {
  test("the index gives its status, and its words", () => {
    expect(uploads.length).toBe(622);
    const other = uploads.filter((row) => !isCrash(row) && !isSame(row));
    expect(other.map(({ upload, pypi, index }) => ({ id: upload.id, pypi, index }))).toEqual([]);
  });

  test("where its code ends with an error, the index rejects, but for the files that are listed", () => {
    const taken = uploads.filter((row) => isCrash(row) && row.index.status === 200);
    expect(named(taken)).toEqual(Object.keys(TAKEN));
  });

  test("check has an error for all that it rejects, but for what is listed", () => {
    const silent = uploads.filter(({ pypi, errors }) => pypi.status === 400 && errors?.length === 0);
    expect(named(silent).toSorted()).toEqual(Object.keys(SILENT).toSorted());
  });

  test("each error of check on a file that it takes has its reason", () => {
    const unwanted = uploads
      .filter(({ pypi }) => pypi.status === 200)
      .flatMap(({ upload, errors }) =>
        (errors ?? []).filter((code) => !(code in WANTED)).map((code) => `${upload.id} ${code}`),
      );
    expect(unwanted).toEqual([]);
  });
});
