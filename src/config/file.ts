/**
 * The configuration file's text to layers: one shared by all programs, and one for each program it names.
 * Finding and reading the file is left to the edges, joining the layers to `resolve.ts`.
 */
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { GROUPS, SETTINGS, SETTING_NAMES, type SettingName } from './definition.js';
import { readLayer, type Layer, type Place, type Report } from './layer.js';

/** Largest configuration file that is read, in bytes. */
export const MAX_CONFIG = 1024 * 1024;

/** A configuration file that was read: its path as the user knows it, and its text (YAML). */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

export interface FileLayers {
  readonly shared: Layer;
  /** By name, in the order of the file; empty when the file lists no programs. */
  readonly programs: ReadonlyMap<string, Layer>;
}

/** Names of programs become parts of paths, artifact names and anchors. */
export const PROGRAM_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const FILE_SETTINGS = SETTING_NAMES.filter((name) => edgesOf(name).includes('file'));
export const PROGRAM_SETTINGS = FILE_SETTINGS.filter((name) => GROUPS[SETTINGS[name].group].perProgram);

function edgesOf(name: SettingName): readonly string[] {
  return SETTINGS[name].edges;
}

/** Reads the file's text; what cannot be used is reported and left out. */
export function readConfigFile({ path, text }: ConfigText, report: Report): FileLayers {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    report(`${path} is not valid YAML: ${firstLine(syntaxError.message)}.`);
    return { shared: {}, programs: new Map() };
  }
  const content: unknown = document.toJS() ?? {};
  if (!isMapping(content)) {
    report(
      `${path} must hold settings by name, such as \`script: bench/etl.py\`; it holds ${JSON.stringify(content).slice(0, 40)}.`,
    );
    return { shared: {}, programs: new Map() };
  }
  const place = placeIn(path, document, lines);
  const { programs = {}, ...shared } = content;
  return {
    shared: readLayer(shared, { ...place, allowed: FILE_SETTINGS }, report),
    programs: readPrograms(programs, place, report),
  };
}

function readPrograms(programs: unknown, place: Omit<Place, 'allowed'>, report: Report): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  if (!isMapping(programs)) {
    report(
      `${place.nameOf(['programs'])} must list programs by name, such as \`programs: { etl: { script: bench/etl.py } }\`.`,
    );
    return layers;
  }
  for (const [name, values] of Object.entries(programs)) {
    const path = ['programs', name];
    if (!PROGRAM_NAME.test(name)) {
      report(
        `${place.nameOf(path)} has a name that is not made of letters, digits, dots and hyphens (64 at most); rename it.`,
      );
    } else if (!isMapping(values)) {
      report(`${place.nameOf(path)} must hold settings by name, such as \`script: bench/etl.py\`.`);
    } else {
      layers.set(name, readLayer(values, { ...place, allowed: PROGRAM_SETTINGS }, report, path));
    }
  }
  return layers;
}

function placeIn(path: string, document: Document.Parsed, lines: LineCounter): Omit<Place, 'allowed'> {
  return {
    nameOf: (keys) => `\`${keys.map(String).join('.')}\` in ${path}${lineOf(keys, document, lines)}`,
    write: (name, example) => `\`${name}: ${example}\``,
  };
}

/** ` (line 3)`, or nothing where the value has no place of its own. */
function lineOf(keys: readonly PropertyKey[], document: Document.Parsed, lines: LineCounter): string {
  const node = document.getIn(keys, true);
  const start = isNode(node) ? node.range?.[0] : undefined;
  return start === undefined ? '' : ` (line ${lines.linePos(start).line})`;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '');
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
