// The list of what a bundle contains, with versions and licences, in which each text stands once: seventy packages of one family
// share theirs, which would otherwise be most of `dist`.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SEPARATOR = `\n\n${'-'.repeat(78)}\n\n`;

/** What the package's own manifest says; undefined where nothing of that name is installed. */
function manifestOf(name, root) {
  if (!/^(@[\w.-]+\/)?[\w.-]+$/.test(name)) return undefined;
  const file = path.join(root, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Takes the bundler's list apart: a package's name alone in a line, its licence's in the next, then the text. */
function sections(listed, root) {
  const found = [];
  const lines = listed.split('\n');
  for (const [index, line] of lines.entries()) {
    const manifest = manifestOf(line, root);
    if (manifest !== undefined && manifest.license === lines[index + 1]) found.push({ manifest, start: index });
  }
  return found.map(({ manifest, start }, index) => {
    const text = lines.slice(start + 2, found[index + 1]?.start).join('\n');
    return { manifest, text: text.trim() };
  });
}

/**
 * @param listed what the bundler lists
 * @param besides names of packages whose files lie beside the bundle
 * @param root folder of the repository
 */
export function licencesOf(listed, besides, root) {
  const copied = besides.map((name) => {
    const text = readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();
    return { manifest: manifestOf(name, root), text };
  });
  const byText = new Map();
  for (const { manifest, text } of [...sections(listed, root), ...copied]) {
    const key = `${manifest.license}\n\n${text}`;
    byText.set(key, [...(byText.get(key) ?? []), `${manifest.name} ${manifest.version}`]);
  }
  const parts = [...byText].map(([text, names]) => `${[...new Set(names)].sort().join('\n')}\n\n${text}`);
  return `${parts.sort().join(SEPARATOR)}\n`;
}
