import { describe, expect, test } from "vitest";
import { demoWheel } from "../support/demo-files.ts";
import { testIndex } from "../support/index.ts";

describe("names that PyPI gives to no new project", () => {
  test("a new project is refused", async () => {
    await using it = await testIndex();
    const refused = async (name: string): Promise<string> => (await it.upload(demoWheel({ name }))).message;
    expect(await refused("json")).toContain("conflict with Python Standard Library module name");
    expect(await refused("requirements.txt")).toContain("The name 'requirements.txt' isn't allowed.");
  });

  test("one that exists already keeps its name", async () => {
    const settings = { existingNames: ["Importlib.Metadata"], takenNames: ["importlib-rnetadata"] };
    await using it = await testIndex({ settings });
    expect((await it.upload(demoWheel({ name: "importlib-metadata" }))).status).toBe(200);
  });

  test("a new one may not look like another's", async () => {
    await using it = await testIndex({ settings: { takenNames: ["flask-ultra"] } });
    expect((await it.upload(demoWheel({ name: "f1ask-ultra" }))).message).toContain("too similar");
  });
});
