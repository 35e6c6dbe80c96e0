import type { WholeAnswer } from "./memory-network.ts";

/** A cache between an index and its readers: they may get an old page. */
export interface PageCache {
  /** The page as this reader gets it. */
  readonly page: (answer: WholeAnswer) => WholeAnswer;
  /** The next readers get the last page again. */
  readonly makeStale: () => void;
}

/** `lag`: by how many reads the page is behind. */
export function pageCache(lag: () => number): PageCache {
  const pages: WholeAnswer[] = [];
  let staleReads = 0;
  return {
    page(answer) {
      if (staleReads > 0) {
        staleReads -= 1;
        return pages.at(-1) ?? answer;
      }
      pages.push(answer);
      return pages[Math.max(0, pages.length - 1 - lag())] ?? answer;
    },
    makeStale: () => void (staleReads = 5),
  };
}
