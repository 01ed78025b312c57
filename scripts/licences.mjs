// The list of what a bundle contains, with versions and licences, in which each text stands once: seventy packages of one family
// share theirs, which would otherwise be most of `dist`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import licenceTexts from 'spdx-license-list/full.js';

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

/** Some packages name their licence and ship no text of it: then the text of that name, with whoever the package names. */
function textFor({ manifest, text }) {
  if (text !== '') return text;
  const author =
    typeof manifest.author === 'string'
      ? manifest.author
      : (manifest.author?.name ?? `the authors of ${manifest.name}`);
  const names = manifest.license
    .replace('MIT/X11', 'MIT')
    .match(/[A-Za-z0-9.+-]+/g)
    .filter((word) => !['AND', 'OR', 'WITH'].includes(word));
  const texts = names.map((name) => licenceTexts[name]?.licenseText);
  if (texts.length === 0 || texts.includes(undefined)) {
    throw new Error(
      `${manifest.name} ${manifest.version} has no text of its licence (${manifest.license}): leave it out, or add the text.`,
    );
  }
  return texts.map((words) => words.trim().replace(/<year> <(?:copyright holders|owner)>\.?/g, author)).join('\n\n');
}

/** A module of a package, as the bundler names it where it joins modules: those it leaves out of its own list. */
const JOINED = /CONCATENATED MODULE: [./]*((?:node_modules\/(?:@[\w.-]+\/)?[\w.-]+\/)+)/g;

function joinedPackages(code, root) {
  const folders = new Set([...code.matchAll(JOINED)].map(([, folder]) => folder));
  return [...folders].map((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
    return { manifest, text: file === undefined ? '' : readFileSync(path.join(root, folder, file), 'utf8').trim() };
  });
}

/**
 * @param code the bundle
 * @param listed what the bundler lists
 * @param besides names of packages whose files lie beside the bundle
 * @param root folder of the repository
 */
export function licencesOf(code, listed, besides, root) {
  const copied = besides.map((name) => {
    const text = readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim();
    return { manifest: manifestOf(name, root), text };
  });
  const byText = new Map();
  const seen = new Set();
  for (const section of [...sections(listed, root), ...copied, ...joinedPackages(code, root)]) {
    const { manifest } = section;
    const id = `${manifest.name} ${manifest.version}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const key = `${manifest.license}\n\n${textFor(section)}`;
    byText.set(key, [...(byText.get(key) ?? []), `${manifest.name} ${manifest.version}`]);
  }
  const parts = [...byText].map(([text, names]) => `${[...new Set(names)].sort().join('\n')}\n\n${text}`);
  return `${parts.sort().join(SEPARATOR)}\n`;
}
