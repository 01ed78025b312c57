/**
 * Sentences before they have a format: plain words, and the names and paths in them marked as code.
 * Turning them into Markdown, HTML or terminal text is left to the renderers, each with its own escaping.
 */

/** A piece of a sentence: words, or something out of the program that is set as code. */
export type Inline = string | { readonly code: string };
export type Prose = readonly Inline[];

/** Marks a name, path or commit as code. The text may be untrusted. */
export function code(text: string): Inline {
  return { code: text };
}

/** Several pieces as a list: `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly Prose[], conjunction: 'and' | 'or' = 'and'): Prose {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    return [index === items.length - 1 ? ` ${conjunction} ` : ', ', ...item];
  });
}

/** Pieces with a separator between them. */
export function joined(items: readonly Prose[], separator: string): Prose {
  return items.flatMap((item, index) => (index === 0 ? item : [separator, ...item]));
}

/** Sentences side by side. Empty ones vanish. */
export function sentences(...parts: readonly Prose[]): Prose {
  return joined(
    parts.filter((part) => part.length > 0),
    ' ',
  );
}

/** With its first letter as a capital, where it begins with words. */
export function capitalised(prose: Prose): Prose {
  const [first, ...rest] = prose;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : prose;
}

/**
 * A message that was written elsewhere: what it sets between backticks becomes code. It may quote untrusted names, so whatever
 * the backticks enclose is only ever code or words, never markup.
 */
export function proseOf(message: string): Prose {
  const pieces = message.split('`');
  // An even number of pieces means an unpaired backtick: then none of them is trusted to mean anything.
  if (pieces.length % 2 === 0) return [message];
  return pieces
    .map((piece, index): Inline => (index % 2 === 0 ? piece : code(piece)))
    .filter((piece) => (typeof piece === 'string' ? piece !== '' : piece.code !== ''));
}

/** The words alone, code without any mark. */
export function plain(prose: Prose): string {
  return prose.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('');
}
