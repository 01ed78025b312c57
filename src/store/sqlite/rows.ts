/**
 * The statements of the store: one function for each question, each taking an open connection.
 * Locks, transactions and what errors mean are left to `store.ts`.
 */
import type { Database } from 'node-sqlite3-wasm';
import * as z from 'zod';
import { ENTRY_KINDS, EntryBodySchema, type EntrySummary, type StoredEntry } from '../entry.js';
import { summaryFacts } from '../summary.js';
import {
  cursorSeq,
  type EntryPage,
  type HistoryPoint,
  type ListQuery,
  type NewEntry,
  type StoreLimits,
} from '../store.js';

/** What one row of `entry` holds, body left out. The file is untrusted: everything read is checked. */
const RowSchema = z.object({
  seq: z.number().int(),
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  created_at: z.number(),
  label: z.string().nullable(),
  program: z.string(),
  commit_id: z.string().nullable(),
  dirty: z.number(),
  outcome: z.string().nullable(),
  cpu_sec: z.number().nullable(),
  peak_mb: z.number().nullable(),
});
type Row = z.infer<typeof RowSchema>;

const COLUMNS = 'seq, id, kind, created_at, label, program, commit_id, dirty, outcome, cpu_sec, peak_mb';

/** Writes an entry with its documents. */
export function insertEntry(database: Database, stored: StoredEntry, entry: NewEntry, bytes: number): void {
  const { id, createdAt, ...body } = stored;
  const facts = summaryFacts(entry.body, entry.peakMb);
  const { lastInsertRowid } = database.run(
    `INSERT INTO entry (id, kind, created_at, label, program, commit_id, dirty, outcome, cpu_sec, peak_mb, bytes, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      body.kind,
      createdAt,
      body.label ?? null,
      facts.program,
      facts.commit,
      facts.dirty,
      facts.outcome,
      facts.cpuSec,
      facts.peakMb,
      bytes,
      JSON.stringify(body),
    ],
  );
  for (const [name, document] of entry.documents) {
    database.run('INSERT INTO document (entry, name, bytes) VALUES (?, ?, ?)', [lastInsertRowid, name, document]);
  }
}

/** Lets the oldest entries go, those without a label first and never `newest`, until the rest is within `limits`. */
export function makeRoom(database: Database, newest: string, limits: StoreLimits): void {
  const totals = z
    .object({ entries: z.number(), bytes: z.number() })
    .parse(database.get('SELECT count(*) AS entries, coalesce(sum(bytes), 0) AS bytes FROM entry'));
  if (totals.entries <= limits.maxEntries && totals.bytes <= limits.maxBytes) return;
  const candidates = z
    .array(z.object({ seq: z.number(), bytes: z.number() }))
    .parse(database.all('SELECT seq, bytes FROM entry WHERE id <> ? ORDER BY label IS NOT NULL, seq', [newest]));
  let { entries, bytes } = totals;
  for (const candidate of candidates) {
    if (entries <= limits.maxEntries && bytes <= limits.maxBytes) return;
    database.run('DELETE FROM entry WHERE seq = ?', [candidate.seq]);
    entries -= 1;
    bytes -= candidate.bytes;
  }
}

export function selectEntry(database: Database, reference: string): StoredEntry | null {
  const columns = 'SELECT id, created_at, body FROM entry WHERE';
  const row =
    database.get(`${columns} id = ?`, [reference]) ??
    database.get(`${columns} label = ? ORDER BY seq DESC LIMIT 1`, [reference]);
  if (row === null) return null;
  const {
    id,
    created_at: createdAt,
    body,
  } = z.object({ id: z.string(), created_at: z.number(), body: z.string() }).parse(row);
  return { ...EntryBodySchema.parse(JSON.parse(body)), id, createdAt };
}

export function selectDocument(database: Database, id: string, name: string): Uint8Array | null {
  const row = database.get(
    'SELECT document.bytes AS bytes FROM document JOIN entry ON entry.seq = document.entry WHERE entry.id = ? AND name = ?',
    [id, name],
  );
  return row === null ? null : z.object({ bytes: z.instanceof(Uint8Array) }).parse(row).bytes;
}

export function selectPage(database: Database, query: ListQuery): EntryPage {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  if (query.kinds !== undefined) {
    conditions.push(`kind IN (${query.kinds.map(() => '?').join(', ')})`);
    values.push(...query.kinds);
  }
  if (query.program !== undefined) {
    conditions.push('program = ?');
    values.push(query.program);
  }
  const where = conditions.length === 0 ? 'true' : conditions.join(' AND ');
  const { total } = z
    .object({ total: z.number() })
    .parse(database.get(`SELECT count(*) AS total FROM entry WHERE ${where}`, values));
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : cursorSeq(query.cursor);
  const rows = z
    .array(RowSchema)
    .parse(
      database.all(`SELECT ${COLUMNS} FROM entry WHERE ${where} AND seq < ? ORDER BY seq DESC LIMIT ?`, [
        ...values,
        before,
        query.limit + 1,
      ]),
    );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    entries: page.map(summaryOf),
    total,
    next: rows.length > page.length && last !== undefined ? String(last.seq) : null,
  };
}

export function selectHistory(database: Database, program: string, limit: number): HistoryPoint[] {
  const rows = database.all(
    `SELECT ${COLUMNS}, entries FROM entry JOIN (
       SELECT max(seq) AS newest, count(*) AS entries FROM entry
       WHERE program = ? AND dirty = 0 AND commit_id IS NOT NULL AND kind <> 'comparison' GROUP BY commit_id
     ) ON seq = newest ORDER BY seq DESC LIMIT ?`,
    [program, limit],
  );
  return z
    .array(RowSchema.extend({ entries: z.number(), commit_id: z.string() }))
    .parse(rows)
    .map((row) => ({ commit: row.commit_id, entry: summaryOf(row), entries: row.entries }));
}

function summaryOf(row: Row): EntrySummary {
  return {
    id: row.id,
    kind: row.kind,
    createdAt: row.created_at,
    label: row.label,
    program: row.program,
    commit: row.commit_id,
    dirty: row.dirty !== 0,
    outcome: row.outcome,
    cpuSec: row.cpu_sec,
    peakMb: row.peak_mb,
  };
}
