import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/model/errors.js';
import { deserializeProfile, ProfileSchema, serializeProfile } from '../../src/profile/index.js';
import { allNames, profileOf } from './fixtures.js';

describe('a stored profile', () => {
  it.each(allNames())('gives %s back as it was', (name) => {
    const profile = profileOf(name);
    expect(deserializeProfile(serializeProfile(profile))).toEqual(profile);
    expect(Object.keys(ProfileSchema.parse(profile)).sort()).toEqual(Object.keys(profile).sort());
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'the document does not fit'],
    ['{"format": "9"}', '`format` does not fit'],
    [serializeProfile({ ...profileOf('2.4.0/exit-3'), elapsedSec: Number.NaN }), '`elapsedSec` does not fit'],
    [serializeProfile({ ...profileOf('2.4.0/exit-3'), elapsedSec: -1 }), '`elapsedSec` does not fit'],
  ])('is refused by name when it is %.20s', (text, reason) => {
    expect(() => deserializeProfile(text)).toThrow(InputError);
    expect(() => deserializeProfile(text)).toThrow(reason);
  });
});
