// Log lines, sizes of answers, text of others, and numbers.
import { describe, expect, it } from '@jest/globals';
import { fitted, nextCall, toResult, untrusted } from '../../src/mcp/answer.js';
import { createLogger, logLevel, type LogFormat, type LogLevel } from '../../src/mcp/log.js';
import { age, change, mib, percent, seconds } from '../../src/mcp/numbers.js';

function logged(level: LogLevel, format: LogFormat): string[] {
  const lines: string[] = [];
  const log = createLogger(level, format, {
    write: (line) => lines.push(line),
    now: () => new Date('2026-11-23T10:00:00Z'),
  });
  log.debug('looked');
  log.info('call answered', { tool: 'profile', seconds: 1.5, label: 'a b' });
  log.error('crashed\n  badly', { reason: 'x\ny' });
  return lines;
}

describe('the log', () => {
  it('is one line of words for each message', () => {
    expect(logged('info', 'text')).toEqual([
      '2026-11-23T10:00:00.000Z info call answered tool=profile seconds=1.5 label="a b"\n',
      '2026-11-23T10:00:00.000Z error crashed badly reason="x\\ny"\n',
    ]);
  });

  it('is one JSON object for each message when programs read it', () => {
    expect(logged('debug', 'json').map((line) => JSON.parse(line) as unknown)).toEqual([
      { time: '2026-11-23T10:00:00.000Z', level: 'debug', message: 'looked' },
      {
        time: '2026-11-23T10:00:00.000Z',
        level: 'info',
        message: 'call answered',
        tool: 'profile',
        seconds: 1.5,
        label: 'a b',
      },
      { time: '2026-11-23T10:00:00.000Z', level: 'error', message: 'crashed\n  badly', reason: 'x\ny' },
    ]);
  });

  it('says as much as SCALENE_LOG_LEVEL wants', () => {
    expect(logged('error', 'text')).toHaveLength(1);
    expect(logged('silent', 'text')).toEqual([]);
    expect([logLevel(undefined), logLevel('WARN'), logLevel('Debug'), logLevel('loud')]).toEqual([
      'info',
      'warning',
      'debug',
      'info',
    ]);
  });
});

describe('an answer', () => {
  it('is cut at the end of a line, says how much was cut, and keeps the next calls', () => {
    const text = Array.from({ length: 300 }, (_, index) => `line ${String(index)} of many`).join('\n');
    const result = toResult({ text, data: { a: 1 }, next: [nextCall('analyze', { profile: 'p_1' }, 'why')] }, 1000);
    const [first] = result.content;
    const words = first?.type === 'text' ? first.text : '';
    expect(words.length).toBeLessThanOrEqual(1000);
    const kept = words.split('\n').filter((line) => line.startsWith('line ')).length;
    expect(words).toContain(`… (${String(300 - kept)} lines left out to stay within max_chars)`);
    expect(words.endsWith('- analyze {"profile":"p_1"} — why')).toBe(true);
    expect(result.structuredContent).toEqual({
      a: 1,
      next: ['analyze {"profile":"p_1"} — why'],
    });
  });

  it('is left alone when it fits, and never names more than three next calls', () => {
    expect(fitted('short', 10)).toBe('short');
    const calls = [1, 2, 3, 4].map((number) => nextCall('analyze', { number }, ''));
    expect(toResult({ text: '', data: {}, next: calls }, 1000).structuredContent).toMatchObject({
      next: calls.slice(0, 3),
    });
  });

  it('shows text of others without what could act on a reader or a terminal', () => {
    expect(untrusted('a\u001b[31mb\u202Ec\u200Bd\u2028`e`')).toBe('a [31mb c d ˋeˋ');
    expect(untrusted('x'.repeat(500))).toHaveLength(160);
  });
});

describe('numbers', () => {
  it('are short and carry their unit', () => {
    expect([seconds(0.01234), seconds(1.2345), seconds(123.45), seconds(0)]).toEqual([
      '12.3 ms',
      '1.23 s',
      '123 s',
      '0 ms',
    ]);
    expect([mib(184.62), mib(1.5)]).toEqual(['185 MiB', '1.50 MiB']);
    expect([percent(61.24), change(0.232), change(-0.5), change(0)]).toEqual(['61.2 %', '+23.2 %', '−50.0 %', '0.0 %']);
    expect([age(500), age(1000), age(150_000), age(7_200_000), age(90_000_000)]).toEqual([
      '0 seconds ago',
      '1 second ago',
      '2 minutes ago',
      '2 hours ago',
      '1 day ago',
    ]);
  });
});
