/**
 * Footprint over time of each run, thinned to what a picture can show.
 * Drawing it is left to the browser.
 */
import type { MemorySample, Profile } from '../../profile/model.js';
import type { MemoryLine } from './data.js';
import { rounded } from './numbers.js';

/** Points of one line: about one for every two pixels of a wide picture. */
const MOST_POINTS = 400;

/** One line for each run that recorded its footprint. */
export function memoryLines(runs: readonly { readonly label: string; readonly profile: Profile }[]): MemoryLine[] {
  return runs
    .filter(({ profile }) => profile.memoryOverTime.length > 1)
    .map(({ label, profile }) => {
      const points = thinned(profile.memoryOverTime);
      return { label, sec: points.map(({ sec }) => rounded(sec)), mb: points.map(({ mb }) => rounded(mb)) };
    });
}

/** Of each stretch of neighbours the highest point, so that no peak is lost; the first and the last stay. */
function thinned(samples: readonly MemorySample[]): readonly MemorySample[] {
  if (samples.length <= MOST_POINTS) return samples;
  const width = samples.length / MOST_POINTS;
  const peaks = Array.from({ length: MOST_POINTS }, (_, index) => {
    const stretch = samples.slice(
      Math.floor(index * width),
      Math.max(Math.floor((index + 1) * width), Math.floor(index * width) + 1),
    );
    return stretch.reduce((highest, sample) => (sample.mb > highest.mb ? sample : highest));
  });
  return [...samples.slice(0, 1), ...peaks, ...samples.slice(-1)];
}
