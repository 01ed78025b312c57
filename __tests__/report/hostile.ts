/**
 * Texts that try to be more than text, and comparisons made of them.
 */
import fc from 'fast-check';
import { ComparisonSchema, VERDICTS, FINDING_VERDICTS, MATCHED_BY } from '../../src/model/comparison.js';
import type {
  Comparison,
  Finding,
  FunctionComparison,
  LineComparison,
  MetricComparison,
} from '../../src/model/comparison.js';
import { METRIC_IDS, METRICS } from '../../src/model/metrics.js';

const ATTACKS = [
  '|',
  '\\|',
  '`',
  '``` \n',
  '~~~',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  '</details>',
  '<details>',
  '</sub>',
  '<script>',
  '@team',
  '@o/r',
  '#12',
  'GH-1',
  ':tada:',
  'https://evil.example/?a=b',
  'www.evil.example',
  'me@evil.example',
  '[a](javascript:alert(1))',
  '![a](http://x)',
  '](x',
  '**b**',
  '__b__',
  '~~s~~',
  '$x$',
  '\n# h',
  '\n- item',
  '\n\n',
  '\r',
  '\n| - | - |\n',
  '\t',
  '&amp;',
  '&#64;team',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u0000',
  '::set-output name=x::y',
  '##[error]boom',
  '=1+1',
  '../..',
  '\ud800',
  '\\',
  ' ',
  '"',
  "'",
];

/** Attacks and arbitrary characters, mixed. */
export function hostileText(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ maxLength: 6 }),
  );
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
}

const amount = fc.oneof(fc.constant(null), fc.constant(0), fc.double({ min: 0, max: 1e7, noNaN: true }));
const ratio = fc.oneof(fc.constant(null), fc.double({ min: -1, max: 1e4, noNaN: true }));
const interval = fc.oneof(
  fc.constant(null),
  fc.tuple(fc.double({ min: -1, max: 0, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true })),
);
const estimate = { base: amount, head: amount, change: ratio, interval };
const verdict = fc.constantFrom(...FINDING_VERDICTS);

function metric(): fc.Arbitrary<MetricComparison> {
  return fc.constantFrom(...METRIC_IDS).chain((id) =>
    fc.record({
      metric: fc.constant(id),
      unit: fc.constant(METRICS[id].unit),
      ...estimate,
      noise: ratio,
      tolerance: fc.double({ min: 0, max: 2, noNaN: true }),
      floor: fc.double({ min: 0, max: 100, noNaN: true }),
      verdict,
      gated: fc.boolean(),
      values: fc.record({
        base: fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 4 }),
        head: fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 4 }),
      }),
    }),
  );
}

function fn(): fc.Arbitrary<FunctionComparison> {
  return fc.record({
    name: hostileText(),
    file: hostileText(),
    line: fc.integer({ min: 1, max: 99_999 }),
    baseName: hostileText(),
    baseFile: fc.option(hostileText()),
    baseLine: fc.option(fc.integer({ min: 1, max: 99_999 })),
    matchedBy: fc.constantFrom(...MATCHED_BY),
    metric: fc.constantFrom(...METRIC_IDS),
    ...estimate,
    verdict,
    severity: fc.constant(null),
    inDiff: fc.option(fc.boolean()),
    contribution: ratio,
    via: hostileText(),
    note: hostileText(),
  });
}

function linesOf({ name, file, metric: id }: FunctionComparison): fc.Arbitrary<LineComparison[]> {
  const line = fc.record({
    file: fc.constant(file),
    line: fc.option(fc.integer({ min: 1, max: 99_999 })),
    baseFile: fc.option(hostileText()),
    baseLine: fc.option(fc.integer({ min: 1, max: 99_999 })),
    function: fc.constant(name),
    metric: fc.constant(id),
    base: amount,
    head: amount,
    change: ratio,
    source: hostileText(),
    status: fc.constantFrom('same' as const, 'changed' as const, 'added' as const, 'removed' as const),
  });
  return fc.array(line, { maxLength: 3 });
}

/** Any comparison that the schema takes, its texts hostile. */
export function hostileComparison(): fc.Arbitrary<Comparison> {
  return fc
    .record({
      functions: fc.array(fn(), { maxLength: 4 }),
      metrics: fc.uniqueArray(metric(), { selector: (each) => each.metric, maxLength: 5 }),
    })
    .chain(({ functions, metrics }) =>
      fc.record({
        functions: fc.constant(functions),
        metrics: fc.constant(metrics),
        lines: fc.tuple(...functions.map(linesOf)).map((lines) => lines.flat()),
        verdict: fc.constantFrom(...VERDICTS),
        gate: fc.constantFrom('pass' as const, 'fail' as const),
        headline: hostileText(),
        texts: fc.array(hostileText(), { minLength: 8, maxLength: 8 }),
        count: fc.nat({ max: 20_000 }),
        failed: fc.option(
          fc.record({
            side: fc.constantFrom('base' as const, 'head' as const),
            outcome: fc.constantFrom(
              'program-failed' as const,
              'timed-out' as const,
              'too-short' as const,
              'no-profile' as const,
              'no-program' as const,
            ),
            exitCode: fc.option(fc.integer({ min: 0, max: 255 })),
            outputTail: fc.array(hostileText()).map((lines) => lines.join('\n')),
            message: hostileText(),
          }),
        ),
      }),
    )
    .map((parts) => assembled(parts));
}

interface Parts {
  readonly functions: FunctionComparison[];
  readonly metrics: MetricComparison[];
  readonly lines: LineComparison[];
  readonly verdict: Comparison['verdict'];
  readonly gate: Comparison['gate'];
  readonly headline: string;
  readonly texts: string[];
  readonly count: number;
  readonly failed: NonNullable<Comparison['failures']>[number] | null;
}

function assembled({
  functions,
  metrics,
  lines,
  verdict: whole,
  gate,
  headline,
  texts,
  count,
  failed,
}: Parts): Comparison {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = texts;
  const all: Finding[] = [
    ...metrics.map((each): Finding => ({ kind: 'metric', ...each })),
    ...functions.map((each): Finding => ({ kind: 'function', ...each })),
  ];
  const of = (wanted: Finding['verdict']) => all.filter((each) => each.verdict === wanted);
  return ComparisonSchema.parse({
    schemaVersion: 1,
    verdict: whole,
    gate,
    gateReasons: [a],
    conclusive: count % 2 === 0,
    pairs: count % 11,
    summary: { regressions: count, improvements: 0, unchanged: count, tooSmall: 1, added: 0, removed: 0, headline },
    metrics,
    functions,
    lines,
    leaks: [
      {
        file: b,
        line: 3,
        function: c,
        verdict: 'new',
        likelihood: 0.9,
        velocityMbPerSec: 1,
        seen: { base: 0, baseOf: 1, head: 1, headOf: 1 },
      },
    ],
    regressions: of('regression'),
    improvements: of('improvement'),
    unchanged: of('unchanged'),
    recommendations: [d],
    warnings: [
      { code: 'few-samples', message: e },
      { code: f, message: f },
    ],
    method: g,
    failures: failed === null ? [] : [failed],
    program: { script: h, args: texts },
    environment: { cpuModel: a, python: b, scalene: c, runner: d, os: e },
    sides: { base: { commit: f, ref: g }, head: { commit: h, ref: a } },
  });
}
