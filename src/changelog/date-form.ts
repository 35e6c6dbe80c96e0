const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const NAMES = MONTHS.map((month) => `${month.slice(0, 3)}(?:t|${month.slice(3)})?`).join("|");
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const WORDS = new RegExp(
  String.raw`\b(?:${DAY}[ -](?:${NAMES})|(?:${NAMES})\.? ${DAY})\b\.?,?[ -]\d{4}\b`,
  "i",
);
const NUMBERS = /\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b/;

/** The first day that a text names, in numbers or in words; null without one. */
export function dayIn(text: string): string | null {
  return WORDS.exec(text)?.[0] ?? NUMBERS.exec(text)?.[0] ?? null;
}

/** A day (`YYYY-MM-DD`) written as another one is: `6th December, 2024`, `Dec 6 2024`, `06.12.2024`, `2024/12/06`. */
export function dayLike(model: string, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  if (WORDS.test(model)) {
    const name = MONTHS[Number(month) - 1] ?? "";
    return model
      .replace(/\d{4}$/, "\0")
      .replace(/\d{1,2}(st|nd|rd|th)?/, (whole, ordinal?: string) =>
        ordinal === undefined ? padded(whole, date) : `${Number(date)}${ordinalOf(Number(date))}`,
      )
      .replace(/[A-Z][a-z]{2,}/i, (whole) => (whole.length <= 4 ? name.slice(0, 3) : name))
      .replace("\0", year);
  }
  const separator = /[-/.]/.exec(model)?.[0] ?? "-";
  const parts = model.split(separator);
  const [first = "", second = "", third = ""] = parts;
  if (first.length === 4) return [year, padded(second, month), padded(third, date)].join(separator);
  // 12/31 can only be the month first; without a sign of it the day is.
  const isMonthFirst = Number(second) > 12;
  const [one, two] = isMonthFirst ? [month, date] : [date, month];
  return [padded(first, one), padded(second, two), year].join(separator);
}

/** Two figures, unless the model has one where two were to be expected. */
function padded(model: string, figures: string): string {
  return model.length === 1 ? String(Number(figures)) : figures;
}

function ordinalOf(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}
