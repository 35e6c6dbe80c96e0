import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Forge, NewAsset, ReleaseText } from "../../src/forge/forge.ts";

/** A forge to be tried, with an end. */
export interface TriedForge extends AsyncDisposable {
  readonly forge: Forge;
}

/** What is said in a test. */
export const TEXT: ReleaseText = {
  tag: "v1.0.0",
  commit: "a".repeat(40),
  name: "demo 1.0.0",
  notes: "## Fixed\n\n- a 🐛 & more\n",
  prerelease: false,
  latest: true,
};

/** What every forge's client must do, whichever server is behind it. */
export function forgeContract(name: string, start: () => Promise<TriedForge>): void {
  describe(`${name} keeps the contract of forges`, () => {
    let tried: TriedForge;
    let directory: string;
    beforeEach(async () => {
      directory = mkdtempSync(join(tmpdir(), "shipwheel-forge-"));
      tried = await start();
    });
    afterEach(async () => {
      await tried[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true, force: true });
    });

    const asset = (fileName: string, content: string): NewAsset => {
      const path = join(directory, fileName);
      writeFileSync(path, content);
      const sha256 = createHash("sha256").update(content).digest("hex");
      const size = Buffer.byteLength(content);
      return { name: fileName, path, size, sha256, contentType: "application/octet-stream" };
    };

    test("nothing is there at first", async () => {
      expect(await tried.forge.find("v1.0.0")).toBeNull();
    });

    test("a draft, its files, its publication; each can be found again", async () => {
      const { forge } = tried;
      const draft = await forge.draft(TEXT);
      expect(draft).toMatchObject({ tag: "v1.0.0", commit: TEXT.commit, draft: true });
      const wheel = asset("demo-1.0.0-py3-none-any.whl", "wheel");
      const attached = await forge.attach(draft, wheel);
      expect(attached).toMatchObject({ name: wheel.name, size: 5, sha256: wheel.sha256, complete: true });
      expect(await forge.find("v1.0.0")).toMatchObject({
        draft: true,
        commit: TEXT.commit,
        assets: [{ name: wheel.name }],
      });
      const published = await forge.publish(draft, TEXT);
      expect(published).toMatchObject({ draft: false, tag: "v1.0.0" });
      const found = await forge.find("v1.0.0");
      expect(found).toMatchObject({
        draft: false,
        name: TEXT.name,
        notes: TEXT.notes,
        assets: [{ sha256: wheel.sha256 }],
      });
    });

    test("the same file again is no second one; another one of the name is refused", async () => {
      const { forge } = tried;
      const draft = await forge.draft(TEXT);
      const first = await forge.attach(draft, asset("SHA256SUMS", "one"));
      expect(await forge.attach(draft, asset("SHA256SUMS", "one"))).toEqual(first);
      await expect(forge.attach(draft, asset("SHA256SUMS", "two"))).rejects.toMatchObject({
        code: "forge/refused",
      });
    });

    test("an attached file is read, from the draft and when it is published", async () => {
      const { forge } = tried;
      const draft = await forge.draft(TEXT);
      const attached = await forge.attach(draft, asset("demo-1.0.0.tar.gz", "an sdist"));
      const read = async (): Promise<string> => {
        let text = "";
        await forge.download(draft, attached, async (body) => {
          text = "";
          for await (const chunk of body) text += Buffer.from(chunk).toString("utf8");
        });
        return text;
      };
      expect(await read()).toBe("an sdist");
      await forge.publish(draft, TEXT);
      expect(await read()).toBe("an sdist");
    });

    test("a file can be taken away from a draft, twice as well as once", async () => {
      const { forge } = tried;
      const draft = await forge.draft(TEXT);
      const attached = await forge.attach(draft, asset("a.txt", "one"));
      await forge.detach(draft, attached);
      await forge.detach(draft, attached);
      expect((await forge.find("v1.0.0"))?.assets ?? []).toEqual([]);
    });
  });
}
