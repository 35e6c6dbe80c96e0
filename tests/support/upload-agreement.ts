import { openRenderer } from "../../src/toolbox/pinned/description-renderer.ts";
import { testIndex } from "./index.ts";
import {
  checkRecorded,
  recordedAnswer,
  recordedUploads,
  sendRecorded,
  type RecordedUpload,
  type UploadAnswer,
} from "./recorded-uploads.ts";
import { temporaryDirectory } from "./tree.ts";

/** One recorded upload beside our two verdicts. */
export interface UploadRow {
  readonly upload: RecordedUpload;
  readonly pypi: UploadAnswer;
  readonly index: UploadAnswer;
  /** Codes of the errors of check; null for a form that says other things than the file. */
  readonly errors: readonly string[] | null;
}

/** Why an error of check on a file that PyPI takes is wanted, by the rule's code. */
export const WANTED: Readonly<Record<string, string>> = {
  A005: "installers look for the project in the one folder of an sdist",
  A014: "file systems of Windows and macOS cannot hold the name",
  A016: "the member would be written outside of the tree, or cannot be written on Windows",
  A017: "the link points outside the tree; installers reject it",
  A020: "gzip and tar reject the damaged file",
  A027: "pip and uv cannot unpack the member",
  C002: "uploaders strip the field, and PyPI then misses the file",
  E004: "the command fails with ModuleNotFoundError",
  E013: "the name of the group is against the specification; nobody looks for it",
  G009: "no installer can build the sdist",
  K028: "Windows cannot create the file",
  K037: "installers write the link as a text file",
  M004: "readers treat everything after that line as the description",
  M006: "installers reject a wheel without the field",
  M031: "the import name is against PEP 794",
  M037: "installers read no metadata from a link",
  M039: "uploaders send what the file says, which PyPI rejects; only the recorded form differs",
  P003: "uploaders send what the file says, which PyPI rejects; only the recorded form differs",
  R002: "installers that check RECORD reject the wheel; PyPI writes to the owners",
  R003: "installers that check RECORD reject the wheel; PyPI writes to the owners",
  R006: "tools that verify or uninstall fail on the row",
  R009: "installers reject the wheel",
  R012: "installers reject a wheel whose name and metadata differ",
};

/** Uploads on which check is silent although PyPI refused them, and why that is right. */
export const SILENT: Readonly<Record<string, string>> = {
  "summ-492": "uploaders strip the summary, of which then nothing is left to reject",
  "name-630": "PyPI has this project, which is older than its rule; the recording's database was empty",
};

/** Where PyPI's own code ended with an error (HTTP 500) and the index takes the file. */
export const TAKEN: Readonly<Record<string, string>> = {
  "sdist-940": "the file is sound: PyPI's error could not be had again from the same code and Python",
};

/** Every recorded upload, sent to one fresh index in the order of the recording, and each file checked by itself. */
export async function uploadRows(): Promise<readonly UploadRow[]> {
  await using plain = await testIndex();
  await using renderer = openRenderer(plain.ports);
  await using it = await testIndex({ renderer });
  await using folder = await temporaryDirectory("shipwheel-uploads-");
  const rows: UploadRow[] = [];
  for (const upload of recordedUploads()) {
    const index = await sendRecorded(upload, it);
    const found = upload.check ? await checkRecorded(upload, folder.path) : null;
    const errors = found === null ? null : [...new Set(found.map(({ rule }) => rule))].sort();
    rows.push({ upload, pypi: recordedAnswer(upload), index, errors });
  }
  return rows;
}

/** Whether PyPI ended with an error of its own: then there is no verdict. */
export function isCrash({ pypi }: UploadRow): boolean {
  return pypi.status === 500;
}

/** Whether the index gave PyPI's status, and its words where both refuse. A page for people has no words. */
export function isSame({ pypi, index }: UploadRow): boolean {
  return pypi.status === index.status && (pypi.status === 404 || pypi.words === index.words);
}
