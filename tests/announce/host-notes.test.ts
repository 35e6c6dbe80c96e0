import { expect, test } from "vitest";
import { markedNotes, mergedText } from "../../src/announce/host-notes.ts";
import type { ReleaseText } from "../../src/forge/forge.ts";

const TEXT: ReleaseText = {
  tag: "v1.0.0",
  commit: "a".repeat(40),
  name: "demo 1.0.0",
  notes: "- a thing\n",
  prerelease: false,
  latest: true,
};

const merged = (notes: string, name = ""): Pick<ReleaseText, "name" | "notes"> =>
  mergedText({ name, notes }, TEXT);

test("an empty draft gets our title and our notes", () => {
  expect(merged("")).toMatchObject({ name: "demo 1.0.0", notes: markedNotes(TEXT.notes) });
});

test("a title and notes that a person wrote are kept, ours come after them", () => {
  const { name, notes } = merged("The big one.\r\n\r\nThanks!\r\n", "Demo: the big one");
  expect(name).toBe("Demo: the big one");
  expect(notes).toBe(`The big one.\n\nThanks!\n\n${markedNotes(TEXT.notes)}`);
});

test("ours take the place of ours, whatever was written around them", () => {
  const written = `Before.\n\n${markedNotes("- an older thing")}\nAfter.\n`;
  expect(merged(written).notes).toBe(`Before.\n\n${markedNotes(TEXT.notes)}\nAfter.\n`);
  expect(merged(merged(written).notes).notes).toBe(merged(written).notes);
});

test("notes without marks that are ours are not doubled", () => {
  expect(merged(TEXT.notes).notes).toBe(markedNotes(TEXT.notes));
});
