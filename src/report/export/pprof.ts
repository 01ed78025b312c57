/**
 * Sampled stacks of one side in the format of pprof (https://github.com/google/pprof), gzipped as it asks for.
 * Which sides there are is left to `sides.ts`, writing the file to the edges.
 *
 * Format: `generated/profile.proto`; ids count from 1, the first string is empty, a sample's frames begin with the innermost.
 */
import { create, toBinary } from '@bufbuild/protobuf';
import { gzipSync } from 'fflate';
import type { StackFrame } from '../../profile/model.js';
import { cpuStacks, hasCpuStacks, hasMemoryStacks, lineStacks, memoryStacks, type WeighedStack } from '../stacks.js';
import { ProfileSchema, type Function as PprofFunction, type Location, type Sample } from './generated/profile_pb.js';
import { FunctionSchema, LocationSchema, SampleSchema, ValueTypeSchema } from './generated/profile_pb.js';
import type { NamedSide } from './sides.js';

const NANOSECONDS = 1e9;
const BYTES_PER_MIB = 2 ** 20;

/** Kinds of value that every sample carries, in this order. */
const SAMPLE_TYPES = [
  ['samples', 'count'],
  ['cpu', 'nanoseconds'],
  ['alloc_space', 'bytes'],
] as const;

/** CPU time and, where stacks tell, allocated memory of one side, as a gzipped protobuf. The same input gives the same bytes. */
export function exportPprof(side: NamedSide): Uint8Array {
  const table = new Table();
  const cpu = hasCpuStacks(side) ? cpuStacks(side) : lineStacks(side);
  const memory = hasMemoryStacks(side) ? memoryStacks(side) : [];
  const samples = [
    ...cpu.map((stack) => table.sample(stack, [stack.count, stack.amount * NANOSECONDS, 0])),
    ...memory.map((stack) => table.sample(stack, [0, 0, stack.amount * BYTES_PER_MIB])),
  ];
  const sampleType = SAMPLE_TYPES.map(([type, unit]) =>
    create(ValueTypeSchema, { type: table.string(type), unit: table.string(unit) }),
  );
  const profile = create(ProfileSchema, {
    sampleType,
    sample: samples,
    location: table.locations,
    function: table.functions,
    durationNanos: whole(side.seconds * NANOSECONDS),
    defaultSampleType: table.string('cpu'),
    comment: [
      table.string(
        `${side.name}: ${side.profiles.length} Scalene profiles pooled; CPU time scaled to ${side.seconds} s`,
      ),
    ],
    stringTable: table.strings,
  });
  return gzipSync(toBinary(ProfileSchema, profile), { mtime: 0 });
}

/** Strings, functions and locations, each once; a profile refers to them by number. */
class Table {
  readonly strings: string[] = [''];
  readonly functions: PprofFunction[] = [];
  readonly locations: Location[] = [];
  readonly #strings = new Map<string, number>([['', 0]]);
  readonly #functions = new Map<string, bigint>();
  readonly #locations = new Map<string, bigint>();

  string(text: string): bigint {
    return BigInt(numbered(this.#strings, text, () => this.strings.push(text) - 1));
  }

  sample({ frames }: WeighedStack, values: readonly number[]): Sample {
    const locationId = frames.map((frame) => this.#location(frame)).reverse();
    return create(SampleSchema, { locationId, value: values.map(whole) });
  }

  #location(frame: StackFrame): bigint {
    const functionId = this.#function(frame);
    return numbered(this.#locations, `${functionId}:${frame.line}`, () => {
      const id = BigInt(this.locations.length + 1);
      this.locations.push(create(LocationSchema, { id, line: [{ functionId, line: whole(frame.line) }] }));
      return id;
    });
  }

  #function({ file, function: called }: StackFrame): bigint {
    return numbered(this.#functions, `${file}\0${called}`, () => {
      const id = BigInt(this.functions.length + 1);
      const name = this.string(called);
      this.functions.push(create(FunctionSchema, { id, name, systemName: name, filename: this.string(file) }));
      return id;
    });
  }
}

function numbered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const fresh = make();
  known.set(key, fresh);
  return fresh;
}

function whole(value: number): bigint {
  return BigInt(Math.max(0, Math.round(value)));
}
