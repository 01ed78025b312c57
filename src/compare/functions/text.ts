/**
 * How alike two pieces of source are. Used to find moved and renamed functions, and work that went into a helper.
 */

/** Lines that say something: without indentation, blank lines and lines that are only a comment. */
export function significantLines(text: readonly string[]): string[] {
  return text.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whether two functions do the same, as far as their text tells. */
export function sameCode(a: readonly string[], b: readonly string[]): boolean {
  if (identical(a, b)) return true;
  const left = significantLines(a);
  const right = significantLines(b);
  return left.length === right.length && left.every((line, i) => line === right[i]);
}

/** Whether two texts are equal to the letter. */
export function identical(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

/** Share of lines in common, 0 to 1 (Dice's coefficient over the two bags of lines). */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  return (2 * inCommon(a, b)) / (a.length + b.length);
}

/** How many lines the two bags share. */
export function inCommon(a: readonly string[], b: readonly string[]): number {
  const counts = countLines(a);
  let shared = 0;
  for (const line of b) {
    const left = counts.get(line) ?? 0;
    if (left === 0) continue;
    counts.set(line, left - 1);
    shared++;
  }
  return shared;
}

/** The lines of `a` that `b` does not have. */
export function without(a: readonly string[], b: readonly string[]): string[] {
  const counts = countLines(b);
  return a.filter((line) => {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    return left === 0;
  });
}

/** How often the text uses a name, as a whole word: on its own (`split(row)`), and as an attribute (`row.split()`). */
export interface Mentions {
  readonly bare: number;
  readonly attribute: number;
}

export function countMentions(text: readonly string[], name: string): Mentions {
  let bare = 0;
  let attribute = 0;
  for (const line of text) {
    for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
      if (isWordCharacter(line[at - 1]) || isWordCharacter(line[at + name.length])) continue;
      if (line[at - 1] === '.') attribute++;
      else bare++;
    }
  }
  return { bare, attribute };
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
