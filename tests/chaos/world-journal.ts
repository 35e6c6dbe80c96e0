import type { Files } from "../../src/ports/files.ts";
import type { JournalFault, Point } from "./faults.ts";
import { diskFull } from "./troubles.ts";

/** What a run meets at its journal. */
export interface JournalTroubles {
  readonly reach: (point: Point) => JournalFault | null;
  readonly kill: () => never;
}

/** Appending to a journal, of which each entry is a point at which something can go wrong. */
export function troubledAppend(
  files: Pick<Files, "append">,
  { reach, kill }: JournalTroubles,
): (path: string, content: string) => Promise<void> {
  return async (path, content) => {
    const { type } = JSON.parse(content) as { type: string };
    const write = (text: string): Promise<void> => files.append(path, text);
    switch (reach({ kind: "journal", what: type })) {
      case null:
        return write(content);
      case "error before":
        throw diskFull();
      case "error after":
        await write(content);
        throw diskFull();
      case "half a line":
        await write(content.slice(0, content.length / 2));
        throw diskFull();
      case "kill before":
        return kill();
      case "kill after":
        await write(content);
        return kill();
      case "kill in the line":
        await write(content.slice(0, content.length / 2));
        return kill();
    }
  };
}
