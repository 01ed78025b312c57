/**
 * What is kept, as resources: a profile in short, exactly what Scalene wrote, and a comparison in full.
 * Saying what a profile shows is left to `views/`.
 */
import {
  ResourceNotFoundError,
  ResourceTemplate,
  type McpServer,
  type ReadResourceResult,
} from '@modelcontextprotocol/server';
import type { Context } from './context.js';
import { completeId } from './references.js';
import { age } from './numbers.js';
import { work } from './load.js';
import { comparisonUri, profileUri } from './uris.js';
import type { EntryKind } from '../store/entry.js';
import { untrusted } from './answer.js';

const LISTED = 50;

/** Text, or bytes packed with gzip. */
type Content = { readonly text: string } | { readonly packed: Uint8Array };

interface Kept {
  readonly name: string;
  readonly template: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly kind: EntryKind;
  /** Address of one entry in the list; null where the list leaves them out. */
  readonly listed: ((id: string) => string) | null;
  /** The content, or null when there is nothing of that kind under `id`. */
  read(id: string, context: Context): Promise<Content | null>;
}

const KEPT: readonly Kept[] = [
  {
    name: 'profile',
    template: 'scalene://profiles/{id}',
    title: 'Profile',
    description: 'What one profile shows, in short',
    mimeType: 'text/markdown',
    kind: 'profile',
    listed: profileUri,
    read: async (id, context) => {
      const text = await (await work()).profileOverview(id, context);
      return text === null ? null : { text };
    },
  },
  {
    name: 'raw-profile',
    template: 'scalene://profiles/{id}/raw',
    title: "Scalene's own JSON",
    description: 'Exactly what Scalene wrote (packed with gzip above 4 MiB): for programs, not for a context window',
    mimeType: 'application/json',
    kind: 'profile',
    listed: null,
    read: async (id, context) => (await work()).rawProfile(id, context),
  },
  {
    name: 'comparison',
    template: 'scalene://comparisons/{id}',
    title: 'Comparison',
    description: 'A comparison in full: every metric, function and line with its interval',
    mimeType: 'application/json',
    kind: 'comparison',
    listed: comparisonUri,
    read: comparisonText,
  },
];

export function addResources(server: McpServer, context: Context): void {
  for (const kept of KEPT) addResource(server, context, kept);
}

function addResource(server: McpServer, context: Context, kept: Kept): void {
  const { name, title, description, mimeType, kind, listed } = kept;
  const template = new ResourceTemplate(kept.template, {
    list: listed === null ? undefined : () => listEntries(context, kept, listed),
    complete: { id: (start) => completeId(context.store, kind, start) },
  });
  server.registerResource(name, template, { title, description, mimeType }, async (uri, variables) => {
    const id = String(variables['id']);
    const content = await context.track(kept.read(id, context));
    if (content === null) throw new ResourceNotFoundError(uri.href);
    return contents(uri.href, mimeType, content);
  });
}

function contents(uri: string, mimeType: string, content: Content): ReadResourceResult {
  if ('text' in content) return { contents: [{ uri, mimeType, text: content.text }] };
  const blob = Buffer.from(content.packed).toString('base64');
  return { contents: [{ uri, mimeType: 'application/gzip', blob }] };
}

async function listEntries(
  { store, now }: Context,
  { kind, mimeType }: Kept,
  uriOf: (id: string) => string,
): Promise<{ resources: { uri: string; name: string; title: string; mimeType: string }[] }> {
  const { entries } = await store.list({ kinds: [kind], limit: LISTED });
  const at = now();
  return {
    resources: entries.map((entry) => ({
      uri: uriOf(entry.id),
      name: entry.label === null ? entry.id : untrusted(entry.label),
      title: `${untrusted(entry.program)} (${entry.outcome ?? kind}, ${age(at - entry.createdAt)})`,
      mimeType,
    })),
  };
}

async function comparisonText(id: string, { store }: Context): Promise<Content | null> {
  const entry = await store.find(id);
  return entry?.kind === 'comparison' ? { text: JSON.stringify(entry.comparison, null, 2) } : null;
}
