import { readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { document, run, type Ended } from "../acceptance/cli.ts";
import { demoSdist, demoWheel, type DemoFile } from "../support/demo-files.ts";
import { temporaryDirectory } from "../support/git.ts";
import type { PrivateIndex } from "../support/private-index.ts";

const WHEEL = "demo_pkg-1.0.0-py3-none-any.whl";

/** A kind of index, and how one is started for the contract. */
export interface ContractedIndex {
  readonly title: string;
  /** Id of the dialect. */
  readonly kind: string;
  readonly start: (directory: string) => Promise<PrivateIndex>;
}

/**
 * What holds for every kind of index, by the real command line: an upload ends with the index's page, a second run
 * (on a machine that knows nothing of the first) sends nothing, other bytes of a name never get in, and wrong
 * credentials are told from a refused file.
 */
export function dialectContract({ title, kind, start }: ContractedIndex): void {
  describe(`the index ${title}`, () => {
    test("upload, again, other bytes, wrong credentials", async () => {
      using scratch = temporaryDirectory();
      await using index = await start(scratch.path);
      writeFileSync(
        join(scratch.path, "pyproject.toml"),
        `[tool.shipwheel.publish.indexes.house]\nurl = "${index.uploadUrl}"\nuser = "${index.user}"\n`,
      );
      let runs = 0;
      const publish = async (
        files: readonly DemoFile[],
        token = index.token,
      ): Promise<{ readonly ended: Ended; readonly sent: number }> => {
        runs += 1;
        const home = join(scratch.path, `machine-${runs}`);
        const dist = join(home, "dist");
        mkdirSync(dist, { recursive: true });
        for (const file of files) writeFileSync(join(dist, file.fileName), file.bytes);
        const state = join(home, "state");
        const paths = files.map((file) => join(dist, file.fileName));
        const where = ["--index", "house", "--index-kind", kind];
        const ended = await run(["publish", ...where, "--no-check", "--json", ...paths], {
          cwd: scratch.path,
          env: { SHIPWHEEL_STATE_DIR: state, SHIPWHEEL_TOKEN_HOUSE: token },
        });
        return { ended, sent: journalOf(state).split('"type":"sending"').length - 1 };
      };

      const wrong = await publish([demoWheel()], "not the token");
      expect(wrong.ended.exit, wrong.ended.stdout).toBe(5);
      expect(JSON.stringify(document(wrong.ended))).toMatch(/40[13]|credentials/i);
      expect(wrong.ended.stdout + wrong.ended.stderr).not.toContain("not the token");

      const first = await publish([demoSdist(), demoWheel()]);
      expect([first.ended.exit, first.sent], first.ended.stdout).toEqual([0, 2]);
      expect(document(first.ended)).toMatchObject({ verdict: "green", complete: true });

      const again = await publish([demoSdist(), demoWheel()]);
      expect([again.ended.exit, again.sent], again.ended.stdout).toEqual([0, 0]);

      const other = await publish([demoWheel({ salt: "other bytes" }), demoSdist()]);
      expect([other.ended.exit, other.sent], other.ended.stdout).toEqual([6, 0]);
      expect(document(other.ended)["findings"]).toMatchObject([{ rule: "U002", subject: WHEEL }]);

      const unchanged = await publish([demoSdist(), demoWheel()]);
      expect([unchanged.ended.exit, unchanged.sent]).toEqual([0, 0]);
    });
  });
}

/** The text of the journals below a state directory; empty without any. */
function journalOf(state: string): string {
  try {
    return readdirSync(state, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("journal.jsonl"))
      .map((path) => readFileSync(join(state, path), "utf8"))
      .join("");
  } catch {
    return "";
  }
}
