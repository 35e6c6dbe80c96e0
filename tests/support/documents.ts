/** A fenced block of a Markdown document. */
export interface FencedBlock {
  readonly language: string;
  readonly text: string;
}

/** A shell block with the lines that its output must hold. */
export interface ShellStep {
  readonly script: string;
  readonly expected: readonly string[];
}

/** All fenced blocks, in order. */
export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** The shell blocks; a `text` block right behind one holds what must be seen, each line somewhere in the output. */
export function shellSteps(markdown: string): readonly ShellStep[] {
  const blocks = fencedBlocks(markdown);
  return blocks.flatMap((block, index) => {
    if (block.language !== "sh") return [];
    const next = blocks[index + 1];
    const expected = next?.language === "text" ? next.text.split("\n").map((line) => line.trim()) : [];
    return [{ script: block.text, expected: expected.filter((line) => line !== "" && line !== "…") }];
  });
}
