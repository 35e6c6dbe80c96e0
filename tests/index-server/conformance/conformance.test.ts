import { describe, expect, test } from "vitest";
import { refusalReason } from "../../../src/publish/refusals.ts";
import { testIndex } from "../../support/index.ts";
import { ATTESTATIONS } from "./attestations.ts";
import { CLIENTS } from "./clients.ts";
import { PROTOCOL } from "./protocol.ts";
import { SIMPLE_PAGES } from "./simple-pages.ts";
import { TRUSTED_PUBLISHING } from "./trusted-publishing.ts";
import { UPLOAD_ARCHIVES } from "./upload-archives.ts";
import { UPLOAD_FORMS } from "./upload-forms.ts";
import { UPLOAD_OUTCOMES } from "./upload-outcomes.ts";

const CASES = [
  ...UPLOAD_OUTCOMES,
  ...UPLOAD_FORMS,
  ...UPLOAD_ARCHIVES,
  ...PROTOCOL,
  ...ATTESTATIONS,
  ...SIMPLE_PAGES,
  ...TRUSTED_PUBLISHING,
  ...CLIENTS,
].sort((a, b) => a.id - b.id);

test("every case of the protocol page is here, once", () => {
  expect(CASES.map((row) => row.id)).toEqual(Array.from({ length: 92 }, (_, index) => index + 1));
});

describe("the index is PyPI's twin", () => {
  for (const { id, title, run, options, realClient } of CASES) {
    test(`${id}: ${title}`, { timeout: realClient === true ? 180_000 : 10_000 }, async () => {
      await using it = await testIndex(options);
      await run(it);
      // The publish room knows the index's words for what the index says they are.
      const refused = it.index.log.flatMap(({ upload }) => (upload?.outcome === "refused" ? [upload] : []));
      expect(refused.map(({ message }) => refusalReason(message ?? ""))).toEqual(
        refused.map(({ reason }) => reason),
      );
    });
  }
});
