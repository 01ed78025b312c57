import { describe, expect, it } from '@jest/globals';
import { describeFailure, Interrupted } from '../../src/cli/failure.js';
import { InputError, MeasureError } from '../../src/model/errors.js';

describe('a failure', () => {
  it('that was expected is one sentence and its own exit status', () => {
    expect(describeFailure(new InputError('There is no such file; name another.'), false)).toEqual({
      text: 'error: There is no such file; name another.\n',
      exitStatus: 2,
    });
    expect(describeFailure(new MeasureError('Python is missing; install it.'), false).exitStatus).toBe(3);
  });

  it('shows its stack at debug level only', () => {
    const error = new InputError('No.');
    expect(describeFailure(error, false).text).not.toContain('failure.test');
    expect(describeFailure(error, true).text).toContain('failure.test');
  });

  it('that nobody expected asks for a report and does not pass for a failed gate', () => {
    const { text, exitStatus } = describeFailure(new TypeError('x is not a function'), false);
    expect(text).toContain('x is not a function');
    expect(text).toContain('SCALENE_LOG_LEVEL=debug');
    expect(exitStatus).toBe(3);
  });

  it('by a signal is told as such, with the status shells give it, however deep it is wrapped', () => {
    const wrapped = new Error('git failed', { cause: new Interrupted('SIGINT') });
    expect(describeFailure(wrapped, true)).toEqual({
      text: 'Stopped by SIGINT; nothing is left running.\n',
      exitStatus: 130,
    });
    expect(describeFailure(new Interrupted('SIGTERM'), false).exitStatus).toBe(143);
  });
});
