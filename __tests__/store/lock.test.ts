// The lock between processes: who holds it is known, who died frees it, who lives keeps it.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sweep, withLock } from '../../src/store/sqlite/lock.js';
import { hasEnded, ownerName, parseOwner, thisOwner } from '../../src/store/sqlite/owner.js';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'x.owner');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function heldBy(name: string): void {
  mkdirSync(lock);
  writeFileSync(join(lock, name), '');
}

/** Id of a process that has ended. */
function endedPid(): number {
  return spawnSync('true').pid;
}

describe('the lock between processes', () => {
  it('is held during the work and gone after it, also when the work fails', async () => {
    const seen = await withLock(lock, 100, () => readdirSync(lock));
    expect(seen.map((name) => parseOwner(name)?.pid)).toEqual([process.pid]);
    expect(readdirSync(folder)).toEqual([]);
    await expect(
      withLock(lock, 100, () => {
        throw new Error('the work failed');
      }),
    ).rejects.toThrow('the work failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused with the name of the holder while that lives', async () => {
    heldBy(ownerName(thisOwner()));
    await expect(withLock(lock, 50, () => 'mine')).rejects.toThrow(
      new RegExp(`Process ${String(process.pid)} on ${hostname()} has kept the store locked`),
    );
  });

  it('is taken over from a process that has ended', async () => {
    heldBy(ownerName({ ...thisOwner(), pid: endedPid() }));
    expect(await withLock(lock, 50, () => 'mine')).toBe('mine');
  });

  it('is taken over where another process has the id of the one that ended', async () => {
    heldBy(ownerName({ ...thisOwner(), started: '1' }));
    expect(await withLock(lock, 50, () => 'mine')).toBe('mine');
  });

  it('is left to a holder on another machine, of whom nothing is known', async () => {
    const elsewhere = { ...thisOwner(), pid: endedPid(), place: 'other-host/pid:[1]' };
    expect(hasEnded(elsewhere)).toBe(false);
    heldBy(ownerName(elsewhere));
    await expect(withLock(lock, 50, () => 'mine')).rejects.toThrow(/on other-host has kept the store locked/);
  });

  it('leaves nothing of a process that ended while it was taking it', () => {
    const ended = ownerName({ ...thisOwner(), pid: endedPid() });
    const alive = ownerName(thisOwner());
    mkdirSync(`${lock}.${ended}`);
    mkdirSync(`${lock}.${alive}`);
    sweep(lock);
    expect(readdirSync(folder)).toEqual([`x.owner.${alive}`]);
  });
});
