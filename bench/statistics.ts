import type { Sample } from "./measure.ts";

/** The middle value; the mean of the two middle ones of an even number; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The ratio of two rows, round by round, so that a drift of the machine hits both; runs that failed are left out. */
export function pairedRatios(
  numerator: readonly Sample[],
  denominator: readonly Sample[],
  value: (sample: Sample) => number = (sample) => sample.wall,
): readonly number[] {
  return numerator.flatMap((upper) => {
    const lower = denominator.find((sample) => sample.round === upper.round);
    return lower === undefined || upper.status !== 0 || lower.status !== 0
      ? []
      : [value(upper) / value(lower)];
  });
}
