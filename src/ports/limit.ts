/** Runs tasks with at most `width` of them at a time, in the order in which they were given. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes a limit; a width below one counts as one. */
export function limitTo(width: number): Limit {
  let free = Math.max(1, Math.floor(width));
  const waiting: (() => void)[] = [];
  return async function limited<T>(task: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
