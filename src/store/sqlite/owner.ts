/**
 * Who holds a lock, written so that any process on this machine can tell whether the holder still lives.
 * Taking and breaking locks is left to `lock.ts`.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './errors.js';

/** A process at one moment: its id alone could be another's tomorrow. */
export interface Owner {
  readonly pid: number;
  /** Start time in clock ticks since boot where the system tells it (Linux), else `0`. */
  readonly started: string;
  /** Host, and the process-id namespace where there are several (containers). */
  readonly place: string;
  /** Makes the name of every single acquisition unique. */
  readonly nonce: string;
}

export function thisOwner(): Owner {
  return {
    pid: process.pid,
    started: processStat(process.pid)?.started ?? '0',
    place: thisPlace(),
    nonce: randomBytes(6).toString('hex'),
  };
}

/** A file name for `owner`; `parseOwner` reads it back. */
export function ownerName(owner: Owner): string {
  return [owner.pid, owner.started, owner.nonce, encodeURIComponent(owner.place)].join('-');
}

/** Null for a name that is not an owner's. */
export function parseOwner(name: string): Owner | null {
  const match = /^(\d+)-(\d+)-([0-9a-f]+)-(.*)$/.exec(name);
  if (match === null) return null;
  const [, pid = '', started = '', nonce = '', place = ''] = match;
  return { pid: Number(pid), started, nonce, place: decodeURIComponent(place) };
}

/** True where the owner has certainly ended. An owner elsewhere (another host or container) counts as alive. */
export function hasEnded(owner: Owner): boolean {
  if (owner.place !== thisPlace()) return false;
  if (!processExists(owner.pid)) return true;
  const stat = processStat(owner.pid);
  if (stat === null) return false;
  return stat.zombie || (owner.started !== '0' && stat.started !== owner.started);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** Start time and state from Linux's process table (proc(5): fields 3 and 22); null where there is none. */
function processStat(pid: number): { started: string; zombie: boolean } | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    // The second field is the command in parentheses and may hold spaces and parentheses itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', started = '0'] = [fields[0], fields[19]];
    return { started, zombie: state === 'Z' || state === 'X' };
  } catch {
    return null;
  }
}

function thisPlace(): string {
  return `${hostname()}${pidNamespace()}`;
}

function pidNamespace(): string {
  try {
    return `/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}
