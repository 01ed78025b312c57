export const id = 924;
export const ids = [924];
export const modules = {

/***/ 98924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  analyzeProfile: () => (/* reexport */ analyzeProfile),
  checkMachine: () => (/* reexport */ checkMachine),
  compareSides: () => (/* reexport */ compareSides),
  profileOne: () => (/* reexport */ profileOne),
  profileOverview: () => (/* reexport */ profileOverview),
  rawProfile: () => (/* reexport */ rawProfile)
});

// EXTERNAL MODULE: ../../node_modules/zod/v4/classic/schemas.js + 2 modules
var schemas = __webpack_require__(33723);
;// CONCATENATED MODULE: ./profile/model.js
/**
 * What one Scalene profile says, in our words and units, whichever version wrote it.
 * Reading Scalene's JSON into this is left to `parse.ts`, interpreting it to `analyze` and `compare`.
 *
 * Units: seconds, mebibytes (MiB), percent from 0 to 100 only where a name ends in `Percent`.
 */
/**
 * The family of file formats, told from the keys that are present: Scalene does not write its version.
 *
 * `1.5` is up to 1.5.49; `2.0` is 1.5.50 to 2.0, which write the same keys; `2.1+` is 2.1 and 2.2; `2.3+` has stitched
 * Python and native stacks. Numbers of different families must not be compared with one another.
 */
const PROFILE_FORMATS = ['1.5', '2.0', '2.1+', '2.3+'];

// EXTERNAL MODULE: ./analyze/spots.js
var analyze_spots = __webpack_require__(42498);
;// CONCATENATED MODULE: ./analyze/summary.js
/**
 * A profile in one look: the whole program's numbers and what to keep in mind when reading them.
 * Single places are left to the other views.
 */



const amount = schemas/* number */.aig().min(0);
/** Something that limits what the numbers say. */
const NoteSchema = schemas/* object */.Ikc({
    code: schemas/* enum */.k5n([
        'wall-with-overhead',
        'few-samples',
        'mostly-waiting',
        'decorated-only',
        'partly-unattributed',
        'pooled',
    ]),
    message: schemas/* string */.YjP(),
});
const SummarySchema = schemas/* object */.Ikc({
    program: schemas/* string */.YjP().exactOptional(),
    args: schemas/* array */.YOg(schemas/* string */.YjP()),
    format: schemas/* enum */.k5n(PROFILE_FORMATS),
    elapsedSec: amount.describe('Wall seconds inside the profiled part, profiler overhead included'),
    samples: amount.describe('CPU samples, where the file has them').exactOptional(),
    cpuPythonPercent: amount,
    cpuNativePercent: amount,
    cpuSystemPercent: amount.describe('Mostly waiting'),
    hasMemory: schemas/* boolean */.zMY(),
    maxFootprintMb: amount,
    allocatedMb: amount,
    allocationMbPerSec: amount,
    copyMbPerSec: amount,
    hasGpu: schemas/* boolean */.zMY(),
    gpuDevice: schemas/* string */.YjP(),
    gpuSec: amount.describe('Seconds in which the GPU was busy, estimated'),
    gpuPeakMb: amount,
    files: schemas/* int */.Whr().min(0),
    functions: schemas/* int */.Whr().min(0).describe('Functions with any activity'),
    leaks: schemas/* int */.Whr().min(0),
    notes: schemas/* array */.YOg(NoteSchema),
});
/** Below this many samples a share of 10 % is uncertain by half of itself and more. */
const FEW_SAMPLES = 100;
/** Shares that hardly add up to less than this need no word. */
const MOST_PERCENT = 95;
function summary(profile) {
    const lines = profile.files.flatMap((file) => file.lines);
    const cpuSystemPercent = (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.cpuSystemPercent);
    return {
        ...(profile.program !== null && { program: profile.program }),
        args: [...profile.args],
        format: profile.format,
        elapsedSec: profile.elapsedSec,
        ...(profile.samples !== null && { samples: profile.samples }),
        cpuPythonPercent: (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.cpuPythonPercent),
        cpuNativePercent: (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.cpuNativePercent),
        cpuSystemPercent,
        hasMemory: profile.hasMemory,
        maxFootprintMb: profile.maxFootprintMb,
        allocatedMb: profile.allocatedMb,
        allocationMbPerSec: profile.elapsedSec > 0 ? profile.allocatedMb / profile.elapsedSec : 0,
        copyMbPerSec: (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.copyMbPerSec),
        hasGpu: profile.hasGpu,
        gpuDevice: profile.gpuDevice,
        gpuSec: ((0,analyze_spots/* sumOf */.XN)(lines, analyze_spots/* gpuShare */.Cs) / 100) * profile.elapsedSec,
        gpuPeakMb: lines.reduce((peak, line) => Math.max(peak, line.gpuPeakMb), 0),
        files: profile.files.length,
        functions: (0,analyze_spots/* functionSpots */.U2)(profile).length,
        leaks: (0,analyze_spots/* sumOf */.XN)(profile.files, (file) => file.leaks.length),
        notes: notesOn(profile, (0,analyze_spots/* sumOf */.XN)(lines, analyze_spots/* cpuPercentOf */.tZ), cpuSystemPercent),
    };
}
function notesOn(profile, cpuPercent, systemPercent) {
    const notes = [
        {
            code: 'wall-with-overhead',
            message: "Seconds are wall time with the profiler's overhead: use shares to see what matters, and unprofiled runs to time it.",
        },
        profile.samples !== null &&
            profile.samples < FEW_SAMPLES && {
            code: 'few-samples',
            message: `Only ${String(Math.round(profile.samples))} CPU samples were taken, so small shares are chance: give the program more work.`,
        },
        systemPercent > cpuPercent / 2 && {
            code: 'mostly-waiting',
            message: 'More than half of the time the program waited (I/O, sleep, locks, or a busy machine).',
        },
        profile.decorated && {
            code: 'decorated-only',
            message: 'Only functions decorated with @profile were measured: shares are of these, not of the program.',
        },
        cpuPercent < MOST_PERCENT && {
            code: 'partly-unattributed',
            message: `${(100 - cpuPercent).toFixed(0)} % of the CPU samples belong to no listed line: they are in files below 1 %, or between lines.`,
        },
        profile.pooledFrom !== undefined && {
            code: 'pooled',
            message: `These are averages of ${String(profile.pooledFrom)} profiles.`,
        },
    ];
    return notes.filter((note) => note !== false);
}

// EXTERNAL MODULE: ./model/errors.js
var errors = __webpack_require__(76847);
// EXTERNAL MODULE: ./mcp/answer.js
var answer = __webpack_require__(24933);
// EXTERNAL MODULE: ./mcp/references.js
var references = __webpack_require__(44365);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ../../node_modules/yauzl/index.js
var yauzl = __webpack_require__(40171);
;// CONCATENATED MODULE: ./github/unzip.js
/**
 * Takes measurement folders out of a zip file that a stranger may have made: only files of known names are written, none
 * outside the folder, and never more than the limits allow. What the files say is left to `measure` to validate.
 */






/** What is left of the limits for the artifacts that come after. */
function rest(limits, used) {
    return {
        zipBytes: limits.zipBytes - used.zipBytes,
        entries: limits.entries - used.entries,
        fileBytes: limits.fileBytes,
        totalBytes: limits.totalBytes - used.totalBytes,
    };
}
const MIB = 1024 * 1024;
/** For all artifacts of a report together. Ten pairs of programs that make profiles of 10 MB each stay well below. */
const ZIP_LIMITS = {
    zipBytes: 256 * MIB,
    entries: 4000,
    fileBytes: 64 * MIB,
    totalBytes: 384 * MIB,
};
/** `measurement.json`, `diff.patch` and `profiles/….json.gz`, also one folder down where there are several programs. */
const WANTED = /^(?:[\w-][\w.-]*\/)?(?:measurement\.json|diff\.patch|profiles\/[\w-][\w.-]*\.json(?:\.gz)?)$/;
/**
 * Unpacks into `folder`; files of other names are left out.
 * @returns the measurement folders found, as absolute paths
 * @throws InputError when the zip file is damaged, hostile or too large
 */
async function unzipMeasurements(zip, folder, limits) {
    return (await unzipCounted(zip, folder, limits)).found;
}
/** The same, with what it took of the limits. */
async function unzipCounted(zip, folder, limits) {
    const found = [];
    let entries = 0;
    let total = 0;
    try {
        // yauzl itself refuses absolute paths, `..` and files that are longer than they say.
        const archive = await yauzl.openPromise(zip, { strictFileNames: true });
        for await (const entry of archive.eachEntry()) {
            entries += 1;
            refuseIf(entries > limits.entries, `more than ${String(limits.entries)} files`);
            if (!WANTED.test(entry.fileName))
                continue;
            total += entry.uncompressedSize;
            refuseIf(entry.uncompressedSize > limits.fileBytes, `a file larger than ${mebibytes(limits.fileBytes)}`);
            refuseIf(total > limits.totalBytes, `more than ${mebibytes(limits.totalBytes)}`);
            const target = external_node_path_.join(folder, entry.fileName);
            await (0,promises_.mkdir)(external_node_path_.dirname(target), { recursive: true });
            await (0,external_node_stream_promises_.pipeline)(await archive.openReadStreamPromise(entry), (0,external_node_fs_.createWriteStream)(target, { flags: 'wx' }));
            if (external_node_path_.basename(target) === 'measurement.json')
                found.push(external_node_path_.dirname(target));
        }
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            throw error;
        throw unusable(error instanceof Error ? error.message : String(error), error);
    }
    return { found: found.sort(), used: { entries, totalBytes: total } };
}
/** Writes a download to a file, and no more of it than the limit. @returns its bytes @throws InputError */
async function saveZip(from, file, limits) {
    let bytes = 0;
    await pipeline(from, async function* (chunks) {
        for await (const chunk of chunks) {
            bytes += chunk.length;
            refuseIf(bytes > limits.zipBytes, `more than ${mebibytes(limits.zipBytes)} compressed`);
            yield chunk;
        }
    }, createWriteStream(file));
    return bytes;
}
function refuseIf(condition, what) {
    if (condition)
        throw unusable(`it holds ${what}`);
}
function unusable(why, cause) {
    return new errors/* InputError */.dz(`An artifact with a measurement cannot be used (${why}): look at what the measuring job uploaded, and measure again.`, { cause });
}
function mebibytes(bytes) {
    return `${(bytes / MIB).toFixed(0)} MiB`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./model/measurement.js
var measurement = __webpack_require__(4218);
;// CONCATENATED MODULE: ./profile/read.js
/**
 * Reads values out of a parsed JSON document and says where in it one is not what it must be.
 * Which values are read is left to the modules that know Scalene's keys.
 */

/** Larger amounts than this are damage: no line has 10^12 MiB, and sums of such numbers would leave what a number can hold. */
const LARGEST = 1e12;
/** Scalene subtracts floating-point numbers, so what should be zero may fall just below it. */
const BARELY_NEGATIVE = -1e-6;
function place(parent, step) {
    return { parent, step };
}
/** `files["/repo/a.py"].lines[3].n_peak_mb` */
function pathOf({ parent, step }) {
    if (parent === null)
        return String(step);
    if (typeof step === 'number')
        return `${pathOf(parent)}[${String(step)}]`;
    return /^\w+$/.test(step) ? `${pathOf(parent)}.${step}` : `${pathOf(parent)}[${JSON.stringify(shortened(step))}]`;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/**
 * A finite amount that is not negative. The caller takes the value out of its object, with the key as a constant: the
 * engine then looks it up several times faster than by a key in a variable, which half of the reading time hangs on.
 *
 * @throws InputError naming the place of anything else
 */
function read_amount(value, where, key) {
    if (typeof value === 'number' && value >= 0 && value <= LARGEST)
        return value;
    if (typeof value === 'number' && value < 0 && value >= BARELY_NEGATIVE)
        return 0;
    return refuse(place(where, key), value, 'a number from 0 up');
}
/** As `amount`; 0 where the version does not write the key. */
function optionalAmount(value, where, key) {
    return value === undefined ? 0 : read_amount(value, where, key);
}
/** A finite number, negative ones too; undefined where the version does not write the key. */
function optionalNumber(value, where, key) {
    if (value === undefined)
        return undefined;
    if (typeof value === 'number' && Math.abs(value) <= LARGEST)
        return value;
    return refuse(place(where, key), value, 'a number');
}
/** A line number, from 1. */
function lineNumber(value, where, key) {
    if (typeof value === 'number' && value >= 1 && value <= LARGEST && Number.isInteger(value))
        return value;
    return refuse(place(where, key), value, 'a line number');
}
function read_text(value, where, key) {
    return typeof value === 'string' ? value : refuse(place(where, key), value, 'a text');
}
function record(value, where) {
    return isRecord(value) ? value : refuse(where, value, 'an object');
}
function list(value, where) {
    return Array.isArray(value) ? value : refuse(where, value, 'a list');
}
/**
 * Says that a value is not what it must be.
 *
 * @throws InputError always
 */
function refuse(where, value, wanted) {
    throw new errors/* InputError */.dz(`The profile is damaged, because \`${pathOf(where)}\` is ${described(value)} where ${wanted} must be: profile again.`);
}
function described(value) {
    if (value === undefined)
        return 'missing';
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    return typeof value === 'string' ? `the text ${JSON.stringify(shortened(value))}` : String(value);
}
function shortened(value) {
    return value.length <= 80 ? value : `${value.slice(0, 79)}…`;
}

;// CONCATENATED MODULE: ./profile/document.js
/**
 * Finds Scalene's JSON document in a text: alone, between a program's own output, cut off, or not there at all.
 * What stands in the document is left to `parse.ts`.
 */

/** Candidates for the document's first brace: Scalene writes its keys in order, so this one comes first in every version. */
const SCALENE_START = /\{\s*"alloc_samples"/g;
const ANY_START = /\{\s*"/g;
/** How often a text may be read over while its document is looked for: text that is made to be slow ends there. */
const READINGS = 4;
/** Looks for the document. Never throws, whatever the text. */
function findDocument(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return none('The profile is empty, so the run ended before Scalene wrote it: look at its output and profile again.');
    const whole = tryParse(trimmed);
    return whole === undefined ? searchIn(trimmed) : judge(whole);
}
function judge(value) {
    if (!isRecord(value))
        return none('This JSON is not a Scalene profile, because it is not an object: pass the file that Scalene wrote.');
    if (Object.keys(value).length === 0)
        return { kind: 'too-short' };
    if (!isRecord(value['files'])) {
        return none('This JSON is not a Scalene profile, because it has no object `files`: pass the file that Scalene wrote.');
    }
    return { kind: 'document', document: value };
}
function searchIn(text) {
    const { document, cutOff } = scanFor(text);
    if (document !== undefined)
        return { kind: 'document', document };
    if (/^[ \t]*\{\}[ \t\r]*$/m.test(text))
        return { kind: 'too-short' };
    if (cutOff) {
        return none(`The profile is cut off after ${String(text.length)} characters, probably because the run was killed while Scalene wrote it: profile again.`);
    }
    return none('This is not a Scalene profile, because no JSON object with `files` is in it: pass the file that Scalene wrote.');
}
/** Tries every place where the document may begin, the likely ones first. */
function scanFor(text) {
    let budget = READINGS * text.length;
    let cutOff = false;
    for (const start of [SCALENE_START, ANY_START]) {
        start.lastIndex = 0;
        for (let match = start.exec(text); match !== null && budget > 0; match = start.exec(text)) {
            const end = endOfObject(text, match.index);
            budget -= (end === -1 ? text.length : end) - match.index;
            if (end === -1) {
                cutOff ||= start === SCALENE_START || match.index === 0;
                continue;
            }
            const document = parseObject(text.slice(match.index, end));
            if (document !== undefined)
                return { document, cutOff };
            start.lastIndex = end;
        }
    }
    return { cutOff };
}
function parseObject(text) {
    const value = tryParse(text) ?? tryParse(withoutBareNumbers(text));
    return isRecord(value) && isRecord(value['files']) ? value : undefined;
}
function tryParse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Position behind the brace that closes the one at `from`; −1 when there is none. */
function endOfObject(text, from) {
    const mark = /["{}]/g;
    mark.lastIndex = from;
    let depth = 0;
    for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
        if (match[0] === '{')
            depth++;
        else if (match[0] === '}')
            depth--;
        else {
            const end = endOfString(text, match.index + 1);
            if (end === -1)
                return -1;
            mark.lastIndex = end;
        }
        if (depth === 0)
            return mark.lastIndex;
    }
    return -1;
}
/** Position behind the quote that ends a JSON string; −1 when there is none. */
function endOfString(text, from) {
    for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
        let backslashes = 0;
        while (quote - backslashes > from && text.charAt(quote - backslashes - 1) === '\\')
            backslashes++;
        if (backslashes % 2 === 0)
            return quote + 1;
    }
    return -1;
}
/**
 * Puts the numbers that Python's JSON writer knows and JSON does not (NaN, Infinity) in quotes, so that the reader can
 * say where they stand instead of only that there is one.
 */
function withoutBareNumbers(text) {
    const parts = [];
    let from = 0;
    while (from < text.length) {
        const quote = text.indexOf('"', from);
        const until = quote === -1 ? text.length : quote;
        parts.push(text.slice(from, until).replace(/-?\b(?:NaN|Infinity)\b/g, '"$&"'));
        if (quote === -1)
            break;
        const end = endOfString(text, quote + 1);
        parts.push(text.slice(quote, end === -1 ? text.length : end));
        if (end === -1)
            break;
        from = end;
    }
    return parts.join('');
}
function none(message) {
    return { kind: 'none', message };
}

// EXTERNAL MODULE: ./profile/functions.js + 1 modules
var profile_functions = __webpack_require__(27664);
;// CONCATENATED MODULE: ./profile/sums.js
/**
 * Adds the lines of a file up to its functions.
 * Where functions begin and end is left to `functions.ts`.
 */

/**
 * The functions of a file with the sums over their own lines; `<module>`, last, collects the lines of none.
 *
 * @param functions without `<module>`, an outer function before those inside it
 * @param lastLine how many lines the file has
 */
function sumFunctions(lines, functions, lastLine) {
    const owners = (0,profile_functions/* ownersOf */.K2)(functions, lastLine);
    const sums = functions.map(({ name, line, endLine }) => idle(name, line, endLine));
    const rest = idle(profile_functions/* MODULE_LEVEL */.cV, 1, lastLine);
    for (const line of lines)
        add(sums[owners[line.line - 1] ?? -1] ?? rest, line);
    return lastLine === 0 ? sums : [...sums, rest];
}
function idle(name, line, endLine) {
    return {
        name,
        line,
        endLine,
        cpuPythonPercent: 0,
        cpuNativePercent: 0,
        cpuSystemPercent: 0,
        gpuPercent: 0,
        gpuPeakMb: 0,
        allocatedMb: 0,
        peakMb: 0,
        averageMb: 0,
        copyMbPerSec: 0,
        mallocs: 0,
        usagePercent: 0,
    };
}
function add(sum, line) {
    const cpuPercent = line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent;
    sum.cpuPythonPercent += line.cpuPythonPercent;
    sum.cpuNativePercent += line.cpuNativePercent;
    sum.cpuSystemPercent += line.cpuSystemPercent;
    sum.gpuPercent += (line.gpuPercent * cpuPercent) / 100;
    sum.gpuPeakMb = Math.max(sum.gpuPeakMb, line.gpuPeakMb);
    sum.allocatedMb += line.allocatedMb;
    sum.peakMb = Math.max(sum.peakMb, line.peakMb);
    sum.averageMb = Math.max(sum.averageMb, line.averageMb);
    sum.copyMbPerSec += line.copyMbPerSec;
    sum.mallocs += line.mallocs;
    sum.usagePercent += line.usagePercent;
}

;// CONCATENATED MODULE: ./profile/file.js
/**
 * Reads one file of Scalene's document: its lines, its source, its leaks, and the functions rebuilt from them.
 * Stacks and whole-program numbers are left to `stacks.ts` and `parse.ts`.
 */




/** How many lines without an entry are filled in, over a whole document: a file with more has lost its source. */
class MissingLines {
    left = 5_000_000;
    /** Accounts for the lines between the last entry and this one. Throws InputError when there are too many of them. */
    take(line, last, where) {
        this.left -= Math.max(0, line - last - 1);
        if (this.left < 0)
            refuse(where, line, 'the number of one of the lines');
    }
}
/**
 * @param path the repository path it gets
 * @throws InputError naming the place of a value that is not what it must be
 */
function readFile(value, path, mode, missing, where) {
    const owner = record(value, where);
    const { lines, sources, boundaries } = readLines(list(owner['lines'], place(where, 'lines')), mode, missing, place(where, 'lines'));
    const functions = (0,profile_functions/* functionsIn */.vn)(sources, boundaries);
    const file = {
        path,
        cpuPercent: read_amount(owner['percent_cpu_time'], where, 'percent_cpu_time'),
        lines,
        functions: sumFunctions(lines, functions, sources.length),
        leaks: readLeaks(owner['leaks'], place(where, 'leaks')),
        sources,
        imports: Array.isArray(owner['imports']) ? owner['imports'].filter((entry) => typeof entry === 'string') : [],
    };
    return { file, sourceFunctions: functions };
}
function readLines(entries, mode, missing, where) {
    const lines = [];
    const sources = [];
    const ends = new Map();
    const gaps = new Set();
    let inOrder = true;
    const here = place(where, 0);
    for (let index = 0; index < entries.length; index++) {
        here.step = index;
        const entry = record(entries[index], here);
        const number = lineNumber(entry['lineno'], here, 'lineno');
        const source = unescaped(read_text(entry['line'], here, 'line'));
        if (number !== sources.length + 1)
            makeRoom(number, sources, gaps, missing, here);
        sources[number - 1] = source;
        const line = readLine(entry, number, source, mode, here);
        if (line !== null)
            lines.push(line);
        addBoundary(entry, ends);
        inOrder &&= number === sources.length;
    }
    if (!inOrder)
        lines.sort((a, b) => a.line - b.line);
    return { lines, sources, boundaries: boundariesOf(ends, sources.length) };
}
/** A reduced profile may leave lines out: they stay empty, unless they come later. */
function makeRoom(line, sources, gaps, missing, where) {
    if (line <= sources.length && !gaps.delete(line))
        throw repeated(line, where);
    missing.take(line, sources.length, place(where, 'lineno'));
    while (sources.length < line - 1)
        gaps.add(sources.push(''));
}
function repeated(line, { parent, step }) {
    const where = parent === null ? String(step) : `${String(parent.step)}[${String(step)}]`;
    return new errors/* InputError */.dz(`The profile is damaged, because \`${where}\` is a second entry for line ${String(line)}: profile again.`);
}
/** One line; null when nothing happened there. Every number is checked all the same. */
function readLine(entry, line, source, mode, where) {
    const memory = mode.hasMemory ? read_amount : optionalAmount;
    const gpu = mode.hasGpu ? read_amount : optionalAmount;
    const cpuPythonPercent = read_amount(entry['n_cpu_percent_python'], where, 'n_cpu_percent_python');
    const cpuNativePercent = read_amount(entry['n_cpu_percent_c'], where, 'n_cpu_percent_c');
    const cpuSystemPercent = read_amount(entry['n_sys_percent'], where, 'n_sys_percent');
    const gpuPercent = gpu(entry['n_gpu_percent'], where, 'n_gpu_percent');
    const gpuPeakMb = gpu(entry['n_gpu_peak_memory_mb'], where, 'n_gpu_peak_memory_mb');
    const allocatedMb = memory(entry['n_malloc_mb'], where, 'n_malloc_mb');
    const peakMb = memory(entry['n_peak_mb'], where, 'n_peak_mb');
    const averageMb = memory(entry['n_avg_mb'], where, 'n_avg_mb');
    const pythonAllocationFraction = optionalAmount(entry['n_python_fraction'], where, 'n_python_fraction');
    const usagePercent = 100 * memory(entry['n_usage_fraction'], where, 'n_usage_fraction');
    const copyMbPerSec = optionalAmount(entry['n_copy_mb_s'], where, 'n_copy_mb_s');
    const mallocs = memory(entry['n_mallocs'], where, 'n_mallocs');
    const coreUtilization = optionalAmount(entry['n_core_utilization'], where, 'n_core_utilization');
    const cpu = cpuPythonPercent + cpuNativePercent + cpuSystemPercent;
    if (cpu + allocatedMb + peakMb + mallocs + gpuPercent + gpuPeakMb + copyMbPerSec === 0)
        return null;
    return {
        line,
        source,
        cpuPythonPercent,
        cpuNativePercent,
        cpuSystemPercent,
        gpuPercent,
        gpuPeakMb,
        allocatedMb,
        peakMb,
        averageMb,
        pythonAllocationFraction,
        usagePercent,
        copyMbPerSec,
        mallocs,
        coreUtilization,
    };
}
/** Remembers the block around a line, as versions from 2.1 on write it; 0 stands for module level. */
function addBoundary(entry, ends) {
    const start = entry['start_function_line'];
    const end = entry['end_function_line'];
    if (typeof start === 'number' && typeof end === 'number' && start !== 0 && ends.get(start) !== end) {
        ends.set(start, end);
    }
}
/** None at all when one of them lies outside the file: then the text alone must tell. */
function boundariesOf(ends, lastLine) {
    const boundaries = [...ends].map(([start, end]) => ({ start, end }));
    const sound = boundaries.every(({ start, end }) => Number.isInteger(start) && Number.isInteger(end) && 1 <= start && start <= end && end <= lastLine);
    return sound ? boundaries : [];
}
/**
 * The source text of a line. Scalene writes `&`, `<` and `>` as six characters each and keeps the line's end. A program
 * whose own source has these six characters reads as if it had the character: the two cannot be told apart.
 */
function unescaped(line) {
    const text = line.endsWith('\n') ? line.slice(0, line.endsWith('\r\n') ? -2 : -1) : line;
    if (!text.includes('\\u00'))
        return text;
    return text.replaceAll('\\u0026', '&').replaceAll('\\u003c', '<').replaceAll('\\u003e', '>');
}
function readLeaks(value, where) {
    if (value === undefined)
        return [];
    return Object.entries(record(value, where)).map(([key, entry]) => {
        const here = place(where, key);
        const leak = record(entry, here);
        const likelihood = read_amount(leak['likelihood'], here, 'likelihood');
        if (likelihood > 1)
            refuse(place(here, 'likelihood'), likelihood, 'a number from 0 to 1');
        const velocityMbPerSec = read_amount(leak['velocity_mb_s'], here, 'velocity_mb_s');
        return { line: lineNumber(/^\d+$/.test(key) ? Number(key) : key, where, key), likelihood, velocityMbPerSec };
    });
}
/** The first line's entry of a document: its keys tell the family of formats. */
function firstLine(files) {
    for (const file of Object.values(files)) {
        const lines = isRecord(file) ? file['lines'] : undefined;
        const first = Array.isArray(lines) ? lines[0] : undefined;
        if (isRecord(first))
            return first;
    }
    return {};
}

;// CONCATENATED MODULE: ./profile/paths.js
/**
 * Turns the paths in a profile into repository paths. Which folder is the repository is left to the caller.
 */
/** `C:\…`, `C:/…` or `\\server\…`: only there a backslash separates folders. */
const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;
/**
 * @param root the checkout's path as it stands in the profile, POSIX or Windows, with or without a separator at its end;
 *   without one, all paths stay as they are
 */
function repositoryPaths(root) {
    if (root === undefined || root === '')
        return (path) => path;
    const prefix = `${withSlashes(root).replace(/\/+$/, '')}/`;
    const folded = WINDOWS.test(root);
    return (path) => {
        const candidate = withSlashes(path);
        const start = candidate.slice(0, prefix.length);
        if (folded ? start.toLowerCase() !== prefix.toLowerCase() : start !== prefix)
            return path;
        const inside = candidate.slice(prefix.length).replace(/^\/+/, '');
        return inside === '' || inside.split('/').includes('..') ? path : inside;
    };
}
function withSlashes(path) {
    return WINDOWS.test(path) ? path.replaceAll('\\', '/') : path;
}

;// CONCATENATED MODULE: ./profile/stacks.js
/**
 * Reads the sampled call stacks in all the forms that Scalene has given them.
 * What they say about the program is left to `analyze` and `compare`.
 */


/** `/repo/a.py Loader.load.<locals>.<listcomp>:44;`. The path may hold spaces, names cannot. */
const FRAME = /^(.*) (\S+):(\d+|None);?$/s;
function frameReader(files, toPath) {
    const known = new Map(files.map((file) => [file.path, file]));
    const frames = new Map();
    return (path, name, line) => {
        const key = `${path}\0${name}\0${String(line)}`;
        const before = frames.get(key);
        if (before !== undefined)
            return before;
        const file = toPath(path);
        const frame = { file, function: functionName(known.get(file), name, line), line };
        frames.set(key, frame);
        return frame;
    };
}
/** `a.<locals>.<listcomp>` is a frame of its own to Python before 3.12, but no function to the reader of the source. */
function functionName(file, name, line) {
    if (file !== undefined && line >= 1 && line <= file.sources.length) {
        return (0,profile_functions/* functionAt */.G6)(file.functions, line)?.name ?? profile_functions/* MODULE_LEVEL */.cV;
    }
    return name.replaceAll('.<locals>', '');
}
/** The stacks of Python frames, with their samples. */
function readStacks(value, elapsedSec, frame) {
    const where = place(null, 'stacks');
    return entriesOf(value, where).map(({ first, second, here }) => {
        const frames = list(first, place(here, 0)).map((entry, index) => readFrame(entry, frame, place(place(here, 0), index)));
        const counts = Array.isArray(second) ? listed(second) : record(second, place(here, 1));
        const at = place(here, 1);
        return {
            frames,
            count: read_amount(counts['count'], at, 'count'),
            pythonSec: elapsedSec * read_amount(counts['python_time'], at, 'python_time'),
            nativeSec: elapsedSec * read_amount(counts['c_time'], at, 'c_time'),
        };
    });
}
/** Up to 1.5.49 the numbers are a list. */
function listed(counts) {
    return { count: counts[0], python_time: counts[1], c_time: counts[2] };
}
function readFrame(value, frame, where) {
    if (Array.isArray(value)) {
        const [path, name, line] = value;
        return frame(read_text(path, where, 0), read_text(name, where, 1), lineOf(line, where, 2));
    }
    const match = typeof value === 'string' ? FRAME.exec(value) : null;
    if (match === null)
        return refuse(where, value, 'a text such as `file.py function:12;`');
    return frame(match[1] ?? '', match[2] ?? '', match[3] === 'None' ? 0 : lineOf(Number(match[3]), where, 'line'));
}
/** Between two lines Python has no line number: Scalene writes nothing, and it counts as 0. */
function lineOf(value, where, key) {
    return value === null || value === undefined || value === 0 ? 0 : lineNumber(value, where, key);
}
/** The stacks that go on into native code. Stacks without a Python frame (threads of a library) are left out. */
function readCombinedStacks(value, frame) {
    const where = place(null, 'combined_stacks');
    return entriesOf(value, where)
        .map(({ first, second, here }) => {
        const { frames, native } = readMixedFrames(list(first, place(here, 0)), frame, place(here, 0));
        return { frames, native, count: read_amount(second, here, 1) };
    })
        .filter(({ frames }) => frames.length > 0);
}
/** The stacks below which memory was allocated. */
function readMemoryStacks(value, frame) {
    const where = place(null, 'memory_stacks');
    return entriesOf(value, where)
        .map(({ first, second, here }) => {
        const { frames } = readMixedFrames(list(first, place(here, 0)), frame, place(here, 0));
        return { frames, mb: read_amount(second, here, 1) };
    })
        .filter(({ frames }) => frames.length > 0);
}
/** Every list of stacks is one of pairs: the frames, and what was counted there. */
function entriesOf(value, where) {
    if (value === undefined)
        return [];
    return list(value, where).map((entry, index) => {
        const here = place(where, index);
        const [first, second] = list(entry, here);
        return { first, second, here };
    });
}
function readMixedFrames(entries, frame, where) {
    const frames = [];
    const native = [];
    entries.forEach((value, index) => {
        const here = place(where, index);
        const entry = record(value, here);
        const path = read_text(entry['filename_or_module'], here, 'filename_or_module');
        const name = read_text(entry['display_name'], here, 'display_name');
        if (entry['kind'] === 'py')
            frames.push(frame(path, name, lineOf(entry['line'], here, 'line')));
        else if (name !== '' || path !== '')
            native.push({ symbol: name, module: path.slice(path.lastIndexOf('/') + 1) });
    });
    return { frames, native };
}

;// CONCATENATED MODULE: ./profile/parse.js
/**
 * Reads what Scalene wrote, any version from 1.5 on, into a `Profile`, or says in one sentence why that cannot be done.
 * Opening files and unpacking them is left to the caller, what the numbers mean to `analyze` and `compare`.
 */






/** Largest text that is read. A document of this size takes about twice as much memory again. */
const MAX_MB = 256;
const TOO_SHORT = 'The profile is empty, because the program ended before the first sample or ran no code in the profiled folder: ' +
    'give it more work, or name the folder to profile.';
/**
 * Reads a profile.
 *
 * @throws InputError when the document is damaged (naming the place in it) or too large
 */
function parseProfile(text, options = {}) {
    refuseLarge(text.length);
    const found = findDocument(text);
    switch (found.kind) {
        case 'none':
            return { outcome: 'no-profile', message: found.message };
        case 'too-short':
            return { outcome: 'too-short', message: TOO_SHORT };
        case 'document':
            return readDocument(found.document, repositoryPaths(options.root));
    }
}
/**
 * Reads a profile from a file's bytes: UTF-8, or UTF-16 with a byte order mark (what PowerShell's `>` writes).
 *
 * @throws InputError as `parseProfile`, and for bytes that are compressed
 */
function parseProfileBytes(bytes, options = {}) {
    refuseLarge(bytes.length);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
        throw new errors/* InputError */.dz('The profile is compressed with gzip, which is not unpacked here: unpack it first.');
    }
    return parseProfile(new TextDecoder(encodingOf(bytes)).decode(bytes), options);
}
function encodingOf([first, second]) {
    if (first === 0xff && second === 0xfe)
        return 'utf-16le';
    return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
function refuseLarge(size) {
    if (size <= MAX_MB * 2 ** 20)
        return;
    throw new errors/* InputError */.dz(`The profile has ${String(Math.round(size / 2 ** 20))} MB, more than the ${String(MAX_MB)} MB that are read: ` +
        'profile fewer files (`--profile-only`) or leave out stacks (`--no-stacks`).');
}
function readDocument(document, toPath) {
    const top = place(null, 'profile');
    const hasMemory = document['memory'] === true;
    const hasGpu = document['gpu'] === true;
    const format = formatOf(document);
    const read = readFiles(document, { hasMemory, hasGpu }, toPath);
    const files = read.map(({ file }) => file);
    if (!files.some((file) => file.lines.length > 0))
        return { outcome: 'too-short', message: TOO_SHORT };
    const elapsedSec = read_amount(document['elapsed_time_sec'], top, 'elapsed_time_sec');
    const frame = frameReader(files, toPath);
    const stacks = readStacks(document['stacks'], elapsedSec, frame);
    const growthPercent = optionalNumber(document['growth_rate'], top, 'growth_rate');
    const profile = {
        format,
        elapsedSec,
        maxFootprintMb: hasMemory ? read_amount(document['max_footprint_mb'], top, 'max_footprint_mb') : 0,
        hasMemory,
        hasGpu,
        gpuDevice: typeof document['gpu_device'] === 'string' ? document['gpu_device'] : '',
        allocatedMb: sum(files, (file) => sum(file.lines, (line) => line.allocatedMb)),
        samples: stacks.length === 0 ? null : sum(stacks, ({ count }) => count),
        ...programOf(document, toPath),
        decorated: read.some(isDecorated),
        files,
        stacks,
        memoryOverTime: hasMemory ? readTimeline(document['samples']) : [],
        ...(format === '2.3+' && {
            combinedStacks: readCombinedStacks(document['combined_stacks'], frame),
            memoryStacks: readMemoryStacks(document['memory_stacks'], frame),
        }),
        ...(growthPercent !== undefined && hasMemory && { growthPercent }),
    };
    return { outcome: 'ok', profile };
}
function readFiles(document, mode, toPath) {
    const where = place(null, 'files');
    const missing = new MissingLines();
    const taken = new Set();
    const files = record(document['files'], where);
    return Object.keys(files).map((key) => {
        const value = files[key];
        // The document is ours alone: what has been read is let go, so that a large one is not kept beside its profile.
        files[key] = undefined;
        // Two keys for one path cannot both have it: the second keeps Scalene's own, which is unique.
        const path = taken.has(toPath(key)) ? key : toPath(key);
        taken.add(path);
        return readFile(value, path, mode, missing, place(where, key));
    });
}
/** Scalene does not write its version, but every family of formats has brought keys of its own. */
function formatOf(document) {
    if (document['combined_stacks'] !== undefined)
        return '2.3+';
    const line = firstLine(record(document['files'], place(null, 'files')));
    if (line['start_function_line'] !== undefined)
        return '2.1+';
    return line['cpu_samples_list'] !== undefined ? '2.0' : '1.5';
}
function programOf(document, toPath) {
    const written = document['program'];
    const all = Array.isArray(document['args']) ? document['args'] : [];
    const args = all.filter((argument) => typeof argument === 'string');
    if (typeof written !== 'string' || written === '')
        return { program: null, args };
    // Scalene's list begins with the program, as `sys.argv` does, but as it was typed.
    const isProgram = args[0] !== undefined && lastPart(args[0]) === lastPart(written);
    return { program: toPath(written), args: isProgram ? args.slice(1) : args };
}
function lastPart(path) {
    return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
/** `@profile` without a definition of that name is Scalene's: it puts it among Python's built-ins. */
function isDecorated({ file, sourceFunctions }) {
    if (!sourceFunctions.some(({ decorators }) => decorators.some((name) => /^(?:scalene\.)?profile\b/.test(name))))
        return false;
    return !file.sources.some((line) => /^\s*(?:(?:async\s+)?def\s+profile\b|profile\s*=|(?:from|import)\s.*\bprofile\b)/.test(line));
}
/** The footprint over time: pairs of nanoseconds since the start and MiB. */
function readTimeline(value) {
    const where = place(null, 'samples');
    if (value === undefined)
        return [];
    return list(value, where)
        .map((entry, index) => {
        const here = place(where, index);
        const pair = list(entry, here);
        if (pair.length < 2)
            refuse(here, pair, 'a pair of nanoseconds and MB');
        const [nanoseconds, mb] = pair;
        return { sec: nanosecondsOf(nanoseconds, here) / 1e9, mb: read_amount(mb, here, 1) };
    })
        .sort((a, b) => a.sec - b.sec);
}
function nanosecondsOf(value, where) {
    if (typeof value === 'number' && value >= 0 && Number.isFinite(value))
        return value;
    return refuse(place(where, 0), value, 'a number from 0 up');
}
function sum(items, value) {
    return items.reduce((total, item) => total + value(item), 0);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./measure/paths.js
/**
 * Small questions about files that several parts of `measure` ask.
 * What the answers mean is left to them.
 */




async function exists(path) {
    return (0,promises_.access)(path).then(() => true, () => false);
}
async function isFile(path) {
    return (0,promises_.stat)(path).then((found) => found.isFile(), () => false);
}
/** Small texts that tools keep for themselves are read up to this size, in bytes. */
const MAX_TEXT = 16 * 1024 * 1024;
/** The text of a small plain file, or null when there is none: what else stands at its path holds no text of ours. */
async function readIfThere(path) {
    try {
        return (await readPlain(path, MAX_TEXT)).toString('utf8');
    }
    catch (error) {
        if (error instanceof NotPlain || errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR')
            return null;
        throw error;
    }
}
/** What stands at a path is no plain file, or larger than what is read. */
class NotPlain extends Error {
}
/** A link stands on the way, where none may. */
class Linked extends NotPlain {
}
/**
 * A plain file's bytes: the one way to read what others may have made. Opening a pipe or a device that somebody laid there would wait for
 * ever, a file may grow while it is read, and a path that was checked may lead elsewhere by the time it is opened.
 *
 * @param most in bytes
 * @throws NotPlain with one clause; the file system's error where it cannot be opened
 */
async function readPlain(path, most, links = 'follow') {
    const flags = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK | (links === 'refuse' ? external_node_fs_.constants.O_NOFOLLOW : 0);
    const file = await (0,promises_.open)(path, flags).catch((error) => {
        if (errorCode(error) === 'ELOOP')
            throw new Linked('it is a link');
        // So says the system of a socket.
        if (errorCode(error) === 'ENXIO')
            throw new NotPlain('it is no plain file');
        throw error;
    });
    try {
        const found = await file.stat();
        if (found.isDirectory())
            throw new NotPlain('it is a folder');
        if (!found.isFile())
            throw new NotPlain('it is no plain file');
        if (links === 'refuse' && !(await isOpenAt(file, path)))
            throw new Linked('a link stands on the way to it');
        if (found.size > most) {
            throw new NotPlain(`it has ${megabytes(found.size)} MiB, more than the ${megabytes(most)} MiB that are read`);
        }
        return await bytesOf(file, most);
    }
    finally {
        await file.close();
    }
}
/** Whether what is open lies where its path says. Linux tells it of the open file itself, which nobody can change any more. */
async function isOpenAt(file, path) {
    const place = await (0,promises_.readlink)(`/proc/self/fd/${String(file.fd)}`).catch(() => (0,promises_.realpath)(path));
    // A file that is written anew at the same time has lost its name to its successor.
    return place === path || place === `${path} (deleted)`;
}
async function bytesOf(file, most) {
    const chunks = [];
    let length = 0;
    for (;;) {
        const room = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - length));
        const { bytesRead } = await file.read(room, 0, room.length, null);
        if (bytesRead === 0)
            return Buffer.concat(chunks);
        length += bytesRead;
        // Files under /proc have no size, and others grow.
        if (length > most)
            throw new NotPlain(`it holds more than the ${megabytes(most)} MiB that are read`);
        chunks.push(room.subarray(0, bytesRead));
    }
}
const CHUNK = 1024 * 1024;
function megabytes(bytes) {
    return String(Math.round(bytes / 1024 / 1024));
}
async function listIfThere(folder) {
    return (0,promises_.readdir)(folder).catch(() => []);
}
/** Whether `path` is `folder` or below it; both absolute. */
function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way === '' || (!(0,external_node_path_.isAbsolute)(way) && way !== '..' && !way.startsWith(`..${external_node_path_.sep}`));
}
/**
 * Whether `path` is a folder of this user's own, and no link to one: in a folder where others may write, only such a thing may be
 * removed or trusted.
 */
async function isOwnFolder(path) {
    const found = await (0,promises_.lstat)(path).catch(() => null);
    return found?.isDirectory() === true && found.uid === process.getuid?.();
}
/**
 * A word for everything below a folder that changes with it: names, kinds, sizes and the times of change, which no program can set back.
 * Links are not followed.
 */
async function stateOf(folder) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    const paths = entries.map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name)).sort();
    for (let at = 0; at < paths.length; at += AT_ONCE) {
        const some = paths.slice(at, at + AT_ONCE);
        const found = await Promise.all(some.map((path) => (0,promises_.lstat)(path, { bigint: true })));
        found.forEach(({ mode, size, ctimeNs }, index) => {
            hash.update(`${(0,external_node_path_.relative)(folder, some[index] ?? '')}\0${String(mode)}\0${String(size)}\0${String(ctimeNs)}\n`);
        });
    }
    return hash.digest('hex');
}
/** Files that are asked after at a time. */
const AT_ONCE = 256;
/** Writes a file so that readers see the old or the new content, never a part. */
async function writeAtomically(path, content) {
    const beside = `${path}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.tmp`;
    try {
        await (0,promises_.writeFile)(beside, content, { flag: 'wx' });
        await (0,promises_.rename)(beside, path);
    }
    catch (error) {
        await (0,promises_.rm)(beside, { force: true });
        throw error;
    }
}
/** Removes a folder and all below it, also where a program took the right to write from a folder of its own. */
async function removeTree(path) {
    try {
        await (0,promises_.rm)(path, { recursive: true, force: true, maxRetries: 3 });
    }
    catch {
        await makeWritable(path);
        await (0,promises_.rm)(path, { recursive: true, force: true, maxRetries: 3 });
    }
}
async function makeWritable(folder) {
    await (0,promises_.chmod)(folder, 0o700).catch(() => undefined);
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries)
        if (entry.isDirectory())
            await makeWritable((0,external_node_path_.join)(folder, entry.name));
}
/** Short name for a set of facts: equal facts, equal name. */
function fingerprint(facts) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 20);
}
/** `ENOENT` and the like, from whatever was thrown. */
function errorCode(error) {
    if (typeof error !== 'object' || error === null || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}
/** Makes sure that a folder is there and empty. */
async function freshFolder(path) {
    try {
        await (0,promises_.mkdir)(path);
    }
    catch (error) {
        if (errorCode(error) !== 'EEXIST')
            throw error;
        await removeTree(path);
        await (0,promises_.mkdir)(path);
    }
}

;// CONCATENATED MODULE: ./measure/readFolder.js
/**
 * Reads measurement folders, which may come from anyone: validated, bounded in size, never read outside themselves.
 * Writing them is left to `writeFolder.ts`, judging them to `compare`.
 */









const INDEX_FILE = 'measurement.json';
const DIFF_FILE = 'diff.patch';
/** Largest files that are read, in bytes: generous for real measurements, and an end for made-up ones. */
const MAX_INDEX = 16 * 1024 * 1024;
const MAX_PACKED = 128 * 1024 * 1024;
const MAX_PROFILE = 256 * 1024 * 1024;
const MAX_DIFF = 32 * 1024 * 1024;
/** More runs than any measurement has. */
const MAX_RUNS = 20_000;
/** For measurements of which each profile may have so many bytes. */
function profileLimits(each) {
    return { each, all: 16 * each };
}
const OWN = profileLimits(MAX_PROFILE);
const unpack = (0,external_node_util_.promisify)(external_node_zlib_.gunzip);
/**
 * Reads a measurement folder with all its profiles. A profile that is missing or damaged is left out of the map, and
 * a warning in the measurement says so.
 * @throws InputError when there is no measurement that this program understands, or more of it than the limits
 */
async function readMeasurement(folder, limits = OWN) {
    return readMeasurementAt(await realPlace(folder), limits);
}
/** As `readMeasurement`, of a real path: where a link stands on it by now, nothing is read. */
async function readMeasurementAt(folder, limits) {
    const measurement = await readIndexAt(folder);
    const profiles = new Map();
    const problems = [];
    let left = limits.all;
    for (const { path, root } of profilesOf(measurement)) {
        const read = await readProfile(folder, path, root, limits.each);
        if (typeof read === 'string') {
            problems.push(read);
            continue;
        }
        left -= read.bytes;
        if (left < 0)
            throw tooMuch(folder, limits.all);
        profiles.set(path, read.profile);
    }
    const diff = await readDiff(folder);
    const warnings = problems.map((message) => ({ code: 'profile-unreadable', message }));
    return {
        measurement: warnings.length === 0
            ? measurement
            : { ...measurement, warnings: [...(measurement.warnings ?? []), ...warnings] },
        profiles,
        ...(diff === null ? {} : { diff }),
    };
}
function tooMuch(folder, most) {
    return new errors/* InputError */.dz(`The profiles in ${folder} unpack to more than the ${String(Math.round(most / 1024 / 1024))} MiB that are read in all: measure fewer pairs, or fewer files (only, exclude).`);
}
/** The index alone. @throws InputError as `readMeasurement` */
async function readIndex(folder) {
    return readIndexAt(await realPlace(folder));
}
/** A person may name a folder by a link; what is no folder is told by whoever reads in it. */
async function realPlace(folder) {
    return (0,promises_.realpath)(folder).catch(() => folder);
}
async function readIndexAt(folder) {
    const document = await readFolder_readDocument(folder);
    refuseNewer(folder, document);
    const parsed = measurement/* MeasurementSchema */.Un.safeParse(document);
    if (!parsed.success) {
        throw new errors/* InputError */.dz(`${(0,external_node_path_.join)(folder, INDEX_FILE)} is not a measurement (${firstIssue(parsed.error)}): make it again with 'measure --out'.`);
    }
    if (parsed.data.runs.length > MAX_RUNS) {
        throw new errors/* InputError */.dz(`${(0,external_node_path_.join)(folder, INDEX_FILE)} lists ${String(parsed.data.runs.length)} runs, more than the ${String(MAX_RUNS)} that are read: split it into several folders.`);
    }
    return parsed.data;
}
async function readFolder_readDocument(folder) {
    const path = (0,external_node_path_.join)(folder, INDEX_FILE);
    let bytes;
    try {
        bytes = await readBounded(path, MAX_INDEX);
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            throw error;
        throw new errors/* InputError */.dz(`${folder} holds no measurement (${errorCode(error) ?? 'unreadable'}: ${INDEX_FILE}): name a folder that 'measure --out' made.`, { cause: error });
    }
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch (error) {
        throw new errors/* InputError */.dz(`${path} is not whole JSON, perhaps cut off on its way: fetch it again, or measure again.`, {
            cause: error,
        });
    }
}
function refuseNewer(folder, document) {
    const version = schemas/* object */.Ikc({ schemaVersion: schemas/* number */.aig() }).safeParse(document).data?.schemaVersion;
    if (version === undefined || version <= measurement/* MEASUREMENT_SCHEMA_VERSION */.Yl)
        return;
    throw new errors/* InputError */.dz(`${(0,external_node_path_.join)(folder, INDEX_FILE)} has schema version ${String(version)} and this program reads up to ${String(measurement/* MEASUREMENT_SCHEMA_VERSION */.Yl)}: update scalene-mcp-action.`);
}
function firstIssue(error) {
    const issue = error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return `${where === '' ? 'the document' : where}: ${issue?.message ?? 'invalid'}`;
}
/** Each profile once, with the root that its file keys start with. */
function profilesOf(measurement) {
    const found = new Map();
    for (const run of measurement.runs) {
        const named = profileOf(run);
        if (named !== null)
            found.set(named.path, named.root ?? measurement.sides[run.side].root);
    }
    return [...found].map(([path, root]) => ({ path, root }));
}
function profileOf(run) {
    if (run.kind !== 'profile' || run.profile === undefined || run.outcome !== 'ok')
        return null;
    return { path: run.profile, root: run.root };
}
/** The profile, or one sentence on why it is left out. */
async function readProfile(folder, path, root, most) {
    try {
        const bytes = await readBounded(pathInside(folder, path), MAX_PACKED);
        const whole = await unpacked(path, bytes, most);
        const parsed = parseProfileBytes(whole, { root });
        return parsed.outcome === 'ok'
            ? { profile: parsed.profile, bytes: whole.byteLength }
            : `The profile ${path} was left out: ${parsed.message}`;
    }
    catch (error) {
        if (error instanceof RefusedPath)
            throw new errors/* InputError */.dz(error.message);
        if (error instanceof errors/* InputError */.dz && error.cause instanceof Linked) {
            throw new errors/* InputError */.dz(`The profile ${path} in ${folder} is a symbolic link, or behind one, and only plain files are read: do not trust this measurement.`, { cause: error });
        }
        const why = error instanceof errors/* InputError */.dz ? error.message : (errorCode(error) ?? 'it is damaged');
        return `The profile ${path} was left out: ${why}`;
    }
}
/** A file as it was before gzip, where it was packed. @throws InputError when damaged, or larger than `most` bytes */
async function unpacked(path, bytes, most = MAX_PROFILE) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
        return bytes;
    try {
        return await unpack(bytes, { maxOutputLength: most });
    }
    catch (error) {
        const large = errorCode(error) === 'ERR_BUFFER_TOO_LARGE';
        throw new errors/* InputError */.dz(large
            ? `${path} unpacks to more than ${String(Math.round(most / 1024 / 1024))} MiB, which is not read.`
            : `${path} is not whole gzip data (${error instanceof Error ? error.message : 'unreadable'}).`, { cause: error });
    }
}
class RefusedPath extends Error {
}
/** Index files from elsewhere must not make us read other files of this machine. */
function pathInside(folder, path) {
    const steps = path.split('/');
    if (path.includes('\\') ||
        path.includes('\0') ||
        steps.some((step) => step === '' || step === '.' || step === '..')) {
        throw new RefusedPath(`${(0,external_node_path_.join)(folder, INDEX_FILE)} names the profile ${JSON.stringify(path)}, which is not a plain path inside the folder: do not trust this measurement.`);
    }
    return (0,external_node_path_.join)(folder, ...steps);
}
async function readBounded(path, limit) {
    try {
        return await readPlain(path, limit, 'refuse');
    }
    catch (error) {
        if (!(error instanceof NotPlain))
            throw error;
        throw new errors/* InputError */.dz(`${path} is not read, because ${error.message}: name a folder that 'measure --out' made.`, {
            cause: error,
        });
    }
}
async function readDiff(folder) {
    try {
        return (await readBounded((0,external_node_path_.join)(folder, DIFF_FILE), MAX_DIFF)).toString('utf8');
    }
    catch (error) {
        // Optional, and only evidence.
        if (error instanceof errors/* InputError */.dz || errorCode(error) === 'ENOENT')
            return null;
        throw new errors/* MeasureError */.TG(`${(0,external_node_path_.join)(folder, DIFF_FILE)} cannot be read (${errorCode(error) ?? 'unreadable'}): check the rights on that file.`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./measure/owner.js
/**
 * Who owns a private folder: a process, told apart from a later one that got the same number.
 * What is done with folders whose owner is gone is left to `runFolder.ts` and `cache.ts`.
 */




const OWNER_FILE = 'owner.json';
const OwnerSchema = schemas/* object */.Ikc({ pid: schemas/* number */.aig().int(), startedAt: schemas/* string */.YjP() });
/** Marks a folder as this process's own. */
async function claim(folder) {
    const owner = { pid: process.pid, startedAt: await startOf(process.pid) };
    await writeAtomically((0,external_node_path_.join)(folder, OWNER_FILE), JSON.stringify(owner));
}
/** Whether the process that claimed a folder still runs; null when nobody claimed it (yet). */
async function ownerLives(folder) {
    const text = await readIfThere((0,external_node_path_.join)(folder, OWNER_FILE));
    if (text === null)
        return null;
    const owner = OwnerSchema.safeParse(parsed(text));
    if (!owner.success)
        return false;
    return isAlive(owner.data.pid) && (await startOf(owner.data.pid)) === owner.data.startedAt;
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // A process of another user is alive, and not ours to ask.
        return errorCode(error) === 'EPERM';
    }
}
/**
 * When a process started, in whatever words the system has, to tell it from a later one of the same number.
 * Where the system does not say (macOS has no /proc), the number alone must do: then a leftover may stay until the
 * number is free again, but no living folder is ever removed.
 */
async function startOf(pid) {
    try {
        const [stat, boot] = await Promise.all([
            (0,promises_.readFile)(`/proc/${String(pid)}/stat`, 'utf8'),
            (0,promises_.readFile)('/proc/sys/kernel/random/boot_id', 'utf8'),
        ]);
        // Field 22, counted after the command's name, which stands in brackets and may hold anything.
        return `${boot.trim()}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
    }
    catch {
        return 'unknown';
    }
}

;// CONCATENATED MODULE: ./measure/runFolder.js
/**
 * The one private folder of a run, where everything temporary lives, and its removal whatever happens.
 * What lies in it is left to those who put it there.
 */







const PREFIX = 'scalene-gate-';
/** A folder without an owner is this old before it counts as left over: its maker needs a moment to sign it. */
const UNSIGNED_AGE_MS = 10 * 60 * 1000;
/**
 * Makes a private folder (readable by this user only) and removes those of earlier runs that were killed.
 * @throws MeasureError when the temporary folder cannot be written
 */
async function makeRunFolder(parent = (0,external_node_os_.tmpdir)()) {
    await removeLeftovers(parent);
    const path = await privateFolder(parent);
    // A process that exits without unwinding (process.exit in an edge, an uncaught error) still tidies up.
    const removeNow = () => (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
    process.once('exit', removeNow);
    return {
        path,
        async remove() {
            await removeTree(path);
            process.off('exit', removeNow);
        },
    };
}
async function privateFolder(parent) {
    try {
        const path = await (0,promises_.realpath)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, PREFIX)));
        await claim(path);
        await (0,promises_.mkdir)((0,external_node_path_.join)(path, 'tmp'));
        return path;
    }
    catch (error) {
        throw new errors/* MeasureError */.TG(`No private folder could be made in ${parent} (${error instanceof Error ? error.message : String(error)}): free some space there, or set TMPDIR to a folder that can be written.`, { cause: error });
    }
}
/** Removes private folders whose process is gone: it was killed too hard to tidy up. */
async function removeLeftovers(parent) {
    const names = await listIfThere(parent);
    const ours = names.filter((name) => name.startsWith(PREFIX)).map((name) => (0,external_node_path_.join)(parent, name));
    await Promise.all(ours.map(removeIfLeft));
}
async function removeIfLeft(folder) {
    // Others may write beside it: a link of that name would lead the removal to its target.
    const found = (await isOwnFolder(folder)) ? await (0,promises_.lstat)(folder).catch(() => null) : null;
    if (found === null)
        return;
    const lives = await ownerLives(folder);
    if (lives === true)
        return;
    if (lives === null && Date.now() - found.mtimeMs < UNSIGNED_AGE_MS)
        return;
    // Another tool may be removing the same one: whoever comes second has nothing left to do.
    await removeTree(folder).catch(() => undefined);
}

;// CONCATENATED MODULE: ./measure/readProfileFile.js
/**
 * Reads one file that Scalene wrote, packed or not, wherever it lies.
 * The profiles of a measurement folder, which may come from anyone, are left to `readFolder.ts`.
 */




/**
 * @param root folder to strip from the paths in it
 * @throws InputError when it cannot be read, is damaged, or holds no profile
 */
async function readProfileFile(path, root, reading = { most: MAX_PROFILE, links: 'follow' }) {
    const parsed = parseProfileBytes(await readProfileFile_bytesOf(path, reading), root === undefined ? {} : { root });
    if (parsed.outcome === 'ok')
        return parsed.profile;
    throw new errors/* InputError */.dz(`${path} holds no profile to use: ${parsed.message}`);
}
async function readProfileFile_bytesOf(path, { most, links }) {
    try {
        return await unpacked(path, await readPlain(path, most, links), most);
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            throw error;
        const why = error instanceof NotPlain ? error.message : reasonOf(errorCode(error));
        throw new errors/* InputError */.dz(`The profile ${path} cannot be read (${why}); name a JSON file that Scalene wrote.`, {
            cause: error,
        });
    }
}
function reasonOf(code) {
    return code === 'ENOENT' ? 'there is no such file' : (code ?? 'unreadable');
}

;// CONCATENATED MODULE: ./analyze/pool.js
/**
 * Several profiles of one side as one: averages, weighted by samples where they are shares of time.
 * Whether two sides differ is left to `compare`, which looks at single profiles, not at pooled ones.
 */




/**
 * Pools profiles of the same program and source.
 *
 * @throws InputError for none, and for profiles of different programs, sources or formats
 */
function poolProfiles(profiles) {
    const [first, ...others] = profiles;
    if (first === undefined)
        throw new errors/* InputError */.dz('There is no profile to pool: name at least one.');
    if (others.length === 0)
        return first;
    for (const other of others)
        requireAlike(first, other);
    const memory = profiles.filter(({ hasMemory }) => hasMemory);
    const files = pooledFiles(profiles);
    const typical = [...memory].sort((a, b) => a.maxFootprintMb - b.maxFootprintMb)[Math.floor(memory.length / 2)];
    const growth = memory.flatMap(({ growthPercent }) => (growthPercent === undefined ? [] : [growthPercent]));
    return {
        format: first.format,
        elapsedSec: meanOf(profiles, ({ elapsedSec }) => elapsedSec),
        maxFootprintMb: meanOf(memory, ({ maxFootprintMb }) => maxFootprintMb),
        hasMemory: memory.length > 0,
        hasGpu: profiles.some(({ hasGpu }) => hasGpu),
        gpuDevice: profiles.find(({ hasGpu }) => hasGpu)?.gpuDevice ?? first.gpuDevice,
        allocatedMb: meanOf(memory, ({ allocatedMb }) => allocatedMb),
        samples: profiles.every(({ samples }) => samples !== null) ? (0,analyze_spots/* sumOf */.XN)(profiles, ({ samples }) => samples ?? 0) : null,
        program: first.program,
        args: first.args,
        decorated: first.decorated,
        files,
        stacks: pooledStacks(profiles),
        memoryOverTime: typical?.memoryOverTime ?? [],
        ...(first.combinedStacks !== undefined && { combinedStacks: pooledCombinedStacks(profiles) }),
        ...(first.memoryStacks !== undefined && { memoryStacks: pooledMemoryStacks(memory) }),
        ...(growth.length > 0 && { growthPercent: meanOf(growth, (value) => value) }),
        pooledFrom: (0,analyze_spots/* sumOf */.XN)(profiles, ({ pooledFrom = 1 }) => pooledFrom),
    };
}
function requireAlike(first, other) {
    const difference = first.format !== other.format
        ? `they were written by different versions of Scalene (formats ${first.format} and ${other.format})`
        : first.program !== other.program
            ? `they are of different programs (${String(first.program)} and ${String(other.program)})`
            : first.decorated !== other.decorated
                ? 'only some of them were narrowed with @profile'
                : null;
    if (difference === null)
        return;
    throw new errors/* InputError */.dz(`The profiles cannot be pooled, because ${difference}: pool only runs of one commit, made alike.`);
}
/** By samples; equally where a profile does not tell them. */
function weighted(profiles) {
    const known = profiles.every(({ samples }) => samples !== null && samples > 0);
    const whole = known ? (0,analyze_spots/* sumOf */.XN)(profiles, ({ samples }) => samples ?? 0) : profiles.length;
    return profiles.map((profile) => ({ profile, weight: (known ? (profile.samples ?? 0) : 1) / whole }));
}
function pooledFiles(profiles) {
    const entries = weighted(profiles);
    const paths = new Set(profiles.flatMap(({ files }) => files.map(({ path }) => path)));
    return [...paths].map((path) => pooledFile(path, entries)).sort((a, b) => b.cpuPercent - a.cpuPercent);
}
/** A profile without the file counts as none of its activity: Scalene leaves small files out. */
function pooledFile(path, entries) {
    const memories = entries.filter(({ profile }) => profile.hasMemory).length;
    const gpus = entries.filter(({ profile }) => profile.hasGpu).length;
    const parts = entries.flatMap(({ profile, weight }) => {
        const file = profile.files.find((candidate) => candidate.path === path);
        if (file === undefined)
            return [];
        return [{ file, weight, memory: profile.hasMemory ? 1 / memories : 0, gpu: profile.hasGpu ? 1 / gpus : 0 }];
    });
    const model = parts[0]?.file;
    const sources = model?.sources ?? [];
    requireSameSource(path, parts, sources);
    const lines = pooledLines(parts);
    const spans = (model?.functions ?? []).filter(({ name }) => name !== profile_functions/* MODULE_LEVEL */.cV);
    return {
        path,
        cpuPercent: (0,analyze_spots/* sumOf */.XN)(parts, ({ file, weight }) => weight * file.cpuPercent),
        lines,
        functions: sumFunctions(lines, spans, sources.length),
        leaks: pooledLeaks(parts, memories),
        sources,
        imports: model?.imports ?? [],
    };
}
function requireSameSource(path, parts, sources) {
    const same = parts.every(({ file }) => file.sources.length === sources.length && file.sources.every((text, i) => text === sources[i]));
    if (same)
        return;
    throw new errors/* InputError */.dz(`The profiles cannot be pooled, because the source of \`${path}\` differs between them: pool only runs of one commit.`);
}
function pooledLines(parts) {
    const lines = new Map();
    for (const part of parts) {
        for (const line of part.file.lines) {
            const sum = lines.get(line.line) ?? { line: pool_idle(line), byPython: 0, busy: 0, sampledWithGpu: 0 };
            addLine(sum, line, part);
            lines.set(line.line, sum);
        }
    }
    return [...lines.values()].map(finished).sort((a, b) => a.line - b.line);
}
function pool_idle({ line, source }) {
    return {
        line,
        source,
        cpuPythonPercent: 0,
        cpuNativePercent: 0,
        cpuSystemPercent: 0,
        gpuPercent: 0,
        gpuPeakMb: 0,
        allocatedMb: 0,
        peakMb: 0,
        averageMb: 0,
        pythonAllocationFraction: 0,
        usagePercent: 0,
        copyMbPerSec: 0,
        mallocs: 0,
        coreUtilization: 0,
    };
}
/** Shares are weighted by samples, amounts averaged; what holds only while the line runs is weighted by its share. */
function addLine(sum, line, { weight, memory, gpu }) {
    const total = sum.line;
    const sampled = weight * (0,analyze_spots/* cpuPercentOf */.tZ)(line);
    total.cpuPythonPercent += weight * line.cpuPythonPercent;
    total.cpuNativePercent += weight * line.cpuNativePercent;
    total.cpuSystemPercent += weight * line.cpuSystemPercent;
    total.coreUtilization += sampled * line.coreUtilization;
    total.gpuPeakMb += gpu * line.gpuPeakMb;
    total.allocatedMb += memory * line.allocatedMb;
    total.peakMb += memory * line.peakMb;
    total.averageMb += memory * line.averageMb;
    total.usagePercent += memory * line.usagePercent;
    total.copyMbPerSec += memory * line.copyMbPerSec;
    total.mallocs += memory * line.mallocs;
    sum.byPython += memory * line.allocatedMb * line.pythonAllocationFraction;
    if (gpu === 0)
        return;
    sum.busy += sampled * line.gpuPercent;
    sum.sampledWithGpu += sampled;
}
function finished({ line, byPython, busy, sampledWithGpu }) {
    const cpu = (0,analyze_spots/* cpuPercentOf */.tZ)(line);
    return {
        ...line,
        coreUtilization: cpu > 0 ? line.coreUtilization / cpu : 0,
        gpuPercent: sampledWithGpu > 0 ? busy / sampledWithGpu : 0,
        pythonAllocationFraction: line.allocatedMb > 0 ? byPython / line.allocatedMb : 0,
    };
}
/** A leak that most of the memory profiles report. */
function pooledLeaks(parts, memories) {
    const found = new Map();
    for (const leak of parts.flatMap(({ file }) => file.leaks))
        found.set(leak.line, [...(found.get(leak.line) ?? []), leak]);
    return [...found]
        .filter(([, seen]) => seen.length > memories / 2)
        .map(([line, seen]) => ({
        line,
        likelihood: meanOf(seen, ({ likelihood }) => likelihood),
        velocityMbPerSec: meanOf(seen, ({ velocityMbPerSec }) => velocityMbPerSec),
    }));
}
function pooledStacks(profiles) {
    const sampled = profiles.filter(({ stacks }) => stacks.length > 0);
    return grouped(sampled.flatMap(({ stacks }) => stacks)).map((same) => ({
        frames: same[0]?.frames ?? [],
        count: (0,analyze_spots/* sumOf */.XN)(same, ({ count }) => count),
        pythonSec: (0,analyze_spots/* sumOf */.XN)(same, ({ pythonSec }) => pythonSec) / sampled.length,
        nativeSec: (0,analyze_spots/* sumOf */.XN)(same, ({ nativeSec }) => nativeSec) / sampled.length,
    }));
}
function pooledCombinedStacks(profiles) {
    const all = profiles.flatMap(({ combinedStacks = [] }) => combinedStacks);
    return grouped(all, ({ native }) => native.map(({ symbol, module }) => `${symbol}\0${module}`).join('\n')).map((same) => ({
        frames: same[0]?.frames ?? [],
        native: same[0]?.native ?? [],
        count: (0,analyze_spots/* sumOf */.XN)(same, ({ count }) => count),
    }));
}
function pooledMemoryStacks(memory) {
    return grouped(memory.flatMap(({ memoryStacks = [] }) => memoryStacks)).map((same) => ({
        frames: same[0]?.frames ?? [],
        mb: (0,analyze_spots/* sumOf */.XN)(same, ({ mb }) => mb) / memory.length,
    }));
}
/** Stacks with the same frames, together. */
function grouped(stacks, more = () => '') {
    const groups = new Map();
    for (const stack of stacks) {
        const frames = stack.frames.map((frame) => `${frame.file}\0${frame.function}\0${String(frame.line)}`).join('\n');
        const key = `${frames}\n\n${more(stack)}`;
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [stack]);
        else
            group.push(stack);
    }
    return [...groups.values()];
}
/** 0 of nothing. */
function meanOf(items, value) {
    return items.length === 0 ? 0 : (0,analyze_spots/* sumOf */.XN)(items, value) / items.length;
}

// EXTERNAL MODULE: ./store/entry.js
var store_entry = __webpack_require__(47314);
// EXTERNAL MODULE: ./store/summary.js
var store_summary = __webpack_require__(41826);
;// CONCATENATED MODULE: ./mcp/documents.js
/**
 * Profiles between the store's documents and typed models: packed as Scalene wrote them, read back when they are asked for.
 * What is kept beside them is left to the store, what they show to `analyze`.
 */






const DIFF = 'diff.patch';
/** The profile runs that have a profile. */
function profiledRuns(runs, side) {
    return runs.flatMap((run) => run.kind === 'profile' && run.side === side && run.profile !== undefined ? [{ ...run, profile: run.profile }] : []);
}
/** Reads one kept profile. */
async function keptProfile(id, name, root, context) {
    const bytes = await context.store.document(id, name);
    if (bytes === null)
        return null;
    const parsed = parseProfileBytes(documents_unpacked(bytes, context), root === '' ? {} : { root });
    return parsed.outcome === 'ok' ? parsed.profile : null;
}
function documents_unpacked(bytes, { options }) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
        return bytes;
    try {
        return (0,external_node_zlib_.gunzipSync)(bytes, { maxOutputLength: options.maxProfileMb * 2 ** 20 });
    }
    catch (error) {
        throw new errors/* InputError */.dz(`A kept profile cannot be unpacked (${error instanceof Error ? error.message : String(error)}): it is damaged, or larger than --max-profile-mb allows; profile again.`, { cause: error });
    }
}
/** The profiles of a profile entry. */
async function profilesOfEntry(entry, context) {
    const found = [];
    for (const run of profiledRuns(entry.runs, 'head')) {
        const profile = await keptProfile(entry.id, run.profile, run.root ?? entry.side.root, context);
        if (profile !== null)
            found.push(profile);
    }
    return found;
}
/** A kept measurement with all its profiles, as `compare` takes it. */
async function loadKeptMeasurement({ id, measurement }, context) {
    const profiles = new Map();
    for (const side of ['base', 'head']) {
        for (const run of profiledRuns(measurement.runs, side)) {
            const profile = await keptProfile(id, run.profile, run.root ?? measurement.sides[side].root, context);
            if (profile !== null)
                profiles.set(run.profile, profile);
        }
    }
    const diff = await context.store.document(id, DIFF);
    return { measurement, profiles, ...(diff === null ? {} : { diff: Buffer.from(diff).toString('utf8') }) };
}
/** The files of a measurement folder that belong into the store. */
async function measurementDocuments(folder, measurement) {
    const documents = new Map();
    for (const side of ['base', 'head']) {
        for (const run of profiledRuns(measurement.runs, side)) {
            documents.set(run.profile, await readPlain((0,external_node_path_.join)(folder, run.profile), MAX_PACKED));
        }
    }
    const diff = await readPlain((0,external_node_path_.join)(folder, DIFF), MAX_PACKED).catch(() => null);
    if (diff !== null)
        documents.set(DIFF, diff);
    return documents;
}
/** Text of this many bytes fits one message of every client: the official one takes 10 MiB, quotes and escapes included. */
const TEXT_LIMIT = 4 * 2 ** 20;
/** Exactly what Scalene wrote of a profile entry: its first run; null where there is none. */
async function rawProfile(id, context) {
    const entry = await context.store.find(id);
    const run = entry?.kind === 'profile' ? profiledRuns(entry.runs, 'head')[0] : undefined;
    const bytes = entry === null || run === undefined ? null : await context.store.document(entry.id, run.profile);
    if (bytes === null)
        return null;
    const whole = documents_unpacked(bytes, context);
    return whole.byteLength > TEXT_LIMIT ? { packed: bytes } : { text: Buffer.from(whole).toString('utf8') };
}
/** The largest footprint of the profiles; null where none measured memory. */
function peakOf(profiles) {
    const peaks = profiles.filter((profile) => profile.hasMemory).map((profile) => profile.maxFootprintMb);
    return peaks.length === 0 ? null : Math.max(...peaks);
}

;// CONCATENATED MODULE: ./mcp/subjects.js
/**
 * What a call to `analyze` looks at, found by handle, label or path and read once: a profile, or those of one side of a
 * measurement pooled. What it shows is left to `views/`.
 */














/**
 * Finds what a reference names.
 *
 * @throws InputError when there is nothing, or nothing usable, under that name
 */
async function find(reference, context) {
    const entry = await context.store.find(reference);
    if (entry?.kind === 'measurement') {
        const loaded = await loadKeptMeasurement(entry, context);
        return { kind: 'measurement', reference: entry.id, title: titleOf(entry), loaded };
    }
    if (entry !== null)
        return { kind: 'entry', entry };
    if ((0,references/* isHandle */.r0)(reference))
        throw (0,references/* unknownReference */.og)(reference);
    return readPath(reference, context);
}
async function readPath(reference, context) {
    const path = existingOr(reference, context);
    const title = (0,external_node_path_.basename)(path);
    const most = context.options.maxProfileMb * 2 ** 20;
    const limits = profileLimits(most);
    if ((0,external_node_fs_.statSync)(path).isDirectory())
        return { kind: 'measurement', reference, title, loaded: await readMeasurementAt(path, limits) };
    if (!(0,external_node_fs_.statSync)(path).isFile()) {
        throw new errors/* InputError */.dz(`${title} is a pipe, a socket or a device: name a profile, a measurement folder or a zip file.`);
    }
    if (path.endsWith('.zip'))
        return { kind: 'measurement', reference, title, loaded: await readZip(path, limits) };
    const profile = await readProfileFile(path, context.roots.around(path), { most, links: 'refuse' });
    return { kind: 'file', reference, title, profile };
}
/** A name that could be a label or handle gets the sentence for those. */
function existingOr(reference, { roots }) {
    try {
        return roots.existing(reference);
    }
    catch (error) {
        if (/^[\w-]+$/.test(reference))
            throw (0,references/* unknownReference */.og)(reference);
        throw error;
    }
}
/** An artifact as CI keeps it: one measurement, packed. */
async function readZip(path, limits) {
    const folder = await makeRunFolder();
    try {
        const target = (0,external_node_path_.join)(folder.path, 'artifact');
        await (0,promises_.mkdir)(target);
        const copy = (0,external_node_path_.join)(folder.path, 'artifact.zip');
        await (0,promises_.writeFile)(copy, await zipBytes(path));
        const found = await unzipMeasurements(copy, target, ZIP_LIMITS);
        const [first] = found;
        if (first === undefined) {
            throw new errors/* InputError */.dz(`${(0,external_node_path_.basename)(path)} holds no measurement: give the artifact that a measuring job uploaded.`);
        }
        if (found.length > 1) {
            const names = found.map((each) => (0,external_node_path_.basename)(each)).join(', ');
            throw new errors/* InputError */.dz(`${(0,external_node_path_.basename)(path)} holds several measurements (${names}): unpack it, and give the folder of one.`);
        }
        return await readMeasurement(first, limits);
    }
    finally {
        await folder.remove();
    }
}
async function zipBytes(path) {
    try {
        return await readPlain(path, ZIP_LIMITS.zipBytes, 'refuse');
    }
    catch (error) {
        const why = error instanceof NotPlain ? error.message : (errorCode(error) ?? 'unreadable');
        throw new errors/* InputError */.dz(`${(0,external_node_path_.basename)(path)} cannot be read (${why}): name a zip file that CI kept.`, { cause: error });
    }
}
/** What `analyze` shows of something that was found. */
async function subjectOf(found, side, context) {
    switch (found.kind) {
        case 'file':
            return {
                reference: found.reference,
                title: found.title,
                program: found.profile.program,
                profile: found.profile,
                cpuSec: null,
                status: null,
            };
        case 'measurement':
            return measurementSubject(found, side);
        case 'entry':
            return entrySubject(found.entry, context);
    }
}
function measurementSubject({ reference, title, loaded }, side) {
    const { measurement } = loaded;
    const profiles = profiledRuns(measurement.runs, side).flatMap((run) => loaded.profiles.get(run.profile) ?? []);
    return {
        reference,
        title: `${title}, ${side}`,
        program: (0,store_entry/* programText */.Q3)(measurement.program),
        profile: pooled(profiles, `${title} holds no profile of ${side}: ${runsThere(measurement, side)}.`),
        cpuSec: (0,store_summary/* medianCpuSec */.o)(measurement.runs.filter((run) => run.side === side)),
        status: null,
    };
}
function runsThere({ runs }, side) {
    const outcomes = new Set(runs.filter((run) => run.side === side).map((run) => run.outcome));
    return outcomes.size === 0 ? 'it has no runs of that side' : `its runs ended as ${[...outcomes].join(', ')}`;
}
async function entrySubject(entry, context) {
    if (entry.kind !== 'profile') {
        throw new errors/* InputError */.dz(`${entry.id} is a ${entry.kind}, not a profile: read the resource scalene://${entry.kind}s/${entry.id}, or call list_profiles for profiles.`);
    }
    const profiles = await profilesOfEntry(entry, context);
    return {
        reference: entry.id,
        title: titleOf(entry),
        program: (0,store_entry/* programText */.Q3)(entry.program),
        profile: pooled(profiles, `${entry.id} has no profile to look at (its status is ${entry.status}): call profile again with more work, or with a longer timeout_seconds.`),
        cpuSec: (0,store_summary/* medianCpuSec */.o)(entry.runs),
        status: entry.status,
    };
}
function pooled(profiles, whenNone) {
    const [first, ...rest] = profiles;
    if (first === undefined)
        throw new errors/* InputError */.dz(whenNone);
    return rest.length === 0 ? first : poolProfiles([first, ...rest]);
}
function titleOf({ id, label }) {
    return label === undefined ? id : `${id} "${label}"`;
}
/** Keeps the last few subjects: an agent looks at one profile from several sides in a row. */
class SubjectCache {
    /** Least recently used first. */
    #kept = new Map();
    static SIZE = 3;
    async get(reference, side, context) {
        const key = `${side} ${await subjects_stateOf(reference, context)}`;
        const subject = this.#kept.get(key) ?? (await subjectOf(await find(reference, context), side, context));
        this.#kept.delete(key);
        this.#kept.set(key, subject);
        for (const oldest of this.#kept.keys()) {
            if (this.#kept.size <= SubjectCache.SIZE)
                break;
            this.#kept.delete(oldest);
        }
        return subject;
    }
}
/** A key that changes when what the reference names does: a label may move on, a file may be written anew. */
async function subjects_stateOf(reference, context) {
    if ((0,references/* isHandle */.r0)(reference))
        return reference;
    const entry = await context.store.find(reference);
    if (entry !== null)
        return entry.id;
    const path = existingOr(reference, context);
    // The index of a measurement is written anew with every run.
    const index = (0,external_node_path_.join)(path, 'measurement.json');
    const { mtimeMs, size } = (0,external_node_fs_.statSync)((0,external_node_fs_.existsSync)(index) ? index : path);
    return `${path}:${String(mtimeMs)}:${String(size)}`;
}

// EXTERNAL MODULE: ./mcp/uris.js
var uris = __webpack_require__(21784);
// EXTERNAL MODULE: ./mcp/numbers.js
var mcp_numbers = __webpack_require__(78265);
;// CONCATENATED MODULE: ./analyze/page.js
/**
 * Small answers: one page of a list, and how much was left out.
 * What is listed, and in which order, is left to the views.
 */


const DEFAULT_TOP_N = 10;
/**
 * Cuts one page out of a whole list.
 *
 * @throws InputError for a page size below 1 or an offset below 0
 */
function pageOf(all, { topN = DEFAULT_TOP_N, offset = 0 }) {
    requireCount('topN', topN, 1);
    requireCount('offset', offset, 0);
    const items = all.slice(offset, offset + topN);
    const next = offset + items.length;
    return {
        items,
        totalItems: all.length,
        ...(next < all.length && { nextOffset: next }),
        omitted: all.length - items.length,
    };
}
/** The page's fields as a schema, for views to build theirs on. */
function pageShape(item) {
    return {
        items: schemas/* array */.YOg(item),
        totalItems: schemas/* int */.Whr().min(0).describe('Items on all pages together'),
        nextOffset: schemas/* int */.Whr().min(0).describe('Where the next page begins; missing on the last one').exactOptional(),
        omitted: schemas/* int */.Whr().min(0).describe('Items that are not on this page'),
    };
}
function requireCount(name, value, least) {
    if (Number.isInteger(value) && value >= least)
        return;
    throw new errors/* InputError */.dz(`\`${name}\` is ${String(value)}, which cuts no page: use a whole number from ${String(least)} up.`);
}

;// CONCATENATED MODULE: ./analyze/annotated.js
/**
 * A file's source with what happened on each line.
 * Which files are worth opening is left to the other views.
 */





const AnnotatedLineSchema = schemas/* object */.Ikc({
    line: schemas/* int */.Whr().min(1),
    text: schemas/* string */.YjP(),
    function: schemas/* string */.YjP(),
    numbers: analyze_spots/* SpotNumbersSchema */.y1.describe('Missing where nothing happened').exactOptional(),
    leak: schemas/* number */.aig().min(0).max(1).describe('Likelihood of a leak').exactOptional(),
});
const AnnotatedFileSchema = schemas/* object */.Ikc({
    file: schemas/* string */.YjP(),
    cpuPercent: schemas/* number */.aig().min(0),
    totalLines: schemas/* int */.Whr().min(0),
    ...pageShape(AnnotatedLineSchema),
});
/** As much of a file as fits one answer. */
const annotated_DEFAULT_TOP_N = 200;
/**
 * @param path the file's path in the profile, or the end of it where that is unambiguous
 * @throws InputError when the profile has no such file or several, and for a page that makes no sense
 */
function annotatedFile(profile, path, options = {}) {
    const file = fileNamed(profile, path);
    const spots = new Map((0,analyze_spots/* lineSpots */.w5)({ ...profile, files: [file] }).map((spot) => [spot.line, spot]));
    const { items, ...page } = pageOf(chosenLines(file, options.contextLines), { topN: annotated_DEFAULT_TOP_N, ...options });
    return {
        file: file.path,
        cpuPercent: file.cpuPercent,
        totalLines: file.sources.length,
        items: items.map((line) => annotated(file, line, spots.get(line))),
        ...page,
    };
}
/** One line with its numbers, when there are any. */
function annotated(file, line, spot) {
    const leak = file.leaks.find((candidate) => candidate.line === line)?.likelihood;
    return {
        line,
        text: file.sources[line - 1] ?? '',
        function: (0,profile_functions/* functionAt */.G6)(file.functions, line)?.name ?? profile_functions/* MODULE_LEVEL */.cV,
        ...(spot !== undefined && { numbers: analyze_spots/* SpotNumbersSchema */.y1.parse(spot) }),
        ...(leak !== undefined && { leak }),
    };
}
function fileNamed({ files }, path) {
    const exact = files.find((file) => file.path === path);
    if (exact !== undefined)
        return exact;
    const [found, ...others] = files.filter((file) => file.path.endsWith(`/${path}`));
    if (found !== undefined && others.length === 0)
        return found;
    const reason = found === undefined ? 'it is not in the profile' : 'several files of the profile end so';
    throw new errors/* InputError */.dz(`\`${path}\` cannot be shown, because ${reason}: choose one of ${annotated_listed(found === undefined ? files : [found, ...others])}.`);
}
function annotated_listed(files) {
    const few = files.slice(0, 8).map(({ path }) => `\`${path}\``);
    return files.length > few.length ? `${few.join(', ')} and ${String(files.length - few.length)} more` : few.join(', ');
}
function chosenLines({ lines, sources }, context) {
    const all = sources.map((_, index) => index + 1);
    if (context === undefined)
        return all;
    const near = new Set(lines.flatMap(({ line }) => Array.from({ length: 2 * context + 1 }, (_, index) => line - context + index)));
    return all.filter((line) => near.has(line));
}

// EXTERNAL MODULE: ./model/comparison.js
var comparison = __webpack_require__(63565);
// EXTERNAL MODULE: ../../node_modules/picomatch/lib/picomatch.js
var picomatch = __webpack_require__(44156);
;// CONCATENATED MODULE: ./profile/places.js
/**
 * Chooses places in a program by globs of files and functions.
 * What is done with the chosen places is left to the caller.
 */


/**
 * Compiles a filter. A pattern matches a place when it matches its file (`src/**`, `parse.py` anywhere, a folder), its
 * function (`Loader.*`), or both (`src/*.py:Loader.*`).
 *
 * @throws InputError for a pattern that is no glob
 */
function placeFilter({ only = [], exclude = [] }) {
    const wanted = only.map(matcher);
    const unwanted = exclude.map(matcher);
    return (place) => (wanted.length === 0 || wanted.some((matches) => matches(place))) && !unwanted.some((matches) => matches(place));
}
function matcher(pattern) {
    const colon = pattern.lastIndexOf(':');
    if (colon > 0 && colon < pattern.length - 1) {
        const file = fileMatcher(pattern.slice(0, colon));
        const name = compiled(pattern.slice(colon + 1));
        return (place) => file(place.file) && name(place.function);
    }
    const file = fileMatcher(pattern);
    const name = compiled(pattern);
    return (place) => file(place.file) || name(place.function);
}
/** A glob without a slash is for the file's own name, in any folder; a folder stands for all that is in it. */
function fileMatcher(pattern) {
    const matches = compiled(pattern);
    const within = compiled(`${pattern.replace(/\/+$/, '')}/**`);
    if (pattern.includes('/'))
        return (file) => matches(file) || within(file);
    return (file) => matches(file.slice(file.lastIndexOf('/') + 1)) || within(file);
}
function compiled(pattern) {
    try {
        return picomatch(pattern, { dot: true });
    }
    catch (cause) {
        throw new errors/* InputError */.dz(`\`${pattern.slice(0, 80)}\` is not a glob, so no place can be chosen by it: correct the pattern.`, { cause });
    }
}

;// CONCATENATED MODULE: ./analyze/causes.js

const CAUSES = [
    'waiting',
    'imports',
    'python-time',
    'native-time',
    'gpu-idle',
    'leak',
    'allocation-churn',
    'memory-held',
    'copying',
];
/** The quantities whose size makes a function a bottleneck. */
const SIGNALS = ['cpu', 'memory', 'velocity'];
/**
 * From this part of a function's time on it mostly waits, in percent. A loop that never waits shows up to about 55 where
 * twice as many programs run as there are cores.
 */
const MOSTLY_WAITING = 66;
/** From this part of a function's time on it mostly imports, in percent. */
const MOSTLY_IMPORTING = 50;
/**
 * Of the time that is not waiting, from this part on Python counts as the target, in percent. It is less than half
 * because since 2.1 a pure-Python loop shows a good part of its time as native.
 */
const PYTHON_MATTERS = 33;
/** From this part of its samples on, a function's time belongs to libraries, whatever the split says, in percent. */
const MOSTLY_IN_LIBRARIES = 50;
/**
 * A function that allocates this many times the largest footprint of the whole program must have thrown most of it away.
 * The peaks of its lines do not tell: from 2.3 on, Scalene writes the largest single sample there, not what is held.
 */
const CHURN_FACTOR = 2;
/** Below this utilisation a GPU mostly waits for the CPU, in percent. */
const GPU_BUSY = 30;
/** A function that leaves the GPU idle for less of the run than this is not worth a word, in percent. */
const GPU_RELEVANT = 10;
/** Copying at this rate moves a good part of what one core can move, in MiB/s. */
const MUCH_COPYING = 50;
/** In the order in which causes are named when they are equally grave. */
const CAUSE_TABLE = [
    {
        kind: 'waiting',
        signal: 'cpu',
        applies: isWaiting,
        evidence: ({ spot }) => `${percent((0,analyze_spots/* share */.uM)(spot.cpuSystemPercent, spot.cpuPercent))} of its time is system time.`,
        recommendation: 'Most of this is waiting (I/O, sleep, locks, or a busy machine) and not computing: batch the waits, overlap them with threads or asyncio, or avoid them; faster code here changes little.',
    },
    {
        kind: 'imports',
        signal: 'cpu',
        applies: isImporting,
        evidence: ({ lines }) => `${percent((0,analyze_spots/* share */.uM)(importPercent(lines), (0,analyze_spots/* sumOf */.XN)(lines, analyze_spots/* cpuPercentOf */.tZ)))} of its time is spent on import lines.`,
        recommendation: 'This is start-up cost, which does not grow with the work: import heavy modules where they are first used, or give the program more work when this is not what you want to see.',
    },
    {
        kind: 'python-time',
        signal: 'cpu',
        applies: (suspect) => isComputing(suspect) && !isNative(suspect),
        evidence: ({ spot }) => `${percent(pythonPart(spot))} of its computing is Python code, which is what changes here can speed up.`,
        recommendation: 'Python time is the target: use a better algorithm, take work out of the loop, cache repeated results, or hand the loop to native code (built-ins, NumPy, a compiled extension).',
    },
    {
        kind: 'native-time',
        signal: 'cpu',
        applies: (suspect) => isComputing(suspect) && isNative(suspect),
        evidence: ({ spot, nativeEnd }) => nativeEnd !== undefined && nativeEnd.percent >= MOSTLY_IN_LIBRARIES
            ? `${percent(nativeEnd.percent)} of its samples end in native libraries, most often in ${nativeEnd.name}.`
            : `${percent(100 - pythonPart(spot))} of its computing is native code of libraries or built-ins.`,
        recommendation: 'Native time mostly cannot be sped up from Python: call it less often, on less data, or through a faster routine of the library.',
    },
    {
        kind: 'gpu-idle',
        signal: 'cpu',
        applies: ({ spot, lines, hasGpu }) => hasGpu && spot.cpuPercent >= GPU_RELEVANT && utilisation(lines) < GPU_BUSY,
        evidence: ({ lines }) => `While it ran, the GPU was busy ${percent(utilisation(lines))} of the time.`,
        recommendation: 'The GPU waits for the CPU here: prepare data in the background, send larger batches, and avoid calls that wait for a result (such as `.item()` or `.cpu()`) inside the loop.',
    },
    {
        kind: 'leak',
        signal: 'memory',
        applies: ({ leaks }) => leaks.length > 0,
        evidence: ({ leaks }) => `Line ${leaks.map(({ line }) => String(line)).join(', ')} allocates memory that nothing gives back.`,
        recommendation: 'Memory seems to leak here: look for a container or cache that only grows, a reference that is kept (closures, globals, exceptions), or a missing `close`.',
    },
    {
        kind: 'allocation-churn',
        signal: 'velocity',
        applies: isChurning,
        evidence: ({ spot, footprintMb }) => `It allocates ${causes_megabytes(spot.allocatedMb)} (${causes_megabytes(spot.allocationMbPerSec)}/s), ${(spot.allocatedMb / footprintMb).toFixed(0)} times what the program ever holds.`,
        recommendation: 'Memory is made and thrown away again: reuse buffers, work in place (`out=`, `+=`), or pass generators instead of lists.',
    },
    {
        kind: 'memory-held',
        signal: 'memory',
        applies: (suspect) => suspect.spot.allocatedMb > 0 && !isChurning(suspect),
        evidence: ({ spot, lines, footprintMb }) => `It allocates ${causes_megabytes(spot.allocatedMb)} where the program holds ${causes_megabytes(footprintMb)} at most; ${percent(pythonAllocation(lines))} is allocated by Python code.`,
        recommendation: 'Much of this memory may be held at once: stream or process in chunks, free what is no longer needed, and use compact forms (arrays with a smaller dtype, `__slots__`) for many small objects.',
    },
    {
        kind: 'copying',
        signal: 'cpu',
        applies: ({ spot }) => spot.copyMbPerSec >= MUCH_COPYING,
        evidence: ({ spot }) => `It copies ${causes_megabytes(spot.copyMbPerSec)}/s.`,
        recommendation: 'Memory is copied: use views and slices instead of copies, `memoryview` for bytes, and keep data on one side (Python lists to arrays, CPU to GPU) instead of converting it to and fro.',
    },
];
function isChurning({ spot, footprintMb }) {
    return footprintMb > 0 && spot.allocatedMb >= CHURN_FACTOR * footprintMb;
}
function isWaiting({ spot }) {
    return (0,analyze_spots/* share */.uM)(spot.cpuSystemPercent, spot.cpuPercent) >= MOSTLY_WAITING;
}
function isImporting({ lines }) {
    return (0,analyze_spots/* share */.uM)(importPercent(lines), (0,analyze_spots/* sumOf */.XN)(lines, analyze_spots/* cpuPercentOf */.tZ)) >= MOSTLY_IMPORTING;
}
function isComputing(suspect) {
    return suspect.spot.cpuPercent > 0 && !isWaiting(suspect) && !isImporting(suspect);
}
/** The stacks tell better than the split, which gives a library's time to Python when the sample is late. */
function isNative({ spot, nativeEnd }) {
    return pythonPart(spot) < PYTHON_MATTERS || (nativeEnd !== undefined && nativeEnd.percent >= MOSTLY_IN_LIBRARIES);
}
function importPercent(lines) {
    return (0,analyze_spots/* sumOf */.XN)(lines.filter(({ source }) => /^\s*(?:import|from)\s/.test(source)), analyze_spots/* cpuPercentOf */.tZ);
}
/** Python's part of the time that is not waiting, in percent. */
function pythonPart(spot) {
    return (0,analyze_spots/* share */.uM)(spot.cpuPythonPercent, spot.cpuPythonPercent + spot.cpuNativePercent);
}
/** How busy the GPU was while these lines ran, in percent. */
function utilisation(lines) {
    const busy = (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.gpuPercent * (0,analyze_spots/* cpuPercentOf */.tZ)(line));
    const ran = (0,analyze_spots/* sumOf */.XN)(lines, analyze_spots/* cpuPercentOf */.tZ);
    return ran > 0 ? busy / ran : 0;
}
/** Python's part of what the lines allocate, in percent. */
function pythonAllocation(lines) {
    const byPython = (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.pythonAllocationFraction * line.allocatedMb);
    return Math.min(100, (0,analyze_spots/* share */.uM)(byPython, (0,analyze_spots/* sumOf */.XN)(lines, (line) => line.allocatedMb)));
}
function percent(value) {
    return `${value.toFixed(0)} %`;
}
function causes_megabytes(value) {
    return `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} MB`;
}

;// CONCATENATED MODULE: ./analyze/hotspots.js
/**
 * The places of a profile that cost most in one metric.
 * What to do about them is left to `bottlenecks.ts`.
 */




/** How fine the places are. */
const LEVELS = ['line', 'function'];
const HotspotSchema = schemas/* object */.Ikc({
    percent: schemas/* number */.aig().min(0).describe('Share of the whole program in the metric that was asked for'),
    ...analyze_spots/* SpotSchema */.Y8.shape,
    source: schemas/* array */.YOg(analyze_spots/* SourceLineSchema */.D$).describe('The line with its context, or the hottest lines of the function'),
});
const HotspotsSchema = schemas/* object */.Ikc({
    metric: schemas/* enum */.k5n(analyze_spots/* METRICS */.Cb),
    level: schemas/* enum */.k5n(LEVELS),
    minPercent: schemas/* number */.aig(),
    unavailable: schemas/* string */.YjP().describe('Why the profile cannot tell').exactOptional(),
    ...pageShape(HotspotSchema),
    below: schemas/* int */.Whr().min(0).describe('Places with some activity that stay below the threshold'),
});
/** Most lines of source under a function. */
const LINES_OF_FUNCTION = 3;
/**
 * @throws InputError for a page or a pattern that makes no sense
 */
function hotspots(profile, options = {}) {
    const { metric = 'cpu', level = 'line', minPercent = 1, contextLines = 0 } = options;
    const wanted = placeFilter(options);
    const unavailable = (0,analyze_spots/* whyUnavailable */.FW)(profile, metric);
    const all = unavailable !== undefined ? [] : level === 'line' ? (0,analyze_spots/* lineSpots */.w5)(profile) : (0,analyze_spots/* functionSpots */.U2)(profile);
    const chosen = all.filter((spot) => wanted(spot) && (0,analyze_spots/* percentOf */.pR)(spot, metric) > 0);
    const enough = chosen.filter((spot) => (0,analyze_spots/* percentOf */.pR)(spot, metric) >= minPercent);
    const { items, ...page } = pageOf((0,analyze_spots/* ranked */.ad)(enough, metric), options);
    const files = new Map(profile.files.map((file) => [file.path, file]));
    return {
        metric,
        level,
        minPercent,
        ...(unavailable !== undefined && { unavailable }),
        items: items.map((spot) => ({
            percent: (0,analyze_spots/* percentOf */.pR)(spot, metric),
            ...spot,
            source: level === 'line'
                ? around(files.get(spot.file), spot, contextLines)
                : hottestLines(files.get(spot.file), spot, metric),
        })),
        ...page,
        below: chosen.length - enough.length,
    };
}
function around(file, { line }, context) {
    return (0,analyze_spots/* sourceOf */.vz)(file, Array.from({ length: 2 * context + 1 }, (_, index) => line - context + index));
}
/** The lines of a function that cost most, in the order of the source. */
function hottestLines(file, spot, metric) {
    if (file === undefined)
        return [];
    const lines = (0,analyze_spots/* ownLines */.e$)(file, spot)
        .map((line) => ({ line: line.line, cost: costOf(line, metric) }))
        .filter(({ cost }) => cost > 0)
        .sort((a, b) => b.cost - a.cost || a.line - b.line)
        .slice(0, LINES_OF_FUNCTION)
        .map(({ line }) => line)
        .sort((a, b) => a - b);
    return (0,analyze_spots/* sourceOf */.vz)(file, lines);
}
function costOf(line, metric) {
    const cpu = line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent;
    switch (metric) {
        case 'cpu':
            return cpu;
        case 'memory':
            return Math.max(line.allocatedMb, line.peakMb);
        case 'gpu':
            return line.gpuPercent * cpu;
        case 'copy':
            return line.copyMbPerSec;
    }
}

;// CONCATENATED MODULE: ./analyze/leaks.js
/**
 * Memory that Scalene suspects to leak: how fast, how sure, and what that rests on.
 * Whether a leak is new is left to `compare`.
 */





const CONFIDENCES = ['low', 'medium', 'high'];
const LeakSchema = schemas/* object */.Ikc({
    file: schemas/* string */.YjP(),
    function: schemas/* string */.YjP(),
    line: schemas/* int */.Whr().min(1),
    source: schemas/* string */.YjP(),
    likelihood: schemas/* number */.aig().min(0).max(1).describe("Scalene's estimate"),
    velocityMbPerSec: schemas/* number */.aig().min(0).describe('Average allocation ÷ run time; not a true rate'),
    allocatedMb: schemas/* number */.aig().min(0),
    confidence: schemas/* enum */.k5n(CONFIDENCES),
    why: schemas/* array */.YOg(schemas/* string */.YjP()).describe('What the confidence rests on, one sentence each'),
});
const LeaksSchema = schemas/* object */.Ikc({
    unavailable: schemas/* string */.YjP().describe('Why the profile cannot tell').exactOptional(),
    ...pageShape(LeakSchema),
});
/**
 * Likeliest first.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
function leaks(profile, options = {}) {
    const { minConfidence = 'low' } = options;
    const unavailable = (0,analyze_spots/* whyUnavailable */.FW)(profile, 'memory');
    const wanted = placeFilter(options);
    const found = leaksOf(profile)
        .filter((leak) => wanted(leak) && rank(leak.confidence) >= rank(minConfidence))
        .sort((a, b) => rank(b.confidence) - rank(a.confidence) || b.velocityMbPerSec - a.velocityMbPerSec || a.line - b.line);
    const { items, ...page } = pageOf(found, options);
    return { ...(unavailable !== undefined && { unavailable }), items: [...items], ...page };
}
/** All leaks of a profile, judged. */
function leaksOf(profile) {
    const kept = keptAtEnd(profile);
    return profile.files.flatMap((file) => file.leaks.map((leak) => judged(profile, file, leak, kept)));
}
function judged(profile, file, { line, likelihood, velocityMbPerSec }, kept) {
    const allocatedMb = file.lines.find((candidate) => candidate.line === line)?.allocatedMb ?? 0;
    const grounds = groundsFor({ likelihood, kept, portion: (0,analyze_spots/* share */.uM)(allocatedMb, profile.allocatedMb) });
    const points = grounds.reduce((total, { point }) => total + point, 0);
    return {
        file: file.path,
        function: (0,profile_functions/* functionAt */.G6)(file.functions, line)?.name ?? profile_functions/* MODULE_LEVEL */.cV,
        line,
        source: file.sources[line - 1] ?? '',
        likelihood,
        velocityMbPerSec,
        allocatedMb,
        confidence: CONFIDENCES[points] ?? 'high',
        why: grounds.map(({ sentence }) => sentence),
    };
}
/** Scalene reports from 18 unmatched allocations on; three times as many leave little to chance. */
const MANY_UNMATCHED = 54;
/** Memory that is still held when the program ends, in percent of the largest footprint: below, most was given back. */
const MOST_KEPT = 80;
/** A line that makes less than this share of all allocation is seldom what fills the memory. */
const RELEVANT_PERCENT = 10;
/** Two of these make high confidence, one medium, none low: the likelihood alone only counts samples. */
function groundsFor({ likelihood, kept, portion, }) {
    const unmatched = unmatchedAllocations(likelihood);
    const about = Number.isFinite(unmatched) ? `about ${String(unmatched)}` : 'only';
    const grounds = [
        {
            point: unmatched >= MANY_UNMATCHED ? 1 : 0,
            sentence: `Scalene sampled ${about} allocations here that nothing gave back (likelihood ${(100 * likelihood).toFixed(0)} %).`,
        },
        {
            point: portion >= RELEVANT_PERCENT ? 1 : 0,
            sentence: `The line makes ${portion.toFixed(0)} % of all allocation.`,
        },
    ];
    if (kept === null)
        return grounds;
    return [
        ...grounds,
        {
            point: kept >= MOST_KEPT ? 1 : 0,
            sentence: `When the program ended, ${kept.toFixed(0)} % of its largest footprint was still held.`,
        },
    ];
}
/** Scalene's likelihood is 1 − (frees + 1) / (allocations − frees + 2); this is the number of allocations without frees. */
function unmatchedAllocations(likelihood) {
    return likelihood >= 1 ? Infinity : Math.max(0, Math.round(1 / (1 - likelihood) - 2));
}
/** What was still held at the last sample, in percent of the largest footprint; null without a time line. */
function keptAtEnd({ memoryOverTime }) {
    const last = memoryOverTime.at(-1);
    if (last === undefined)
        return null;
    return (0,analyze_spots/* share */.uM)(last.mb, memoryOverTime.reduce((largest, { mb }) => Math.max(largest, mb), 0));
}
function rank(confidence) {
    return CONFIDENCES.indexOf(confidence);
}

;// CONCATENATED MODULE: ./analyze/native.js
/** The interpreter, the profiler, and the system's own libraries, of which only the nearest exported name is known. */
const NOT_THE_PROGRAM = /^(?:lib)?python\d|scalene|^(?:lib(?:c|m|dl|pthread|System\w*)|ld-linux\S*|linux-vdso)\b/;
/** The native ends of stacks, by whatever `keyOf` groups them; groups that never end in a library are missing. */
function nativeEnds(stacks, keyOf) {
    const groups = new Map();
    for (const stack of stacks) {
        const key = keyOf(stack);
        const group = groups.get(key) ?? { count: 0, ends: new Map() };
        groups.set(key, group);
        group.count += stack.count;
        const end = stack.native.findLast(isLibrary);
        if (end === undefined)
            continue;
        const name = `${end.symbol} (${end.module})`;
        group.ends.set(name, (group.ends.get(name) ?? 0) + stack.count);
    }
    return new Map([...groups].flatMap(([key, { count, ends }]) => endOf(count, ends).map((end) => [key, end])));
}
function endOf(count, ends) {
    const [first] = [...ends].sort((a, b) => b[1] - a[1]);
    if (first === undefined || count === 0)
        return [];
    const inLibraries = [...ends.values()].reduce((total, value) => total + value, 0);
    return [{ name: first[0], percent: (100 * inLibraries) / count }];
}
function isLibrary({ symbol, module }) {
    return symbol !== '' && !NOT_THE_PROGRAM.test(module) && !/^_?Py[A-Z_]/.test(symbol);
}

;// CONCATENATED MODULE: ./analyze/bottlenecks.js
/**
 * The problems of a profile, gravest first, each with a recommendation.
 * The causes themselves and their advice are left to `causes.ts`.
 */









const CauseSchema = schemas/* object */.Ikc({
    kind: schemas/* enum */.k5n(CAUSES),
    evidence: schemas/* string */.YjP(),
    recommendation: schemas/* string */.YjP(),
});
const BottleneckSchema = schemas/* object */.Ikc({
    severity: schemas/* enum */.k5n(comparison/* SEVERITIES */.oC),
    /** What made it so: the signals that are large, with their own severity. */
    signals: schemas/* array */.YOg(schemas/* object */.Ikc({ signal: schemas/* enum */.k5n(SIGNALS), severity: schemas/* enum */.k5n(comparison/* SEVERITIES */.oC) })),
    ...analyze_spots/* SpotSchema */.Y8.shape,
    causes: schemas/* array */.YOg(CauseSchema).describe('The gravest first'),
    recommendation: schemas/* string */.YjP().describe('That of the gravest cause'),
    source: schemas/* array */.YOg(analyze_spots/* SourceLineSchema */.D$).describe('Its hottest lines'),
});
const BottlenecksSchema = schemas/* object */.Ikc(pageShape(BottleneckSchema));
/**
 * CPU and memory in percent of the whole program, velocity in MiB/s. High means that removing it would change the
 * program at a glance (two fifths of the time, half of the memory); low that it would still be seen in a measurement.
 */
const SCALES = {
    cpu: { value: (spot) => spot.cpuPercent, steps: [5, 15, 40], leastMb: 0 },
    memory: { value: (spot) => spot.memoryPercent, steps: [10, 25, 50], leastMb: 10 },
    velocity: { value: (spot) => spot.allocationMbPerSec, steps: [20, 100, 500], leastMb: 10 },
};
const bottlenecks_DEFAULT_TOP_N = 5;
/**
 * Functions that are large in CPU, memory or allocation velocity. The severity is that of the largest signal, and one
 * step more when another one is at least medium: `critical` always has two reasons.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
function bottlenecks(profile, options = {}) {
    const { minSeverity = 'low' } = options;
    const wanted = placeFilter(options);
    const found = (0,analyze_spots/* functionSpots */.U2)(profile)
        .filter(wanted)
        .flatMap((spot) => graded(spot))
        .filter(({ severity }) => bottlenecks_rank(severity) >= bottlenecks_rank(minSeverity))
        .sort((a, b) => bottlenecks_rank(b.severity) - bottlenecks_rank(a.severity) || weight(b.spot) - weight(a.spot) || a.spot.line - b.spot.line);
    const { items, ...page } = pageOf(found, { topN: bottlenecks_DEFAULT_TOP_N, ...options });
    const suspects = suspectsIn(profile);
    return { items: items.map((entry) => explained(entry, suspects(entry.spot))), ...page };
}
/** Nothing when no signal is large enough. */
function graded(spot) {
    const signals = SIGNALS.flatMap((signal) => {
        const severity = severityOf(spot, SCALES[signal]);
        return severity === null ? [] : [{ signal, severity }];
    }).sort((a, b) => bottlenecks_rank(b.severity) - bottlenecks_rank(a.severity));
    const [first, second] = signals;
    if (first === undefined)
        return [];
    const step = second !== undefined && bottlenecks_rank(second.severity) >= bottlenecks_rank('medium') ? 1 : 0;
    return [{ spot, severity: comparison/* SEVERITIES */.oC[bottlenecks_rank(first.severity) + step] ?? 'critical', signals }];
}
function severityOf(spot, { value, steps, leastMb }) {
    if (Math.max(spot.allocatedMb, spot.peakMb) < leastMb)
        return null;
    const [low, medium, high] = steps;
    const amount = value(spot);
    if (amount >= high)
        return 'high';
    if (amount >= medium)
        return 'medium';
    return amount >= low ? 'low' : null;
}
/** Orders bottlenecks of one severity. */
function weight(spot) {
    return spot.cpuPercent + spot.memoryPercent;
}
function suspectsIn(profile) {
    const leaks = leaksOf(profile);
    const ends = nativeEnds(profile.combinedStacks ?? [], ({ frames }) => placeKey(frames.at(-1)));
    const files = new Map(profile.files.map((file) => [file.path, file]));
    return (spot) => {
        const file = files.get(spot.file);
        if (file === undefined)
            return undefined;
        const lines = (0,analyze_spots/* ownLines */.e$)(file, spot);
        const own = new Set(lines.map(({ line }) => line));
        const leaking = leaks.filter((leak) => leak.file === spot.file && own.has(leak.line));
        return {
            spot,
            file,
            lines,
            leaks: leaking,
            hasGpu: profile.hasGpu,
            nativeEnd: ends.get(placeKey(spot)),
            footprintMb: profile.maxFootprintMb,
        };
    };
}
function placeKey(place) {
    return place === undefined ? '' : `${place.file}\0${place.function}`;
}
function explained({ spot, severity, signals }, suspect) {
    const causes = suspect === undefined ? [] : causesOf(suspect, signals);
    const metric = signals[0]?.signal === 'cpu' ? 'cpu' : 'memory';
    return {
        severity,
        signals,
        ...spot,
        causes,
        recommendation: causes[0]?.recommendation ?? '',
        source: hottestLines(suspect?.file, spot, metric),
    };
}
/** The causes that explain one of the signals, in the order of the signals; copying and leaks are named in any case. */
function causesOf(suspect, signals) {
    const order = signals.map(({ signal }) => signal);
    const place = (signal) => (order.includes(signal) ? order.indexOf(signal) : order.length);
    return CAUSE_TABLE.filter(({ kind, signal, applies }) => applies(suspect) && (order.includes(signal) || kind === 'leak' || kind === 'copying'))
        .sort((a, b) => place(a.signal) - place(b.signal))
        .map(({ kind, evidence, recommendation }) => ({ kind, evidence: evidence(suspect), recommendation }));
}
function bottlenecks_rank(severity) {
    return comparison/* SEVERITIES */.oC.indexOf(severity);
}

;// CONCATENATED MODULE: ./analyze/functions.js
/**
 * All functions of a profile with their totals, largest first.
 * Which lines make them so is left to `hotspots.ts` and `annotated.ts`.
 */




const FunctionsSchema = schemas/* object */.Ikc({
    sort: schemas/* enum */.k5n(analyze_spots/* METRICS */.Cb),
    ...pageShape(analyze_spots/* SpotSchema */.Y8),
});
/**
 * @throws InputError for a page or a pattern that makes no sense
 */
function functions(profile, options = {}) {
    const { sort = 'cpu', minPercent = 0 } = options;
    const wanted = placeFilter(options);
    const chosen = (0,analyze_spots/* functionSpots */.U2)(profile).filter((spot) => wanted(spot) && (0,analyze_spots/* percentOf */.pR)(spot, sort) >= minPercent);
    const { items, ...page } = pageOf((0,analyze_spots/* ranked */.ad)(chosen, sort), options);
    return { sort, items: [...items], ...page };
}

;// CONCATENATED MODULE: ./profile/schema.js
/**
 * The typed profile as JSON and back: for stores, caches and tools that take a profile from elsewhere.
 * Reading what Scalene itself wrote is left to `parse.ts`, which is hand-written because it must be fast.
 */



/** JSON has no NaN, and a negative amount is a damaged document. */
const schema_amount = schemas/* number */.aig().min(0);
const line = schemas/* int */.Whr().min(1);
const cpu = { cpuPythonPercent: schema_amount, cpuNativePercent: schema_amount, cpuSystemPercent: schema_amount };
const other = {
    gpuPercent: schema_amount,
    gpuPeakMb: schema_amount,
    allocatedMb: schema_amount,
    peakMb: schema_amount,
    averageMb: schema_amount,
    usagePercent: schema_amount,
    copyMbPerSec: schema_amount,
    mallocs: schema_amount,
};
const ProfileLineSchema = schemas/* object */.Ikc({
    line,
    source: schemas/* string */.YjP(),
    ...cpu,
    ...other,
    pythonAllocationFraction: schema_amount,
    coreUtilization: schema_amount,
});
const ProfileFunctionSchema = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), line, endLine: schemas/* int */.Whr().min(0), ...cpu, ...other });
const ProfileLeakSchema = schemas/* object */.Ikc({ line, likelihood: schema_amount.max(1), velocityMbPerSec: schema_amount });
const ProfileFileSchema = schemas/* object */.Ikc({
    path: schemas/* string */.YjP(),
    cpuPercent: schema_amount,
    lines: schemas/* array */.YOg(ProfileLineSchema),
    functions: schemas/* array */.YOg(ProfileFunctionSchema),
    leaks: schemas/* array */.YOg(ProfileLeakSchema),
    sources: schemas/* array */.YOg(schemas/* string */.YjP()),
    imports: schemas/* array */.YOg(schemas/* string */.YjP()),
});
const StackFrameSchema = schemas/* object */.Ikc({ file: schemas/* string */.YjP(), function: schemas/* string */.YjP(), line: schemas/* int */.Whr().min(0) });
const schema_frames = schemas/* array */.YOg(StackFrameSchema);
/** Everything of a `Profile`, field by field. */
const ProfileSchema = schemas/* object */.Ikc({
    format: schemas/* enum */.k5n(PROFILE_FORMATS),
    elapsedSec: schema_amount,
    maxFootprintMb: schema_amount,
    hasMemory: schemas/* boolean */.zMY(),
    hasGpu: schemas/* boolean */.zMY(),
    gpuDevice: schemas/* string */.YjP(),
    allocatedMb: schema_amount,
    samples: schema_amount.nullable(),
    program: schemas/* string */.YjP().nullable(),
    args: schemas/* array */.YOg(schemas/* string */.YjP()),
    decorated: schemas/* boolean */.zMY(),
    files: schemas/* array */.YOg(ProfileFileSchema),
    stacks: schemas/* array */.YOg(schemas/* object */.Ikc({ frames: schema_frames, count: schema_amount, pythonSec: schema_amount, nativeSec: schema_amount })),
    memoryOverTime: schemas/* array */.YOg(schemas/* object */.Ikc({ sec: schema_amount, mb: schema_amount })),
    combinedStacks: schemas/* array */.YOg(schemas/* object */.Ikc({ frames: schema_frames, native: schemas/* array */.YOg(schemas/* object */.Ikc({ symbol: schemas/* string */.YjP(), module: schemas/* string */.YjP() })), count: schema_amount }))
        .exactOptional(),
    memoryStacks: schemas/* array */.YOg(schemas/* object */.Ikc({ frames: schema_frames, mb: schema_amount })).exactOptional(),
    growthPercent: schemas/* number */.aig().exactOptional(),
    pooledFrom: schemas/* int */.Whr().min(1).exactOptional(),
});
/** One line of JSON. `deserializeProfile` gives an equal profile back. */
function serializeProfile(profile) {
    return JSON.stringify(profile);
}
/**
 * Reads what `serializeProfile` wrote.
 *
 * @throws InputError when the text is anything else
 */
function deserializeProfile(text) {
    const parsed = ProfileSchema.safeParse(parseJson(text));
    if (parsed.success)
        return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? 'the document' : `\`${issue.path.join('.')}\``;
    throw new InputError(`This is not a stored profile, because ${where} does not fit (${issue?.message ?? 'unknown'}): store the profile again.`);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw new InputError('This is not a stored profile, because it is not JSON: store the profile again.', { cause });
    }
}

;// CONCATENATED MODULE: ./analyze/stacks.js
/**
 * The call paths on which the program spent its time.
 * What single functions cost is left to `functions.ts`.
 */






const CallPathSchema = schemas/* object */.Ikc({
    frames: schemas/* array */.YOg(StackFrameSchema).describe('Outermost first; lines are those of the most frequent stack'),
    percent: schemas/* number */.aig().min(0).describe('Share of all samples'),
    sec: schemas/* number */.aig().min(0).describe('Share × elapsed time: wall seconds, profiler overhead included'),
    pythonSec: schemas/* number */.aig().min(0),
    nativeSec: schemas/* number */.aig().min(0).describe('Native code and waiting'),
    count: schemas/* number */.aig().min(0).describe('Samples'),
    native: schemas/* string */.YjP().describe('The native function most often seen at its end').exactOptional(),
});
const StacksSchema = schemas/* object */.Ikc({
    unavailable: schemas/* string */.YjP().describe('Why the profile cannot tell').exactOptional(),
    ...pageShape(CallPathSchema),
});
const NO_STACKS = 'The profile has no stacks: profile again with `--stacks`.';
/**
 * Stacks that go through the same functions are one path. A filter keeps the paths that go through a chosen place.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
function stacks(profile, options = {}) {
    const { minPercent = 1 } = options;
    const wanted = placeFilter(options);
    const paths = callPaths(profile).filter(({ frames, percent }) => percent >= minPercent && frames.some(wanted));
    const { items, ...page } = pageOf(paths, options);
    return { ...(profile.stacks.length === 0 && { unavailable: NO_STACKS }), items: [...items], ...page };
}
function callPaths({ stacks: all, combinedStacks = [] }) {
    const paths = new Map();
    for (const { frames, count, pythonSec, nativeSec } of all) {
        const key = keyOf(frames);
        const path = paths.get(key) ?? { frames, largest: count, count: 0, pythonSec: 0, nativeSec: 0 };
        if (count > path.largest)
            Object.assign(path, { frames, largest: count });
        path.count += count;
        path.pythonSec += pythonSec;
        path.nativeSec += nativeSec;
        paths.set(key, path);
    }
    const whole = (0,analyze_spots/* sumOf */.XN)([...paths.values()], ({ pythonSec, nativeSec }) => pythonSec + nativeSec);
    const natives = nativeEnds(combinedStacks, ({ frames }) => keyOf(frames));
    return [...paths]
        .map(([key, { frames, count, pythonSec, nativeSec }]) => {
        const sec = pythonSec + nativeSec;
        const native = natives.get(key)?.name;
        return {
            frames: collapsed(frames),
            percent: (0,analyze_spots/* share */.uM)(sec, whole),
            sec,
            pythonSec,
            nativeSec,
            count,
            ...(native !== undefined && { native }),
        };
    })
        .sort((a, b) => b.sec - a.sec || b.count - a.count);
}
/** One path per chain of functions: a comprehension is a frame of its own, but the same function. */
function keyOf(frames) {
    return collapsed(frames)
        .map(({ file, function: name }) => `${file}\0${name}`)
        .join('\n');
}
/** Without frames that repeat the one before: comprehensions, and functions that call themselves. */
function collapsed(frames) {
    return frames.filter((frame, index) => {
        const next = frames[index + 1];
        return next === undefined || next.file !== frame.file || next.function !== frame.function;
    });
}

// EXTERNAL MODULE: ./mcp/views/row.js
var views_row = __webpack_require__(53730);
;// CONCATENATED MODULE: ./mcp/views/table.js
/**
 * The views of `analyze`: for each, the list it makes of a profile and how a list entry reads.
 * The numbers are left to `analyze`, the answer around them to the tool.
 */











/** `summary` is hotspots under a paragraph, which the tool writes. */
const VIEW_TABLE = {
    summary: (subject, request) => spots(subject, { ...request, topN: request.topN ?? 5 }, request.metric),
    hotspots: (subject, request) => spots(subject, request, request.metric),
    gpu: (subject, request) => spots(subject, request, 'gpu'),
    copy: (subject, request) => spots(subject, request, 'copy'),
    functions: allFunctions,
    file: oneFile,
    bottlenecks: worstPlaces,
    leaks: suspectedLeaks,
    stacks: table_callPaths,
    insight: insights,
};
/** Seconds that the shares of a subject are of. */
function scaleOf({ cpuSec, profile }) {
    return cpuSec === null ? { sec: profile.elapsedSec, kind: 'profiled-wall' } : { sec: cpuSec, kind: 'cpu' };
}
/** Options that all lists of `analyze` share; absent rather than undefined. */
function options({ file, topN, offset, only, exclude, minPercent }) {
    const chosen = file === undefined ? only : [...(only ?? []), file];
    return {
        offset,
        ...(topN === undefined ? {} : { topN }),
        ...(chosen === undefined ? {} : { only: chosen }),
        ...(exclude === undefined ? {} : { exclude }),
        ...(minPercent === undefined ? {} : { minPercent }),
    };
}
function table_listed(heading, page, offset) {
    return { ...page, heading, lines: page.items.map((row, index) => (0,views_row/* rowText */.qg)(row, offset + index + 1)) };
}
const METRIC_WORDS = {
    cpu: 'share of CPU samples',
    memory: 'share of memory',
    gpu: 'share of GPU work',
    copy: 'share of copying',
};
function spots(subject, request, metric) {
    const { profile } = subject;
    const contextLines = request.contextLines;
    const level = contextLines === undefined ? 'function' : 'line';
    const wanted = {
        ...options(request),
        metric,
        level,
        ...(contextLines === undefined ? {} : { contextLines }),
    };
    const usual = hotspots(profile, wanted);
    // A program that is spread thin has no place above the usual threshold: its largest are shown all the same.
    const found = usual.below > 0 && usual.totalItems === 0 && request.minPercent === undefined
        ? hotspots(profile, { ...wanted, minPercent: 0 })
        : usual;
    const items = found.items.map((spot) => ({
        ...(0,views_row/* spotRow */.Zz)(spot, scaleOf(subject), profile.hasMemory),
        source: (0,views_row/* sourceText */.rI)(spot.source),
    }));
    return table_listed(`Hotspots by ${METRIC_WORDS[metric]}`, { ...found, items }, request.offset);
}
function allFunctions(subject, request) {
    const { metric } = request;
    const found = functions(subject.profile, { ...options(request), sort: metric });
    const items = found.items.map((spot) => (0,views_row/* spotRow */.Zz)({ ...spot, percent: (0,analyze_spots/* percentOf */.pR)(spot, metric) }, scaleOf(subject), subject.profile.hasMemory));
    return table_listed(`Functions by ${METRIC_WORDS[metric]}`, { ...found, items }, request.offset);
}
/** Lines of a file that one answer shows where the call does not say how many. */
const FILE_LINES = 60;
const FILE_CONTEXT = 2;
function oneFile(subject, request) {
    const { file, offset, topN = FILE_LINES, contextLines = FILE_CONTEXT } = request;
    if (file === undefined) {
        throw new errors/* InputError */.dz('The view "file" needs a file: give its path as the hotspots name it.');
    }
    const found = annotatedFile(subject.profile, file, { topN, offset, contextLines });
    const heading = `${(0,answer/* untrusted */.bp)(found.file, 300)}: ${(0,mcp_numbers/* percent */.KN)(found.cpuPercent)} of CPU, ${String(found.totalLines)} lines (those with activity and ${String(contextLines)} around)`;
    return {
        ...found,
        heading,
        items: found.items.map((line) => fileRow(line, scaleOf(subject))),
        lines: fileTable(found.items, subject.profile.hasMemory),
    };
}
function fileRow({ line, text, numbers }, scale) {
    if (numbers === undefined)
        return { line, source: [(0,answer/* untrusted */.bp)(text)] };
    return {
        line,
        percent: (0,mcp_numbers/* rounded */.Wf)(numbers.cpuPercent),
        python_percent: (0,mcp_numbers/* rounded */.Wf)(numbers.cpuPythonPercent),
        seconds: (0,mcp_numbers/* rounded */.Wf)((numbers.cpuPercent / 100) * scale.sec),
        ...(numbers.allocatedMb === 0 ? {} : { allocated_mb: (0,mcp_numbers/* rounded */.Wf)(numbers.allocatedMb) }),
        ...(numbers.peakMb === 0 ? {} : { peak_mb: (0,mcp_numbers/* rounded */.Wf)(numbers.peakMb) }),
        source: [(0,answer/* untrusted */.bp)(text)],
    };
}
/** Columns as in a listing: share of CPU, the Python part of it, allocated memory, line, source. */
function fileTable(lines, hasMemory) {
    const cell = (value) => (value === undefined || value === 0 ? '·' : value.toFixed(1)).padStart(6);
    const head = `${'CPU %'.padStart(6)} ${'Py %'.padStart(6)}${hasMemory ? ` ${'MiB'.padStart(6)}` : ''}  line`;
    const rows = lines.map(({ line, text, numbers, leak }, index) => {
        const gap = index > 0 && (lines[index - 1]?.line ?? 0) < line - 1 ? ['…'] : [];
        const memory = hasMemory ? ` ${cell(numbers?.allocatedMb)}` : '';
        const mark = leak === undefined ? '' : ' ← leak?';
        const row = `${cell(numbers?.cpuPercent)} ${cell(numbers?.cpuPythonPercent)}${memory} ${String(line).padStart(5)}| ${(0,answer/* untrusted */.bp)(text)}${mark}`;
        return [...gap, row].join('\n');
    });
    return ['```', head, ...rows, '```'];
}
function worstPlaces(subject, request) {
    const found = bottlenecks(subject.profile, options(request));
    const items = found.items.map((place) => ({
        ...(0,views_row/* spotRow */.Zz)({ ...place, percent: place.cpuPercent }, scaleOf(subject), subject.profile.hasMemory),
        severity: place.severity,
        text: (0,answer/* oneLine */.TN)(place.recommendation, 400),
        source: (0,views_row/* sourceText */.rI)(place.source),
    }));
    return table_listed('Bottlenecks, the gravest first', { ...found, items }, request.offset);
}
function insightsOf({ profile }, request) {
    const { items } = bottlenecks(profile, { ...options({ ...request, topN: 100, offset: 0 }), topN: 100 });
    return items.flatMap((place) => place.causes.map(({ kind, evidence, recommendation }) => ({
        name: kind,
        severity: place.severity,
        place,
        evidence,
        advice: recommendation,
    })));
}
function insights(subject, request) {
    const all = insightsOf(subject, request);
    const { offset, topN = 10 } = request;
    const chosen = all.slice(offset, offset + topN);
    const items = chosen.map((insight) => ({
        severity: insight.severity,
        file: (0,answer/* untrusted */.bp)(insight.place.file, 300),
        function: (0,answer/* untrusted */.bp)(insight.place.function),
        line: insight.place.line,
        text: `${insight.name}: ${(0,answer/* oneLine */.TN)(insight.evidence, 300)} ${(0,answer/* oneLine */.TN)(insight.advice, 400)}`,
    }));
    const end = offset + items.length;
    return table_listed('Insights: causes with their evidence and advice', {
        items,
        totalItems: all.length,
        omitted: all.length - items.length,
        ...(end < all.length ? { nextOffset: end } : {}),
    }, offset);
}
function suspectedLeaks(subject, request) {
    const found = leaks(subject.profile, options(request));
    const items = found.items.map((leak) => ({
        file: (0,answer/* untrusted */.bp)(leak.file, 300),
        function: (0,answer/* untrusted */.bp)(leak.function),
        line: leak.line,
        severity: leak.confidence,
        allocated_mb: (0,mcp_numbers/* rounded */.Wf)(leak.allocatedMb),
        text: `velocity ${leak.velocityMbPerSec.toFixed(1)} MiB/s. ${(0,answer/* oneLine */.TN)(leak.why.join(' '), 500)}`,
        source: (0,views_row/* sourceText */.rI)([{ line: leak.line, text: leak.source }]),
    }));
    return table_listed('Suspected memory leaks, likeliest first', { ...found, items }, request.offset);
}
function table_callPaths(subject, request) {
    const found = stacks(subject.profile, options(request));
    const items = found.items.map((path) => pathRow(path, scaleOf(subject)));
    return table_listed('Call paths by share of samples, outermost first', { ...found, items }, request.offset);
}
/** Innermost frames of a path that are shown. */
const FRAMES = 12;
function pathRow({ frames, percent: share, native }, scale) {
    const shown = frames.slice(-FRAMES);
    const words = shown.map((frame) => `${(0,answer/* untrusted */.bp)(frame.function)} (${(0,answer/* untrusted */.bp)(frame.file, 200)}:${String(frame.line)})`);
    return {
        percent: (0,mcp_numbers/* rounded */.Wf)(share),
        seconds: (0,mcp_numbers/* rounded */.Wf)((share / 100) * scale.sec),
        text: [
            ...(shown.length < frames.length ? ['…'] : []),
            ...words,
            ...(native === undefined ? [] : [(0,answer/* untrusted */.bp)(native)]),
        ].join(' → '),
    };
}
/** What the seconds in an answer are. */
function scaleNote(scale) {
    return scale.kind === 'cpu'
        ? `Seconds: share of samples × ${(0,mcp_numbers/* seconds */.YA)(scale.sec)} of unprofiled CPU time.`
        : `Seconds: share of samples × ${(0,mcp_numbers/* seconds */.YA)(scale.sec)} of wall time under the profiler, which is longer than a plain run.`;
}

;// CONCATENATED MODULE: ./mcp/views/overview.js
/**
 * A profile in a few lines: what ran, how it ended, what it cost, and where that went.
 * The numbers are left to `analyze`, finding the profile to `subjects.ts`.
 */





/** The whole program's numbers. */
function overviewLines(subject) {
    const { profile, cpuSec } = subject;
    const facts = summary(profile);
    return [
        `${subject.title}${subject.program === null ? '' : ` · \`${(0,answer/* untrusted */.bp)(subject.program)}\``}`,
        [
            cpuSec === null ? undefined : `CPU ${(0,mcp_numbers/* seconds */.YA)(cpuSec)} unprofiled`,
            `${(0,mcp_numbers/* seconds */.YA)(facts.elapsedSec)} under the profiler`,
            `Python ${(0,mcp_numbers/* percent */.KN)(facts.cpuPythonPercent)}, native ${(0,mcp_numbers/* percent */.KN)(facts.cpuNativePercent)}, system or waiting ${(0,mcp_numbers/* percent */.KN)(facts.cpuSystemPercent)}`,
            facts.hasMemory
                ? `peak ${(0,mcp_numbers/* mib */.jO)(facts.maxFootprintMb)}, allocated ${(0,mcp_numbers/* mib */.jO)(facts.allocatedMb)}`
                : 'memory not profiled',
            facts.hasGpu ? `GPU ${(0,mcp_numbers/* seconds */.YA)(facts.gpuSec)}` : undefined,
            `${String(facts.functions)} functions in ${String(facts.files)} files`,
            facts.leaks === 0 ? undefined : `${String(facts.leaks)} suspected leaks`,
        ]
            .filter((fact) => fact !== undefined)
            .join(' · '),
    ];
}
/** The resource of a profile; null when there is none of that id. */
async function profileOverview(id, context) {
    const entry = await context.store.find(id);
    if (entry?.kind !== 'profile')
        return null;
    const head = [
        `# ${titleOf(entry)}`,
        '',
        `status ${entry.status} · commit ${entry.side.commit === '' ? 'none' : entry.side.commit.slice(0, 12)}${entry.side.dirty === true ? ' with uncommitted changes' : ''} · ` +
            `Python ${entry.environment.python ?? 'unknown'} · Scalene ${entry.environment.scalene ?? 'unknown'}`,
    ];
    return [...head, ...(await profileLines(entry, context))].join('\n');
}
async function profileLines(entry, context) {
    if (entry.kind !== 'profile' || !entry.runs.some((run) => run.kind === 'profile' && run.profile !== undefined)) {
        return ['', 'No profile came of it.'];
    }
    const subject = await subjectOf({ kind: 'entry', entry }, 'head', context);
    const page = VIEW_TABLE.hotspots(subject, { metric: 'cpu', offset: 0 });
    return ['', ...overviewLines(subject), '', `## ${page.heading}`, ...page.lines];
}

;// CONCATENATED MODULE: ./mcp/running/analyze.js








const cache = new SubjectCache();
/** Shows one page of a profile. */
async function analyzeProfile(args, context) {
    const subject = await cache.get(args.profile, args.side, context);
    const page = viewOf(subject, args);
    const notes = [
        scaleNote(scaleOf(subject)),
        ...summary(subject.profile)
            .notes.filter(({ code }) => code !== 'wall-with-overhead')
            .map(({ message }) => message),
    ];
    return {
        text: answerText(subject, args.view, page, notes),
        data: {
            items: [...page.items],
            total_items: page.totalItems,
            ...(page.nextOffset === undefined ? {} : { next_offset: page.nextOffset }),
            omitted: page.omitted,
            ...(page.unavailable === undefined ? {} : { unavailable: page.unavailable }),
            notes,
        },
        next: nextCalls(args, page, subject),
        ...((0,references/* isHandle */.r0)(subject.reference) && subject.status !== null
            ? { link: { uri: (0,uris/* profileUri */.Y)(subject.reference), name: subject.reference, mimeType: 'text/markdown' } }
            : {}),
    };
}
function viewOf(subject, args) {
    if (!Number.isInteger(args.offset) || (args.top_n !== undefined && !Number.isInteger(args.top_n))) {
        throw new errors/* InputError */.dz('offset and top_n must be whole numbers: give for example top_n 10 and offset 0.');
    }
    return VIEW_TABLE[args.view](subject, {
        file: args.file,
        metric: args.metric,
        minPercent: args.min_percent,
        topN: args.top_n,
        offset: args.offset,
        contextLines: args.context_lines,
    });
}
function answerText(subject, view, page, notes) {
    const about = `${subject.title}${subject.program === null ? '' : ` · \`${(0,answer/* untrusted */.bp)(subject.program)}\``}`;
    const empty = page.unavailable ?? 'Nothing above the threshold.';
    const shown = page.nextOffset === undefined
        ? ''
        : `\n(${String(page.omitted)} of ${String(page.totalItems)} not shown; next_offset ${String(page.nextOffset)})`;
    return [
        ...(view === 'summary' ? overviewLines(subject) : [about]),
        '',
        `**${page.heading}**`,
        ...(page.items.length === 0 ? [empty] : page.lines),
        shown,
        ...notes.map((note) => `Note: ${note}`),
    ]
        .filter((line, index, all) => line !== '' || all[index - 1] !== '')
        .join('\n');
}
function nextCalls(args, page, subject) {
    const { profile, view, offset: _offset, ...rest } = args;
    const calls = [];
    const [worst] = page.items;
    if (view !== 'file' && worst?.file !== undefined) {
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile, view: 'file', file: worst.file }, 'its lines with their numbers'));
    }
    if (page.nextOffset !== undefined) {
        const { max_chars: _max, side: _side, ...same } = rest;
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile, view, ...same, offset: page.nextOffset }, 'the next page'));
    }
    if (view === 'hotspots' || view === 'summary')
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile, view: 'insight' }, 'causes and advice'));
    if (view !== 'leaks' && subject.profile.files.some((file) => file.leaks.length > 0)) {
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile, view: 'leaks' }, 'Scalene suspects leaks'));
    }
    return calls;
}

;// CONCATENATED MODULE: ./compare/diff.js
/**
 * What git's diff of the two sides says: which files were renamed, added or deleted, and which lines it touches.
 * The text is untrusted: whatever cannot be read is left out.
 */
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const HEADER = /^diff --git (?:"?a\/(.*?)"?) (?:"?b\/(.*?)"?)$/;
/** Reads a unified diff as git writes it. */
function parseDiff(text) {
    const files = [];
    const at = { file: null, base: 0, head: 0, baseLeft: 0, headLeft: 0 };
    for (const line of text.split('\n')) {
        if (at.file && (at.baseLeft > 0 || at.headLeft > 0))
            readHunkLine(line, at, at.file);
        else
            readOutsideHunk(line, at, files);
    }
    return {
        byBase: new Map(files.flatMap((file) => (file.base === null ? [] : [[file.base, file]]))),
        byHead: new Map(files.flatMap((file) => (file.head === null ? [] : [[file.head, file]]))),
    };
}
/** Head path of every renamed file, by base path. */
function renames(diff) {
    const found = new Map();
    for (const { base, head } of diff?.byBase.values() ?? []) {
        if (base !== null && head !== null && base !== head)
            found.set(base, head);
    }
    return found;
}
/** Whether any of the ranges has a line between `from` and `to`. */
function touches(ranges, from, to) {
    return ranges.some((range) => range.from <= to && range.to >= from);
}
function readOutsideHunk(line, at, files) {
    const header = HEADER.exec(line);
    if (header) {
        at.file = { base: unquote(header[1] ?? ''), head: unquote(header[2] ?? ''), removed: [], added: [] };
        files.push(at.file);
        return;
    }
    const { file } = at;
    if (!file)
        return;
    if (line.startsWith('new file mode'))
        file.base = null;
    else if (line.startsWith('deleted file mode'))
        file.head = null;
    else if (line.startsWith('rename from '))
        file.base = unquote(line.slice('rename from '.length));
    else if (line.startsWith('rename to '))
        file.head = unquote(line.slice('rename to '.length));
    const hunk = HUNK.exec(line);
    if (!hunk)
        return;
    at.base = Number(hunk[1]);
    at.baseLeft = Number(hunk[2] ?? 1);
    at.head = Number(hunk[3]);
    at.headLeft = Number(hunk[4] ?? 1);
}
function readHunkLine(line, at, file) {
    if (line.startsWith('\\'))
        return;
    if (!line.startsWith('+')) {
        if (line.startsWith('-'))
            diff_addLine(file.removed, at.base);
        at.base++;
        at.baseLeft--;
    }
    if (!line.startsWith('-')) {
        if (line.startsWith('+'))
            diff_addLine(file.added, at.head);
        at.head++;
        at.headLeft--;
    }
}
function diff_addLine(ranges, line) {
    const last = ranges.at(-1);
    if (last && last.to === line - 1)
        ranges[ranges.length - 1] = { from: last.from, to: line };
    else
        ranges.push({ from: line, to: line });
}
/** git writes unusual characters of a path as C escapes inside quotes; the bytes are UTF-8. */
function unquote(path) {
    const bare = path.startsWith('"') && path.endsWith('"') ? path.slice(1, -1) : path;
    if (!bare.includes('\\'))
        return bare;
    const bytes = [];
    const encoder = new TextEncoder();
    for (let i = 0; i < bare.length; i++) {
        const octal = bare[i] === '\\' ? /^[0-3][0-7]{2}/.exec(bare.slice(i + 1))?.[0] : undefined;
        if (octal !== undefined) {
            bytes.push(parseInt(octal, 8));
            i += 3;
        }
        else if (bare[i] === '\\') {
            i++;
            bytes.push(...encoder.encode(ESCAPES[bare[i] ?? ''] ?? bare[i] ?? ''));
        }
        else {
            const character = String.fromCodePoint(bare.codePointAt(i) ?? 0);
            bytes.push(...encoder.encode(character));
            i += character.length - 1;
        }
    }
    return new TextDecoder().decode(new Uint8Array(bytes));
}
const ESCAPES = { n: '\n', t: '\t', r: '\r' };

;// CONCATENATED MODULE: ./compare/totals/pairs.js
/** The timing runs of one measurement that ended well, as pairs in rising order. */
function timingPairs(block) {
    const runs = block.measurement.runs.filter((run) => run.kind === 'timing').filter(isUsable);
    return pairUp(runs, (run) => run);
}
/** The profile runs of one mode that ended well and left a profile, as pairs in rising order. */
function profilePairs(block, mode) {
    return pairUp(pairs_profiledRuns(block).filter(({ run }) => run.mode === mode), ({ run }) => run);
}
/** Every profile run that ended well, paired or not. */
function pairs_profiledRuns(block) {
    return block.measurement.runs.flatMap((run) => {
        if (run.kind !== 'profile' || !isUsable(run) || run.profile === undefined)
            return [];
        const profile = block.profiles.get(run.profile);
        return profile ? [{ run, profile }] : [];
    });
}
/** Ended well, and not a warm-up. */
function isUsable(run) {
    return run.outcome === 'ok' && run.pair >= 0;
}
function pairUp(items, runOf) {
    const byPair = new Map();
    // Where a run was repeated, the last one counts, whatever the order in the file.
    const inOrder = [...items].sort((a, b) => compareRuns(runOf(a), runOf(b)));
    for (const item of inOrder) {
        const { pair, side } = runOf(item);
        const entry = byPair.get(pair) ?? {};
        entry[side] = item;
        byPair.set(pair, entry);
    }
    return [...byPair]
        .sort(([a], [b]) => a - b)
        .flatMap(([pair, { base, head }]) => (base && head ? [{ pair, base, head }] : []));
}
function compareRuns(a, b) {
    return (a.pair - b.pair ||
        (a.startedAt ?? 0) - (b.startedAt ?? 0) ||
        a.order - b.order ||
        (a.wallSec ?? 0) - (b.wallSec ?? 0) ||
        (a.userSec ?? 0) - (b.userSec ?? 0));
}

;// CONCATENATED MODULE: ./compare/functions/inventory.js
/** All functions in any of the profiles. Scalene leaves small files out of some profiles, so all of them are asked. */
function inventory(profiles) {
    const functions = new Map();
    const files = new Set();
    for (const file of profiles.flatMap((profile) => profile.files)) {
        if (files.has(file.path))
            continue;
        files.add(file.path);
        for (const entry of functionsOf(file))
            functions.set(entry.key, entry);
    }
    return { functions, files };
}
/** One profile's functions under the same keys as in the inventory; those that did nothing are left out. */
function activity(profile, keys = new KeysOfFiles()) {
    const found = new Map();
    for (const file of profile.files) {
        const names = keys.of(file);
        for (const [i, entry] of file.functions.entries())
            if (isActive(entry))
                found.set(names[i] ?? '', entry);
    }
    return found;
}
function isActive(entry) {
    return (entry.cpuPythonPercent > 0 ||
        entry.cpuNativePercent > 0 ||
        entry.cpuSystemPercent > 0 ||
        entry.allocatedMb > 0 ||
        entry.peakMb > 0);
}
/** Keys of each file's functions, made once for all profiles in which the file has the same functions. */
class KeysOfFiles {
    #known = new Map();
    of(file) {
        const known = this.#known.get(file.path);
        if (known && sameNames(known.functions, file.functions))
            return known.keys;
        const keys = keysOf(file);
        this.#known.set(file.path, { functions: file.functions, keys });
        return keys;
    }
}
function sameNames(a, b) {
    return a.length === b.length && a.every(({ name }, i) => name === b[i]?.name);
}
/** The last part of a qualified name. */
function leafName(name) {
    return name.slice(name.lastIndexOf('.') + 1);
}
const MODULE_LEVEL = '<module>';
/** Keys of a file's functions, in order. The nth function of a name is the nth on the other side too. */
function keysOf({ path, functions }) {
    const seen = new Map();
    return functions.map(({ name }) => {
        const count = seen.get(name) ?? 0;
        seen.set(name, count + 1);
        return count === 0 ? `${path}\0${name}` : `${path}\0${name}\0${count}`;
    });
}
function functionsOf(file) {
    const keys = keysOf(file);
    const owned = once(() => linesByFunction(file));
    return file.functions.map((entry, i) => new KnownFunction(file, entry, keys[i] ?? '', () => owned()[i] ?? []));
}
/** Text is worked out when it is asked for: of thousands of functions, few are looked at closely. */
class KnownFunction {
    key;
    file;
    name;
    line;
    endLine;
    #lines;
    #text;
    constructor(file, { name, line, endLine }, key, lines) {
        this.key = key;
        this.file = file.path;
        this.name = name;
        this.line = line;
        this.endLine = endLine;
        this.#lines = lines;
        this.#text = once(() => lines().map((number) => file.sources[number - 1] ?? ''));
    }
    get ownLines() {
        return this.#lines();
    }
    get text() {
        return this.#text();
    }
}
/** Calls a function at most once. */
function once(compute) {
    let found = null;
    return () => (found ??= { value: compute() }).value;
}
/** For every function of the file, its own lines: those of which it is the innermost function. */
function linesByFunction({ functions, sources }) {
    const owner = new Int32Array(sources.length).fill(-1);
    const bySize = functions
        .map(({ line, endLine, name }, index) => ({
        line,
        endLine,
        index,
        size: name === MODULE_LEVEL ? Infinity : endLine - line,
    }))
        .sort((a, b) => b.size - a.size);
    for (const { line, endLine, index, size } of bySize) {
        const from = size === Infinity ? 0 : line - 1;
        const to = size === Infinity ? sources.length : Math.min(endLine, sources.length);
        owner.fill(index, Math.max(0, from), Math.max(0, to));
    }
    const own = functions.map(() => []);
    owner.forEach((index, i) => own[index]?.push(i + 1));
    return own;
}

;// CONCATENATED MODULE: ./compare/functions/text.js
/**
 * How alike two pieces of source are. Used to find moved and renamed functions, and work that went into a helper.
 */
/** Lines that say something: without indentation, blank lines and lines that are only a comment. */
function significantLines(text) {
    return text.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
/** Whether two functions do the same, as far as their text tells. */
function sameCode(a, b) {
    if (identical(a, b))
        return true;
    const left = significantLines(a);
    const right = significantLines(b);
    return left.length === right.length && left.every((line, i) => line === right[i]);
}
/** Whether two texts are equal to the letter. */
function identical(a, b) {
    return a.length === b.length && a.every((line, i) => line === b[i]);
}
/** Share of lines in common, 0 to 1 (Dice's coefficient over the two bags of lines). */
function likeness(a, b) {
    if (a.length + b.length === 0)
        return 1;
    return (2 * inCommon(a, b)) / (a.length + b.length);
}
/** How many lines the two bags share. */
function inCommon(a, b) {
    const counts = countLines(a);
    let shared = 0;
    for (const line of b) {
        const left = counts.get(line) ?? 0;
        if (left === 0)
            continue;
        counts.set(line, left - 1);
        shared++;
    }
    return shared;
}
/** The lines of `a` that `b` does not have. */
function without(a, b) {
    const counts = countLines(b);
    return a.filter((line) => {
        const left = counts.get(line) ?? 0;
        if (left > 0)
            counts.set(line, left - 1);
        return left === 0;
    });
}
function countMentions(text, name) {
    let bare = 0;
    let attribute = 0;
    for (const line of text) {
        for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
            if (isWordCharacter(line[at - 1]) || isWordCharacter(line[at + name.length]))
                continue;
            if (line[at - 1] === '.')
                attribute++;
            else
                bare++;
        }
    }
    return { bare, attribute };
}
function isWordCharacter(character) {
    return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
function countLines(lines) {
    const counts = new Map();
    for (const line of lines)
        counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
}

;// CONCATENATED MODULE: ./compare/functions/match.js



/** From this likeness on, a function of the same name elsewhere is the same function. */
const MOVED = 0.7;
/** From this likeness of its body on, a function of another name is the same function. */
const RENAMED = 0.9;
/** Bodies shorter than this many lines are too common to tell a renamed function by. */
const LEAST_BODY = 2;
/** More candidates than this are compared by equal bodies only. */
const MOST_COMPARISONS = 40_000;
/** All functions of both sides, matched. */
function matchFunctions(base, head, diff) {
    const left = new Map(base.functions);
    const right = new Map(head.functions);
    const pairs = [];
    const take = (found) => {
        for (const pair of found) {
            if (!left.has(pair.base.key) || !right.has(pair.head.key))
                continue;
            left.delete(pair.base.key);
            right.delete(pair.head.key);
            pairs.push(pair);
        }
    };
    take(byKey(left, right, renames(diff)));
    take(byKey(left, right, new Map()));
    take(bySameName(left, right));
    take(byBody(left, right));
    return [
        ...pairs.map((pair) => new OnBothSides(pair, diff)),
        ...[...right.values()].map((entry) => oneSided(entry, 'head', base, diff)),
        ...[...left.values()].map((entry) => oneSided(entry, 'base', head, diff)),
    ];
}
/** Same file (or its new path) and same qualified name. */
function byKey(base, head, renamed) {
    return [...base.values()].flatMap((entry) => {
        const file = renamed.get(entry.file) ?? entry.file;
        const other = head.get(file + entry.key.slice(entry.file.length));
        return other ? [{ base: entry, head: other, by: file === entry.file ? 'name' : 'renamed-file' }] : [];
    });
}
/** Same name in another file or class, and much the same text; the likest first. */
function bySameName(base, head) {
    const candidates = groupBy(head.values(), ({ name }) => leafName(name));
    const found = [...base.values()].flatMap((entry) => {
        if (entry.name === MODULE_LEVEL)
            return [];
        const body = significantLines(entry.text);
        return (candidates.get(leafName(entry.name)) ?? []).map((other) => ({
            base: entry,
            head: other,
            score: likeness(body, significantLines(other.text)),
        }));
    });
    return likestFirst(found, MOVED).map(({ base, head }) => ({
        base,
        head,
        by: 'moved',
    }));
}
/** Another name and nearly the same body. */
function byBody(base, head) {
    const left = withBodies(base);
    const right = withBodies(head);
    const few = left.length * right.length <= MOST_COMPARISONS;
    const byText = groupBy(right, ({ joined }) => joined);
    const found = left.flatMap((a) => (few ? right : (byText.get(a.joined) ?? [])).map((b) => ({
        base: a.entry,
        head: b.entry,
        score: a.joined === b.joined ? 1 : likeness(a.body, b.body),
    })));
    return likestFirst(found, RENAMED).map(({ base, head }) => ({ base, head, by: 'renamed' }));
}
function withBodies(side) {
    return [...side.values()].flatMap((entry) => {
        if (entry.name === MODULE_LEVEL)
            return [];
        const body = significantLines(entry.text).filter((line) => !/^(async\s+)?def\s|^@/.test(line));
        return body.length < LEAST_BODY ? [] : [{ entry, body, joined: body.join('\n') }];
    });
}
function likestFirst(candidates, least) {
    return candidates
        .filter(({ score }) => score >= least)
        .sort((a, b) => b.score - a.score || compareText(a.base.key, b.base.key) || compareText(a.head.key, b.head.key));
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** Whether the code differs is worked out when it is asked for. */
class OnBothSides {
    base;
    head;
    matchedBy;
    presence = 'both';
    #codeChanged;
    #inDiff;
    constructor({ base, head, by }, diff) {
        this.base = base;
        this.head = head;
        this.matchedBy = by;
        this.#codeChanged = once(() => !sameCode(base.text, head.text));
        this.#inDiff = once(() => (diff ? isTouched(base, head, diff) : !sameText(base.text, head.text)));
    }
    get codeChanged() {
        return this.#codeChanged();
    }
    get inDiff() {
        return this.#inDiff();
    }
}
function isTouched(base, head, diff) {
    const after = diff.byHead.get(head.file);
    const before = diff.byBase.get(base.file);
    return ((after !== undefined && head.ownLines.some((line) => touches(after.added, line, line))) ||
        (before !== undefined && base.ownLines.some((line) => touches(before.removed, line, line))));
}
function sameText(a, b) {
    if (identical(a, b))
        return true;
    const left = a.map((line) => line.trimEnd()).filter((line) => line !== '');
    const right = b.map((line) => line.trimEnd()).filter((line) => line !== '');
    return left.length === right.length && left.every((line, i) => line === right[i]);
}
/** A function that only one side's profiles show: new, gone, or too small on the other side for Scalene to keep its file. */
function oneSided(entry, side, other, diff) {
    const sides = side === 'head' ? { base: null, head: entry } : { base: entry, head: null };
    const fileDiff = side === 'head' ? diff?.byHead.get(entry.file) : diff?.byBase.get(entry.file);
    const untouched = diff !== null && fileDiff === undefined && !other.files.has(entry.file);
    if (untouched)
        return { ...sides, matchedBy: 'name', codeChanged: false, inDiff: false, presence: 'both' };
    return {
        ...sides,
        matchedBy: 'none',
        codeChanged: true,
        inDiff: true,
        presence: side === 'head' ? 'added' : 'removed',
    };
}
function groupBy(items, key) {
    const groups = new Map();
    for (const item of items) {
        const name = key(item);
        const group = groups.get(name);
        if (group)
            group.push(item);
        else
            groups.set(name, [item]);
    }
    return groups;
}

;// CONCATENATED MODULE: ./compare/stats/robust.js
/**
 * Order statistics that one wild value does not move. Everything that needs a model of the noise is left to `posterior.ts`.
 */
/** The middle value, or the mean of the two middle ones; NaN-free: 0 for an empty list. */
function median(values) {
    if (values.length === 0)
        return 0;
    const sorted = [...values].sort((a, b) => a - b);
    const upper = sorted.length >> 1;
    const high = sorted[upper] ?? 0;
    if (sorted.length % 2 === 1)
        return high;
    return ((sorted[upper - 1] ?? 0) + high) / 2;
}
/** Median distance from the median, in the values' unit. Times 1.4826 it estimates the standard deviation of normal noise. */
function medianDeviation(values) {
    const centre = median(values);
    return median(values.map((value) => Math.abs(value - centre)));
}
/** Arithmetic mean; 0 for an empty list. */
function mean(values) {
    return values.length === 0 ? 0 : robust_sum(values) / values.length;
}
function robust_sum(values) {
    let total = 0;
    for (const value of values)
        total += value;
    return total;
}
/** Sample standard deviation (n − 1); 0 for fewer than two values. */
function standardDeviation(values) {
    if (values.length < 2)
        return 0;
    const centre = mean(values);
    return Math.sqrt(robust_sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}
/** Largest minus smallest; 0 for an empty list. */
function range(values) {
    return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

;// CONCATENATED MODULE: ./compare/functions/shares.js

/** Interval between CPU samples that Scalene uses unless told otherwise, in seconds. */
const DEFAULT_SAMPLING_SEC = 0.01;
/** Weight, in degrees of freedom, of the assumption that samples are independent (overdispersion 1). */
const PRIOR_DEGREES = 10;
/** Weight of the measurement's overdispersion in that of one function. */
const FUNCTION_DEGREES = 8;
/** Sample counts can be overstated; overdispersion below this is not believed. */
const LEAST_DISPERSION = 0.5;
/** Two groups that differ by more than this many standard errors widen the error of what they say together. */
const GROUP_DISAGREEMENT = 2;
/** CPU time of each function, in the order given; empty groups are left out, and no group at all gives null. */
function functionTimes(functions, groups, totals) {
    const tables = tabulate(functions, groups);
    if (tables.length === 0)
        return null;
    const dispersion = dispersions(tables, functions.length);
    return functions.map((_, f) => (wasSampled(f, tables) ? functionTime(f, tables, dispersion[f] ?? 1, totals) : IDLE));
}
/** A function that no sample fell on. */
const IDLE = {
    base: 0,
    head: 0,
    difference: 0,
    standardError: 0,
    steadyDifference: 0,
    logError: Infinity,
    samples: { base: 0, head: 0 },
};
function wasSampled(f, tables) {
    return tables.some(({ base, head }) => (base.pooled[f] ?? 0) > 0 || (head.pooled[f] ?? 0) > 0);
}
function tabulate(functions, groups) {
    const keys = {
        base: functions.map(({ base }) => base?.key ?? null),
        head: functions.map(({ head }) => head?.key ?? null),
    };
    const tables = groups
        .filter(({ base, head }) => base.length > 0 && head.length > 0)
        .map((group) => ({ base: table(group.base, keys.base), head: table(group.head, keys.head) }))
        .filter(({ base, head }) => base.total > 0 && head.total > 0);
    const information = tables.map(({ base, head }) => 1 / (1 / base.total + 1 / head.total));
    const all = robust_sum(information);
    return tables.map((pair, i) => ({ ...pair, weight: (information[i] ?? 0) / all }));
}
function table(profiles, keys) {
    const samples = profiles.map((profile) => profile.samples);
    const shares = profiles.map(({ activity }) => {
        const row = new Float64Array(keys.length);
        keys.forEach((key, f) => {
            const entry = key === null ? undefined : activity.get(key);
            if (entry)
                row[f] = (entry.cpuPythonPercent + entry.cpuNativePercent + entry.cpuSystemPercent) / 100;
        });
        return row;
    });
    const total = robust_sum(samples);
    const pooled = new Float64Array(keys.length);
    for (const [j, row] of shares.entries()) {
        const weight = (samples[j] ?? 0) / total;
        for (let f = 0; f < row.length; f++)
            pooled[f] = (pooled[f] ?? 0) + weight * (row[f] ?? 0);
    }
    return { samples, shares, pooled, total };
}
/** Observed over binomial variance between profiles of a side: of all functions together, and moderated for each. */
function dispersions(tables, count) {
    const observed = new Float64Array(count);
    const expected = new Float64Array(count);
    let degrees = 0;
    for (const side of tables.flatMap(({ base, head }) => [base, head])) {
        degrees += side.samples.length - 1;
        for (let f = 0; f < count; f++) {
            const share = side.pooled[f] ?? 0;
            side.shares.forEach((row, j) => {
                observed[f] = (observed[f] ?? 0) + (side.samples[j] ?? 0) * ((row[f] ?? 0) - share) ** 2;
            });
            expected[f] = (expected[f] ?? 0) + (side.samples.length - 1) * Math.max(share * (1 - share), 1 / side.total);
        }
    }
    const common = Math.max(LEAST_DISPERSION, (PRIOR_DEGREES + robust_sum([...observed])) / (PRIOR_DEGREES + robust_sum([...expected])));
    return observed.map((seen, f) => {
        const usual = (expected[f] ?? 0) / Math.max(1, degrees);
        const own = (FUNCTION_DEGREES * common + (usual > 0 ? seen / usual : 0)) / (FUNCTION_DEGREES + degrees);
        return Math.max(common, own);
    });
}
function functionTime(f, tables, dispersion, totals) {
    let base = 0;
    let head = 0;
    let baseVariance = 0;
    let headVariance = 0;
    for (const { base: b, head: h, weight } of tables) {
        base += weight * (b.pooled[f] ?? 0);
        head += weight * (h.pooled[f] ?? 0);
        baseVariance += weight ** 2 * shareVariance(b, f, dispersion);
        headVariance += weight ** 2 * shareVariance(h, f, dispersion);
    }
    const difference = totals.head * head - totals.base * base;
    const variance = (totals.head ** 2 * headVariance + totals.base ** 2 * baseVariance) *
        groupInflation(f, tables, dispersion, totals) +
        (Math.sqrt(base * totals.base * head * totals.head) * totals.logError) ** 2;
    const logVariance = base > 0 && head > 0 ? baseVariance / base ** 2 + headVariance / head ** 2 + totals.logError ** 2 : Infinity;
    return {
        base: totals.base * base,
        head: totals.head * head,
        difference,
        standardError: Math.sqrt(variance),
        steadyDifference: steadyDifference(f, tables, totals, difference),
        logError: Math.sqrt(logVariance),
        samples: {
            base: robust_sum(tables.map(({ base: side }) => (side.pooled[f] ?? 0) * side.total)),
            head: robust_sum(tables.map(({ head: side }) => (side.pooled[f] ?? 0) * side.total)),
        },
    };
}
/** Binomial variance of a pooled share, with one sample added either way so that it is never zero. */
function shareVariance({ pooled, total }, f, dispersion) {
    const share = (total * (pooled[f] ?? 0) + 1) / (total + 2);
    return (dispersion * share * (1 - share)) / total;
}
/** At least 1: how much more the groups differ about this function than their errors allow (squared, per Birge). */
function groupInflation(f, tables, dispersion, totals) {
    if (tables.length < 2)
        return 1;
    const parts = tables.map(({ base, head }) => ({
        difference: totals.head * (head.pooled[f] ?? 0) - totals.base * (base.pooled[f] ?? 0),
        variance: totals.head ** 2 * shareVariance(head, f, dispersion) + totals.base ** 2 * shareVariance(base, f, dispersion),
    }));
    const precision = robust_sum(parts.map(({ variance }) => 1 / variance));
    const centre = robust_sum(parts.map(({ difference, variance }) => difference / variance)) / precision;
    const q = robust_sum(parts.map(({ difference, variance }) => (difference - centre) ** 2 / variance));
    return Math.max(1, q / (parts.length - 1) / GROUP_DISAGREEMENT ** 2);
}
function steadyDifference(f, tables, totals, difference) {
    const sign = Math.sign(difference);
    let least = Math.abs(difference);
    for (const { base, head, weight } of tables) {
        for (const [side, factor] of [
            [base, -totals.base],
            [head, totals.head],
        ]) {
            if (side.samples.length < 2)
                continue;
            side.samples.forEach((samples, j) => {
                const rest = side.total - samples;
                if (rest <= 0)
                    return;
                const pooled = side.pooled[f] ?? 0;
                const left = (side.total * pooled - samples * (side.shares[j]?.[f] ?? 0)) / rest;
                least = Math.min(least, sign * (difference + factor * weight * (left - pooled)));
            });
        }
    }
    return sign * Math.max(0, least);
}
/** CPU samples of a profile: counted in its stacks, else worked out from the run's CPU time or its elapsed seconds. */
function sampleCount(profile, cpuSec, samplingSec) {
    if (profile.samples !== null && profile.samples > 0)
        return profile.samples;
    const seconds = cpuSec !== null && cpuSec > 0 ? cpuSec : profile.elapsedSec;
    return Math.max(1, seconds / (samplingSec !== null && samplingSec > 0 ? samplingSec : DEFAULT_SAMPLING_SEC));
}

;// CONCATENATED MODULE: ./compare/functions/evidence.js





function gatherEvidence(blocks) {
    const keys = new KeysOfFiles();
    const perBlock = blocks.map((block) => pairs_profiledRuns(block).map((found) => ({ found, activity: activity(found.profile, keys) })));
    const all = perBlock.flat();
    const of = (side) => all.filter(({ found }) => found.run.side === side);
    const profilesOf = (side) => of(side).map(({ found }) => found.profile);
    const profiles = { base: profilesOf('base'), head: profilesOf('head') };
    const withMemory = (side) => of(side).flatMap(({ found, activity: seen }) => (found.profile.hasMemory ? [seen] : []));
    return {
        functions: matchFunctions(inventory(profiles.base), inventory(profiles.head), firstDiff(blocks)),
        groups: perBlock.flatMap((runs) => [groupOf(runs, 'cpu'), groupOf(runs, 'full')]),
        memory: { base: withMemory('base'), head: withMemory('head') },
        profiles,
    };
}
/** The diff of the two commits; all blocks have the same two, so the first one counts. */
function firstDiff(blocks) {
    const text = blocks.find(({ diff }) => diff !== undefined)?.diff;
    return text === undefined ? null : parseDiff(text);
}
function groupOf(runs, mode) {
    const of = (side) => runs.flatMap(({ found: { run, profile }, activity: seen }) => {
        if (run.side !== side || run.mode !== mode)
            return [];
        const cpuSec = run.userSec === undefined || run.sysSec === undefined ? null : run.userSec + run.sysSec;
        return [{ activity: seen, samples: sampleCount(profile, cpuSec, run.samplingSec ?? null) }];
    });
    return { base: of('base'), head: of('head') };
}

;// CONCATENATED MODULE: ./compare/functions/blame.js
/** A function's own seconds differ by about this much between builds of the same code (layout, caches), as a fraction. */
const JITTER = 0.03;
/** Typical part of the total change that a responsible function explains. */
const TYPICAL_PART = 0.7;
/** Prior probability that the responsible function is among those whose code changed, where there are both kinds. */
const AMONG_CHANGED = 0.8;
/** No single suspect is surer than this before anything is measured. */
const MOST_PRIOR = 0.8;
/** Functions responsible for one change, on average. */
const RESPONSIBLE = 1.2;
/** Prior odds of "none of them": the time went where no function was sampled. */
const NOWHERE = 0.1;
/** An explanation smaller than this part of the change is not worth naming. */
const LEAST_PART = 0.1;
/** Named on its own evidence, or as the likeliest of all suspects. */
const NAMED = 0.8;
const NAMED_FIRST = 0.35;
/** Cap of one function's log evidence, so that exponentials stay finite. */
const MOST_EVIDENCE = 50;
/** Log evidence of a function that moved against the change. */
const AGAINST = -5;
/** Blame for each suspect, in the order given. `total` is the proven change of the whole program, not zero. */
function blame(suspects, total) {
    const priors = priorProbabilities(suspects);
    const slab = (TYPICAL_PART * Math.abs(total)) ** 2;
    const direction = Math.sign(total);
    const weighed = suspects.map((suspect, i) => {
        const prior = priors[i] ?? 0;
        const along = direction * suspect.difference;
        const noise = suspect.standardError ** 2 + (JITTER * suspect.size) ** 2;
        const evidence = logEvidence(along, noise, slab);
        const probability = prior / (prior + (1 - prior) * Math.exp(-evidence));
        const expected = along > 0 ? (probability * along * slab) / (slab + noise) : 0;
        return { probability, expected, weight: prior * Math.exp(evidence) };
    });
    const allWeights = weighed.reduce((all, { weight }) => all + weight, NOWHERE);
    const most = weighed.reduce((largest, { expected }) => Math.max(largest, expected), 0);
    return weighed.map(({ probability, expected, weight }) => {
        const first = expected === most && weight / allWeights > NAMED_FIRST;
        const worthNaming = expected > LEAST_PART * Math.abs(total);
        return { probability, expected: direction * expected, named: worthNaming && (first || probability > NAMED) };
    });
}
/** ln of how much likelier the difference is as a part of the change than as noise. Variances in squared units. */
function logEvidence(along, noise, slab) {
    if (along < 0)
        return AGAINST;
    if (noise === 0)
        return along > 0 ? MOST_EVIDENCE : AGAINST;
    const both = noise + slab;
    const ratio = 0.5 * (along ** 2 / noise - along ** 2 / both - Math.log(both / noise));
    return Math.min(MOST_EVIDENCE, ratio);
}
/** Prior probability of each suspect to be responsible: shared out among the changed and among the unchanged ones. */
function priorProbabilities(suspects) {
    const changed = suspects.filter(({ codeChanged }) => codeChanged).length;
    const unchanged = suspects.length - changed;
    const share = changed === 0 ? 0 : unchanged === 0 ? 1 : AMONG_CHANGED;
    return suspects.map(({ codeChanged }) => {
        const prior = codeChanged ? share / changed : (1 - share) / unchanged;
        return Math.min(MOST_PRIOR, RESPONSIBLE * prior);
    });
}

;// CONCATENATED MODULE: ./compare/functions/common-shift.js
/**
 * Largest part of the program's own change, on the log scale, that is put down to the profiler. Where one kind of work is slowed
 * r times as much as the other, and takes half of head's time, the part is ln(2r / (r + 1)) / ln 2: 0.5 at r = 2.4. What exceeds it is
 * a change: data that grew may slow every function that nobody touched.
 */
const MOST_OF_CHANGE = 0.5;
/** Variance of a median over that of a mean, for normal noise. */
const MEDIAN_VARIANCE = Math.PI / 2;
/** A function with more than this part of all the weight would move the median that it is judged by. */
const HEAVY = 0.02;
/**
 * The shift that each function is judged by, as ln(head / base), positive where unchanged code seems slower on head: the median
 * over all other functions of unchanged code, weighted by their seconds, believed as far as their samples allow, and limited.
 *
 * @param times by position among the functions
 * @param logChange ln(head / base) of the whole program's CPU time
 * @param isJudged false for functions that are too small to tell anything
 */
function commonShifts(functions, times, logChange, isJudged) {
    const most = MOST_OF_CHANGE * Math.abs(logChange);
    const seen = times.flatMap((time, f) => {
        const { base, head, logError } = time;
        if (functions[f]?.codeChanged !== false || base <= 0 || head <= 0 || !isJudged(time))
            return [];
        return [{ of: f, value: Math.log(head / base), weight: Math.sqrt(base * head), error: logError }];
    });
    const shifts = new Array(times.length).fill(shiftOf(seen, most));
    const least = HEAVY * seen.reduce((all, { weight }) => all + weight, 0);
    for (const { of, weight } of seen) {
        if (weight > least)
            shifts[of] = shiftOf(seen.filter((other) => other.of !== of), most);
    }
    return shifts;
}
/** The median, drawn toward zero where its own error is large beside what a profiler does, Normal(0, (most / 2)²). */
function shiftOf(seen, most) {
    const all = seen.reduce((total, { weight }) => total + weight, 0);
    if (all === 0 || most === 0)
        return 0;
    const variance = MEDIAN_VARIANCE * seen.reduce((total, { weight, error }) => total + ((weight / all) * error) ** 2, 0);
    const usual = (most / 2) ** 2;
    return Math.min(most, Math.max(-most, (weightedMedian(seen) * usual) / (usual + variance)));
}
/**
 * The value at which half of the weight is reached, between the middles of its neighbours' weights; 0 for an empty list.
 * Interpolated so that it turns its sign where all values do.
 */
function weightedMedian(values) {
    const sorted = [...values].sort((a, b) => a.value - b.value);
    const half = sorted.reduce((all, { weight }) => all + weight, 0) / 2;
    let passed = 0;
    let before = null;
    for (const { value, weight } of sorted) {
        const middle = passed + weight / 2;
        if (middle >= half) {
            if (before === null)
                return value;
            return before.value + ((value - before.value) * (half - before.middle)) / (middle - before.middle);
        }
        passed += weight;
        before = { value, middle };
    }
    return before?.value ?? 0;
}

// EXTERNAL MODULE: ../../node_modules/@stdlib/stats-base-dists-t-cdf/lib/index.js
var lib = __webpack_require__(8673);
;// CONCATENATED MODULE: ./compare/stats/holm.js
/**
 * Correction for having looked at many functions at once (Holm 1979): the chance of any false claim stays below `level`.
 */
/** Which of the p-values are still significant after the correction, in the order given. */
function holm(pValues, level) {
    const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
    const significant = new Array(pValues.length).fill(false);
    for (const [rank, { p, index }] of order.entries()) {
        if (!(p <= level / (pValues.length - rank)))
            break;
        significant[index] = true;
    }
    return significant;
}

;// CONCATENATED MODULE: ./compare/functions/detect.js
/**
 * Functions that changed beyond doubt, whatever the total did: a claim on its own needs strong evidence, because hundreds
 * of functions are looked at. Explaining a total that is known to have changed is left to `blame.ts`.
 */


/** Chance of any false claim in one comparison of unchanged code, two-sided, all functions together. */
const LEVEL = 0.002;
/** Degrees of freedom of the standard errors: about two modes × two sides × five profiles, and the prior. */
const DEGREES = 20;
/** Seconds of one function differ by about this much between builds of the same code, as a fraction. */
const detect_JITTER = 0.03;
/** A smaller part of the whole program's seconds is not claimed without the total's support. */
const detect_LEAST_PART = 0.02;
/** 1 for slower, −1 for faster, 0 for nothing proven; in the order given. */
function detect(candidates, totalBase, totalHead) {
    const significant = holm(candidates.map(pValue), LEVEL);
    const least = detect_LEAST_PART * Math.min(totalBase, totalHead);
    return candidates.map((candidate, i) => {
        if (!significant[i] || !isBeyond(candidate, least))
            return 0;
        return candidate.difference > 0 ? 1 : -1;
    });
}
function pValue({ steadyDifference, standardError, base, head }) {
    const error = Math.hypot(standardError, detect_JITTER * Math.max(base, head));
    if (error === 0)
        return steadyDifference === 0 ? 1 : 0;
    return 2 * lib(-Math.abs(steadyDifference) / error, DEGREES);
}
function isBeyond({ difference, base, head, limit }, least) {
    const size = Math.abs(difference);
    const smaller = Math.min(base, head);
    return size > Math.max(least, limit.floor) && size > limit.tolerance * smaller;
}

;// CONCATENATED MODULE: ./compare/functions/moved-work.js
/**
 * Work that went from one function into another: a helper taken out, a helper inlined, lines carried over. Such functions
 * are judged together, because one's growth is the other's shrinking. Judging itself is left to `blame.ts` and `detect.ts`.
 */


/** Functions smaller or steadier than this many standard errors have nothing to pass on. */
const NOTICEABLE = 1.5;
/** This many lines in common, and half of those that left or arrived, make "carried over". */
const LEAST_CARRIED = 2;
/**
 * Groups of functions that share work, as lists of indices; a function that shares with no other is a group of its own.
 * @param relevant smallest difference that is looked at, in the quantity's unit
 */
function shareWork(functions, changes, relevant) {
    const groups = new Groups(functions.length);
    const moves = changes.map(({ difference, standardError }) => Math.abs(difference) > Math.max(relevant, NOTICEABLE * standardError) ? Math.sign(difference) : 0);
    const giving = indicesWhere(moves, (sign) => sign < 0);
    const taking = indicesWhere(moves, (sign) => sign > 0);
    for (const from of giving) {
        for (const to of taking) {
            const giver = functions[from];
            const taker = functions[to];
            if (giver && taker && sharesWork(giver, taker))
                groups.join(from, to);
        }
    }
    return groups.lists();
}
function sharesWork(giver, taker) {
    if (!giver.codeChanged && !taker.codeChanged)
        return false;
    return callsAnew(giver, taker) || stoppedCalling(taker, giver) || carriedOver(giver, taker);
}
/** The giver names a taker that it did not name before, or less often. */
function callsAnew(giver, taker) {
    if (!taker.head || !giver.head)
        return false;
    const name = leafName(taker.head.name);
    return mentionsMore(giver.head.text, textOf(giver.base), name);
}
/** The taker named the giver on base, and no longer does: it was inlined. */
function stoppedCalling(taker, giver) {
    if (!giver.base || !taker.base)
        return false;
    const name = leafName(giver.base.name);
    return mentionsMore(taker.base.text, textOf(taker.head), name);
}
function mentionsMore(text, than, name) {
    const more = countMentions(text, name);
    const less = countMentions(than, name);
    return more.bare > less.bare || more.attribute > less.attribute;
}
function carriedOver(giver, taker) {
    const left = without(significantLines(textOf(giver.base)), significantLines(textOf(giver.head)));
    const arrived = without(significantLines(textOf(taker.head)), significantLines(textOf(taker.base)));
    return inCommon(left, arrived) >= Math.max(LEAST_CARRIED, Math.min(left.length, arrived.length) / 2);
}
function textOf(side) {
    return side?.text ?? [];
}
function indicesWhere(signs, wanted) {
    return signs.flatMap((sign, index) => (wanted(sign) ? [index] : []));
}
/** Disjoint sets of indices. */
class Groups {
    #parent;
    constructor(size) {
        this.#parent = Array.from({ length: size }, (_, index) => index);
    }
    join(a, b) {
        this.#parent[this.#root(b)] = this.#root(a);
    }
    lists() {
        const byRoot = new Map();
        this.#parent.forEach((_, index) => {
            const root = this.#root(index);
            byRoot.set(root, [...(byRoot.get(root) ?? []), index]);
        });
        return [...byRoot.values()];
    }
    #root(index) {
        let at = index;
        while (this.#parent[at] !== at)
            at = this.#parent[at] ?? at;
        this.#parent[index] = at;
        return at;
    }
}

;// CONCATENATED MODULE: ./compare/functions/units.js


/**
 * @param times by position among the functions
 * @param least smaller differences are not looked at, in seconds
 */
function unitsOf(functions, times, least) {
    return shareWork(functions, times, least).map((members) => {
        const [only] = members;
        return members.length === 1 && only !== undefined
            ? alone(only, times[only] ?? IDLE)
            : together(members, members.map((member) => times[member] ?? IDLE));
    });
}
function alone(index, time) {
    const { base, head, difference, standardError, steadyDifference } = time;
    return {
        members: [index],
        base,
        head,
        difference,
        standardError,
        steadyDifference,
        size: Math.max(base, head),
    };
}
function together(members, times) {
    const total = (read) => times.reduce((all, time) => all + read(time), 0);
    const base = total((time) => time.base);
    const head = total((time) => time.head);
    const difference = total((time) => time.difference);
    // What is left of the net difference is as steady as the least steady member allows.
    const unsteady = Math.max(...times.map((time) => Math.abs(time.difference - time.steadyDifference)));
    return {
        members,
        base,
        head,
        difference,
        standardError: Math.sqrt(total((time) => time.standardError ** 2)),
        steadyDifference: Math.sign(difference) * Math.max(0, Math.abs(difference) - unsteady),
        size: Math.max(base, head),
    };
}

;// CONCATENATED MODULE: ./compare/functions/cpu.js





/** Shares of the whole program below this are too small to judge. */
const RELEVANT_SHARE = 0.01;
/** Fewer samples than this on both sides together say nothing. */
const LEAST_SAMPLES = 3;
/** One finding for each function that was sampled. */
function judgeCpu({ functions, groups }, metric, limitOf, { minPairs }) {
    const total = metric && totalOf(metric.row, metric.change?.standardError ?? null);
    const pooled = total && functionTimes(functions, groups, total);
    if (!pooled)
        return [];
    const logChange = Math.log(total.head / total.base);
    const shifts = commonShifts(functions, pooled, logChange, (time) => isRelevant(time, total));
    const times = pooled.map((time, f) => widened(time, shifts[f] ?? 0));
    const context = { functions, times, total, limitOf, shifts };
    const units = unitsOf(functions, times, RELEVANT_SHARE * Math.min(total.base, total.head));
    const judged = units.filter(({ members }) => members.some((member) => isRelevant(times[member], total)));
    const blamed = total.proven ? blamedUnits(judged, context) : new Map();
    const enough = total.pairs >= minPairs && groups.some(hasSpread);
    const detected = enough ? detectedUnits(judged, context) : new Map();
    return units.flatMap((unit) => findings(unit, blamed.get(unit) ?? detected.get(unit) ?? null, context));
}
function totalOf(row, logError) {
    const { base, head, verdict, tolerance, runs } = row;
    if (base === null || head === null || base <= 0 || head <= 0 || logError === null)
        return null;
    const smaller = Math.min(base, head);
    return {
        base,
        head,
        change: head - base,
        proven: verdict === 'regression' || verdict === 'improvement',
        accepted: smaller * (tolerance > 0 ? tolerance : 1),
        logError,
        pairs: runs?.base ?? 0,
    };
}
/** A function's time with an error that allows for the shift, so that intervals hold what the profiler distorts. */
function widened(time, shift) {
    return {
        ...time,
        standardError: Math.hypot(time.standardError, shift * Math.sqrt(time.base * time.head)),
        logError: Math.hypot(time.logError, shift),
    };
}
function blamedUnits(units, context) {
    const { functions, total, limitOf } = context;
    const suspects = units.map((unit) => {
        const codeChanged = unit.members.some((member) => functions[member]?.codeChanged ?? false);
        return { ...unit, codeChanged, difference: codeChanged ? unit.difference : unshifted(unit, context) };
    });
    const blames = blame(suspects, total.change);
    return new Map(units.flatMap((unit, i) => {
        const found = blames[i];
        if (found?.named !== true || isAccepted(unit, functions, limitOf))
            return [];
        return [[unit, { direction: Math.sign(total.change), tier: 0, amount: Math.abs(found.expected) }]];
    }));
}
/** The difference that is left when both sides are judged alike. */
function unshifted({ members }, { times, shifts }) {
    return members.reduce((all, member) => {
        const { base, head } = times[member] ?? IDLE;
        const shift = shifts[member] ?? 0;
        return all + head * Math.exp(-shift / 2) - base * Math.exp(shift / 2);
    }, 0);
}
function detectedUnits(units, { functions, total, limitOf }) {
    const candidates = units.map((unit) => ({ ...unit, limit: limitOfUnit(unit, functions, limitOf) }));
    const found = detect(candidates, total.base, total.head);
    return new Map(units.flatMap((unit, i) => {
        const direction = found[i] ?? 0;
        if (direction === 0 || !existsOnBothSides(unit, functions))
            return [];
        if (isBesideTheChange(unit, direction, functions, total))
            return [];
        return [[unit, { direction, tier: 1, amount: Math.abs(unit.difference) }]];
    }));
}
/**
 * Code that nobody touched, and that seems to move against a proven change of the whole: the seconds of a side are shared out by samples, those
 * of the interpreter's start too, so what is left seems to grow where most of the work has gone.
 */
function isBesideTheChange({ members }, direction, functions, total) {
    const isTouched = members.some((member) => functions[member]?.codeChanged ?? false);
    return total.proven && direction !== Math.sign(total.change) && !isTouched;
}
/** A unit's members as findings; its claim goes to the member that moved most. */
function findings(unit, claim, { functions, times, total }) {
    const leader = claim && leaderOf(unit.members, times, claim.direction);
    const sharesWork = unit.members.length > 1;
    return unit.members.flatMap((member) => {
        const time = times[member] ?? IDLE;
        if (time.base <= 0 && time.head <= 0)
            return [];
        const own = member === leader ? claim : null;
        const difference = own ? unit.difference : time.difference;
        return [
            {
                index: member,
                metric: 'cpu-time',
                verdict: own ? verdictOf(own) : quietVerdict(functions[member], isRelevant(time, total) || sharesWork),
                base: time.base,
                head: time.head,
                standardError: time.standardError,
                logError: time.logError,
                contribution: total.proven ? difference / total.change : null,
                weight: (own?.amount ?? Math.abs(difference)) / total.accepted,
                tier: own?.tier ?? 2,
                sharedWith: sharesWork ? unit.members.filter((other) => other !== member) : [],
            },
        ];
    });
}
function verdictOf({ direction }) {
    return direction > 0 ? 'regression' : 'improvement';
}
function quietVerdict(entry, judged) {
    if (!judged)
        return 'too-small';
    return entry === undefined || entry.presence === 'both' ? 'unchanged' : entry.presence;
}
function leaderOf(members, times, direction) {
    return members.reduce((best, member) => direction * (times[member]?.difference ?? 0) > direction * (times[best]?.difference ?? 0) ? member : best);
}
function isRelevant(time, total) {
    if (!time)
        return false;
    const share = Math.max(time.base / total.base, time.head / total.head);
    return share >= RELEVANT_SHARE && time.samples.base + time.samples.head >= LEAST_SAMPLES;
}
/** One profile against one shows no noise, and proves nothing. */
function hasSpread({ base, head }) {
    return base.length >= 2 && head.length >= 2;
}
/** A function on one side only is "new" or "removed", unless the total makes it responsible for something. */
function existsOnBothSides({ members }, functions) {
    return members.some((member) => functions[member]?.presence === 'both');
}
function limitOfUnit({ members }, functions, limitOf) {
    const first = functions[members[0] ?? -1];
    const entry = first?.head ?? first?.base;
    return entry ? limitOf(entry, 'cpu-time') : { tolerance: 0, floor: 0, explicit: false };
}
/** The settings accept this much for this very function. */
function isAccepted(unit, functions, limitOf) {
    const { tolerance, floor, explicit } = limitOfUnit(unit, functions, limitOf);
    const size = Math.abs(unit.difference);
    return explicit && (size <= floor || size <= tolerance * Math.min(unit.base, unit.head));
}

;// CONCATENATED MODULE: ./compare/functions/finding.js
const VERDICT_ORDER = {
    regression: 0,
    improvement: 1,
    added: 2,
    removed: 3,
    inconclusive: 4,
    unchanged: 5,
    'too-small': 6,
};
/** Worst first; among equals those that explain a total, then the larger change, then the larger function. */
function byImportance(a, b) {
    return (VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
        a.tier - b.tier ||
        b.weight - a.weight ||
        Math.max(b.base, b.head) - Math.max(a.base, a.head) ||
        a.index - b.index);
}

;// CONCATENATED MODULE: ./compare/functions/limits.js
/**
 * The accepted change of one function: what the settings say for its name, else the default of its metric.
 */

/** A function's own change is noisier than the whole program's: at least this much is accepted, as a fraction. */
const FUNCTION_TOLERANCE = 0.1;
/** Compiles the globs once. */
function functionLimits(settings) {
    const compiled = settings.functionLimits.map((entry) => ({ entry, matches: limits_matcher(entry.pattern) }));
    return (entry, metric) => {
        const usual = settings.limits[metric];
        const named = compiled.filter(({ entry: { metric: only }, matches }) => (only ?? metric) === metric && matches(entry));
        const own = named.reduce((limit, { entry: { limit: next } }) => ({ ...limit, ...defined(next) }), {});
        return {
            tolerance: own.tolerance ?? Math.max(usual.tolerance, FUNCTION_TOLERANCE),
            floor: own.floor ?? usual.floor,
            explicit: named.length > 0,
        };
    };
}
function defined(limit) {
    return {
        ...(limit.tolerance !== undefined && { tolerance: limit.tolerance }),
        ...(limit.floor !== undefined && { floor: limit.floor }),
    };
}
/** `file:qualified.name`, or a name alone. Names have no slashes, so `*` in one means anything. */
function limits_matcher(pattern) {
    const whole = picomatch(pattern, { dot: true });
    const colon = pattern.lastIndexOf(':');
    if (colon === -1)
        return ({ name }) => whole(name);
    const file = picomatch(pattern.slice(0, colon), { dot: true });
    const name = picomatch(pattern.slice(colon + 1), { dot: true });
    return (entry) => file(entry.file) && name(entry.name);
}
/** Whether a function's file is one that the settings want listed. */
function fileFilter({ only, exclude }) {
    const wanted = only.length === 0 ? () => true : picomatch([...only], { dot: true });
    const unwanted = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
    return (file) => wanted(file) && !unwanted(file);
}

;// CONCATENATED MODULE: ./compare/functions/memory.js


/** An explanation smaller than this part of the change is not worth naming. */
const memory_LEAST_PART = 0.15;
/** A function explains at most this much of the change: sampled sums overshoot a little. */
const MOST_PART = 1.2;
/** Functions whose code is the same on both sides count this much when suspects are put in order. */
const UNCHANGED_WEIGHT = 0.5;
/**
 * Functions that explain a proven change of the whole program's memory, largest part first.
 * @param total head − base of the whole program, in MiB
 */
function explainMemory(functions, profiles, total) {
    if (profiles.base.length === 0 || profiles.head.length === 0 || total === 0)
        return [];
    const allocated = functions.map((entry) => memory_amount(entry, profiles, (found) => found.allocatedMb));
    const peak = functions.map((entry) => memory_amount(entry, profiles, (found) => found.peakMb));
    const direction = Math.sign(total);
    const groups = shareWork(functions, allocated, (memory_LEAST_PART * Math.abs(total)) / 3);
    const claims = groups.flatMap((members) => {
        const byAllocation = memory_together(members, allocated, direction);
        const byPeak = memory_together(members, peak, direction);
        const better = byPeak.explained > byAllocation.explained ? byPeak : byAllocation;
        const explained = Math.min(better.explained, MOST_PART * Math.abs(total));
        const index = better.leader;
        const shown = (better === byPeak ? peak : allocated)[index];
        if (!shown || explained <= memory_LEAST_PART * Math.abs(total))
            return [];
        const claim = {
            index,
            metric: better === byPeak ? 'peak-memory' : 'allocated',
            base: shown.base,
            head: shown.head,
            standardError: shown.standardError,
            explained: direction * explained,
            sharedWith: members.filter((member) => member !== index),
        };
        return [{ claim, weight: explained * (functions[index]?.codeChanged ? 1 : UNCHANGED_WEIGHT) }];
    });
    return claims.sort((a, b) => b.weight - a.weight || a.claim.index - b.claim.index).map(({ claim }) => claim);
}
/** What the members of a group explain together, less two standard errors, and which of them leads. */
function memory_together(members, amounts, direction) {
    let difference = 0;
    let variance = 0;
    let leader = members[0] ?? 0;
    for (const member of members) {
        const entry = amounts[member];
        if (!entry)
            continue;
        difference += direction * entry.difference;
        variance += entry.standardError ** 2;
        if (direction * entry.difference > direction * (amounts[leader]?.difference ?? 0))
            leader = member;
    }
    return { explained: difference - 2 * Math.sqrt(variance), leader };
}
function memory_amount({ base, head }, profiles, read) {
    const before = valuesOf(base?.key, profiles.base, read);
    const after = valuesOf(head?.key, profiles.head, read);
    const spread = Math.max(standardDeviation(before), standardDeviation(after));
    return {
        base: mean(before),
        head: mean(after),
        difference: mean(after) - mean(before),
        standardError: spread * Math.sqrt(1 / before.length + 1 / after.length),
    };
}
function valuesOf(key, profiles, read) {
    return profiles.map((activity) => {
        const entry = key === undefined ? undefined : activity.get(key);
        return entry ? read(entry) : 0;
    });
}

;// CONCATENATED MODULE: ./compare/functions/judge.js




/** A function has one finding per metric that says something about it. */
function judgeFunctions(evidence, metrics, settings) {
    const limitOf = functionLimits(settings);
    const cpu = judgeCpu(evidence, metrics.get('cpu-time'), limitOf, settings);
    const memory = judgeMemory(evidence, metrics, limitOf);
    return [...cpu, ...memory].sort(byImportance);
}
/** Functions that explain a proven change of peak memory, else of what was allocated. */
function judgeMemory({ functions, memory }, metrics, limitOf) {
    const changed = [metrics.get('peak-memory'), metrics.get('allocated')].find((metric) => metric?.row.verdict === 'regression' || metric?.row.verdict === 'improvement');
    const row = changed?.row;
    if (!row || row.base === null || row.head === null)
        return [];
    const total = row.head - row.base;
    const tolerance = Math.max(row.tolerance * Math.min(row.base, row.head), row.floor, Number.MIN_VALUE);
    return explainMemory(functions, memory, total).flatMap((claim) => {
        const entry = functions[claim.index];
        const named = entry?.head ?? entry?.base;
        const limit = named && limitOf(named, claim.metric);
        const size = Math.abs(claim.head - claim.base);
        if (limit?.explicit && (size <= limit.floor || size <= limit.tolerance * Math.min(claim.base, claim.head)))
            return [];
        return [
            {
                index: claim.index,
                metric: claim.metric,
                verdict: total > 0 ? 'regression' : 'improvement',
                base: claim.base,
                head: claim.head,
                standardError: claim.standardError,
                logError: claim.base > 0 && claim.head > 0 ? claim.standardError / Math.sqrt(claim.base * claim.head) : Infinity,
                contribution: claim.explained / total,
                weight: Math.abs(claim.explained) / tolerance,
                tier: 0,
                sharedWith: claim.sharedWith,
            },
        ];
    });
}

// EXTERNAL MODULE: ./model/metrics.js
var model_metrics = __webpack_require__(99731);
;// CONCATENATED MODULE: ./compare/stats/relative.js
/**
 * From log ratios to relative changes, as reports show them: always finite.
 */
/** Less than this many seconds or MiB is nothing: ratios of such amounts mean nothing. */
const NEARLY_ZERO = 1e-6;
/** Relative changes are shown up to e²⁰, so that none is infinite. */
const LARGEST_LOG = 20;
/** (head − base) / base from ln(head / base). */
function relativeChange(logRatio) {
    return Math.expm1(Math.min(LARGEST_LOG, logRatio));
}

;// CONCATENATED MODULE: ./compare/functions/rows.js


/** Standard errors to either end of a 95 % interval. */
const NORMAL_95 = 1.96;
/** A wider interval than this many log units says only "anything". */
const WIDEST = 4;
/** From these parts of the whole program's amount on, by falling severity. */
const SEVERITY_STEPS = [
    [0.25, 'critical'],
    [0.1, 'high'],
    [0.05, 'medium'],
];
function functionRow(finding, context) {
    const entry = context.functions[finding.index];
    const shown = entry?.head ?? entry?.base;
    if (!entry || !shown)
        return null;
    const claimed = finding.tier < 2;
    const via = claimed && entry.inDiff !== true && entry.head ? context.via(entry.head) : undefined;
    const note = noteOn(finding, context.functions);
    return {
        name: shown.name,
        file: shown.file,
        line: shown.line,
        ...(entry.base && entry.head && entry.base.name !== entry.head.name && { baseName: entry.base.name }),
        baseFile: baseFile(entry, shown),
        baseLine: entry.base?.line ?? null,
        matchedBy: entry.matchedBy,
        metric: finding.metric,
        unit: model_metrics/* METRICS */.Cb[finding.metric].unit,
        base: entry.presence === 'added' ? null : finding.base,
        head: entry.presence === 'removed' ? null : finding.head,
        ...changeOf(finding),
        noise: Number.isFinite(finding.logError) ? finding.logError : null,
        verdict: finding.verdict,
        severity: claimed ? severity(finding, context.metrics.get(finding.metric)) : null,
        inDiff: entry.inDiff,
        contribution: finding.contribution,
        ...(via !== undefined && { via }),
        ...(note !== undefined && { note }),
    };
}
function baseFile(entry, shown) {
    if (entry.base)
        return entry.base.file;
    return entry.presence === 'both' ? shown.file : null;
}
function changeOf({ base, head, logError }) {
    if (base < NEARLY_ZERO)
        return { change: null, interval: null };
    if (head < NEARLY_ZERO || !Number.isFinite(logError))
        return { change: head / base - 1, interval: null };
    const log = Math.log(head / base);
    const reach = Math.min(WIDEST, NORMAL_95 * logError);
    return { change: relativeChange(log), interval: [relativeChange(log - reach), relativeChange(log + reach)] };
}
function severity({ base, head }, total) {
    const whole = Math.min(total?.row.base ?? 0, total?.row.head ?? 0);
    const part = whole > 0 ? Math.abs(head - base) / whole : 1;
    return SEVERITY_STEPS.find(([least]) => part >= least)?.[1] ?? 'low';
}
function noteOn({ sharedWith, verdict, tier }, functions) {
    const names = sharedWith.flatMap((index) => {
        const other = functions[index];
        const shown = other?.head ?? other?.base;
        return shown ? [shown.name] : [];
    });
    if (names.length === 0)
        return undefined;
    const partners = names.join(', ');
    if (tier < 2)
        return `Judged together with ${partners}, with which it exchanged work.`;
    if (verdict === 'added')
        return `New, with work that ${partners} did before.`;
    if (verdict === 'removed')
        return `Removed; its work went to ${partners}.`;
    return `Exchanged work with ${partners}; judged together.`;
}

;// CONCATENATED MODULE: ./compare/functions/via.js

/**
 * Prepares the look-up. A touched function counts the more samples it shares with the other one; callers at any distance
 * count, callees too.
 */
function findVia(profiles, touched) {
    const stacks = once(() => profiles.flatMap((profile) => profile.stacks));
    const touchedByFile = once(() => byFile(touched()));
    return (entry) => {
        if (touchedByFile().size === 0)
            return undefined;
        const shared = new Map();
        for (const stack of stacks()) {
            if (!stack.frames.some((frame) => isIn(frame, entry)))
                continue;
            for (const name of touchedIn(stack, touchedByFile(), entry)) {
                shared.set(name, (shared.get(name) ?? 0) + Math.max(1, stack.count));
            }
        }
        return [...shared].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
    };
}
function touchedIn(stack, touched, except) {
    const names = new Set();
    for (const frame of stack.frames) {
        for (const candidate of touched.get(frame.file) ?? []) {
            if (candidate.key !== except.key && isIn(frame, candidate))
                names.add(candidate.name);
        }
    }
    return names;
}
function isIn({ file, line }, entry) {
    return file === entry.file && line >= entry.line && line <= entry.endLine;
}
function byFile(functions) {
    const found = new Map();
    for (const entry of functions)
        found.set(entry.file, [...(found.get(entry.file) ?? []), entry]);
    return found;
}

// EXTERNAL MODULE: ../../node_modules/diff/libesm/diff/array.js + 1 modules
var array = __webpack_require__(45953);
;// CONCATENATED MODULE: ./compare/lines.js
/**
 * The lines behind a function's change, mapped through a diff of its two texts, so that a line inserted above shifts
 * nothing. Lines explain and never decide: Scalene spreads the samples of a loop without calls evenly over its lines.
 */




/** Functions whose lines are shown, and lines of each. */
const MOST_FUNCTIONS = 10;
const MOST_LINES = 6;
/** Lines that explain less than this part of their function's change are left out. */
const lines_LEAST_PART = 0.05;
/** Editing two texts into each other may cost this many steps; beyond it lines are matched by their place. */
const MOST_EDITS = 2000;
/** The lines of the claimed functions that changed most, function by function in the order given. */
function compareLines(findings, functions, profiles, cpuSeconds) {
    return findings
        .filter(({ tier }) => tier < 2)
        .slice(0, MOST_FUNCTIONS)
        .flatMap((finding) => {
        const entry = functions[finding.index];
        return entry ? linesOf(finding, entry, profiles, cpuSeconds) : [];
    });
}
function linesOf(finding, entry, profiles, cpuSeconds) {
    const before = amounts(entry.base, profiles.base, finding.metric, cpuSeconds?.base ?? 0);
    const after = amounts(entry.head, profiles.head, finding.metric, cpuSeconds?.head ?? 0);
    const shown = entry.head ?? entry.base;
    if (!shown)
        return [];
    const least = lines_LEAST_PART * Math.abs(finding.head - finding.base);
    return pairLines(entry.base, entry.head)
        .map(({ base, head, status }) => {
        const was = base === null ? null : (before.get(base.line) ?? 0);
        const is = head === null ? null : (after.get(head.line) ?? 0);
        const row = {
            file: shown.file,
            line: head?.line ?? null,
            baseFile: entry.base?.file ?? null,
            baseLine: base?.line ?? null,
            function: shown.name,
            metric: finding.metric,
            unit: model_metrics/* METRICS */.Cb[finding.metric].unit,
            base: was,
            head: is,
            change: was !== null && was >= NEARLY_ZERO && is !== null ? is / was - 1 : null,
            source: head?.text ?? base?.text ?? '',
            status,
        };
        return { row, size: Math.abs((is ?? 0) - (was ?? 0)) };
    })
        .filter(({ size }) => size > least && size > 0)
        .sort((a, b) => b.size - a.size || (a.row.line ?? a.row.baseLine ?? 0) - (b.row.line ?? b.row.baseLine ?? 0))
        .slice(0, MOST_LINES)
        .map(({ row }) => row);
}
/** Mean over the profiles, by line number of the function: seconds for CPU time, MiB for memory. */
function amounts(entry, profiles, metric, seconds) {
    if (!entry)
        return new Map();
    const wanted = new Set(entry.ownLines);
    const relevant = metric === 'cpu-time' ? profiles : profiles.filter(({ hasMemory }) => hasMemory);
    const totals = new Map();
    for (const profile of relevant) {
        const lines = profile.files.find(({ path }) => path === entry.file)?.lines ?? [];
        for (const line of lines) {
            if (wanted.has(line.line))
                totals.set(line.line, (totals.get(line.line) ?? 0) + lines_valueOf(line, metric, seconds));
        }
    }
    return new Map([...totals].map(([line, total]) => [line, total / relevant.length]));
}
function lines_valueOf(line, metric, seconds) {
    switch (metric) {
        case 'cpu-time':
            return (robust_sum([line.cpuPythonPercent, line.cpuNativePercent, line.cpuSystemPercent]) / 100) * seconds;
        case 'peak-memory':
            return line.peakMb;
        case 'allocated':
            return line.allocatedMb;
    }
}
/** The lines of a function's two texts, in order. In a replaced stretch the nth old line goes with the nth new one. */
function pairLines(base, head) {
    const before = placed(base);
    const after = placed(head);
    const changes = (0,array/* diffArrays */.E)(before.map(({ text }) => text.trim()), after.map(({ text }) => text.trim()), { maxEditLength: MOST_EDITS }) ?? [];
    const pairs = [];
    let b = 0;
    let h = 0;
    let removed = [];
    const flush = () => {
        for (const entry of removed)
            pairs.push({ base: entry, head: null, status: 'removed' });
        removed = [];
    };
    for (const change of changes) {
        if (change.removed) {
            removed = before.slice(b, b + change.count);
            b += change.count;
            continue;
        }
        const arrived = after.slice(h, h + change.count);
        h += change.count;
        for (const entry of arrived) {
            const partner = change.added ? removed.shift() : before[b++];
            if (!change.added)
                flush();
            const status = partner ? (change.added ? 'changed' : 'same') : 'added';
            pairs.push({ base: partner ?? null, head: entry, status });
        }
        flush();
    }
    flush();
    return pairs;
}
function placed(entry) {
    return (entry?.ownLines ?? []).map((line, i) => ({ line, text: entry?.text[i] ?? '' }));
}

;// CONCATENATED MODULE: ./compare/leaks.js


/** Leaks of both sides, the new ones first. */
function compareLeaks(profiles, functions) {
    const base = suspicions(profiles.base);
    const head = suspicions(profiles.head);
    const baseOf = profiles.base.filter(({ hasMemory }) => hasMemory).length;
    const headOf = profiles.head.filter(({ hasMemory }) => hasMemory).length;
    if (baseOf === 0 || headOf === 0)
        return [];
    const found = [];
    const met = new Set();
    for (const suspicion of head.values()) {
        const partnerKey = baseKeyOf(suspicion, functions);
        const partner = partnerKey === null ? undefined : base.get(partnerKey);
        if (partner && partnerKey !== null)
            met.add(partnerKey);
        const seen = { base: partner?.likelihoods.length ?? 0, baseOf, head: suspicion.likelihoods.length, headOf };
        if (partner)
            found.push(row(suspicion, 'both', seen, functions, 'head'));
        else if (suspicion.likelihoods.length * 2 > headOf)
            found.push(row(suspicion, 'new', seen, functions, 'head'));
    }
    for (const [key, suspicion] of base) {
        if (met.has(key) || suspicion.likelihoods.length * 2 <= baseOf)
            continue;
        found.push(row(suspicion, 'gone', { base: suspicion.likelihoods.length, baseOf, head: 0, headOf }, functions, 'base'));
    }
    const order = { new: 0, both: 1, gone: 2 };
    return found.sort((a, b) => order[a.verdict] - order[b.verdict] || b.likelihood - a.likelihood || a.line - b.line);
}
function suspicions(profiles) {
    const found = new Map();
    for (const { files, hasMemory } of profiles) {
        if (!hasMemory)
            continue;
        for (const { path, leaks } of files) {
            for (const { line, likelihood, velocityMbPerSec } of leaks) {
                const key = leaks_keyOf(path, line);
                const entry = found.get(key) ?? { file: path, line, likelihoods: [], velocities: [] };
                entry.likelihoods.push(likelihood);
                entry.velocities.push(velocityMbPerSec);
                found.set(key, entry);
            }
        }
    }
    return found;
}
function leaks_keyOf(file, line) {
    return `${file}\0${line}`;
}
/** Where a line of head is on base. */
function baseKeyOf({ file, line }, functions) {
    const entry = functions.find(({ head }) => head?.file === file && head.ownLines.includes(line));
    if (!entry)
        return leaks_keyOf(file, line);
    const pair = pairLines(entry.base, entry.head).find(({ head }) => head?.line === line);
    return entry.base && pair?.base ? leaks_keyOf(entry.base.file, pair.base.line) : null;
}
function row({ file, line, likelihoods, velocities }, verdict, seen, functions, side) {
    const entry = functions.find((candidate) => candidate[side]?.file === file && candidate[side].ownLines.includes(line));
    return {
        file,
        line,
        function: entry?.[side]?.name ?? '<module>',
        verdict,
        likelihood: median(likelihoods),
        velocityMbPerSec: median(velocities),
        seen,
    };
}

;// CONCATENATED MODULE: ./compare/outcomes.js


/** The reason why these measurements cannot be compared; null when they can. */
function findObstacle(blocks) {
    if (blocks.length === 0)
        return withoutFailure('no-measurement', 'There is no measurement to compare.');
    const failures = measurement/* SIDES */.BV.flatMap((side) => sideFailure(side, blocks) ?? []);
    const base = failures.find(({ side }) => side === 'base');
    const head = failures.find(({ side }) => side === 'head');
    if (base)
        return { failures, warnings: [], blamesHead: false, headline: `Nothing to compare: ${base.message}` };
    if (head)
        return { failures, warnings: [], blamesHead: true, headline: head.message };
    return differentPrograms(blocks) ?? differentExits(blocks);
}
/** What went wrong in single runs without making the comparison impossible. */
function runWarnings(blocks) {
    const runs = allRuns(blocks).filter(({ pair }) => pair >= 0);
    const failed = runs.filter(({ outcome }) => outcome !== 'ok');
    const unread = runs.filter((run) => run.kind === 'profile' && isUsable(run)).length - blocks.flatMap(pairs_profiledRuns).length;
    const unpaired = blocks.reduce((count, block) => count +
        block.measurement.runs.filter((run) => run.kind === 'timing' && isUsable(run)).length -
        2 * timingPairs(block).length, 0);
    return [
        ...warnIf(failed.length > 0, 'failed-runs', `${failed.length} of ${runs.length} runs did not end well and were left out.`),
        ...measurement/* SIDES */.BV.flatMap((side) => withoutProfile(side, blocks)),
        ...warnIf(unread > 0, 'missing-profiles', `${unread} profiles could not be read and were left out.`),
        ...warnIf(unpaired > 0, 'unpaired-runs', `${unpaired} timing runs have no partner in their pair and were left out.`),
    ];
}
/** Where no profile run of a side ended well: that nothing is told of functions has a cause, which the run usually said. */
function withoutProfile(side, blocks) {
    const runs = allRuns(blocks).filter((run) => run.kind === 'profile' && run.side === side && run.pair >= 0);
    const [first] = runs;
    if (first === undefined || runs.some(({ outcome }) => outcome === 'ok'))
        return [];
    const said = causeIn(first.outputTail ?? '');
    const why = said === null ? PROFILE_TROUBLE[first.outcome] : `${first.outcome}${exitWords(first)}: ${said}`;
    return warnIf(true, 'no-profile-run', `No profile run of ${side} ended well (${why}), so nothing is told of functions and lines, and memory is judged by the resident set of the timing runs.`);
}
/** What it usually means where the program wrote nothing about it. */
const PROFILE_TROUBLE = {
    ok: '',
    'program-failed': 'the program fails only under the profiler',
    'timed-out': 'the program does not end in time under the profiler',
    'too-short': 'too short in its own files for a sample, or the program replaced itself by exec',
    'no-profile': 'it left no profile: perhaps the program replaced itself by exec, and another process did the work',
};
/** The last line that names an error, else nothing: what Scalene says at the end is no cause. */
function causeIn(tail) {
    const lines = tail.split('\n').map((line) => line.trim());
    return lines.findLast((line) => /^[\w.]*(Error|Exception|Interrupt|Exit)\b/.test(line))?.slice(0, 300) ?? null;
}
function warnIf(condition, code, message) {
    return condition ? [{ code, message }] : [];
}
function allRuns(blocks) {
    return blocks.flatMap(({ measurement }) => measurement.runs);
}
/** A side fails when it lacks the program, or when more of its timing runs failed than ended well. */
function sideFailure(side, blocks) {
    if (blocks.some(({ measurement }) => measurement.sides[side].hasProgram === false)) {
        return { side, outcome: 'no-program', message: `The ${side} does not have the program.` };
    }
    const runs = allRuns(blocks).filter((run) => run.side === side && run.kind === 'timing');
    const failed = runs.filter(({ outcome }) => outcome !== 'ok');
    const [first] = failed;
    if (!first || first.outcome === 'ok' || failed.length <= runs.length - failed.length)
        return null;
    return {
        side,
        outcome: first.outcome,
        ...(first.exitCode !== undefined && { exitCode: first.exitCode }),
        ...(first.signal !== undefined && { signal: first.signal }),
        ...(first.outputTail !== undefined && { outputTail: first.outputTail }),
        message: `${failed.length} of ${runs.length} timing runs of the ${side} ended as ${first.outcome}${exitWords(first)}.`,
    };
}
function exitWords({ exitCode, signal }) {
    if (signal !== undefined)
        return ` (${signal})`;
    return exitCode === undefined || exitCode === null ? '' : ` (exit ${exitCode})`;
}
function withoutFailure(code, message, blamesHead = false) {
    return { failures: [], warnings: [{ code, message }], blamesHead, headline: message };
}
/** Blocks combine only when they measured the same program of the same commits with the same versions. */
function differentPrograms(blocks) {
    const facts = [
        [
            'program',
            ({ measurement: { program } }) => [program.script, program.module, program.args, program.workingDirectory],
        ],
        ['base commit', ({ measurement: { sides } }) => sides.base.commit],
        ['head commit', ({ measurement: { sides } }) => sides.head.commit],
        ['Python version', ({ measurement: { environment } }) => environment.python],
        ['Scalene version', ({ measurement: { environment } }) => environment.scalene],
    ];
    for (const [name, read] of facts) {
        const seen = new Set(blocks.map((block) => JSON.stringify(read(block) ?? null)).filter((value) => value !== 'null'));
        if (seen.size > 1) {
            return withoutFailure('blocks-differ', `The measurements differ in their ${name}, so they cannot be combined: compare each by itself.`);
        }
    }
    return null;
}
/** Runs that "ended well" with different exit statuses did different things. */
function differentExits(blocks) {
    const codes = (side) => [
        ...new Set(allRuns(blocks).flatMap((run) => run.side === side && run.kind === 'timing' && isUsable(run) && typeof run.exitCode === 'number'
            ? [run.exitCode]
            : [])),
    ];
    const [base, head] = [codes('base'), codes('head')];
    if (base.length === 0 || head.length === 0 || base.some((code) => head.includes(code)))
        return null;
    const message = `Base ends with exit status ${base.join(', ')}, head with ${head.join(', ')}: they did not do the same thing.`;
    return withoutFailure('exit-status-differs', message, base.includes(0));
}

;// CONCATENATED MODULE: ./compare/nothing.js
/** An incomparable pair of sides: no pair of runs and no finding, and none that more runs would bring. A fresh one each time. */
function nothingCompared() {
    return {
        verdict: 'incomparable',
        conclusive: true,
        nextLook: null,
        metrics: [],
        functions: [],
        lines: [],
        leaks: [],
        regressions: [],
        improvements: [],
        unchanged: [],
        recommendations: [],
    };
}

;// CONCATENATED MODULE: ./compare/totals/criteria.js
const OVERWHELMING = { final: false, beyond: 0.999, wrongSign: 0.0003, missed: 0.08, rankSum: 0 };
const CONFIRMED = { final: false, beyond: 0.97, wrongSign: 0.001, missed: 0.1, rankSum: 0.005 };
const LAST = { final: true, beyond: 0.5, wrongSign: 0.002, missed: 0.05, rankSum: 0.005 };
/** At the last look, `unchanged` must exclude a change this many tolerances large; otherwise the runs cannot tell. */
const VISIBLE_TOLERANCES = 1.6;
/** Fewer pairs than this never give a verdict: one pair has no noise of its own. */
const LEAST_PAIRS = 2;
/** Pairs at which a red verdict counts as confirmed. */
const CONFIRMING_PAIRS = 5;
/** The numbers of pairs at which a decision is looked for, rising: by default 3, 5 and 10. */
function looks(settings) {
    const first = Math.max(1, settings.minPairs);
    const last = Math.max(first, settings.maxPairs);
    const middle = Math.floor(Math.sqrt(first * last));
    return [...new Set([first, middle, last])];
}
/** What is asked at this stage; null while the first look has not been reached. */
function criteriaAt({ pairs, last, steady }, settings) {
    if (pairs < LEAST_PAIRS)
        return null;
    if (last && pairs >= settings.minPairs)
        return LAST;
    if (pairs < settings.minPairs && !steady)
        return null;
    return pairs < CONFIRMING_PAIRS ? OVERWHELMING : CONFIRMED;
}
/** Whether as many pairs were made as may be made. */
function isLastLook(pairs, settings) {
    return nextLook(pairs, settings) === null;
}
/** The next number of pairs at which to look; null when there is none. */
function nextLook(pairs, settings) {
    return looks(settings).find((look) => look > pairs) ?? null;
}

;// CONCATENATED MODULE: ./compare/stats/posterior.js
/**
 * What the log ratios of a few pairs say about the true change: its whole distribution, worked out on a grid.
 * Which probabilities are enough for a verdict is left to `totals/decide.ts`.
 *
 * Model, for the pairs i of block k (one block: one machine at one time):
 *   x_ki = ln(head / base) = δ + s_k · e_ki,   e ~ Student's t with 4 degrees of freedom,
 *   ln s_k ~ Normal(ln `typicalScale`, `logScaleSd`),   δ flat.
 * The heavy tails of t₄ give a disturbed pair little weight instead of letting it move the mean, and the prior on the
 * scale says what three pairs alone cannot: how noisy machines usually are. Blocks share δ and nothing else, so a noisy
 * block counts for less. References: Lange, Little & Taylor 1989 (t errors); Smyth 2004 (moderated variances).
 */

/** Degrees of freedom of the noise: the usual compromise, 92 % efficient for normal noise and safe with one wild pair in ten. */
const posterior_DEGREES = 4;
/** Standard deviation of normal noise divided by the t₄ scale that fits it best: 1 / 0.831, the root of E[5x² / (4s² + x²)] = 1. */
const NORMAL_SD_PER_SCALE = 1.2033643751;
const SCALE_POINTS = 25;
/** The scale grid reaches this many prior standard deviations to either side. */
const SCALE_REACH = 4;
const CHANGE_POINTS = 161;
/** The change grid is sinh-spaced: dense at the centre, reaching sinh(7) ≈ 550 widths out, where t tails still matter. */
const CHANGE_REACH = 7;
/** Distribution of δ given each block's log ratios; at least one pair is needed, and all values must be finite. */
function posterior(blocks, prior) {
    const filled = blocks.filter((block) => block.length > 0);
    const all = filled.flat();
    const grid = changeGrid(all, prior);
    const scales = scaleGrid(prior);
    const logDensity = new Float64Array(CHANGE_POINTS);
    const scaleWeights = new Float64Array(SCALE_POINTS);
    const perBlock = filled.map((block) => scaleTable(block, grid.points, scales));
    for (let i = 0; i < CHANGE_POINTS; i++) {
        let total = 0;
        for (const table of perBlock)
            total += logSumExp(table, i * SCALE_POINTS, SCALE_POINTS);
        logDensity[i] = total;
    }
    const mass = normalised(logDensity, grid.widths);
    // Expected scale, weighted by how many pairs each block has.
    let noise = 0;
    perBlock.forEach((table, k) => {
        scaleWeights.fill(0);
        for (let i = 0; i < CHANGE_POINTS; i++)
            addScaleWeights(table, i, mass[i] ?? 0, scaleWeights);
        let expected = 0;
        for (let j = 0; j < SCALE_POINTS; j++)
            expected += (scaleWeights[j] ?? 0) * (scales[j]?.scale ?? 0);
        noise += (expected * (filled[k]?.length ?? 0)) / all.length;
    });
    return posterior_summary(grid, mass, noise * NORMAL_SD_PER_SCALE);
}
/** Points of δ around the median of the log ratios, as dense as the pairs are sharp. */
function changeGrid(values, prior) {
    const centre = median(values);
    const spread = (1.4826 * medianDeviation(values) + prior.typicalScale) / 2;
    const unit = (0.5 * spread) / Math.sqrt(values.length);
    const points = new Float64Array(CHANGE_POINTS);
    const widths = new Float64Array(CHANGE_POINTS);
    const middle = (CHANGE_POINTS - 1) / 2;
    for (let i = 0; i < CHANGE_POINTS; i++) {
        const u = (CHANGE_REACH * (i - middle)) / middle;
        points[i] = centre + unit * Math.sinh(u);
        widths[i] = Math.cosh(u);
    }
    return { points, widths };
}
function scaleGrid(prior) {
    return Array.from({ length: SCALE_POINTS }, (_, j) => {
        const z = SCALE_REACH * ((2 * j) / (SCALE_POINTS - 1) - 1);
        return { scale: prior.typicalScale * Math.exp(z * prior.logScaleSd), logPrior: -0.5 * z * z };
    });
}
/** Log of prior times likelihood of one block, for every point of δ (rows) and of the scale (columns). */
function scaleTable(values, points, scales) {
    const table = new Float64Array(points.length * scales.length);
    const power = -(posterior_DEGREES + 1) / 2;
    for (let j = 0; j < scales.length; j++) {
        const { scale, logPrior } = scales[j] ?? { scale: 1, logPrior: 0 };
        const inverse = 1 / (posterior_DEGREES * scale * scale);
        const constant = logPrior - values.length * Math.log(scale);
        for (let i = 0; i < points.length; i++) {
            // A product and one logarithm instead of a sum of logarithms: with at most a few hundred pairs, split to stay finite.
            let logLikelihood = 0;
            let product = 1;
            for (const value of values) {
                const distance = value - (points[i] ?? 0);
                product *= 1 + distance * distance * inverse;
                if (product > 1e200) {
                    logLikelihood += Math.log(product);
                    product = 1;
                }
            }
            table[i * scales.length + j] = constant + power * (logLikelihood + Math.log(product));
        }
    }
    return table;
}
function logSumExp(table, start, length) {
    let largest = -Infinity;
    for (let j = start; j < start + length; j++)
        largest = Math.max(largest, table[j] ?? -Infinity);
    let total = 0;
    for (let j = start; j < start + length; j++)
        total += Math.exp((table[j] ?? -Infinity) - largest);
    return largest + Math.log(total);
}
function addScaleWeights(table, row, weight, into) {
    const start = row * SCALE_POINTS;
    const total = logSumExp(table, start, SCALE_POINTS);
    for (let j = 0; j < SCALE_POINTS; j++)
        into[j] = (into[j] ?? 0) + weight * Math.exp((table[start + j] ?? 0) - total);
}
/** Probabilities of the grid's points, adding up to 1. */
function normalised(logDensity, widths) {
    let largest = -Infinity;
    for (const value of logDensity)
        largest = Math.max(largest, value);
    const mass = logDensity.map((value, i) => Math.exp(value - largest) * (widths[i] ?? 0));
    let total = 0;
    for (const value of mass)
        total += value;
    return mass.map((value) => value / total);
}
function posterior_summary(grid, mass, pairNoise) {
    const below = cumulative(mass);
    const at = (probability) => interpolate(below, grid.points, probability);
    const lower = at(0.025);
    const upper = at(0.975);
    return {
        median: at(0.5),
        lower,
        upper,
        standardError: (upper - lower) / (2 * 1.959964),
        pairNoise,
        above: (logRatio) => 1 - interpolate(grid.points, below, logRatio),
    };
}
/** Probability below each point, counting half of its own: symmetric, so that swapping the sides mirrors every figure. */
function cumulative(mass) {
    let total = 0;
    return mass.map((value) => {
        total += value;
        return total - value / 2;
    });
}
/** Value at `x` of the line through the points (xs, ys), xs rising; the end values outside. */
function interpolate(xs, ys, x) {
    const last = xs.length - 1;
    if (x <= (xs[0] ?? 0))
        return ys[0] ?? 0;
    if (x >= (xs[last] ?? 0))
        return ys[last] ?? 0;
    let low = 0;
    let high = last;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((xs[middle] ?? 0) <= x)
            low = middle;
        else
            high = middle;
    }
    const width = (xs[high] ?? 0) - (xs[low] ?? 0);
    const share = width > 0 ? (x - (xs[low] ?? 0)) / width : 0.5;
    return (ys[low] ?? 0) + share * ((ys[high] ?? 0) - (ys[low] ?? 0));
}

;// CONCATENATED MODULE: ./compare/stats/ranks.js
/**
 * The exact one-sided rank-sum test (Mann & Whitney 1947), for values whose noise no model fits.
 */
/**
 * Probability, if head and base were exchangeable, of a rank sum of head at least as large as the one seen.
 * Ties count by mid-ranks and the distribution is exact for the ranks at hand; 1 when a side is empty.
 */
function rankSumGreater(base, head) {
    if (base.length === 0 || head.length === 0)
        return 1;
    const doubled = doubledRanks([...base, ...head]);
    const seen = doubled.slice(base.length).reduce((a, b) => a + b, 0);
    const counts = sumsOfSubsets(doubled, head.length);
    let all = 0;
    let asLarge = 0;
    counts.forEach((count, total) => {
        all += count;
        if (total >= seen)
            asLarge += count;
    });
    return all === 0 ? 1 : asLarge / all;
}
/** Twice the mid-rank of every value, so that ties stay whole numbers. */
function doubledRanks(values) {
    const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
    const ranks = new Array(values.length).fill(0);
    for (let from = 0; from < order.length;) {
        let to = from;
        while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value)
            to++;
        for (let k = from; k <= to; k++)
            ranks[order[k]?.index ?? 0] = from + to + 2;
        from = to + 1;
    }
    return ranks;
}
/** How many subsets of the given size have each sum, as a list indexed by the sum. */
function sumsOfSubsets(weights, size) {
    const most = weights.reduce((a, b) => a + b, 0) + 1;
    const table = Array.from({ length: size + 1 }, () => new Float64Array(most));
    const first = table[0];
    if (first)
        first[0] = 1;
    for (const weight of weights) {
        for (let chosen = size; chosen >= 1; chosen--) {
            const to = table[chosen];
            const from = table[chosen - 1];
            if (!to || !from)
                continue;
            for (let total = most - 1; total >= weight; total--)
                to[total] = (to[total] ?? 0) + (from[total - weight] ?? 0);
        }
    }
    return table[size] ?? new Float64Array(0);
}

;// CONCATENATED MODULE: ./compare/totals/decide.js


const UNDECIDED = { verdict: 'inconclusive', settled: false };
/**
 * The verdict at one look.
 * @param limit accepted log ratio to either side, tolerance and floor joined
 */
function decide(change, limit, criteria) {
    if (!criteria)
        return UNDECIDED;
    if (isProven(change.above(limit), 1 - change.above(0), criteria))
        return { verdict: 'regression', settled: true };
    if (isProven(1 - change.above(-limit), change.above(0), criteria))
        return { verdict: 'improvement', settled: true };
    const bound = criteria.final ? limit * VISIBLE_TOLERANCES : limit;
    const worse = change.above(bound);
    const better = 1 - change.above(-bound);
    if (worse < criteria.missed && better < criteria.missed)
        return { verdict: 'unchanged', settled: true };
    return { verdict: 'inconclusive', settled: criteria.final };
}
function isProven(beyond, wrongSign, criteria) {
    return beyond > criteria.beyond && wrongSign < criteria.wrongSign;
}
/**
 * Holds a claim back where the metric varies within a side and the values of the two sides are not separated by rank.
 * The exact test needs no model of the noise: footprints of programs with caches or hash seeds have two or three levels.
 */
function demandSeparation(decision, values, criteria) {
    if (decision.verdict !== 'regression' && decision.verdict !== 'improvement')
        return decision;
    const [lower, higher] = decision.verdict === 'regression' ? [values.base, values.head] : [values.head, values.base];
    if (isFarAbove(higher, lower))
        return decision;
    if (criteria && rankSumGreater(lower, higher) <= criteria.rankSum)
        return decision;
    return { verdict: 'inconclusive', settled: criteria?.final ?? false };
}
/** How many times wider than the spread within a side the gap between the sides must be to speak for itself. */
const FAR = 3;
/**
 * The sides do not overlap, and the gap is wide against what either varies by. With four runs a side the rank test cannot
 * give less than 1/70; values of two levels that far apart would have shown both on one side.
 */
function isFarAbove(higher, lower) {
    if (higher.length < 2 || lower.length < 2)
        return false;
    const spread = Math.max(Math.max(...higher) - Math.min(...higher), Math.max(...lower) - Math.min(...lower));
    return Math.min(...higher) - Math.max(...lower) > FAR * spread;
}

;// CONCATENATED MODULE: ./compare/totals/blocks.js
/**
 * Several blocks (shards made on several runners) as one answer: where they disagree beyond their noise, the answer gets
 * as wide as their disagreement. Pairs are formed, and noise is estimated, inside a block only.
 */

/** Q above this many times its expectation, for k blocks, is called a disagreement (about 1 % of agreeing ones). */
const DISAGREEMENT = [Infinity, Infinity, 6.6, 4.6, 3.8, 3.3];
/** The pooled distribution, stretched by the Birge ratio √(Q / (k − 1)) where the blocks disagree (Birge 1932; PDG). */
function stretch(blocks, pooled, prior) {
    const filled = blocks.filter((block) => block.length > 0);
    if (filled.length < 2)
        return { change: pooled, disagree: false };
    const parts = filled.map((block) => posterior([block], prior));
    const q = parts.reduce((total, part) => total + ((part.median - pooled.median) / part.standardError) ** 2, 0);
    const ratio = q / (filled.length - 1);
    const disagree = ratio > (DISAGREEMENT[filled.length] ?? 3);
    if (!disagree)
        return { change: pooled, disagree };
    const factor = Math.sqrt(ratio);
    const unstretched = (logRatio) => pooled.median + (logRatio - pooled.median) / factor;
    return {
        disagree,
        change: {
            median: pooled.median,
            standardError: pooled.standardError * factor,
            lower: pooled.median + (pooled.lower - pooled.median) * factor,
            upper: pooled.median + (pooled.upper - pooled.median) * factor,
            pairNoise: pooled.pairNoise,
            above: (logRatio) => pooled.above(unstretched(logRatio)),
        },
    };
}

;// CONCATENATED MODULE: ./compare/totals/metric.js







/** Noise of processor time: typical scales of 1–5 % a pair, seen on shared runners. */
const TIME_NOISE = { typicalScale: 0.02, logScaleSd: 0.6 };
/** Wall time feels every neighbour. */
const WALL_NOISE = { typicalScale: 0.05, logScaleSd: 0.8 };
/** Memory repeats within a fraction of a percent in most programs, and not at all in some: a low scale, held loosely. */
const MEMORY_NOISE = { typicalScale: 0.003, logScaleSd: 1 };
/** Memory that is seen to vary: nothing is known about how much. */
const UNSTEADY_NOISE = { typicalScale: 0.02, logScaleSd: 1 };
const PRIORS = {
    'cpu-time': TIME_NOISE,
    'gpu-time': WALL_NOISE,
    'wall-time': WALL_NOISE,
    'peak-memory': MEMORY_NOISE,
    allocated: MEMORY_NOISE,
    'gpu-memory': MEMORY_NOISE,
    'peak-rss': MEMORY_NOISE,
};
/** Chance of finding a change that is as large as the minimum detectable one. */
const POWER_QUANTILE = 2.054; // 98 %
/** Distance of zero from the estimate, in standard errors, that the last look asks for. */
const PROOF_QUANTILE = 2.878; // 0.2 %, one-sided
/** @param last no more pairs will be made */
function judgeMetric(id, series, settings, last) {
    const values = flatten(series);
    const pairs = values.base.length;
    const criteria = criteriaAt({ pairs, last, steady: isSteadyKind(id) }, settings);
    const common = {
        metric: id,
        unit: model_metrics/* METRICS */.Cb[id].unit,
        tolerance: settings.limits[id].tolerance,
        floor: settings.limits[id].floor,
        gated: settings.failOn.includes(id),
        runs: { base: values.base.length, head: values.head.length },
        values: { base: [...values.base], head: [...values.head] },
    };
    if ([...values.base, ...values.head].some((value) => value < NEARLY_ZERO)) {
        return { ...NOTHING_MORE, ...judgeWithZeros(values, common, criteria) };
    }
    const centre = Math.exp(median([...values.base, ...values.head].map(Math.log)));
    const spread = median(series.flatMap(logRatios)) / 2;
    const limit = acceptedLogRatio(settings.limits[id], centre * Math.exp(-Math.abs(spread)));
    const unsteady = isSteadyKind(id) && variesWithinSide(series, limit);
    const { change, disagree } = estimate(series, unsteady ? UNSTEADY_NOISE : PRIORS[id]);
    const base = centre * Math.exp(-change.median / 2);
    const head = centre * Math.exp(change.median / 2);
    const decided = decide(change, limit, criteria);
    const decision = unsteady ? demandSeparation(decided, values, criteria) : decided;
    return {
        row: {
            ...common,
            base,
            head,
            change: relativeChange(change.median),
            interval: [relativeChange(change.lower), relativeChange(change.upper)],
            noise: change.pairNoise,
            verdict: decision.verdict,
            minimumDetectable: relativeChange(minimumDetectable(change.standardError, limit)),
            pairsNeeded: pairsNeeded(decision, change, limit, pairs),
        },
        settled: decision.settled,
        change,
        limit,
        blocksDisagree: disagree,
        unsteady,
    };
}
function estimate(series, prior) {
    const logs = series.map(logRatios);
    return stretch(logs, posterior(logs, prior), prior);
}
const NOTHING_MORE = { change: null, limit: null, blocksDisagree: false, unsteady: false };
/** Tolerance and floor as one log ratio: a change must be beyond both. Symmetric: swapping the sides changes nothing. */
function acceptedLogRatio({ tolerance, floor }, smallerSide) {
    return Math.max(Math.log1p(tolerance), Math.log1p(floor / smallerSide));
}
/**
 * Smallest log ratio that this sharpness would show with 98 % probability at the last look: the estimate must be beyond
 * the limit and 2.9 standard errors from zero, and itself misses the truth by 2.05 standard errors in one case of fifty.
 */
function minimumDetectable(standardError, limit) {
    return Math.max(limit, PROOF_QUANTILE * standardError) + POWER_QUANTILE * standardError;
}
/** Above this many, "more pairs" is no advice. */
const MOST_PAIRS_ADVISED = 200;
/**
 * Pairs at which an open question would probably be settled: standard errors shrink with √pairs until the distance of the
 * estimate from the limit (or of a visible change from the limit, where the estimate is on it) is 1.65 of them.
 */
function pairsNeeded(decision, change, limit, pairs) {
    if (decision.verdict !== 'inconclusive' || pairs === 0)
        return null;
    const distance = Math.max(Math.abs(limit - Math.abs(change.median)), ((VISIBLE_TOLERANCES - 1) / 2) * limit);
    const needed = Math.ceil(pairs * ((1.645 * change.standardError) / distance) ** 2);
    const wanted = Math.max(pairs + 1, needed);
    return wanted > MOST_PAIRS_ADVISED ? null : wanted;
}
function isSteadyKind(id) {
    return PRIORS[id] === MEMORY_NOISE;
}
/** Values differ on one side alone, and the pairs do not explain it (as an equal hash seed would). */
function variesWithinSide(series, limit) {
    return series.some((block) => range(logRatios(block)) > limit / 2 &&
        [block.base, block.head].some((side) => range(side.map(Math.log)) > limit / 2));
}
function logRatios({ base, head }) {
    return base.map((value, i) => Math.log((head[i] ?? value) / value));
}
function flatten(series) {
    return { base: series.flatMap(({ base }) => base), head: series.flatMap(({ head }) => head) };
}
/** A metric that is zero in some run has no ratio: only differences above the floor in every pair count. */
function judgeWithZeros(values, common, criteria) {
    const base = median(values.base);
    const head = median(values.head);
    const differences = values.base.map((value, i) => (values.head[i] ?? value) - value);
    const enough = criteria !== null;
    const { floor } = common;
    const verdict = (() => {
        if (differences.every((difference) => Math.abs(difference) <= floor))
            return enough ? 'unchanged' : 'inconclusive';
        if (!enough)
            return 'inconclusive';
        if (differences.every((difference) => difference > floor))
            return 'regression';
        if (differences.every((difference) => difference < -floor))
            return 'improvement';
        return 'inconclusive';
    })();
    return {
        row: {
            ...common,
            base,
            head,
            change: base < NEARLY_ZERO ? null : head / base - 1,
            interval: null,
            noise: null,
            verdict,
            minimumDetectable: null,
            pairsNeeded: null,
        },
        settled: verdict !== 'inconclusive',
    };
}

;// CONCATENATED MODULE: ./compare/totals/unsteady.js


/**
 * The metrics with peak memory judged by the resident set, where that is called for.
 * @param memoryRuns - what came of the profile runs with memory
 */
function withResidentSet(metrics, settings, last, memoryRuns) {
    const peak = metrics.get('peak-memory');
    const resident = metrics.get('peak-rss');
    // No profile run told of memory: the timing runs did.
    if (memoryRuns === 'all-failed' && !peak && resident && settings.failOn.includes('peak-memory')) {
        return new Map([...metrics, ['peak-memory', inPlaceOfFootprint(resident)]]);
    }
    if (!peak?.unsteady || peak.row.verdict !== 'inconclusive' || !resident)
        return metrics;
    const decision = decideByResidentSet(peak, resident, settings, last);
    if (decision.verdict === 'inconclusive')
        return metrics;
    const row = { ...peak.row, verdict: decision.verdict, pairsNeeded: null };
    return new Map([...metrics, ['peak-memory', { ...peak, row, settled: decision.settled, byResidentSet: true }]]);
}
/** The resident set under the name of the metric that is gated; it holds the interpreter too, so changes are a smaller part of it. */
function inPlaceOfFootprint(resident) {
    return { ...resident, row: { ...resident.row, metric: 'peak-memory', gated: true }, byResidentSet: true };
}
const OPEN = { verdict: 'inconclusive', settled: false };
function decideByResidentSet(peak, resident, settings, last) {
    const { change, unsteady, row } = resident;
    if (!change || unsteady || !peak.change || peak.limit === null || !peak.row.base || !row.base)
        return OPEN;
    // The same MiB are a smaller part of the resident set, which holds the interpreter too.
    const limit = Math.log1p((Math.expm1(peak.limit) * peak.row.base) / row.base);
    const decision = decide(change, limit, criteriaAt({ pairs: row.runs?.base ?? 0, last, steady: true }, settings));
    if (decision.verdict === 'unchanged')
        return decision;
    // A claim needs both: the footprint's own estimate must lie beyond its limit, on the same side.
    const agrees = peak.change.median * change.median > 0 && Math.abs(peak.change.median) > peak.limit;
    return agrees ? decision : OPEN;
}

;// CONCATENATED MODULE: ./compare/totals/series.js


const TIMING = {
    'cpu-time': ({ userSec, sysSec }) => (userSec === undefined || sysSec === undefined ? null : userSec + sysSec),
    'wall-time': ({ wallSec }) => wallSec ?? null,
    'peak-rss': ({ peakRssMb }) => peakRssMb ?? null,
};
const PROFILE = {
    'peak-memory': (profile) => (profile.hasMemory ? profile.maxFootprintMb : null),
    allocated: (profile) => (profile.hasMemory ? profile.allocatedMb : null),
    'gpu-time': (profile) => (profile.hasGpu ? gpuSeconds(profile) : null),
    'gpu-memory': (profile) => (profile.hasGpu ? largestGpuPeak(profile) : null),
};
/** Every metric that was measured, in the fixed order of the table. */
function allSeries(blocks) {
    const entries = model_metrics/* METRIC_IDS */.Ah.map((id) => [id, seriesOf(id, blocks)]);
    return new Map(entries.filter(([, series]) => series.length > 0));
}
/** One metric's values. */
function seriesOf(id, blocks) {
    const perBlock = blocks.map((block) => isTimed(id) ? fromTiming(block, TIMING[id]) : fromProfiles(block, PROFILE[id]));
    return perBlock.filter(({ base }) => base.length > 0);
}
function isTimed(id) {
    return id in TIMING;
}
function fromTiming(block, value) {
    return collect(timingPairs(block).map(({ base, head }) => ({
        base: value(base),
        head: value(head),
        baseFirst: base.order < head.order,
    })));
}
function fromProfiles(block, value) {
    return collect(profilePairs(block, 'full').map(({ base, head }) => ({
        base: value(base.profile),
        head: value(head.profile),
        baseFirst: base.run.order < head.run.order,
    })));
}
function collect(pairs) {
    const whole = pairs.flatMap(({ base, head, baseFirst }) => base !== null && head !== null && Number.isFinite(base) && Number.isFinite(head) ? [{ base, head, baseFirst }] : []);
    return {
        base: whole.map(({ base }) => base),
        head: whole.map(({ head }) => head),
        baseFirst: whole.map(({ baseFirst }) => baseFirst),
    };
}
function series_linesOf(profile) {
    return profile.files.flatMap(({ lines }) => lines);
}
/**
 * Seconds of GPU work, estimated: each line's utilisation while it ran (Scalene's `n_gpu_percent`) times the wall time
 * that it took, its share of the CPU samples times the profile's elapsed seconds.
 */
function gpuSeconds(profile) {
    const busy = series_linesOf(profile).map((line) => (line.gpuPercent / 100) * ((line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent) / 100));
    return busy.reduce((a, b) => a + b, 0) * profile.elapsedSec;
}
function largestGpuPeak(profile) {
    return series_linesOf(profile).reduce((largest, line) => Math.max(largest, line.gpuPeakMb), 0);
}

;// CONCATENATED MODULE: ./compare/versions.js

/** Reasons why functions and lines cannot be compared; empty when they can. */
function profileObstacles(blocks) {
    const runs = blocks.flatMap(pairs_profiledRuns);
    const of = (side) => runs.flatMap(({ run, profile }) => (run.side === side ? [profile] : []));
    return comparableProfiles(of('base'), of('head'));
}
function comparableProfiles(base, head) {
    if (base.length === 0 || head.length === 0)
        return [];
    const formats = new Set([...base, ...head].map(({ format }) => format));
    if (formats.size > 1) {
        return [
            {
                code: 'profile-versions-differ',
                message: `The profiles were written by different versions of Scalene (formats ${[...formats].sort().join(', ')}), so functions and memory are not compared.`,
            },
        ];
    }
    const narrowed = (profiles) => profiles.some(({ decorated }) => decorated);
    if (narrowed(base) !== narrowed(head)) {
        return [
            {
                code: 'profile-scope-differs',
                message: 'Only one side uses the decorator @profile, which narrows what Scalene measures: functions and memory are not compared.',
            },
        ];
    }
    return [];
}

;// CONCATENATED MODULE: ./model/verdict.js
/** What each verdict says. Joining unites these, since a word alone forgets: `incomparable` would hide an improvement from a later regression. */
const FACTS = {
    regression: ['worse'],
    improvement: ['better'],
    mixed: ['worse', 'better'],
    incomparable: ['incomparable'],
    inconclusive: ['inconclusive'],
    'no-change': [],
};
function factsOf(verdict) {
    return new Set(FACTS[verdict]);
}
function joinFacts(one, other) {
    return new Set([...one, ...other]);
}
function verdict_verdictOf(facts) {
    if (facts.has('worse'))
        return facts.has('better') ? 'mixed' : 'regression';
    if (facts.has('incomparable'))
        return 'incomparable';
    if (facts.has('inconclusive'))
        return 'inconclusive';
    return facts.has('better') ? 'improvement' : 'no-change';
}
/** The verdict over all; of none it is `no-change`, which is neutral. */
function joinVerdicts(verdicts) {
    return verdict_verdictOf(verdicts.map(factsOf).reduce(joinFacts, new Set()));
}
/** One that fails fails all. */
function joinGates(gates) {
    return gates.includes('fail') ? 'fail' : 'pass';
}

;// CONCATENATED MODULE: ./compare/totals/confirm.js

/** Part of the claimed change that the resident set must show. */
const CONFIRMING_PART = 0.25;
/** Whether a metric's verdict can stand without further pairs. */
function isConfirmed(id, metrics) {
    const metric = metrics.get(id);
    if (!metric?.settled)
        return false;
    if (id !== 'peak-memory' && id !== 'allocated')
        return true;
    const { verdict, runs } = metric.row;
    if (verdict !== 'regression' && verdict !== 'improvement')
        return true;
    if ((runs?.base ?? 0) >= CONFIRMING_PAIRS)
        return true;
    const claimed = metric.change?.median ?? 0;
    const seen = metrics.get('peak-rss');
    if (!seen?.change || !seen.row.values)
        return false;
    const { base, head } = seen.row.values;
    const apart = claimed > 0 ? Math.min(...head) > Math.max(...base) : Math.max(...head) < Math.min(...base);
    return apart && seen.change.median / claimed >= CONFIRMING_PART;
}

;// CONCATENATED MODULE: ./compare/verdict.js




/** Metrics that decide where `fail-on` names none. */
const USUAL = ['cpu-time', 'peak-memory'];
function joinFindings(found, settings) {
    const verdict = joinVerdict(found, settings);
    const reasons = gateReasons(found, verdict, settings);
    const gate = reasons.length > 0 ? 'fail' : 'pass';
    return { verdict, gate, gateReasons: reasons, conclusive: isConclusive(found, settings) };
}
function joinVerdict({ metrics, functions, leaks }, settings) {
    const counted = [...metrics]
        .filter(([id]) => model_metrics/* METRICS */.Cb[id].decides || settings.failOn.includes(id))
        .map(([, { row }]) => row.verdict);
    const all = [...counted, ...functions.map(({ verdict }) => verdict)];
    const leaking = settings.failOn.includes('leaks') && leaks.some(({ verdict }) => verdict === 'new');
    const worse = leaking || all.includes('regression');
    const better = all.includes('improvement');
    const changed = joinVerdicts([worse ? 'regression' : 'no-change', better ? 'improvement' : 'no-change']);
    if (changed !== 'no-change')
        return changed;
    const open = questions(metrics, settings).some(([, { row }]) => row.verdict === 'inconclusive');
    return open || counted.length === 0 ? 'inconclusive' : 'no-change';
}
/** The metrics on which the answer depends: those that `fail-on` names, else the usual ones. */
function questions(metrics, settings) {
    const gated = [...metrics].filter(([id]) => settings.failOn.includes(id));
    return gated.length > 0 ? gated : [...metrics].filter(([id]) => USUAL.includes(id));
}
function gateReasons({ metrics, functions, leaks }, verdict, settings) {
    const reasons = [...metrics].flatMap(([id, { row }]) => settings.failOn.includes(id) && row.verdict === 'regression'
        ? [`${model_metrics/* METRICS */.Cb[id].label} regressed${byWords(row.change)}.`]
        : []);
    const worse = functions.filter((entry) => entry.verdict === 'regression');
    if (settings.failOn.includes('functions') && worse.length > 0) {
        reasons.push(`${worse.length === 1 ? 'A function' : `${worse.length} functions`} regressed.`);
    }
    const fresh = leaks.filter((leak) => leak.verdict === 'new').length;
    if (settings.failOn.includes('leaks') && fresh > 0)
        reasons.push(`${fresh === 1 ? 'A leak is' : `${fresh} leaks are`} new.`);
    if (settings.failOnInconclusive && verdict === 'inconclusive')
        reasons.push('The runs cannot tell.');
    return reasons;
}
function byWords(change) {
    return change === null ? '' : ` by ${(100 * change).toFixed(1)} %`;
}
/** No more pairs could change the answer: every question is settled, or the gate has failed for good. */
function isConclusive({ metrics, pairs }, settings) {
    const open = questions(metrics, settings);
    if (open.length === 0)
        return false;
    const settled = open.every(([id]) => isConfirmed(id, metrics));
    if (settled)
        return true;
    return (pairs >= Math.min(CONFIRMING_PAIRS, settings.maxPairs) &&
        open.some(([id, { row }]) => row.gated === true && row.verdict === 'regression' && isConfirmed(id, metrics)));
}

;// CONCATENATED MODULE: ./compare/warnings.js



/** MAD to standard deviation, for normal noise. */
const MAD_TO_SD = 1.4826;
/** A value this many robust standard deviations from its side's median was disturbed. */
const DISTURBED = 5;
/** Trend and order effects are called out from this many standard errors on. */
const SIGNIFICANT = 3.5;
/** Trends are looked for from this many pairs on. */
const TREND_PAIRS = 5;
/** Noise of a run on a quiet machine: three runs that happen to agree do not make the fourth an outlier. */
const USUAL_NOISE = 0.02;
/** Smallest relative effect worth a warning. */
const warnings_NOTICEABLE = 0.03;
function measurementWarnings(blocks, series, metrics, settings) {
    const cpu = series.get('cpu-time') ?? [];
    const wall = series.get('wall-time') ?? [];
    return [
        ...amountOfData(cpu, series.get('peak-memory') ?? [], settings),
        ...noise(metrics, settings),
        ...cpu.flatMap(drift),
        ...cpu.flatMap(firstRun),
        ...cpu.flatMap(disturbedRuns),
        ...orderEffect(cpu),
        ...loadedMachine(blocks, cpu, wall),
        ...unsteadyMemory(blocks, series, metrics),
        ...differentMachines(blocks),
        ...disagreement(metrics),
    ];
}
/**
 * What the measuring noticed. That Scalene's needs and the program's packages do not fit together is only news where a
 * profile run did fail.
 */
function notedWhileMeasuring(blocks) {
    return blocks.flatMap(({ measurement: { runs, warnings = [] } }) => {
        const allFine = runs.every(({ kind, outcome }) => kind === 'timing' || outcome === 'ok');
        return allFine ? warnings.filter(({ code }) => code !== 'scalene-needs') : warnings;
    });
}
function warning(code, message) {
    return [{ code, message }];
}
function warnings_percent(fraction) {
    return `${(100 * fraction).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}
function amountOfData(cpu, memory, { minPairs }) {
    const pairs = robust_sum(cpu.map(({ base }) => base.length));
    const profiles = robust_sum(memory.map(({ base }) => base.length));
    if (pairs === 0)
        return warning('no-timing-runs', 'There are no pairs of timing runs, so nothing can be said about time.');
    const few = pairs < minPairs ? warning('few-samples', `Only ${pairs} pairs of timing runs: a verdict takes ${minPairs}.`) : [];
    return profiles === 1
        ? [...few, ...warning('few-profiles', 'Memory rests on one profile a side: a verdict takes two.')]
        : few;
}
/** More than twice the tolerance would go unseen even with all the pairs that may be made. */
function noise(metrics, { maxPairs }) {
    return [...metrics].flatMap(([id, { row, change, limit }]) => {
        if (row.gated !== true || row.verdict !== 'inconclusive' || !change || limit === null)
            return [];
        const pairs = Math.max(1, row.runs?.base ?? 1);
        const atBest = minimumDetectable(change.standardError * Math.sqrt(Math.min(1, pairs / maxPairs)), limit);
        if (atBest <= 2 * limit)
            return [];
        return warning('too-noisy', `${model_metrics/* METRICS */.Cb[id].label} varies by ${warnings_percent(change.pairNoise)} from pair to pair: even ${Math.max(pairs, maxPairs)} pairs show only changes above ${warnings_percent(Math.expm1(atBest))}.`);
    });
}
function drift({ base }) {
    if (base.length < TREND_PAIRS || base.some((value) => value <= 0))
        return [];
    const logs = base.map(Math.log);
    const centre = (logs.length - 1) / 2;
    const spreadOfIndex = robust_sum(logs.map((_, i) => (i - centre) ** 2));
    const slope = robust_sum(logs.map((value, i) => (i - centre) * value)) / spreadOfIndex;
    const level = mean(logs);
    const residual = robust_sum(logs.map((value, i) => (value - level - slope * (i - centre)) ** 2));
    const error = Math.sqrt(residual / (logs.length - 2) / spreadOfIndex);
    const over = slope * (logs.length - 1);
    if (Math.abs(over) < warnings_NOTICEABLE || Math.abs(slope) < SIGNIFICANT * error)
        return [];
    return warning('base-drifted', `Base itself drifted by ${warnings_percent(Math.abs(over))} over the measurement; pairs are compared side by side, so this cancels.`);
}
function firstRun({ base, head }) {
    const levels = base.map((value, i) => Math.log(Math.max(value, Number.MIN_VALUE)) + Math.log(Math.max(head[i] ?? value, Number.MIN_VALUE)));
    const [first, ...rest] = levels.map((level) => level / 2);
    if (first === undefined || rest.length < 2)
        return [];
    const offset = first - median(rest);
    const usual = Math.hypot(MAD_TO_SD * medianDeviation(rest), USUAL_NOISE);
    if (Math.abs(offset) < DISTURBED * usual)
        return [];
    return warning('first-run-effect', `The first pair took ${warnings_percent(Math.abs(Math.expm1(offset)))} ${offset > 0 ? 'more' : 'less'} CPU time than the others.`);
}
function disturbedRuns({ base, head }) {
    if (base.length < 3)
        return [];
    const count = (values) => {
        const logs = values.map((value) => Math.log(Math.max(value, Number.MIN_VALUE)));
        const centre = median(logs);
        const usual = Math.hypot(MAD_TO_SD * medianDeviation(logs), USUAL_NOISE);
        return logs.filter((value) => Math.abs(value - centre) > DISTURBED * usual).length;
    };
    const disturbed = count(base) + count(head);
    if (disturbed === 0)
        return [];
    return warning('disturbed-run', `${disturbed} of ${base.length + head.length} timing runs stand apart from the others and were given little weight.`);
}
/** Whether the run that goes first in a pair is slower or faster as such. The order alternates, so it cancels. */
function orderEffect(series) {
    const logs = series.flatMap(({ base, head, baseFirst }) => base.map((value, i) => ({ first: baseFirst[i] ?? false, log: Math.log((head[i] ?? value) / value) })));
    const after = logs.filter(({ first }) => first).map(({ log }) => log);
    const before = logs.filter(({ first }) => !first).map(({ log }) => log);
    if (after.length < 3 || before.length < 3)
        return [];
    const effect = (median(after) - median(before)) / 2;
    const error = Math.hypot(standardDeviation(after) / Math.sqrt(after.length), standardDeviation(before) / Math.sqrt(before.length)) / 2;
    if (!(Math.abs(effect) > Math.max(warnings_NOTICEABLE, SIGNIFICANT * error)))
        return [];
    return warning('order-effect', `The second run of a pair takes ${warnings_percent(Math.abs(effect))} ${effect > 0 ? 'longer' : 'less'} than the first; the order alternates, so this cancels.`);
}
/** Wall time spreads much wider than CPU time, or the load average says that others are running. */
function loadedMachine(blocks, cpu, wall) {
    const loads = blocks.flatMap(({ measurement: { runs, environment } }) => runs.flatMap(({ loadAverage }) => loadAverage === undefined || environment.cpuCount === undefined ? [] : [loadAverage / environment.cpuCount]));
    const busy = loads.length > 0 && median(loads) > 1;
    const waiting = typicalSpread(wall) > Math.max(0.1, 3 * typicalSpread(cpu));
    if (!busy && !waiting)
        return [];
    return warning('loaded-machine', `Other work ran beside the measurement${waiting ? `: wall time spreads by ${warnings_percent(typicalSpread(wall))}` : ''}. CPU time hardly feels it; do not trust wall time.`);
}
/** Median over the sides of the robust relative spread. */
function typicalSpread(series) {
    const spreads = series.flatMap(({ base, head }) => [base, head].map((values) => MAD_TO_SD * medianDeviation(values.map((value) => Math.log(Math.max(value, Number.MIN_VALUE))))));
    return median(spreads);
}
function unsteadyMemory(blocks, series, metrics) {
    const seeded = blocks.some(({ measurement }) => measurement.runs.some(({ hashSeed }) => hashSeed !== undefined));
    return ['peak-memory', 'allocated'].flatMap((id) => {
        const metric = metrics.get(id);
        const label = model_metrics/* METRICS */.Cb[id].label;
        if (seeded && metric?.limit && movesTogether(series.get(id) ?? [], metric.limit)) {
            return warning('hash-seed-dependent', `${label} of this program depends on the hash seed, which is the same on both sides of a pair: only pairs are compared.`);
        }
        if (metric?.unsteady !== true)
            return [];
        if (metric.byResidentSet === true) {
            return warning('unsteady-memory', `${label} as Scalene samples it varies from run to run on one side alone; it was judged by the resident set of the timing runs, which does not.`);
        }
        return warning('unsteady-memory', `${label} of this program varies from run to run on one side alone, so a change must separate all runs to count.`);
    });
}
/** Base and head of a pair go up and down together by more than half the accepted change: what varies is common to the pair. */
function movesTogether(series, limit) {
    const pairs = series.flatMap(({ base, head }) => base.map((value, i) => [value, head[i] ?? value]));
    const bases = pairs.map(([value]) => value);
    const heads = pairs.map(([, value]) => value);
    const spread = standardDeviation(bases) * standardDeviation(heads);
    if (pairs.length < 3 || spread === 0 || Math.max(...bases) < Math.min(...bases) * Math.exp(limit / 2))
        return false;
    const covariance = robust_sum(pairs.map(([b, h]) => (b - mean(bases)) * (h - mean(heads)))) / (pairs.length - 1);
    return covariance / spread > 0.9;
}
function differentMachines(blocks) {
    const models = new Set(blocks.flatMap(({ measurement: { environment } }) => environment.cpuModel ?? []));
    if (models.size < 2)
        return [];
    return warning('different-cpu-model', `The blocks ran on ${models.size} CPU models (${[...models].sort().join(', ')}); pairs are only formed inside a block.`);
}
function disagreement(metrics) {
    return [...metrics].flatMap(([id, { blocksDisagree }]) => blocksDisagree
        ? warning('blocks-disagree', `The blocks do not agree about ${model_metrics/* METRICS */.Cb[id].label}; its interval was widened to cover them.`)
        : []);
}

;// CONCATENATED MODULE: ./compare/words.js

/** One plain sentence on the result. */
function headline(verdict, metrics, functions) {
    const changed = metrics.filter(({ metric, gated, verdict: own }) => (model_metrics/* METRICS */.Cb[metric].decides || gated === true) && (own === 'regression' || own === 'improvement'));
    const [worst] = functions.filter(({ verdict: own }) => own === 'regression' || own === 'improvement');
    if (changed.length > 0) {
        const parts = changed.map((row) => `${model_metrics/* METRICS */.Cb[row.metric].label} ${rose(row.change)}`);
        return `${parts.join('; ')}${worst ? `, foremost in ${worst.name}` : ''}.`;
    }
    if (worst)
        return `${worst.name} ${rose(worst.change)} while the whole program stayed within tolerance.`;
    return verdict === 'inconclusive'
        ? 'The runs cannot tell whether anything changed.'
        : 'Nothing changed beyond tolerance and noise.';
}
function rose(change) {
    if (change === null)
        return 'changed';
    const size = `${Math.abs(100 * change).toFixed(1)} %`;
    return change >= 0 ? `rose ${size}` : `fell ${size}`;
}
function methodSentence(pairs, profiles) {
    return (`Time: robust estimate (Student t₄ noise) over ${pairs} paired, alternated runs without a profiler, looked at a fixed number of times. ` +
        `Memory and functions: ${profiles.base} profiles of base and ${profiles.head} of head; seconds of a function are its pooled share of the samples times the side's CPU time.`);
}
/** What to do next, most useful first. */
function recommendations(verdict, metrics, functions, lines) {
    const advice = [];
    for (const worse of functions.filter((entry) => entry.verdict === 'regression').slice(0, 3)) {
        const line = lines.find((entry) => entry.file === worse.file &&
            entry.function === worse.name &&
            entry.line !== null &&
            entry.metric === worse.metric);
        const place = line?.line ? `${worse.file}:${line.line}` : `${worse.file}:${worse.line}`;
        const why = worse.inDiff === false
            ? `is not in the diff${worse.via ? `, but hangs together with ${worse.via}, which is` : ''}: look at what it is given to do`
            : 'is in the diff';
        advice.push(`Look at ${worse.name} (${place}): it ${why}.`);
    }
    for (const { metric, verdict: own, pairsNeeded } of metrics) {
        if (own !== 'inconclusive' || verdict !== 'inconclusive')
            continue;
        const label = model_metrics/* METRICS */.Cb[metric].label;
        advice.push(pairsNeeded
            ? `${label}: about ${pairsNeeded} pairs would tell (max-pairs).`
            : `${label}: use a quieter machine, a longer program or a larger tolerance.`);
    }
    return advice;
}

;// CONCATENATED MODULE: ./compare/compare.js
/**
 * Measurements and rules in, a Comparison out. This file tells the story; each step is in a file of its own.
 */


















/** Compares base and head of one or several measurements of the same two commits; each is a block of pairs. */
function compare(blocks, settings) {
    const obstacle = findObstacle(blocks);
    if (obstacle)
        return incomparable(obstacle, blocks);
    const apart = profileObstacles(blocks);
    const usable = apart.length > 0 ? withoutProfiles(blocks) : blocks;
    const series = allSeries(usable);
    const pairs = pairCount(series);
    const metrics = judgeMetrics(series, settings, isLastLook(pairs, settings), memoryRuns(blocks));
    const evidence = gatherEvidence(usable);
    return assemble({ blocks, settings, series, pairs, metrics, evidence, warnings: apart });
}
function assemble({ blocks, settings, series, pairs, metrics, evidence, warnings }) {
    const isListed = listedOnly(evidence, settings);
    const findings = judgeFunctions(evidence, metrics, settings).filter(({ index }) => isListed(index));
    const touched = () => evidence.functions.flatMap(({ head, inDiff }) => (head && inDiff === true ? [head] : []));
    const context = { functions: evidence.functions, metrics, via: findVia(evidence.profiles.head, touched) };
    const judged = findings.filter(({ verdict }) => verdict !== 'too-small');
    const functions = judged.flatMap((finding) => functionRow(finding, context) ?? []);
    const cpu = metrics.get('cpu-time')?.row;
    const scale = cpu && cpu.base !== null && cpu.head !== null ? { base: cpu.base, head: cpu.head } : null;
    const lines = compareLines(judged, evidence.functions, evidence.profiles, scale);
    const leaks = compareLeaks(evidence.profiles, evidence.functions);
    const rows = [...metrics.values()].map(({ row }) => row);
    const outcome = joinFindings({ metrics, functions, leaks, pairs }, settings);
    const profiles = { base: evidence.profiles.base.length, head: evidence.profiles.head.length };
    return {
        schemaVersion: comparison/* COMPARISON_SCHEMA_VERSION */.fb,
        verdict: outcome.verdict,
        gate: outcome.gate,
        gateReasons: [...outcome.gateReasons],
        conclusive: outcome.conclusive,
        pairs,
        nextLook: outcome.conclusive ? null : nextLook(pairs, settings),
        summary: { ...tally(findings), headline: headline(outcome.verdict, rows, functions) },
        metrics: rows,
        functions,
        lines,
        leaks,
        ...views(rows, functions),
        recommendations: recommendations(outcome.verdict, rows, functions, lines),
        warnings: [
            ...notedWhileMeasuring(blocks),
            ...runWarnings(blocks),
            ...warnings,
            ...measurementWarnings(blocks, series, metrics, settings),
        ],
        unexplained: unexplained(metrics, findings),
        method: methodSentence(pairs, profiles),
        ...whatWasCompared(blocks),
    };
}
/** Pairs of timing runs; where there are none, of profiles. */
function pairCount(series) {
    const count = (id) => (series.get(id) ?? []).reduce((all, { base }) => all + base.length, 0);
    return count('cpu-time') || count('wall-time') || count('peak-memory');
}
function judgeMetrics(series, settings, last, memory) {
    const metrics = new Map([...series].map(([id, values]) => [id, judgeMetric(id, values, settings, last)]));
    return withResidentSet(metrics, settings, last, memory);
}
function memoryRuns(blocks) {
    const runs = blocks.flatMap(({ measurement }) => measurement.runs.filter((run) => run.kind === 'profile' && run.mode === 'full' && run.pair >= 0));
    if (runs.length === 0)
        return 'none-wanted';
    const sides = ['base', 'head'].map((side) => runs.some((run) => run.side === side && run.outcome === 'ok'));
    return sides.includes(false) ? 'all-failed' : 'some';
}
function withoutProfiles(blocks) {
    return blocks.map((block) => ({ ...block, profiles: new Map() }));
}
function listedOnly({ functions }, settings) {
    const isWanted = fileFilter(settings);
    return (index) => {
        const entry = functions[index];
        const shown = entry?.head ?? entry?.base;
        return shown !== undefined && shown !== null && isWanted(shown.file);
    };
}
/** Every function once, by the most telling of its findings, which come most telling first. */
function tally(findings) {
    const byFunction = new Map();
    for (const { index, verdict } of findings)
        if (!byFunction.has(index))
            byFunction.set(index, verdict);
    const count = (wanted) => [...byFunction.values()].filter((verdict) => verdict === wanted).length;
    return {
        regressions: count('regression'),
        improvements: count('improvement'),
        unchanged: count('unchanged'),
        inconclusive: count('inconclusive'),
        tooSmall: count('too-small'),
        added: count('added'),
        removed: count('removed'),
    };
}
function views(metrics, functions) {
    const all = [
        ...metrics.map((row) => ({ kind: 'metric', ...row })),
        ...functions.map((row) => ({ kind: 'function', ...row })),
    ];
    const of = (verdict) => all.filter((finding) => finding.verdict === verdict);
    return { regressions: of('regression'), improvements: of('improvement'), unchanged: of('unchanged') };
}
/** Share of the CPU change that no function with a claim explains. */
function unexplained(metrics, findings) {
    const total = metrics.get('cpu-time')?.row.verdict;
    if (total !== 'regression' && total !== 'improvement')
        return null;
    const explained = findings
        .filter(({ metric, tier }) => metric === 'cpu-time' && tier < 2)
        .map(({ contribution }) => contribution ?? 0);
    return 1 - explained.reduce((a, b) => a + b, 0);
}
function whatWasCompared(blocks) {
    const first = blocks[0]?.measurement;
    if (!first)
        return {};
    const side = (name) => {
        const { commit, ref, dirty } = first.sides[name];
        return { commit, ...(ref !== undefined && { ref }), ...(dirty !== undefined && { dirty }) };
    };
    return { program: first.program, environment: first.environment, sides: { base: side('base'), head: side('head') } };
}
function incomparable(obstacle, blocks) {
    return {
        schemaVersion: comparison/* COMPARISON_SCHEMA_VERSION */.fb,
        ...nothingCompared(),
        gate: obstacle.blamesHead ? 'fail' : 'pass',
        gateReasons: obstacle.blamesHead ? [obstacle.headline] : [],
        pairs: 0,
        summary: { ...tally([]), headline: obstacle.headline },
        warnings: [...notedWhileMeasuring(blocks), ...runWarnings(blocks), ...obstacle.warnings],
        unexplained: null,
        failures: [...obstacle.failures],
        ...whatWasCompared(blocks),
    };
}

;// CONCATENATED MODULE: ./compare/profiles.js




const NO_TIME = {
    code: 'no-timing-runs',
    message: 'Without timing runs nothing is said about CPU time, neither of the program nor of its functions: a share of the samples is not a time, and one profile differs from the next of the same code by a third. Use gate or measure for that.',
};
/** Compares two sets of profiles of one program, by what profiles alone can tell. */
function compareProfiles({ base, head, diff }, settings) {
    const obstacles = [...comparableProfiles(base, head), ...differentRuns(base, head)];
    if (base.length === 0 || head.length === 0) {
        obstacles.push({
            code: 'no-profiles',
            message: `There are no profiles of ${base.length === 0 ? 'base' : 'head'} to compare.`,
        });
    }
    const block = asMeasurement(base, head, diff);
    const comparison = compare([block], settings);
    const own = comparison.warnings.filter(({ code }) => code !== 'no-timing-runs');
    const rest = { ...comparison };
    delete rest.sides;
    delete rest.program;
    if (obstacles.length === 0)
        return { ...rest, warnings: [NO_TIME, ...own] };
    return {
        ...rest,
        ...nothingCompared(),
        gate: 'pass',
        gateReasons: [],
        summary: { ...rest.summary, ...NO_FUNCTIONS, headline: obstacles[0]?.message ?? '' },
        warnings: [...obstacles, NO_TIME],
    };
}
const NO_FUNCTIONS = {
    regressions: 0,
    improvements: 0,
    unchanged: 0,
    inconclusive: 0,
    tooSmall: 0,
    added: 0,
    removed: 0,
};
/** Arguments, and the program's file name, must be the same: paths may differ with the checkout. */
function differentRuns(base, head) {
    const programs = new Set([...base, ...head].flatMap(({ program }) => (program === null ? [] : [program.replace(/^.*[\\/]/, '')])));
    if (programs.size > 1) {
        return [
            {
                code: 'programs-differ',
                message: `The profiles are of different programs (${[...programs].sort().join(', ')}).`,
            },
        ];
    }
    const argumentLists = new Set([...base, ...head]
        .map(({ args, program }) => (program === null ? null : JSON.stringify(args)))
        .filter((list) => list !== null));
    if (argumentLists.size > 1)
        return [{ code: 'arguments-differ', message: 'The profiles were made with different arguments.' }];
    return [];
}
function asMeasurement(base, head, diff) {
    const profiles = new Map();
    const runsOf = (side, given) => given.map((profile, pair) => {
        const path = `profiles/${side}-${pair}`;
        profiles.set(path, profile);
        return {
            kind: 'profile',
            side,
            pair,
            order: side === 'base' ? 0 : 1,
            outcome: 'ok',
            mode: profile.hasMemory ? 'full' : 'cpu',
            profile: path,
        };
    });
    return {
        measurement: {
            schemaVersion: measurement/* MEASUREMENT_SCHEMA_VERSION */.Yl,
            program: { args: [] },
            environment: {},
            sides: { base: { commit: 'base', root: '' }, head: { commit: 'head', root: '' } },
            runs: [...runsOf('base', base), ...runsOf('head', head)],
        },
        profiles,
        ...(diff !== undefined && { diff }),
    };
}

;// CONCATENATED MODULE: ./config/judging.js
function toCompareSettings(settings) {
    const { limits, functionLimits, failOn, failOnInconclusive, minPairs, maxPairs, only, exclude } = settings;
    return { limits, functionLimits, failOn, failOnInconclusive, minPairs, maxPairs, only, exclude };
}

;// CONCATENATED MODULE: ./compare/plan.js


/** Pairs of the first look: what is made before anything is compared. */
function firstLook(settings) {
    return looks(settings)[0] ?? settings.minPairs;
}
/**
 * The next step after a comparison. Where the budget does not reach the next look, the pairs that it affords are made
 * only if they are enough to be worth a look of their own (half of the way).
 */
function plan(comparison, settings, spent) {
    if (comparison.conclusive)
        return { action: 'stop', reason: 'conclusive' };
    const next = nextLook(comparison.pairs, settings);
    if (next === null)
        return { action: 'stop', reason: 'max-pairs' };
    const wanted = next - comparison.pairs;
    const affordable = affordablePairs(spent);
    if (affordable >= wanted)
        return { action: 'measure', pairs: wanted, until: next };
    if (affordable * 2 >= wanted && affordable >= 1) {
        return { action: 'measure', pairs: affordable, until: comparison.pairs + affordable };
    }
    return { action: 'stop', reason: 'time-budget' };
}
/** Pairs with profiles on which the published rates of right and wrong culprits rest. */
const ENOUGH_PROFILED = 5;
/**
 * Whether further pairs need profile runs, which take most of a pair's time: until there are enough, while a metric that comes
 * from profiles is open, and where functions or leaks may fail the gate.
 */
function needsProfiles({ metrics, pairs }, { failOn }) {
    if (pairs < ENOUGH_PROFILED || failOn.includes('functions') || failOn.includes('leaks'))
        return true;
    return metrics.some(({ metric, verdict }) => model_metrics/* METRICS */.Cb[metric].source === 'profile' && verdict === 'inconclusive');
}
function affordablePairs(spent) {
    if (spent?.budgetSec === undefined)
        return Infinity;
    const left = spent.budgetSec - spent.sec;
    if (left <= 0)
        return 0;
    return spent.secPerPair > 0 ? Math.floor(left / spent.secPerPair) : Infinity;
}

// EXTERNAL MODULE: ../../node_modules/execa/index.js + 132 modules
var execa = __webpack_require__(63230);
;// CONCATENATED MODULE: ./measure/cache.js
/**
 * A folder of finished things that are dear to make, such as environments: made once, found again by a name that says
 * all they depend on. What the things are is left to `scaleneEnv.ts` and `sideEnv.ts`.
 *
 * A thing is built where it stays (virtual environments cannot be moved) under a name of its own, and a small file
 * then points to it at once: readers see a whole thing or none, and two tools that build the same disturb nobody.
 */







/** What nobody used for so long is removed, in days. */
const UNUSED_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const PointerSchema = schemas/* object */.Ikc({
    folder: schemas/* string */.YjP().regex(/^[\w.-]+$/),
    /** State of the thing when it was finished; older pointers have none, and lead to nothing. */
    state: schemas/* string */.YjP(),
});
/** @throws MeasureError when the folder cannot be made */
async function openCache(root) {
    const folder = (0,external_node_path_.join)(root, 'envs');
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
    }
    catch (error) {
        throw new errors/* MeasureError */.TG(`The cache folder ${folder} cannot be made (${error instanceof Error ? error.message : String(error)}): make it writable, or set SCALENE_CACHE_DIR to another folder.`, { cause: error });
    }
    await prune(folder);
    const pointer = (name) => (0,external_node_path_.join)(folder, `${name}.json`);
    return {
        folder,
        async find(name) {
            const target = await pointedTo(pointer(name));
            if (target === null || !(await isUntouched((0,external_node_path_.join)(folder, target.folder), target.state)))
                return null;
            // So that pruning sees that it is in use.
            const now = new Date();
            await (0,promises_.utimes)(pointer(name), now, now).catch(() => undefined);
            return (0,external_node_path_.join)(folder, target.folder);
        },
        async begin(name) {
            const path = (0,external_node_path_.join)(folder, `${name}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
            await (0,promises_.mkdir)(path);
            await claim(path);
            return path;
        },
        async keep(name, path) {
            const kept = { folder: (0,external_node_path_.basename)(path), state: await stateOf(path) };
            await writeAtomically(pointer(name), JSON.stringify(kept));
        },
        async drop(name, path) {
            if ((await pointedTo(pointer(name)))?.folder === (0,external_node_path_.basename)(path))
                await (0,promises_.rm)(pointer(name), { force: true });
            await removeTree(path);
        },
    };
}
/** Programs run in such an environment, and one of another commit could have left something in it. */
async function isUntouched(path, state) {
    return (await isOwnFolder(path)) && (await stateOf(path)) === state;
}
async function pointedTo(path) {
    try {
        return PointerSchema.parse(JSON.parse((await readIfThere(path)) ?? ''));
    }
    catch {
        return null;
    }
}
/** Removes what was never finished by a process that is gone, and what nobody used for long. */
async function prune(folder) {
    const names = await listIfThere(folder);
    const used = new Set();
    for (const name of names.filter((entry) => entry.endsWith('.json'))) {
        const path = (0,external_node_path_.join)(folder, name);
        const target = await pointedTo(path);
        const found = await (0,promises_.stat)(path).catch(() => null);
        if (target !== null && found !== null && Date.now() - found.mtimeMs < UNUSED_DAYS * DAY_MS)
            used.add(target.folder);
        else
            await (0,promises_.rm)(path, { force: true });
    }
    const unused = names.filter((name) => !name.endsWith('.json') && !name.endsWith('.tmp') && !used.has(name));
    for (const name of unused) {
        const path = (0,external_node_path_.join)(folder, name);
        const found = (await isOwnFolder(path)) ? await (0,promises_.stat)(path).catch(() => null) : null;
        if (found === null)
            continue;
        // A younger one may be in use by somebody who found it before it was replaced.
        if (Date.now() - found.mtimeMs < DAY_MS)
            continue;
        // One that is being begun at this very moment has no owner yet.
        if ((await ownerLives(path)) === false)
            await removeTree(path).catch(() => undefined);
    }
}

// EXTERNAL MODULE: ./measure/cache-folder.js
var cache_folder = __webpack_require__(80018);
;// CONCATENATED MODULE: ./measure/environment.js
/**
 * What the program may see of the caller's environment variables: an allow-list, and what the user names besides.
 * Hygiene, not a boundary: a program of the same user can read more (SECURITY.md).
 */


/** Who and where the user is, how the machine speaks, and where libraries and devices are found. */
const PROGRAM_ALLOWED = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TZDIR|TERM|CI|RUNNER_TRACKING_ID|SYSTEMROOT|XDG_[A-Z_]+|LD_LIBRARY_PATH|DYLD_[A-Z_]*LIBRARY_PATH|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|CUDA_[A-Z_]+|NVIDIA_[A-Z_]+|(OMP|MKL|OPENBLAS|NUMEXPR|BLIS|VECLIB_MAXIMUM|RAYON)_[A-Z_]*THREADS)$/;
/**
 * What installers need besides to reach their registries: setup and pip see it, the program does not. Where they install to is decided
 * here, not by the machine's settings.
 */
const SETUP_ALLOWED = /^(PIP_(?!(?:USER|REQUIRE_VIRTUALENV|TARGET|PREFIX|ROOT)$)[A-Z_]+|UV_[A-Z_]+|(HTTPS?|ALL|NO|FTP)_PROXY|(https?|all|no|ftp)_proxy|NETRC)$/;
/**
 * What git needs besides: where its user's configuration is, how it reaches remotes, and the user's agent for keys. No name under which a
 * token is usually kept; what tells git another repository is left to `git.ts`.
 */
const GIT_ALLOWED = /^(GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|SSL_[A-Z_]+|PROXY_SSL_[A-Z_]+|HTTP_[A-Z_]+|SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|ALLOW_PROTOCOL|PROTOCOL|PROTOCOL_FROM_USER|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|ATTR_NOSYSTEM|LFS_[A-Z_]+|(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE))|SSH_(AUTH_SOCK|AGENT_PID|ASKPASS|ASKPASS_REQUIRE)|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|KRB5CCNAME|GCM_INTERACTIVE|HTTPS?_PROXY|ALL_PROXY|NO_PROXY|https?_proxy|all_proxy|no_proxy|NETRC|TMPDIR)$/;
/** The runner's own channels and tokens: naming them in `env` is a mistake, whatever it was meant for. */
const NEVER = /^(ACTIONS_.*|INPUT_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/i;
/** @throws InputError when `names` holds what a program must never get, or no name of a variable */
function checkNames(names) {
    for (const name of names) {
        if (NEVER.test(name)) {
            throw new errors/* InputError */.dz(`The environment variable ${name} belongs to the runner and is never handed to the program: take it out of the setting env.`);
        }
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
            throw new errors/* InputError */.dz(`${JSON.stringify(name)} in the setting env is no name of an environment variable: give names only, such as DATABASE_URL.`);
        }
    }
}
/** The variables that the program gets from the caller, those that the user names included. */
function programVariables(env, names) {
    return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || names.includes(name));
}
function setupVariables(env, names) {
    return {
        // Also against a pip.conf that says otherwise.
        PIP_USER: '0',
        PIP_REQUIRE_VIRTUALENV: '0',
        ...setupChosen(env, names),
    };
}
function setupChosen(env, names) {
    return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || SETUP_ALLOWED.test(name) || names.includes(name));
}
/** The variables that git gets from the caller. */
function gitVariables(env) {
    return chosen(env, (name) => PROGRAM_ALLOWED.test(name) || GIT_ALLOWED.test(name));
}
function chosen(env, wanted) {
    const kept = {};
    for (const [name, value] of Object.entries(env)) {
        if (value !== undefined && wanted(name) && !NEVER.test(name))
            kept[name] = value;
    }
    return kept;
}
/** The machine and versions, for the measurement. */
function machine(python, scalene, runner) {
    const cores = (0,external_node_os_.cpus)();
    return {
        os: process.platform,
        arch: process.arch,
        cpuModel: cores[0]?.model.trim() ?? 'unknown',
        cpuCount: cores.length,
        memoryMb: Math.round((0,external_node_os_.totalmem)() / 1024 / 1024),
        python,
        scalene,
        ...(runner === undefined ? {} : { runner }),
    };
}

;// CONCATENATED MODULE: ./measure/git.js
/**
 * Runs git so that nothing of the user's is changed and nothing of theirs runs by accident: hooks off, no prompts,
 * no optional locks, folders trusted per command. Which commands, is left to `store.ts`, `refs.ts` and the others.
 */



const NEUTRAL = [
    '-c', 'safe.directory=*',
    '-c', 'core.hooksPath=/dev/null',
    '-c', 'core.fsmonitor=false',
    '-c', 'core.splitIndex=false',
    '-c', 'core.quotePath=false',
    '-c', 'submodule.recurse=false',
    '-c', 'gc.auto=0',
    '-c', 'maintenance.auto=false',
    '-c', 'advice.detachedHead=false',
]; // prettier-ignore
/** Variables by which git, for example inside a hook, is told another repository than the one in its folder. */
const REPOSITORY_VARIABLES = [
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_INDEX_FILE',
    'GIT_COMMON_DIR',
    'GIT_OBJECT_DIRECTORY',
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_PREFIX',
    'GIT_NAMESPACE',
    'GIT_CONFIG',
    'GIT_CONFIG_PARAMETERS',
    'GIT_CONFIG_COUNT',
    'GIT_SHALLOW_FILE',
    'GIT_GRAFT_FILE',
    'GIT_IMPLICIT_WORK_TREE',
    'GIT_INTERNAL_SUPER_PREFIX',
    'GIT_QUARANTINE_PATH',
    'GIT_EXTERNAL_DIFF',
    'GIT_DIFF_OPTS',
];
/** How long a git command may take, in seconds: a fetch of a large repository, or a checkout with network files. */
const LIMIT_SEC = 900;
/** The largest answer that is read, in bytes: listings of very large trees. */
const MAX_BYTES = 512 * 1024 * 1024;
/** @param env variables of the calling process */
function gitIn(folder, env, signal) {
    const clean = gitEnvironment(env);
    const ask = async (args, options = {}) => {
        const result = await (0,execa/* execa */.Ho)('git', [...NEUTRAL, ...args], {
            cwd: folder,
            reject: false,
            extendEnv: false,
            env: { ...clean, ...options.env },
            ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
            timeout: LIMIT_SEC * 1000,
            maxBuffer: MAX_BYTES,
            cancelSignal: signal,
        });
        signal.throwIfAborted();
        if (result.code === 'ENOENT')
            throw missingGit(folder);
        return { ok: !result.failed, exitCode: result.exitCode, text: result.stdout, stderr: result.stderr };
    };
    return {
        folder,
        ask,
        async must(args, options) {
            const answer = await ask(args, options);
            if (answer.ok)
                return answer.text;
            throw new errors/* MeasureError */.TG(`git ${commandName(args)} failed in ${folder} (${lastLine(answer.stderr)}): run it there by hand to see more, and mend the repository.`, { outputTail: answer.stderr });
        },
        in: (other) => gitIn(other, env, signal),
    };
}
function gitEnvironment(env) {
    const dropped = REPOSITORY_VARIABLES;
    const isKept = (name) => !dropped.includes(name) && !/^GIT_(CONFIG_(KEY|VALUE)_|TRACE)/.test(name);
    const kept = Object.fromEntries(Object.entries(gitVariables(env)).filter(([name]) => isKept(name)));
    return {
        // Nobody sits there to answer a question of ssh or of a credential helper; what the user has set wins.
        SSH_ASKPASS: 'false',
        SSH_ASKPASS_REQUIRE: 'force',
        GCM_INTERACTIVE: 'never',
        ...kept,
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_PAGER: 'cat',
        GIT_DEFAULT_REF_FORMAT: 'files',
        // Messages are matched in places, and paths are bytes.
        LC_ALL: 'C',
    };
}
function missingGit(folder) {
    return new errors/* MeasureError */.TG(`git could not be started in ${folder}: install git (https://git-scm.com) and see that it is on the PATH and that the folder exists.`);
}
function commandName(args) {
    return args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c') ?? '';
}
/** The line of git's complaint that says most: the last that names an error. */
function lastLine(text) {
    const lines = text.trim().split('\n');
    const telling = lines.filter((line) => /^(fatal|error):/.test(line));
    return (telling[0] ?? lines.at(-1) ?? '').trim() || 'it gave no reason';
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./measure/asset.js
/**
 * Where a file lies that belongs to a module of ours, in the sources as in a bundle.
 * What is in it is left to the module.
 */

/** @param asset `new URL('./file', import.meta.url)`: the bundler copies that file, and puts a path in the URL's place */
function assetPath(asset) {
    return typeof asset === 'string' ? asset : (0,external_node_url_.fileURLToPath)(asset);
}

;// CONCATENATED MODULE: ./measure/sandboxed.js
/**
 * How a command line gets inside a sandbox that an edge has opened. What the sandbox holds is left to the edge.
 */
/**
 * The command line that runs `command` inside; `command` itself where there is no sandbox.
 *
 * @param readOnly absolute paths that can be read there and not written, besides those that the edge has chosen
 */
function within(sandbox, command, readOnly = []) {
    if (sandbox === undefined)
        return command;
    return [...sandbox, ...readOnly.flatMap((path) => ['ro', path]), '--', ...command];
}

;// CONCATENATED MODULE: ./measure/python.js
/**
 * The Python that was chosen: found, asked what it is, and refused with a reason where it will not do.
 * Making environments over it is left to `scaleneEnv.ts` and `sideEnv.ts`.
 */







/** Where ncc finds the file, and puts it beside the bundle. */
const PROBE = assetPath(__webpack_require__.ab + "probe.py");
/** Oldest Python that the launcher and the layers are written for. */
const OLDEST = [3, 9];
const PROBE_LIMIT_SEC = 60;
const PythonSchema = schemas/* object */.Ikc({
    /** Such as `3.11.7`. */
    version: schemas/* string */.YjP(),
    /** The long version, with compiler and build date. */
    build: schemas/* string */.YjP(),
    implementation: schemas/* string */.YjP(),
    executable: schemas/* string */.YjP(),
    /** Where the executable is a virtual environment's, that of the Python under it. */
    baseExecutable: schemas/* string */.YjP(),
    realExecutable: schemas/* string */.YjP(),
    prefix: schemas/* string */.YjP(),
    /** Folders of installed packages, in the order in which they are searched. */
    siteFolders: schemas/* array */.YOg(schemas/* string */.YjP()),
    hasVenv: schemas/* boolean */.zMY(),
    hasEnsurepip: schemas/* boolean */.zMY(),
    freeThreaded: schemas/* boolean */.zMY(),
});
/**
 * Finds the Python and asks it what it is.
 * @throws InputError when the one that was asked for is not there or too old; MeasureError when there is none at all
 */
async function findPython(wish, signal) {
    for (const command of candidates(wish)) {
        const python = await probe(command, wish, signal);
        if (python === null)
            continue;
        refuseUnfit(python);
        return python;
    }
    if (wish.python !== undefined) {
        throw new errors/* InputError */.dz(`The Python '${wish.python}' could not be started: give the name of a command on the PATH or the path of an executable.`);
    }
    throw new errors/* MeasureError */.TG(`No Python was found (tried ${candidates(wish).join(', ')}): install Python 3.9 or later, or name one with --python.`);
}
function candidates({ python, env }) {
    if (python !== undefined)
        return [python];
    const active = env['VIRTUAL_ENV'];
    return [...(active ? [(0,external_node_path_.join)(active, 'bin', 'python')] : []), 'python3', 'python'];
}
async function probe(command, { cwd, env, sandbox }, signal) {
    const [file, ...args] = within(sandbox, [command, PROBE]);
    const result = await (0,execa/* execa */.Ho)(file, args, {
        cwd,
        env: probeVariables(env),
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        timeout: PROBE_LIMIT_SEC * 1000,
        cancelSignal: signal,
    });
    signal.throwIfAborted();
    if (result.failed)
        return null;
    try {
        return PythonSchema.parse(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? ''));
    }
    catch {
        return null;
    }
}
/**
 * What the program would see, and by what version managers choose. PYTHONPATH, PYTHONHOME and the like would describe the caller's
 * Python, not the one that is asked.
 */
function probeVariables(env) {
    const managed = Object.entries(env).filter(([name]) => /^(PYENV_(ROOT|VERSION)|ASDF_[A-Z_]+|MISE_[A-Z_]+|VIRTUAL_ENV)$/.test(name));
    return {
        ...Object.fromEntries(managed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
        ...programVariables(env, []),
    };
}
function refuseUnfit(python) {
    const [major = 0, minor = 0] = python.version.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
        throw new errors/* InputError */.dz(`${python.executable} is Python ${python.version}, and measuring needs ${OLDEST.join('.')} or later: name a newer one with --python.`);
    }
    if (python.implementation !== 'CPython') {
        throw new errors/* InputError */.dz(`${python.executable} is ${python.implementation}, and Scalene profiles only CPython: name a CPython with --python.`);
    }
}
/** `3.11`, as it stands in the names of folders; a free-threaded build has its own. */
function folderVersion(python) {
    return `${python.version.split('.').slice(0, 2).join('.')}${python.freeThreaded ? 't' : ''}`;
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./measure/launch.js
/**
 * The TypeScript half of `launcher.py`: one small Python process that runs every command whose whole process tree
 * must be timed, bounded and ended. What is run, and what a result means, is left to callers.
 */






/** Where ncc finds the file, and puts it beside the bundle. */
const LAUNCHER = assetPath(__webpack_require__.ab + "launcher.py");
const ResultSchema = schemas/* object */.Ikc({
    exitCode: schemas/* number */.aig().nullable(),
    signal: schemas/* string */.YjP().nullable(),
    timedOut: schemas/* boolean */.zMY(),
    stopped: schemas/* boolean */.zMY(),
    wallSec: schemas/* number */.aig(),
    userSec: schemas/* number */.aig(),
    sysSec: schemas/* number */.aig(),
    peakRssMb: schemas/* number */.aig(),
    notes: schemas/* array */.YOg(schemas/* string */.YjP()),
    output: schemas/* object */.Ikc({ head: schemas/* string */.YjP(), tail: schemas/* string */.YjP(), bytes: schemas/* number */.aig() }),
});
const AnswerSchema = schemas/* union */.KCZ([
    schemas/* object */.Ikc({ started: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ error: schemas/* string */.YjP(), missing: schemas/* boolean */.zMY() }),
    ResultSchema,
]);
/** Time between the polite and the hard end, in seconds. */
const GRACE_SEC = 2;
/** How long the launcher may take to kill a tree and answer before it is killed itself, in seconds. */
const CLOSE_LIMIT_SEC = 5;
/** How much of a command's output is kept, in bytes. */
const HEAD_BYTES = 8 * 1024;
const TAIL_BYTES = 32 * 1024;
/** How long after a command's own limit the launcher may be silent, in seconds. */
const SILENCE_LIMIT_SEC = 30;
const STOPPED = 'The process that watches the program did not answer in time, so nothing more can be measured: the program may have stopped it; run again, with the sandbox if the program is a stranger’s.';
const launch_NOWHERE = { sandbox: undefined, readOnly: [] };
class Launcher {
    masker;
    inside;
    process;
    lines;
    answers;
    /** Process group of the command that runs, for the case that the launcher itself dies. */
    running = null;
    /** One command at a time: neighbours would disturb the timing. */
    queue = Promise.resolve();
    /**
     * @param python absolute path of a Python 3.9 or later
     * @param env variables that this Python needs to start
     * @param masker takes secrets out of what commands write, before anybody sees or cuts it
     * @param inside a sandbox has a process namespace of its own
     */
    constructor(python, env, cwd, masker, inside = launch_NOWHERE) {
        this.masker = masker;
        this.inside = inside;
        this.process = spawnLauncher(within(inside.sandbox, [python, '-I', '-S', LAUNCHER], inside.readOnly), env, cwd);
        this.process.stderr.resume();
        // Writing to a launcher that has died is reported by the missing answer.
        this.process.stdin.on('error', () => undefined);
        this.lines = (0,external_node_readline_.createInterface)({ input: this.process.stdout });
        this.answers = this.lines[Symbol.asyncIterator]();
    }
    /**
     * Runs a command to its end. Only one runs at a time; others wait.
     * @throws MeasureError when it cannot be started; the signal's reason when aborted
     */
    run(command, signal) {
        const turn = this.queue.then(() => this.runNow(command, signal));
        this.queue = turn.catch(() => undefined);
        return turn;
    }
    async runNow(command, signal) {
        signal.throwIfAborted();
        const stop = () => this.send({ stop: true });
        this.send({ ...command, graceSec: GRACE_SEC, headBytes: HEAD_BYTES, tailBytes: TAIL_BYTES });
        signal.addEventListener('abort', stop, { once: true });
        let overdue;
        // A program of the same user can stop the very process that watches it.
        const silence = new Promise((_, reject) => {
            const end = () => {
                this.process.kill('SIGKILL');
                reject(new errors/* MeasureError */.TG(STOPPED));
            };
            overdue = setTimeout(end, (command.timeoutSec + GRACE_SEC + SILENCE_LIMIT_SEC) * 1000);
        });
        try {
            const result = await Promise.race([this.result(command), silence]);
            signal.throwIfAborted();
            return result;
        }
        finally {
            clearTimeout(overdue);
            signal.removeEventListener('abort', stop);
            this.running = null;
        }
    }
    async result(command) {
        for (;;) {
            const { value, done } = await this.answers.next();
            if (done)
                throw this.lost(command);
            const answer = AnswerSchema.parse(JSON.parse(value));
            if ('started' in answer) {
                // In a sandbox the number is of its own namespace, whose processes all end with the launcher.
                this.running = this.inside.sandbox === undefined ? answer.started : null;
            }
            else if ('error' in answer) {
                throw new errors/* MeasureError */.TG(`${command.argv[0]} could not be started in ${command.cwd} (${answer.error}): check that both exist and may be used.`);
            }
            else {
                return { ...answer, output: masked(answer.output, this.masker) };
            }
        }
    }
    /** The launcher ended without an answer, killed from outside: nothing it started may live on. */
    lost(command) {
        if (this.running !== null)
            killGroup(this.running);
        return new errors/* MeasureError */.TG(`The process that watches over ${command.argv.slice(0, 3).join(' ')} was killed from outside, perhaps for want of memory: close other programs and try again.`);
    }
    send(message) {
        this.process.stdin.write(`${JSON.stringify(message)}\n`);
    }
    /** Ends whatever runs and the launcher itself. */
    async close() {
        // End of input is the launcher's sign that the tool is gone: it kills all that it started.
        this.process.stdin.end();
        const force = setTimeout(() => {
            if (this.running !== null)
                killGroup(this.running);
            this.process.kill('SIGKILL');
        }, CLOSE_LIMIT_SEC * 1000);
        await this.process;
        clearTimeout(force);
        this.lines.close();
    }
}
function spawnLauncher(command, env, cwd) {
    const [file, ...args] = command;
    return (0,execa/* execa */.Ho)(file, args, {
        stdin: 'pipe',
        stdout: 'pipe',
        stderr: 'pipe',
        buffer: false,
        reject: false,
        extendEnv: false,
        env,
        cwd,
    });
}
function killGroup(pid) {
    try {
        process.kill(-pid, 'SIGKILL');
    }
    catch {
        // It has ended already.
    }
}
/** A cut may go through a secret: both ends then lose what could be a part of one. */
function masked({ head, tail, bytes }, masker) {
    if (bytes <= HEAD_BYTES + TAIL_BYTES)
        return { head: masker.text(head + tail), tail: '', bytes };
    return { head: masker.beginning(head), tail: masker.rest(tail), bytes };
}
/** The end of what a command wrote: at most `lines` lines, for a person to read. Untrusted text. */
function outputTail(output, lines = 40) {
    const text = output.bytes <= HEAD_BYTES + TAIL_BYTES ? output.head + output.tail : output.tail;
    const end = text.trimEnd().split('\n').slice(-lines).join('\n');
    return end.slice(-TAIL_CHARACTERS);
}
/** A tail is read by people and kept in measurement.json: a few screens at most. */
const TAIL_CHARACTERS = 4000;

;// CONCATENATED MODULE: ./measure/scaleneEnv.js
/**
 * The cached environment that holds Scalene at one pinned version, over the chosen Python.
 * Layering it under a side's own packages is left to `sideEnv.ts`.
 */







/** Bumped when the layout below changes, so that older ones in a cache are not taken for it. */
const LAYOUT = 2;
/** Compiling Scalene where there is no wheel takes minutes, in seconds. */
const INSTALL_LIMIT_SEC = 1800;
/** What this environment and those over it depend on. */
function environmentFacts(python, scaleneVersion) {
    return [LAYOUT, python.realExecutable, python.build, python.freeThreaded, scaleneVersion];
}
/**
 * The environment from the cache, or a new one.
 * @throws MeasureError when it cannot be made, with the command that mends it; InputError for a version that is none
 */
async function scaleneEnv(wish, cache, launcher, signal) {
    checkVersion(wish.version);
    const name = `scalene-${fingerprint(environmentFacts(wish.python, wish.version))}`;
    const known = await cache.find(name);
    if (known !== null)
        return layout(known, wish.python);
    wish.onInstall(cache.folder);
    const folder = await cache.begin(name);
    try {
        await install(folder, wish, launcher, signal);
        await cache.keep(name, folder);
        return layout(folder, wish.python);
    }
    catch (error) {
        await cache.drop(name, folder);
        throw error;
    }
}
function checkVersion(version) {
    if (/^\d+(\.\d+){1,3}((a|b|rc|\.post|\.dev)\d+)?$/.test(version))
        return;
    throw new errors/* InputError */.dz(`'${version}' is no exact version of Scalene: give one such as 2.4.0, since profiles of different versions cannot be compared.`);
}
function layout(folder, python) {
    return {
        pinned: (0,external_node_path_.join)(folder, 'pinned'),
        needs: (0,external_node_path_.join)(folder, 'venv', 'lib', `python${folderVersion(python)}`, 'site-packages'),
    };
}
async function install(folder, wish, launcher, signal) {
    const { python, version } = wish;
    refuseWithoutVenv(python);
    const venv = (0,external_node_path_.join)(folder, 'venv');
    const common = { cwd: folder, env: setupVariables(wish.env, []), timeoutSec: INSTALL_LIMIT_SEC };
    const made = await launcher.run({ ...common, argv: [python.baseExecutable, '-m', 'venv', venv] }, signal);
    if (made.exitCode !== 0)
        throw venvFailed(python, made);
    const pip = [
        (0,external_node_path_.join)(venv, 'bin', 'python'),
        '-m',
        'pip',
        'install',
        '--disable-pip-version-check',
        '--no-input',
    ];
    const installed = await launcher.run({ ...common, argv: [...pip, `scalene==${version}`] }, signal);
    if (installed.exitCode !== 0)
        throw installFailed(wish, installed);
    await setApart(layout(folder, python), version);
}
/** Moves Scalene itself into a folder of its own. */
async function setApart({ pinned, needs }, version) {
    await (0,promises_.mkdir)(pinned);
    const own = (await (0,promises_.readdir)(needs)).filter((name) => name === 'scalene' || /^scalene-.*\.dist-info$/i.test(name));
    for (const name of own)
        await (0,promises_.rename)((0,external_node_path_.join)(needs, name), (0,external_node_path_.join)(pinned, name));
    if (!own.includes('scalene')) {
        throw new errors/* MeasureError */.TG(`pip installed scalene==${version} without saying where, so it cannot be used: run 'pip install scalene==${version}' in a new virtual environment to see more.`);
    }
}
function refuseWithoutVenv(python) {
    if (python.hasVenv && python.hasEnsurepip)
        return;
    const minor = python.version.split('.').slice(0, 2).join('.');
    throw new errors/* MeasureError */.TG(`${python.executable} cannot make virtual environments, because its modules venv and ensurepip are kept in another package: install that (on Debian and Ubuntu 'sudo apt install python${minor}-venv'), or name another Python.`);
}
function venvFailed(python, result) {
    const mend = isFull(result) ? 'free some space' : `run '${python.baseExecutable} -m venv DIR' by hand to see why`;
    return new errors/* MeasureError */.TG(`No virtual environment could be made with ${python.executable}: ${mend}, and try again.`, {
        outputTail: outputTail(result.output),
    });
}
/** Why pip fails, told by what it writes: the first that fits. */
const REASONS = [
    { sign: /No space left on device/, why: 'the disk is full', mend: 'free some space' },
    {
        sign: /NewConnectionError|Temporary failure in name resolution|ConnectTimeout|ProxyError|Connection refused/,
        why: 'the package index cannot be reached',
        mend: 'check the network, or set PIP_INDEX_URL to an index that can be reached',
    },
    {
        sign: /CERTIFICATE_VERIFY_FAILED|SSLError/,
        why: "the package index's certificate is not trusted",
        mend: 'set PIP_CERT to the certificate bundle of your network',
    },
    {
        sign: /Requires-Python|requires a different Python/,
        why: 'this version does not support this Python',
        mend: 'choose another --scalene-version or --python',
    },
    {
        sign: /No matching distribution found for scalene==|Could not find a version that satisfies the requirement scalene==/,
        why: 'there is no such version',
        mend: 'choose another --scalene-version',
    },
    {
        sign: /Failed building wheel for|error: command .* failed|Microsoft Visual C\+\+|No such file or directory: '(g\+\+|gcc|cc|c\+\+|clang)'/,
        why: 'there is no ready-made wheel for this system and compiling it failed',
        mend: "install a C++ compiler and Python's headers (on Debian and Ubuntu 'sudo apt install g++ make python3-dev')",
    },
];
function installFailed(wish, result) {
    const { head, tail } = result.output;
    const text = `${head}\n${tail}`;
    const known = REASONS.find(({ sign }) => sign.test(text));
    const why = known?.why ?? (result.timedOut ? 'pip took too long' : `pip ended with status ${String(result.exitCode)}`);
    const mend = known?.mend ?? `run 'python -m pip install scalene==${wish.version}' by hand to see more`;
    return new errors/* MeasureError */.TG(`Scalene ${wish.version} could not be installed for Python ${wish.python.version} (${why}): ${mend}, and try again.`, { outputTail: outputTail(result.output) });
}
function isFull({ output }) {
    return /No space left on device/.test(output.head + output.tail);
}

;// CONCATENATED MODULE: ./measure/doctor.js
/**
 * What measuring needs on this machine, checked one by one, with the command that mends what is missing.
 * Printing it is left to the edges.
 */












/** Checkouts, environments and profiles together, in MiB. */
const SPACE_MIB = 1024;
const OLDEST_GIT = [2, 30];
const DOWNLOAD_LIMIT_SEC = 120;
/** All checks, in the order in which they matter. Never throws for what it finds, only when aborted. */
async function doctorChecks(question, signal) {
    const checks = [platformCheck(), await gitCheck(question, signal)];
    const python = await pythonCheck(question, signal);
    checks.push(python.check);
    if (python.found !== null) {
        checks.push(venvCheck(python.found), await scaleneCheck(python.found, question, signal));
    }
    checks.push(await spaceCheck());
    return checks;
}
function platformCheck() {
    const { platform, arch } = process;
    const base = { name: 'system', found: `${platform} ${arch}` };
    if (platform !== 'win32')
        return { ...base, ok: true };
    return { ...base, ok: false, mend: 'measure in WSL, on Linux or on macOS; comparing and reporting work here' };
}
async function gitCheck({ folder, env }, signal) {
    try {
        const text = await gitIn(folder, env, signal).must(['--version']);
        const version = /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? '0.0';
        const [major = 0, minor = 0] = version.split('.').map(Number);
        const ok = major > OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor >= OLDEST_GIT[1]);
        return { name: 'git', ok, found: version, ...(ok ? {} : { mend: `install git ${OLDEST_GIT.join('.')} or later` }) };
    }
    catch (error) {
        return { name: 'git', ok: false, found: reason(error, signal), mend: 'install git (https://git-scm.com)' };
    }
}
async function pythonCheck({ python, folder, env }, signal) {
    try {
        const found = await findPython({ python, cwd: folder, env }, signal);
        return { found, check: { name: 'python', ok: true, found: `${found.version} (${found.executable})` } };
    }
    catch (error) {
        const mend = 'install Python 3.9 or later, or name one with --python';
        return { found: null, check: { name: 'python', ok: false, found: reason(error, signal), mend } };
    }
}
function venvCheck(python) {
    const missing = [...(python.hasVenv ? [] : ['venv']), ...(python.hasEnsurepip ? [] : ['ensurepip'])];
    if (missing.length === 0)
        return { name: 'venv', ok: true, found: 'venv and ensurepip' };
    const minor = python.version.split('.').slice(0, 2).join('.');
    return {
        name: 'venv',
        ok: false,
        found: `no ${missing.join(', no ')}`,
        mend: `sudo apt install python${minor}-venv`,
    };
}
/** Installed already, or to be had as a wheel; else it must be compiled. */
async function scaleneCheck(python, question, signal) {
    const { scaleneVersion: version, cacheDir, env } = question;
    const name = 'scalene';
    try {
        const cache = await openCache(cacheDir ?? (0,cache_folder/* cacheFolder */.n)(env));
        const known = await cache.find(`scalene-${fingerprint(environmentFacts(python, version))}`);
        if (known !== null)
            return { name, ok: true, found: `${version} (${known})` };
    }
    catch (error) {
        return {
            name,
            ok: false,
            found: reason(error, signal),
            mend: 'set SCALENE_CACHE_DIR to a folder that can be written',
        };
    }
    if (await hasWheel(python, version, env, signal)) {
        return { name, ok: true, found: `${version} is not installed yet; the first run does that` };
    }
    const compiler = await (0,execa/* execa */.Ho)('c++', ['--version'], {
        env: setupVariables(env, []),
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        cancelSignal: signal,
    });
    if (!compiler.failed) {
        return {
            name,
            ok: true,
            found: `no ready-made ${version} for this system could be had; the first run compiles it`,
        };
    }
    return {
        name,
        ok: false,
        found: `no ready-made ${version} for this system could be had, and no compiler was found`,
        mend: 'check the network, or install a compiler: sudo apt install g++ make python3-dev (macOS: xcode-select --install)',
    };
}
async function hasWheel(python, version, env, signal) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'scalene-gate-doctor-'));
    try {
        const wheel = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder, `scalene==${version}`];
        const result = await (0,execa/* execa */.Ho)(python.executable, ['-m', 'pip', '--disable-pip-version-check', ...wheel], {
            cwd: folder,
            env: setupVariables(env, []),
            extendEnv: false,
            reject: false,
            stdin: 'ignore',
            timeout: DOWNLOAD_LIMIT_SEC * 1000,
            cancelSignal: signal,
        });
        signal.throwIfAborted();
        return !result.failed;
    }
    finally {
        await removeTree(folder);
    }
}
async function spaceCheck() {
    const folder = (0,external_node_os_.tmpdir)();
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    const free = Math.floor((bavail * bsize) / 1024 / 1024);
    const ok = free >= SPACE_MIB;
    const found = `${String(free)} MiB free in ${folder}`;
    return {
        name: 'space',
        ok,
        found,
        ...(ok ? {} : { mend: 'free some space there, or set TMPDIR to another folder' }),
    };
}
function reason(error, signal) {
    signal.throwIfAborted();
    if (error instanceof errors/* UserError */.yo)
        return error.message;
    throw error;
}

;// CONCATENATED MODULE: ./measure/mask.js
/**
 * Takes secrets out of raw text, in every spelling in which programs commonly print them.
 * Which values are secrets is left to callers; colours and other terminal codes inside a secret are not seen through.
 */

/** Shorter values are words such as `UTC` or `true`, which stand everywhere. */
const SHORTEST = 8;
/** Shorter lines of a longer value say nothing; from here to `SHORTEST` they count where they stand on a line alone. */
const SHORTEST_LINE = 4;
/** How wide `base64` and PEM break lines, in characters. */
const WRAPS = [64, 76];
const MASK = '***';
/** @param secrets values as they stand in the environment */
function makeMasker(secrets) {
    const values = [...new Set(secrets.flatMap((value) => value ?? []).flatMap(withPassword))].filter(isLong);
    if (values.length === 0)
        return NO_MASKER;
    const lines = values.flatMap(mask_linesOf);
    const whole = [...new Set([...values, ...values.map((value) => value.trim()), ...lines])].filter(isLong);
    const plain = [...whole.map((text) => ({ length: text.length, source: spelled(text) }))];
    const encoded = [...new Set(values.flatMap((value) => encodings(value)))].filter(isLong);
    const patterns = [...plain, ...encoded.map((text) => ({ length: text.length, source: literal(text) }))].sort((one, other) => other.length - one.length);
    const short = [...new Set(lines)].filter((line) => !isLong(line)).map(spelled);
    const alone = short.length === 0 ? [] : [`(?<=^[+\\- \\t]*)(?:${short.join('|')})(?=[ \\t\\r]*$)`];
    const expression = new RegExp([...patterns.map(({ source }) => source), ...alone].join('|'), 'gm');
    // A character takes up to twelve in some spelling, an encoding its own length.
    const longest = Math.max(...whole.map((text) => text.length * 3), ...encoded.map((text) => text.length));
    const text = (raw) => raw.replace(expression, MASK);
    return {
        text,
        beginning(raw) {
            let end = Math.max(0, raw.length - longest);
            for (const { index, 0: found } of raw.matchAll(expression)) {
                if (index < end && index + found.length > end)
                    end = index;
            }
            return text(raw.slice(0, end));
        },
        rest(raw) {
            let start = longest;
            for (const { index, 0: found } of raw.matchAll(expression)) {
                if (index >= start)
                    break;
                start = Math.max(start, index + found.length);
            }
            return text(raw.slice(start));
        },
        data: (data) => everyText(data, text),
    };
}
const NO_MASKER = {
    text: (text) => text,
    beginning: (text) => text,
    rest: (text) => text,
    data: (data) => data,
};
/** The values that are passed on to the program, and what the edge holds itself. */
function maskerFor(envNames, { env = process.env, secrets = [] }) {
    return makeMasker([...secrets, ...envNames.map((name) => env[name])]);
}
/** Sentences name commands and folders, and git says what it was asked. */
function maskedError(error, { text }) {
    if (!(error instanceof errors/* InputError */.dz || error instanceof errors/* MeasureError */.TG))
        return error;
    const { outputTail, cause } = error;
    const details = { cause, ...(outputTail !== undefined && { outputTail: text(outputTail) }) };
    const Kind = error instanceof errors/* InputError */.dz ? errors/* InputError */.dz : errors/* MeasureError */.TG;
    return new Kind(text(error.message), details);
}
/** The lines of a value of several that count by themselves: rules and brackets do not. */
function mask_linesOf(value) {
    const lines = value.split(/\r?\n/).map((line) => line.trim());
    if (lines.length < 2)
        return [];
    return lines.filter((line) => line.length >= SHORTEST_LINE && (line.match(/[\p{L}\p{N}]/gu) ?? []).length >= 4);
}
function isLong(text) {
    return text.length >= SHORTEST;
}
/** A connection string, and the password in it, as it stands there and as it is meant. */
function withPassword(value) {
    const password = /^[a-z][\w+.-]*:\/\/[^/\s@]*?:([^\s]+)@/i.exec(value.trim())?.[1];
    if (password === undefined)
        return [value];
    try {
        return [value, password, decodeURIComponent(password)];
    }
    catch {
        return [value, password];
    }
}
/** Base64 at each of the three places in a longer text where a value can begin, its lines when wrapped, and hexadecimal. */
function encodings(value) {
    const bytes = Buffer.from(value);
    const base64 = [0, 1, 2].map((offset) => {
        const all = Buffer.concat([Buffer.alloc(offset), bytes]);
        return all.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((all.length * 8) / 6));
    });
    const wrapped = WRAPS.flatMap((width) => base64[0]?.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []);
    const urlSafe = (text) => text.replaceAll('+', '-').replaceAll('/', '_');
    const hex = bytes.toString('hex');
    return [...base64, ...base64.map(urlSafe), ...wrapped, ...wrapped.map(urlSafe), hex, hex.toUpperCase()];
}
/** A text in every mixture of plain, JSON, Python `repr`, shell, URL and HTML. */
function spelled(text) {
    const parts = text.match(/\\+|\r?\n|[^]/gu) ?? [];
    return parts.map(spelledPart).join('');
}
function spelledPart(part) {
    if (/^[A-Za-z0-9_]$/.test(part))
        return part;
    const percent = percentForm(part);
    // Escaped once or twice, each backslash is two or four.
    if (part.startsWith('\\'))
        return `(?:\\\\{${String(part.length)},${String(part.length * 4)}}|${percent})`;
    if (part.endsWith('\n'))
        return '(?:\\r?\\n[ \\t]*|(?:\\\\{1,4}r)?\\\\{1,4}n|(?:%0[Dd])?%0[Aa])';
    if (part === '\t')
        return '(?:\\t|\\\\{1,4}t|%09)';
    if (part === ' ')
        return '(?: |\\\\ |\\+|%20)';
    if (part === "'")
        return `(?:\\\\{0,4}'|'\\\\''|'"'"'|&#0?39;|&#x27;|&apos;|${percent})`;
    const html = { '"': '|&quot;|&#34;', '&': '|&amp;', '<': '|&lt;', '>': '|&gt;' }[part] ?? '';
    const units = part.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
    const unicode = units.map((hex) => `\\\\{1,4}u${anyCase(hex)}`).join('');
    return `(?:\\\\{0,4}${literal(part)}|${percent}|${unicode}${html})`;
}
function percentForm(part) {
    return [...Buffer.from(part)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
}
function anyCase(hex) {
    return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
function everyText(data, change) {
    if (typeof data === 'string')
        return change(data);
    if (typeof data !== 'object' || data === null)
        return data;
    if (Array.isArray(data)) {
        const changed = data.map((item) => everyText(item, change));
        return changed.some((item, at) => item !== data[at]) ? changed : data;
    }
    const entries = Object.entries(data);
    const changed = entries.map(([key, value]) => [
        /^\w+$/.test(key) ? key : change(key),
        everyText(value, change),
    ]);
    const isSame = changed.every(([key, value], at) => key === entries[at]?.[0] && value === entries[at][1]);
    return isSame ? data : Object.fromEntries(changed);
}

;// CONCATENATED MODULE: ./measure/pairs.js
/** Base and head in the order of a pair: alternating (ABBA) from a random start, so that drift hits both alike. */
function orderOf(pair, starts) {
    const baseFirst = (pair % 2 === 0) === (starts === 'base');
    return baseFirst ? ['base', 'head'] : ['head', 'base'];
}
/** Who starts: chosen by lot, or as an earlier part of the same measurement did. */
function startingSide(earlier, random) {
    const first = earlier.find((run) => run.kind === 'timing' && run.pair === 0 && run.order === 0);
    return first?.side ?? (random() < 0.5 ? 'base' : 'head');
}
/** Largest seed that PYTHONHASHSEED takes. */
const MAX_SEED = 4_294_967_295;
/** A seed from 1 up (0 would switch hashing's randomness off) that no other pair has. */
function nextSeed(used, random) {
    for (;;) {
        const seed = 1 + Math.floor(random() * MAX_SEED);
        if (!used.has(seed))
            return seed;
    }
}
/** How much longer than the warm-up a run may take before it counts as hung. */
const HANG_FACTOR = 20;
/** Besides: programs of a few milliseconds have slow moments too. */
const HANG_EXTRA_SEC = 30;
/** Time limit of a run, once the warm-up has shown how long the program takes: a hang must not cost the whole limit. */
function runLimit(timeoutSec, warmUpSec) {
    if (warmUpSec === undefined)
        return timeoutSec;
    return Math.min(timeoutSec, HANG_EXTRA_SEC + HANG_FACTOR * warmUpSec);
}
/** How much longer a profile run takes than a timing run, about, as seen with one-second scripts. */
const SLOWDOWN = { cpu: 1.5, full: 2.5 };
/** Seconds that a pair takes: the median of those made, else told from the warm-up. */
function pairSeconds(made, warmUpSec, modes) {
    const sorted = [...made].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle !== undefined)
        return middle;
    return warmUpSec * (1 + modes.reduce((sum, mode) => sum + SLOWDOWN[mode], 0));
}
/**
 * Whether a run that did not go well is made again, once: a hang or a killed process may be chance. What is too short
 * stays so, and a program that never ran to an end in its warm-up is not waited for twice.
 */
function deservesRetry(run) {
    if (run.outcome === 'ok' || run.outcome === 'too-short')
        return false;
    return !(run.pair < 0 && run.outcome === 'timed-out');
}

;// CONCATENATED MODULE: ./measure/check.js
/**
 * Asks a side's finished environment whether it is fit for measuring.
 * Making it is left to `setup.ts`.
 */




/** Where ncc finds the file, and puts it beside the bundle. */
const CHECK = assetPath(__webpack_require__.ab + "check.py");
const check_LIMIT_SEC = 120;
const check_AnswerSchema = schemas/* object */.Ikc({
    scalene: schemas/* string */.YjP(),
    unmet: schemas/* array */.YOg(schemas/* string */.YjP()),
    canRun: schemas/* boolean */.zMY().nullable(),
});
/** @throws MeasureError when the environment does not hold the pinned Scalene */
async function checkEnv(on, { program, scaleneVersion }, launcher, signal) {
    const argv = [on.python, CHECK, ...(program.module === undefined ? [] : [program.module])];
    const result = await launcher.run({ argv: [...argv], cwd: on.cwd, env: on.env, timeoutSec: check_LIMIT_SEC }, signal);
    const answer = check_AnswerSchema.safeParse(lastJson(outputTail(result.output)));
    if (!answer.success) {
        throw new errors/* MeasureError */.TG(`Python does not start well in the environment of ${on.side}: see what it wrote, and mend the setup command or the packages of ${on.python}.`, { outputTail: outputTail(result.output) });
    }
    const { scalene, unmet, canRun } = answer.data;
    if (scalene !== scaleneVersion) {
        throw new errors/* MeasureError */.TG(`The environment of ${on.side} has Scalene ${scalene} and not ${scaleneVersion}: take Scalene out of the setup command, it is installed by itself.`);
    }
    return { unmet, hasModule: canRun ?? true };
}
function lastJson(text) {
    try {
        return JSON.parse(text.trim().split('\n').at(-1) ?? '');
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./measure/lfs.js
/**
 * Git LFS in a checkout: pointers are replaced by the files that the user has, or the reason is told why not.
 * Downloading is left to git-lfs itself.
 */



const POINTER = 'version https://git-lfs.github.com/spec/v1';
/** In bytes; git-lfs takes no larger file for a pointer. */
const LARGEST_POINTER = 1024;
/**
 * Fills large files from the user's store, then from the remote, as far as the user has them in their own tree.
 * @throws MeasureError when a pointer stays where the user's own tree has the file
 */
async function fillLfs(root, context) {
    const git = context.git.in(root);
    if (!(await usesLfs(git)))
        return;
    const tracked = await lfsPaths(git);
    if ((await pointersAmong(root, tracked)).length === 0)
        return;
    const { env } = context.store;
    await git.ask(['lfs', 'checkout'], { env });
    const needed = await neededPointers(root, tracked, context);
    if (needed.length === 0)
        return;
    const pulled = await git.ask(['lfs', 'pull', `--include=${needed.join(',')}`], { env });
    const left = await pointersAmong(root, needed);
    if (left.length === 0)
        return;
    const mend = /is not a git command/.test(pulled.stderr)
        ? "install git-lfs and run 'git lfs pull'"
        : "run 'git lfs fetch --all', and see that the LFS server can be reached";
    throw new errors/* MeasureError */.TG(`${left[0] ?? ''} is kept with Git LFS and only its pointer could be checked out${left.length > 1 ? ` (as ${String(left.length - 1)} more)` : ''}: ${mend}.`, { outputTail: pulled.stderr });
}
async function usesLfs(git) {
    const found = await git.ask(['grep', '-q', '-I', '-e', 'filter=lfs', '--', '.gitattributes', '**/.gitattributes']);
    return found.ok;
}
async function lfsPaths(git) {
    const files = await git.must(['ls-files', '-z']);
    const attributes = await git.must(['check-attr', '-z', '--stdin', 'filter'], { input: files });
    const fields = attributes.split('\0');
    const paths = [];
    for (let at = 0; at + 2 < fields.length; at += 3) {
        if (fields[at + 2] === 'lfs')
            paths.push(fields[at] ?? '');
    }
    return paths;
}
/** Pointers whose file the user has; those that are pointers there too are nobody's loss, and are said. */
async function neededPointers(root, tracked, context) {
    const pointers = await pointersAmong(root, tracked);
    const { top } = context.repository;
    const alsoThere = new Set(top === null ? pointers : await pointersAmong(top, pointers));
    if (alsoThere.size > 0) {
        context.warn('lfs-pointers', `${String(alsoThere.size)} files are Git LFS pointers in the repository and so in the checkouts too; run 'git lfs pull' first if the program reads them.`);
    }
    return pointers.filter((path) => !alsoThere.has(path));
}
async function pointersAmong(root, paths) {
    const found = [];
    for (const path of paths)
        if (await isPointer((0,external_node_path_.join)(root, path)))
            found.push(path);
    return found;
}
async function isPointer(path) {
    const bytes = await readPlain(path, LARGEST_POINTER).catch(() => null);
    return bytes?.toString('latin1').startsWith(POINTER) === true;
}

;// CONCATENATED MODULE: ./measure/repository.js
/**
 * What is known of the user's repository, only ever read: where its objects are, its shape, its relevant settings.
 * Making checkouts from it is left to `store.ts` and `checkout.ts`.
 */




/** @throws InputError when the folder is not part of a git repository */
async function openRepository(git) {
    if (!(await exists(git.folder))) {
        throw new errors/* InputError */.dz(`The folder ${git.folder} does not exist: name a folder inside a git repository.`);
    }
    const inside = await git.ask(['rev-parse', '--is-inside-work-tree']);
    if (!inside.ok) {
        throw new errors/* InputError */.dz(`${git.folder} is not part of a git repository, so there are no two states of it to compare: run this inside one, or make one with 'git init' and commit.`);
    }
    const source = await openGitDir(git);
    if (inside.text !== 'true')
        return { ...source, top: null, prefix: '' };
    const top = await (0,promises_.realpath)(await git.must(['rev-parse', '--show-toplevel']));
    const prefix = await git.must(['rev-parse', '--show-prefix']);
    return { ...source, top, prefix: prefix.replace(/\/$/, '') };
}
/** The facts of the git directory that `git` works in. */
async function openGitDir(git) {
    const facts = await git.must(['rev-parse', '--absolute-git-dir', '--git-common-dir', '--show-object-format']);
    const [gitDir = '', common = '', objectFormat = 'sha1'] = facts.split('\n');
    const commonDir = (0,external_node_path_.resolve)(git.folder, common);
    return {
        gitDir,
        commonDir,
        objectStores: await objectStores((0,external_node_path_.join)(commonDir, 'objects')),
        objectFormat,
        settings: await localSettings(git),
    };
}
/** A store and, flattened, all that it borrows from: a relative entry would mean something else from a copy. */
async function objectStores(store, known = new Set()) {
    const real = await (0,promises_.realpath)(store).catch(() => store);
    if (known.has(real))
        return [];
    const found = [real];
    const text = (await readIfThere((0,external_node_path_.join)(store, 'info', 'alternates'))) ?? '';
    for (const line of text.split('\n')) {
        if (line === '' || line.startsWith('#'))
            continue;
        const borrowed = line.startsWith('"') ? JSON.parse(line) : line;
        const path = (0,external_node_path_.isAbsolute)(borrowed) ? borrowed : (0,external_node_path_.resolve)(store, borrowed);
        found.push(...(await objectStores(path, new Set([...known, ...found]))));
    }
    return [...new Set(found)];
}
async function localSettings(git) {
    const { text } = await git.ask(['config', '--list', '-z', '--show-scope']);
    const fields = text.split('\0');
    const settings = [];
    for (let at = 0; at + 1 < fields.length; at += 2) {
        const scope = fields[at];
        if (scope !== 'local' && scope !== 'worktree')
            continue;
        const [key = '', ...value] = (fields[at + 1] ?? '').split('\n');
        settings.push({ key, value: value.join('\n') });
    }
    return settings;
}
function settingOf(source, key) {
    return source.settings.findLast((setting) => setting.key.toLowerCase() === key.toLowerCase())?.value ?? null;
}
/** The remote that missing objects come from: `origin`, else the only or first one; null when there is none. */
function remoteOf(source) {
    const names = source.settings.flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []);
    return names.includes('origin') ? 'origin' : (names[0] ?? null);
}
/** Content of a file of the git directory that worktrees share, such as `shallow`. */
async function sharedFile(source, name) {
    return readIfThere((0,external_node_path_.join)(source.commonDir, name));
}
/** Where relative remote addresses start. */
function homeOf(source) {
    return 'top' in source && typeof source.top === 'string' ? source.top : (0,external_node_path_.dirname)(source.commonDir);
}

;// CONCATENATED MODULE: ./measure/store.js
/**
 * A private git repository that borrows the user's objects: whatever must be added (fetched history, a snapshot of
 * the working tree, worktrees) is added here, so the user's repository is only ever read.
 * Choosing commits is left to `refs.ts`, checking them out to `checkout.ts`.
 */






/** Settings that decide what a checkout looks like; none of them is a secret, and git in a checkout needs them too. */
const CHECKOUT_SETTINGS = /^(core\.(autocrlf|eol|safecrlf|symlinks|filemode|ignorecase|precomposeunicode|bigfilethreshold)|filter\..+)$/i;
/** Settings that reach the network or its filters; they may hold secrets, so they only ever stand in the environment. */
const NETWORK_SETTINGS = /^(remote\..+\.(url|promisor|partialclonefilter|proxy)|http\..+|url\..+|credential\..+|core\.sshcommand|lfs\..+|ssh\..+)$/i;
/** Commits by which a shallow history is deepened, one step after the other; then all of it is fetched. */
const DEEPEN = [50, 200, 1000, 5000];
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
/** Makes the private repository at `folder`. @param git git in the user's repository */
async function makeStore(source, folder, git) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    const env = networkEnvironment(source);
    const bare = git.in(folder);
    await bare.must(['init', '--quiet', '--bare', '--template=', `--object-format=${source.objectFormat}`, '.']);
    await Promise.all([
        borrowObjects(source, folder),
        copySettings(source, folder),
        copyRefs(source, folder, git),
        copyIfThere(source, 'shallow', (0,external_node_path_.join)(folder, 'shallow')),
    ]);
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'info'), { recursive: true });
    await copyIfThere(source, 'info/attributes', (0,external_node_path_.join)(folder, 'info', 'attributes'));
    return store_open(source, folder, { ...bare, ...withEnvironment(bare, env) }, env);
}
function store_open(source, folder, git, env) {
    const remote = remoteOf(source);
    const has = async (commit) => (await git.ask(['cat-file', '-e', `${commit}^{tree}`])).ok;
    const isShallow = async () => Boolean(await readIfThere((0,external_node_path_.join)(folder, 'shallow')));
    const commonAncestor = async (one, other) => {
        const { ok, text } = await git.ask(['merge-base', one, other]);
        return ok ? text : null;
    };
    // A depth would make a whole history shallow, and a shallow one needs no more than the commit itself.
    const depth = async () => ((await isShallow()) ? ['--depth=1'] : []);
    return {
        source,
        folder,
        git,
        env,
        has,
        isShallow,
        async fetch(commit) {
            if (remote === null)
                return false;
            return (await git.ask([...FETCH, ...(await depth()), remote, commit])).ok && has(commit);
        },
        async fetchByName(name) {
            if (remote === null)
                return null;
            for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`]) {
                const fetched = await git.ask([...FETCH, ...(await depth()), remote, `+${ref}:refs/fetched/${name}`]);
                if (fetched.ok)
                    return git.must(['rev-parse', '--verify', '--end-of-options', `refs/fetched/${name}^{commit}`]);
            }
            return null;
        },
        async mergeBase(one, other) {
            for (const step of [...DEEPEN.map((commits) => `--deepen=${String(commits)}`), '--unshallow']) {
                const common = await commonAncestor(one, other);
                if (common !== null || !(await isShallow()))
                    return common;
                await deepen(git, remote, step, [one, other]);
            }
            return commonAncestor(one, other);
        },
        deepen: (commits) => deepen(git, remote, `--deepen=${String(DEEPEN[0])}`, commits),
    };
}
/** A commit that only exists here makes the remote refuse the whole request, so narrower ones are tried. */
async function deepen(git, remote, step, commits) {
    if (remote === null) {
        throw new errors/* MeasureError */.TG('The clone is shallow and has no remote to fetch older commits from, so the common ancestor of the two sides cannot be found: name a base commit that is in the clone.');
    }
    const wants = [commits, ...commits.map((commit) => [commit]), ['+refs/heads/*:refs/fetched/*']];
    let complaint = '';
    for (const want of wants) {
        const { ok, stderr } = await git.ask([...FETCH, step, remote, ...want]);
        if (ok)
            return;
        complaint = stderr;
    }
    throw new errors/* MeasureError */.TG(`The clone is shallow and could not be deepened to find the common ancestor of the two sides (${lastLine(complaint)}): clone with more history (fetch-depth: 0 in actions/checkout), or name a base commit.`, { outputTail: complaint });
}
function withEnvironment(git, env) {
    return {
        ask: (args, options) => git.ask(args, { ...options, env: { ...env, ...options?.env } }),
        must: (args, options) => git.must(args, { ...options, env: { ...env, ...options?.env } }),
    };
}
/** Git's own way to hand over settings without a file or a command line, where others could read them. */
function networkEnvironment(source) {
    const settings = source.settings.filter(({ key }) => NETWORK_SETTINGS.test(key));
    const env = { GIT_CONFIG_COUNT: String(settings.length) };
    settings.forEach(({ key, value }, at) => {
        env[`GIT_CONFIG_KEY_${String(at)}`] = key;
        env[`GIT_CONFIG_VALUE_${String(at)}`] = /^remote\..+\.url$/i.test(key) ? absoluteAddress(source, value) : value;
    });
    return env;
}
/** A remote that is a relative path is meant from the user's repository. */
function absoluteAddress(source, address) {
    const isNetwork = /^[a-z][a-z0-9+.-]*::?\/\//i.test(address) || /^[^/]+:/.test(address);
    return isNetwork || (0,external_node_path_.isAbsolute)(address) ? address : (0,external_node_path_.resolve)(homeOf(source), address);
}
async function borrowObjects(source, folder) {
    const lines = source.objectStores.map((path) => (/["\n]/.test(path) ? JSON.stringify(path) : path));
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'objects', 'info'), { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'objects', 'info', 'alternates'), `${lines.join('\n')}\n`);
}
async function copySettings(source, folder) {
    const lines = source.settings
        .filter(({ key }) => CHECKOUT_SETTINGS.test(key))
        .map(({ key, value }) => configLines(key, value));
    const path = (0,external_node_path_.join)(folder, 'config');
    await (0,promises_.writeFile)(path, `${await (0,promises_.readFile)(path, 'utf8')}${lines.join('')}`);
}
/** `core.eol` or `filter.some.name.clean` as git's configuration files write it. */
function configLines(key, value) {
    const first = key.indexOf('.');
    const last = key.lastIndexOf('.');
    const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
    const section = first === last ? key.slice(0, first) : `${key.slice(0, first)} ${quoted(key.slice(first + 1, last))}`;
    return `[${section}]\n\t${key.slice(last + 1)} = ${quoted(value)}\n`;
}
/** All branches and tags, written at once: tools such as setuptools_scm ask `git describe` for a version. */
async function copyRefs(source, folder, git) {
    const format = '--format=%(objectname) %(refname)%00%(*objectname)';
    const { text } = await git.ask(['for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/tags']);
    const entries = text.split('\n').filter((line) => line !== '' && !line.startsWith('0000000'));
    const lines = entries.map((line) => {
        const [ref = '', peeled = ''] = line.split('\0');
        return peeled === '' ? ref : `${ref}\n^${peeled}`;
    });
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'packed-refs'), ['# pack-refs with: peeled fully-peeled sorted ', ...lines, ''].join('\n'));
}
async function copyIfThere(source, name, to) {
    const text = await sharedFile(source, name);
    if (text !== null)
        await (0,promises_.writeFile)(to, text);
}

;// CONCATENATED MODULE: ./measure/submodules.js
/**
 * Fills the submodules of a checkout from the user's own copies of them, borrowed as the outer repository is.
 * A submodule that the user has not initialised stays empty here too, and that is said.
 */







/** @throws MeasureError when a submodule's commit is neither in the user's copy nor at its remote */
async function fillSubmodules(parent, context) {
    if ((await readIfThere((0,external_node_path_.join)(parent.root, '.gitmodules'))) === null)
        return;
    for (const submodule of await submodulesOf(parent, context))
        await fillSubmodule(submodule, parent, context);
}
async function fillSubmodule(submodule, parent, context) {
    const target = (0,external_node_path_.join)(parent.root, submodule.path);
    const listed = await (0,promises_.readdir)(target).catch(() => null);
    // Outside the sparse patterns, or filled already by the program's own means.
    if (listed === null || listed.length > 0)
        return;
    const gitDir = await usersCopy(submodule, parent, context);
    if (gitDir === null) {
        context.warn('submodule-missing', `The submodule ${submodule.path} is not initialised in the repository, so it is empty in the checkouts too.`);
        return;
    }
    const store = await storeFor(gitDir, context);
    if (!(await store.has(submodule.commit)) && !(await store.fetch(submodule.commit))) {
        throw new errors/* MeasureError */.TG(`The submodule ${submodule.path} needs its commit ${submodule.commit.slice(0, 12)}, which is neither in the clone nor given by its remote: run 'git submodule update --init --recursive' on that commit, and try again.`);
    }
    await addWorktree(store, target, submodule.commit, context.git);
    await fillSubmodules({ root: target, commit: submodule.commit, source: store.source }, context);
}
async function submodulesOf(parent, context) {
    const git = context.git.in(parent.root);
    const { text } = await git.ask(['config', '--file', '.gitmodules', '-z', '--get-regexp', '^submodule\\..*\\.path$']);
    const found = [];
    for (const entry of text.split('\0')) {
        const [, name, path] = /^submodule\.(.*)\.path\n(.*)$/s.exec(entry) ?? [];
        if (name === undefined || path === undefined || climbs(name) || climbs(path))
            continue;
        const listed = await git.must(['ls-tree', '-z', parent.commit, '--', path]);
        const commit = /^160000 commit ([0-9a-f]+)\t/.exec(listed)?.[1];
        if (commit !== undefined)
            found.push({ name, path, commit });
    }
    return found;
}
/** Names and paths come from a file of the commit, which may be hostile. */
function climbs(path) {
    return path.startsWith('/') || path.split(/[/\\]/).includes('..');
}
/** The git directory of the user's copy; null when there is none. */
async function usersCopy(submodule, parent, context) {
    const { top } = context.repository;
    const candidates = [
        (0,external_node_path_.join)(parent.source.gitDir, 'modules', submodule.name),
        (0,external_node_path_.join)(parent.source.commonDir, 'modules', submodule.name),
        ...(top !== null && parent.source === context.store.source ? [(0,external_node_path_.join)(top, submodule.path, '.git')] : []),
    ];
    for (const path of candidates)
        if (await exists((0,external_node_path_.join)(path, 'objects')))
            return path;
    return null;
}
/** Both sides share the private store of a submodule. */
async function storeFor(gitDir, context) {
    const folder = (0,external_node_path_.join)(context.folder, 'modules', `${fingerprint(gitDir)}.git`);
    // Seen from its git directory: its recorded working tree may be anywhere.
    const git = context.git.in(gitDir);
    const known = context.moduleStores.get(gitDir);
    if (known !== undefined)
        return known;
    const store = await makeStore(await openGitDir(git), folder, git);
    context.moduleStores.set(gitDir, store);
    return store;
}

;// CONCATENATED MODULE: ./measure/checkout.js
/**
 * Disposable checkouts of the two sides, as worktrees of the private store, at paths of equal length.
 * Which commits they show is decided in `refs.ts`.
 */







/**
 * In a folder of its own: whatever the repository is called, it meets nothing of ours, and no path of ours is the beginning of its.
 * @throws MeasureError with a reason when the files of this commit cannot be had
 */
async function checkOut(side, commit, context) {
    const root = (0,external_node_path_.join)(context.folder, side, 'tree', checkoutName(context.repository));
    await addWorktree(context.store, root, commit, context.git);
    await fillSubmodules({ root, commit, source: context.store.source }, context);
    await fillLfs(root, context);
    return { side, root, tree: await context.store.git.must(['rev-parse', `${commit}^{tree}`]) };
}
/**
 * The repository's own folder name, as programs may look at it, less what the tools on the way trip over: Scalene
 * puts paths between single quotes in scripts, PATH and PYTHONPATH are divided at colons, and Scalene never
 * profiles what lies in a folder named `scalene`.
 */
function checkoutName(repository) {
    const name = (0,external_node_path_.basename)(repository.top ?? repository.commonDir)
        .replace(/\.git$/, '')
        .replace(/[^\p{L}\p{N} ._+@()-]/gu, '_');
    return name === '' || name === 'scalene' ? `${name}_` : name;
}
/** Makes a worktree of `store` at `root`, with the user's sparse patterns if there are any. */
async function addWorktree(store, root, commit, git) {
    await (0,promises_.mkdir)((0,external_node_path_.join)(root, '..'), { recursive: true });
    // Large files are fetched afterwards, where that is wanted (lfs.ts).
    const env = { ...store.env, GIT_LFS_SKIP_SMUDGE: '1' };
    const added = await store.git.ask(['worktree', 'add', '--quiet', '--force', '--detach', '--no-checkout', root, commit], { env });
    if (!added.ok)
        throw cannotCheckOut(commit, added.stderr);
    const here = git.in(root);
    const sparse = await sparseOptions(store.source, here);
    const filled = await here.ask([...sparse, 'reset', '--quiet', '--hard', commit], { env });
    if (!filled.ok)
        throw cannotCheckOut(commit, filled.stderr);
}
async function sparseOptions(source, worktree) {
    if (settingOf(source, 'core.sparsecheckout') !== 'true')
        return [];
    const patterns = await sharedFile({ ...source, commonDir: source.gitDir }, 'info/sparse-checkout');
    if (patterns === null)
        return [];
    const gitDir = await worktree.must(['rev-parse', '--absolute-git-dir']);
    await (0,promises_.mkdir)((0,external_node_path_.join)(gitDir, 'info'), { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDir, 'info', 'sparse-checkout'), patterns);
    const cone = settingOf(source, 'core.sparsecheckoutcone') ?? 'false';
    return ['-c', 'core.sparseCheckout=true', '-c', `core.sparseCheckoutCone=${cone}`];
}
function cannotCheckOut(commit, complaint) {
    const where = /No space left on device/.test(complaint)
        ? 'free some space, or set TMPDIR to a larger disk'
        : 'see that its files can be checked out by hand with git worktree add';
    return new errors/* MeasureError */.TG(`The files of commit ${commit.slice(0, 7)} could not be checked out (${lastLine(complaint)}): ${where}.`, {
        outputTail: complaint,
    });
}

;// CONCATENATED MODULE: ./measure/diff.js
/** Larger differences are cut at a file's end, in characters: nobody reads them, and they are kept in an artifact. */
const LIMIT = 5_000_000;
const OPTIONS = [
    '-c', 'diff.noprefix=false',
    '-c', 'diff.mnemonicPrefix=false',
    'diff', '--find-renames', '--unified=3', '--no-color', '--no-ext-diff', '--no-textconv',
    '--src-prefix=a/', '--dst-prefix=b/', '--ignore-submodules=none', '--submodule=short',
]; // prettier-ignore
/** Null when git cannot make it: a report without it is still a report. @param base and @param head commits in the store */
async function diffSides(store, base, head) {
    const { ok, text: whole } = await store.git.ask([...OPTIONS, base, head]);
    if (!ok)
        return null;
    const files = whole === '' ? [] : whole.split(/^(?=diff --git )/m);
    const kept = [];
    let length = 0;
    for (const file of files) {
        length += file.length;
        if (length > LIMIT)
            break;
        kept.push(file);
    }
    const text = kept.join('');
    return { text: text === '' || text.endsWith('\n') ? text : `${text}\n`, files: kept.length, allFiles: files.length };
}

;// CONCATENATED MODULE: ./measure/program.js
/**
 * The program as it was asked for, made precise: where in the repository it lies, and whether a side has it.
 * Running it is left to `runner.ts`.
 */



/**
 * Script and working directory as paths inside the repository; an absolute script in the working tree is meant in
 * the checkouts.
 * @throws InputError when they are not inside the repository, or nothing says what to run
 */
function locateProgram(program, repository) {
    const { script, module, workingDirectory, ...rest } = program;
    if ((script === undefined) === (module === undefined)) {
        throw new errors/* InputError */.dz('Exactly one of script and module says what to run: give --script FILE or --module NAME.');
    }
    const folder = insideRepository(workingDirectory ?? repository.prefix, 'working directory', '', repository);
    const where = folder === '' ? {} : { workingDirectory: folder };
    if (script === undefined)
        return { ...rest, ...(module === undefined ? {} : { module }), ...where };
    const path = insideRepository(script, 'script', folder, repository);
    return { ...rest, script: external_node_path_.posix.relative(folder, path), ...where };
}
/** A path relative to the top, with forward slashes. */
function insideRepository(path, what, from, { top }) {
    const absolute = (0,external_node_path_.isAbsolute)(path);
    const way = absolute && top !== null ? (0,external_node_path_.relative)(top, path) : path;
    const clean = external_node_path_.posix.normalize(external_node_path_.posix.join(from, way.split(external_node_path_.sep).join('/')));
    const climbs = clean === '..' || clean.startsWith('../') || (absolute && (top === null || !isInside(top, path)));
    if (climbs || path.includes('\0')) {
        throw new errors/* InputError */.dz(`The ${what} ${path} lies outside the repository, so the two sides would not differ in it: name one inside.`);
    }
    return clean === '.' ? '' : clean.replace(/\/$/, '');
}
/** Whether a checkout has the script. A module is looked for by its environment, see `check.ts`. */
async function hasScript(program, root) {
    return program.script === undefined || isFile((0,external_node_path_.join)(root, program.workingDirectory ?? '', program.script));
}
/** What to call the program in a sentence. */
function programName({ script, module }) {
    return script ?? `the module ${module ?? ''}`;
}

;// CONCATENATED MODULE: ./measure/snapshot.js
/**
 * The user's working tree, uncommitted and untracked files included, as a commit in a private store.
 * The user's index, objects and refs stay as they are; checking the commit out is left to `checkout.ts`.
 */





/** Fixed, so that equal content gives an equal commit. */
const IDENTITY = {
    GIT_AUTHOR_NAME: 'working tree',
    GIT_AUTHOR_EMAIL: 'working-tree@localhost',
    GIT_AUTHOR_DATE: '2000-01-01T00:00:00Z',
    GIT_COMMITTER_NAME: 'working tree',
    GIT_COMMITTER_EMAIL: 'working-tree@localhost',
    GIT_COMMITTER_DATE: '2000-01-01T00:00:00Z',
};
/**
 * @param git git at the top of the user's working tree
 * @param scratch private folder for the copy of the index
 * @throws InputError when there is no commit yet or a merge is unfinished
 */
async function snapshotWorkingTree(git, store, scratch) {
    const head = await git.ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    if (!head.ok) {
        throw new errors/* InputError */.dz(`The repository in ${git.folder} has no commit yet, so there is nothing to compare with: commit once, change something, and try again.`);
    }
    await refuseConflicts(git);
    const tree = await treeOfWorkingTree(git, store, scratch);
    const committed = await git.must(['rev-parse', '--verify', 'HEAD^{tree}']);
    const dirtySubmodules = await changedSubmodules(git);
    if (tree === committed)
        return { head: head.text, commit: head.text, tree, dirty: false, dirtySubmodules };
    const commit = await store.git.must(['commit-tree', tree, '-p', head.text, '-m', 'The working tree'], {
        env: IDENTITY,
    });
    return { head: head.text, commit, tree, dirty: true, dirtySubmodules };
}
async function refuseConflicts(git) {
    const unmerged = await git.must(['ls-files', '--unmerged', '-z']);
    if (unmerged === '')
        return;
    const path = unmerged.split('\0', 1)[0]?.split('\t')[1] ?? '';
    throw new errors/* InputError */.dz(`The working tree has an unfinished merge (${path} is in conflict), so it is no state that could be measured: finish or abort the merge, or name a head commit.`);
}
async function treeOfWorkingTree(git, store, scratch) {
    const index = (0,external_node_path_.join)(scratch, 'index');
    const own = (0,external_node_path_.join)(store.source.gitDir, 'index');
    await copyIndex(own, index);
    const env = {
        ...store.env,
        GIT_INDEX_FILE: index,
        GIT_OBJECT_DIRECTORY: (0,external_node_path_.join)(store.folder, 'objects'),
        GIT_ALTERNATE_OBJECT_DIRECTORIES: store.source.objectStores.map(quotedForList).join(':'),
    };
    const sparse = settingOf(store.source, 'core.sparsecheckout') === 'true' ? ['--sparse'] : [];
    const added = await git.ask(['add', '--all', ...sparse, '--', '.'], { env });
    if (!added.ok) {
        throw new errors/* MeasureError */.TG(`The uncommitted files in ${git.folder} could not be read into a snapshot (${lastLine(added.stderr)}): mend that, or commit and name the commit with --head HEAD.`, { outputTail: added.stderr });
    }
    return git.must(['write-tree'], { env });
}
/**
 * Git takes a file for unchanged by its size and time, unless it was written no earlier than the index: the copy must
 * not be younger than the original, else a change of the last moment is missed.
 */
async function copyIndex(from, to) {
    const found = await (0,promises_.stat)(from).catch(() => null);
    if (found === null)
        return;
    await (0,promises_.copyFile)(from, to);
    const earlier = new Date(found.mtimeMs - 1000);
    await (0,promises_.utimes)(to, earlier, earlier);
}
/** Git separates the paths in this variable by colons and understands C-like quotes. */
function quotedForList(path) {
    return /[":\n]/.test(path) ? JSON.stringify(path) : path;
}
/** Submodules with changed or new files of their own, which a commit of the outer repository cannot hold. */
async function changedSubmodules(git) {
    const { text } = await git.ask(['status', '--porcelain=v2', '-z', '--ignore-submodules=none']);
    return text.split('\0').flatMap((entry) => {
        const [, path] = /^1 \S+ S(?:.M.|..U) (?:\S+ ){5}(.*)$/s.exec(entry) ?? [];
        return path === undefined ? [] : [path];
    });
}

;// CONCATENATED MODULE: ./measure/refs.js
/**
 * Which two commits are compared, from the names a person gives or from the shape of the repository.
 * The table of GitHub's events is left to `github`, checking out to `checkout.ts`.
 */



/** @throws InputError when a name means nothing here; MeasureError when a commit cannot be had */
async function resolveCommits(wanted, places) {
    if (wanted.kind === 'commits') {
        const [base, head] = [await available(wanted.base, places), await available(wanted.head, places)];
        return { base, head, reason: 'the commits that were asked for', dirtySubmodules: [] };
    }
    const { head, dirtySubmodules } = await chooseHead(wanted.head, places);
    const chosen = wanted.base === undefined ? await chooseBase(head, places) : await namedBase(wanted.base, places);
    return { base: chosen.base, head, reason: chosen.reason, dirtySubmodules };
}
async function available(named, { store }) {
    if (!(await store.has(named.commit)) && !(await store.fetch(named.commit))) {
        throw new errors/* MeasureError */.TG(`The commit ${named.commit} (${named.ref}) is not in the clone and the remote does not give it: fetch it, or clone with more history (fetch-depth: 0 in actions/checkout).`);
    }
    return { commit: named.commit, checkout: named.commit, ref: named.ref, dirty: false };
}
async function chooseHead(name, places) {
    if (name !== undefined)
        return { head: await named(name, places), dirtySubmodules: [] };
    if (places.repository.top === null) {
        throw new errors/* InputError */.dz('The repository is bare and has no working tree: name the commit to measure with --head.');
    }
    const snapshot = await snapshotWorkingTree(places.git, places.store, places.scratch);
    return { head: await workingTreeSide(snapshot, places), dirtySubmodules: snapshot.dirtySubmodules };
}
async function workingTreeSide(snapshot, places) {
    const { head, commit, dirty } = snapshot;
    const ref = dirty ? 'working tree' : ((await currentBranch(places)) ?? 'HEAD');
    return { commit: head, checkout: commit, ref, dirty };
}
async function namedBase(name, places) {
    return { base: await named(name, places), reason: 'the base that was asked for' };
}
/** What head is naturally compared with: where it left the default branch, or on that branch the commit before. */
async function chooseBase(head, places) {
    const trunk = await defaultBranch(places);
    const common = trunk === null ? head.commit : await places.store.mergeBase(head.commit, trunk.commit);
    if (common === null) {
        throw new errors/* InputError */.dz(`${head.ref} and ${trunk?.ref ?? 'the default branch'} share no history, so there is no natural base: name one with --base.`);
    }
    if (common !== head.commit) {
        const ref = trunk?.ref ?? common;
        return { base: plain(common, ref), reason: `where ${head.ref} left ${ref}` };
    }
    if (head.dirty) {
        return { base: plain(head.commit, 'HEAD'), reason: 'the working tree against the commit it is based on' };
    }
    return commitBefore(head, places);
}
async function commitBefore(head, places) {
    const parent = await parentOf(head.commit, places);
    if (parent === null) {
        throw new errors/* InputError */.dz(`${head.ref} is the first commit and nothing is uncommitted, so there is nothing to compare it with: change something, or name a base with --base.`);
    }
    return { base: plain(parent, `${head.ref}~1`), reason: 'the newest commit against the one before it' };
}
/** The first parent, which git names also where a shallow clone ends before it. */
async function parentOf(commit, { store }) {
    const text = await store.git.must(['cat-file', 'commit', commit]);
    const parent = /^parent ([0-9a-f]+)$/m.exec(text.split('\n\n', 1)[0] ?? '')?.[1];
    if (parent === undefined)
        return null;
    if ((await store.has(parent)) || (await store.fetch(parent)))
        return parent;
    throw new errors/* MeasureError */.TG(`The clone is shallow and ends at ${commit.slice(0, 7)}, and its parent could not be fetched: clone with more history (fetch-depth: 2 or 0 in actions/checkout), or name a base.`);
}
async function defaultBranch({ repository, git }) {
    const remote = remoteOf(repository);
    const advertised = await git.ask(['symbolic-ref', '--quiet', '--short', `refs/remotes/${remote ?? 'origin'}/HEAD`]);
    const initial = settingOf(repository, 'init.defaultbranch');
    const branches = [...new Set(['main', 'master', ...(initial === null ? [] : [initial])])];
    const candidates = [
        ...(advertised.ok ? [`refs/remotes/${advertised.text}`] : []),
        ...branches.map((name) => `refs/remotes/${remote ?? 'origin'}/${name}`),
        ...branches.map((name) => `refs/heads/${name}`),
    ];
    for (const ref of candidates) {
        const commit = await commitAt(git, ref);
        if (commit !== null)
            return { commit, ref: ref.replace(/^refs\/(remotes|heads)\//, '') };
    }
    return null;
}
async function currentBranch({ git }) {
    const { ok, text } = await git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD']);
    return ok ? text : null;
}
function plain(commit, ref) {
    return { commit, checkout: commit, ref, dirty: false };
}
async function commitAt(git, name) {
    const { ok, text } = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    return ok ? text : null;
}
/** A name that a person gave: known here, known as a branch of the remote, or only to the remote. */
async function named(name, places) {
    refuseOddName(name);
    const remote = remoteOf(places.repository);
    const here = (await commitAt(places.git, name)) ?? (await commitAt(places.git, `refs/remotes/${remote ?? ''}/${name}`));
    if (here !== null)
        return plain(here, name);
    const commit = (await deepened(name, places)) ?? (await fetched(name, places));
    if (commit !== null)
        return plain(commit, name);
    throw new errors/* InputError */.dz(`'${name}' names no commit in ${places.git.folder}: give a branch, a tag or a commit that 'git rev-parse ${name}' knows, after 'git fetch' if it is new.`);
}
function refuseOddName(name) {
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (name !== '' && !name.startsWith('-') && !/[\u0000-\u001f\u007f]/.test(name))
        return;
    throw new errors/* InputError */.dz(`${JSON.stringify(name)} is not a name of a commit: give a branch, a tag or a commit, such as main, v1.2 or HEAD~1.`);
}
/** `HEAD~3` in a shallow clone: the commit is there, its history is not yet. */
async function deepened(name, places) {
    const [, start, way] = /^([^~^:@]+)([~^][~^0-9]*)$/.exec(name) ?? [];
    if (start === undefined || way === undefined || !(await places.store.isShallow()))
        return null;
    const commit = await commitAt(places.git, start);
    if (commit === null)
        return null;
    await places.store.deepen([commit]);
    return commitAt(places.store.git, `${commit}${way}`);
}
async function fetched(name, { store }) {
    if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(name))
        return (await store.fetch(name)) ? name : null;
    return /^[\w./-]+$/.test(name) ? store.fetchByName(name) : null;
}

;// CONCATENATED MODULE: ./measure/scaleneCommand.js
/**
 * Command lines: the program by itself, and under Scalene as each version wants to be asked.
 * Starting them and judging what they leave is left to `runner.ts`.
 */

/** Arguments of Python that run the program and nothing else. */
function programArguments({ script, module, args }) {
    if (module !== undefined)
        return ['-m', module, ...args];
    return [safeName(script ?? ''), ...args];
}
/** Arguments of Python that run the program under Scalene. */
function profileArguments(program, options) {
    const { samplingSec, outFile, programPath, scaleneVersion } = options;
    const shared = ['--cpu-sampling-rate', String(samplingSec), '--program-path', programPath];
    if (isBefore(scaleneVersion, 2, 0)) {
        const scalene = ['-m', 'scalene', '--json', '--no-browser', '--stacks', '--outfile', outFile, ...shared];
        const [target = [], rest = []] = split(program);
        return [...scalene, ...kinds15(options), ...target, '---', ...rest];
    }
    const stacks = isBefore(scaleneVersion, 2, 3) ? ['--stacks'] : [];
    // After the dashes all is the program's: before them Scalene takes what looks like its own.
    return [
        '-m',
        'scalene',
        'run',
        '-o',
        outFile,
        ...shared,
        ...stacks,
        ...kinds2(options),
        '---',
        ...programArguments(program),
    ];
}
/** Keeps what Scalene needs out of a timing run; see `layer.py`. */
const TIMING_VARIABLES = { SCALENE_GATE_PLAIN: '1' };
/** Loads the cures of `profiled.py` in a profile run. */
const PROFILE_VARIABLES = { SCALENE_GATE_PROFILED: '1' };
/** 2.x: naming memory or GPU turns the other off. */
function kinds2({ mode, gpu, memory }) {
    if (mode === 'full')
        return gpu ? ['--memory', '--gpu'] : ['--memory'];
    return gpu && !memory ? ['--gpu'] : ['--cpu-only'];
}
function kinds15({ mode, gpu, memory }) {
    if (mode === 'full')
        return gpu ? ['--cpu', '--memory', '--gpu'] : ['--cpu', '--memory'];
    return gpu && !memory ? ['--cpu', '--gpu'] : ['--cpu'];
}
/** 1.5 wants the program before the dashes and only its arguments after them. */
function split({ script, module, args }) {
    return [module !== undefined ? ['-m', module] : [safeName(script ?? '')], args];
}
/** A script whose name looks like an option. */
function safeName(script) {
    return script.startsWith('-') ? `./${script}` : script;
}
function isBefore(version, major, minor) {
    const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number);
    return haveMajor < major || (haveMajor === major && haveMinor < minor);
}
/**
 * Scalene profiles the first argument that ends in `.py`, whether that is the script or not.
 * @throws InputError for a program that it would mistake
 */
function refuseMistakable({ script, args }) {
    if (script === undefined || script.endsWith('.py'))
        return;
    const mistaken = args.find((arg) => arg.endsWith('.py'));
    if (mistaken === undefined)
        return;
    throw new errors/* InputError */.dz(`Scalene would profile the argument ${mistaken} instead of the script ${script}, whose name does not end in .py: rename the script, or run it as a module.`);
}

;// CONCATENATED MODULE: ./measure/sideEnv.js
/**
 * A side's own virtual environment, layered over the pinned Scalene and the chosen Python's packages (PEP 405).
 * Running `setup` in it is left to `setup.ts`, running the program to `runner.ts`.
 */





/** Where ncc finds the file, and puts it beside the bundle. */
const LAYER = assetPath(__webpack_require__.ab + "layer.py");
const PROFILED = assetPath(__webpack_require__.ab + "profiled.py");
/** Not by chance the name of a module of the program's. */
const MODULE = '_scalene_gate_layer';
const PROFILED_MODULE = '_scalene_gate_profiled';
function sideEnvAt(folder, python) {
    const bin = (0,external_node_path_.join)(folder, 'bin');
    return {
        folder,
        bin,
        python: (0,external_node_path_.join)(bin, 'python'),
        sitePackages: (0,external_node_path_.join)(folder, 'lib', `python${folderVersion(python)}`, 'site-packages'),
    };
}
/**
 * Makes an environment without any package of its own, in milliseconds: `python -m venv` takes a second.
 * Its layout is that of PEP 405, which `python -m venv` follows as well.
 */
async function makeSideEnv(folder, python, scalene) {
    const env = sideEnvAt(folder, python);
    await (0,promises_.mkdir)(env.sitePackages, { recursive: true });
    await (0,promises_.mkdir)(env.bin);
    await Promise.all([
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'pyvenv.cfg'), configuration(python)),
        (0,promises_.symlink)(python.baseExecutable, env.python),
        (0,promises_.symlink)('python', (0,external_node_path_.join)(env.bin, 'python3')),
        (0,promises_.symlink)('python', (0,external_node_path_.join)(env.bin, `python${folderVersion(python)}`)),
        // Some builds of Python keep compiled packages in lib64.
        (0,promises_.symlink)('lib', (0,external_node_path_.join)(folder, 'lib64')),
        writePip((0,external_node_path_.join)(env.bin, 'pip')),
        writePip((0,external_node_path_.join)(env.bin, 'pip3')),
        (0,promises_.copyFile)(LAYER, (0,external_node_path_.join)(env.sitePackages, `${MODULE}.py`)),
        (0,promises_.copyFile)(PROFILED, (0,external_node_path_.join)(env.sitePackages, `${PROFILED_MODULE}.py`)),
        (0,promises_.writeFile)((0,external_node_path_.join)(env.sitePackages, `${MODULE}.pth`), `import ${MODULE}\n`),
        (0,promises_.writeFile)((0,external_node_path_.join)(env.sitePackages, `${MODULE}_settings.py`), settings(env, python, scalene)),
    ]);
    return env;
}
function configuration(python) {
    return [
        `home = ${(0,external_node_path_.dirname)(python.baseExecutable)}`,
        // The layer adds them itself, in an order of its own.
        'include-system-site-packages = false',
        `version = ${python.version}`,
        '',
    ].join('\n');
}
/** pip itself comes with what Scalene needs; this one installs into the side, whatever pip is first elsewhere. */
async function writePip(path) {
    await (0,promises_.writeFile)(path, '#!/bin/sh\nexec "$(dirname "$0")/python" -m pip "$@"\n');
    await (0,promises_.chmod)(path, 0o755);
}
/** Strings in JSON are strings in Python. */
function settings(env, python, scalene) {
    const values = {
        PINNED: scalene.pinned,
        OWN: env.sitePackages,
        CHOSEN: python.siteFolders.filter((folder) => folder !== env.sitePackages),
        LAST: scalene.needs,
        PREFIX: python.prefix,
    };
    return Object.entries(values)
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
        .join('');
}
/** Variables that make a program use the environment; they say too where the checkout stands in for the working tree. */
function sideVariables(env, variables, place) {
    return {
        ...variables,
        PATH: [env.bin, variables['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':'),
        VIRTUAL_ENV: env.folder,
        TMPDIR: place.tmp,
        ...(place.workingTree === null || isInside(place.workingTree, place.checkout)
            ? {}
            : { SCALENE_GATE_MOVE: `${place.workingTree}:${place.checkout}` }),
    };
}

;// CONCATENATED MODULE: ./measure/setup.js
/**
 * Each side's environment with `setup` run in it, from the cache where that is safe.
 * What runs in it afterwards is left to `runner.ts`.
 */









/** @throws MeasureError when `setup` fails on a side */
async function prepareEnvs(sides, context) {
    const made = [];
    const prepare = async (side, useCache) => {
        const prepared = await prepareEnv(side, sides[side], context, useCache);
        made.push(prepared);
        return prepared;
    };
    const close = async () => {
        for (const { drop } of made)
            await drop?.();
    };
    try {
        let both = { base: await prepare('base', 'use-cache'), head: await prepare('head', 'use-cache') };
        for (const side of measurement/* SIDES */.BV)
            if (isStale(both, side))
                both = { ...both, [side]: await prepare(side, 'anew') };
        return { envs: { base: both.base.env, head: both.head.env }, differing: differences(both), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
/**
 * An environment from the cache may have older packages than one that is made today from the same words. Where the
 * sides' packages differ and were not made by one run, the difference could be of time and not of the code.
 */
function isStale(both, side) {
    const { base, head } = both;
    return both[side].cached && base.madeBy !== head.madeBy && base.packages.join() !== head.packages.join();
}
function differences({ base, head }) {
    return {
        base: base.packages.filter((name) => !head.packages.includes(name)),
        head: head.packages.filter((name) => !base.packages.includes(name)),
    };
}
async function prepareEnv(side, place, context, useCache) {
    const { command, python, scalene, cache, folder } = context;
    const madeBy = (0,external_node_path_.basename)(folder);
    if (command === undefined) {
        const env = await makeSideEnv((0,external_node_path_.join)(folder, side, 'env'), python, scalene);
        return { env, cached: false, drop: null, packages: [], madeBy };
    }
    if (context.reuse === 'never') {
        context.onSetup(side, command, false);
        const env = await makeSideEnv((0,external_node_path_.join)(folder, side, 'env'), python, scalene);
        await runSetup(side, place, env, context);
        return { env, cached: false, drop: null, packages: await packagesOf(env), madeBy };
    }
    const facts = [...environmentFacts(python, context.scaleneVersion), command, place.checkout.tree];
    const name = `setup-${fingerprint(facts)}`;
    const known = useCache === 'use-cache' ? await cache.find(name) : null;
    context.onSetup(side, command, known !== null);
    if (known !== null) {
        const env = sideEnvAt((0,external_node_path_.join)(known, 'env'), python);
        const made = (await readIfThere((0,external_node_path_.join)(known, MADE_BY))) ?? '';
        return { env, cached: true, drop: null, packages: await packagesOf(env), madeBy: made };
    }
    return setUp(side, place, name, context);
}
/** Names in a cached environment the run that made it. */
const MADE_BY = 'made-by';
async function setUp(side, place, name, context) {
    const { cache, python, scalene } = context;
    const madeBy = (0,external_node_path_.basename)(context.folder);
    const target = await cache.begin(name);
    const drop = () => cache.drop(name, target);
    try {
        const env = await makeSideEnv((0,external_node_path_.join)(target, 'env'), python, scalene);
        const { root } = place.checkout;
        const before = await stateOf(root);
        await runSetup(side, place, env, context);
        // What setup made in the checkout would be missing next time. Git is not asked: setup could have told it to run something.
        const kept = before === (await stateOf(root)) && !(await refersTo(env, madeBy));
        if (kept) {
            await compile(env, place, context);
            await (0,promises_.writeFile)((0,external_node_path_.join)(target, MADE_BY), madeBy);
            await cache.keep(name, target);
        }
        return { env, cached: false, drop: kept ? null : drop, packages: await packagesOf(env), madeBy };
    }
    catch (error) {
        await drop();
        throw error;
    }
}
async function runSetup(side, place, env, context) {
    const { root } = place.checkout;
    await freshFolder(place.tmp);
    const variables = setupVariables(context.env, context.envNames);
    const result = await context.launcher.run({
        argv: ['/bin/sh', '-c', context.command ?? ''],
        cwd: root,
        env: sideVariables(env, variables, { checkout: root, workingTree: context.workingTree, tmp: place.tmp }),
        timeoutSec: context.timeoutSec,
    }, context.signal);
    if (result.exitCode === 0 && !result.timedOut)
        return;
    const how = result.timedOut
        ? `took longer than ${String(context.timeoutSec)} s`
        : `ended with ${result.signal ?? `status ${String(result.exitCode)}`}`;
    throw new errors/* MeasureError */.TG(`The setup of ${side} ${how}: run '${context.command ?? ''}' by hand in a fresh clone of that commit, and mend it.`, { outputTail: outputTail(result.output) });
}
/** So that runs leave the environment as it is: Python would write compiled modules into it. What cannot be compiled stays as it is. */
async function compile(env, place, { launcher, env: variables, signal }) {
    const argv = [env.python, '-m', 'compileall', '-q', env.sitePackages];
    const own = sideVariables(env, setupVariables(variables, []), {
        checkout: place.checkout.root,
        workingTree: null,
        tmp: place.tmp,
    });
    await launcher.run({ argv: [...argv], cwd: env.folder, env: own, timeoutSec: COMPILE_LIMIT_SEC }, signal);
}
const COMPILE_LIMIT_SEC = 300;
/** The largest file that is searched for a reference, in bytes: those that link to a folder are small. */
const SEARCHED_BYTES = 1024 * 1024;
/** Whether a file that Python reads at start leads into this run's private folder, as an editable install does. */
async function refersTo(env, privateName) {
    const folders = [env.sitePackages, env.bin];
    for (const folder of folders) {
        for (const name of await listIfThere(folder)) {
            const bytes = await readPlain((0,external_node_path_.join)(folder, name), SEARCHED_BYTES).catch(() => null);
            if (bytes?.includes(privateName) === true)
                return true;
        }
    }
    return false;
}
/** Names with versions of the packages that setup installed, sorted. */
async function packagesOf(env) {
    const names = await listIfThere(env.sitePackages);
    return names.flatMap((name) => /^(.+)\.(?:dist-info|egg-info)$/.exec(name)?.[1] ?? []).sort();
}

;// CONCATENATED MODULE: ./measure/prepare.js
/**
 * Everything before the first run: checkouts, environments, and what is known about both sides.
 * Making runs is left to `session.ts`.
 */





















const SETUP_LIMIT_SEC = 1800;
/**
 * Makes everything ready for the first run.
 * @throws InputError or MeasureError with the reason why that cannot be; the signal's reason when aborted
 */
async function prepare(plan, ports, masker, run, undo) {
    const work = { plan, ports, masker, run, undo, env: ports.env ?? process.env, warnings: [] };
    checkNames(plan.envNames);
    const git = gitIn(plan.repository, work.env, ports.signal);
    const repository = await openRepository(git);
    const program = locateProgram(plan.program, repository);
    refuseMistakable(program);
    // Python is asked while git works: neither needs the other.
    const [python, checkouts] = await prepare_together(findPython({ python: plan.python, cwd: repository.top ?? plan.repository, env: work.env, sandbox: plan.sandbox }, ports.signal), makeCheckouts(work, git, repository));
    const has = {
        base: await hasScript(program, checkouts.base.root),
        head: await hasScript(program, checkouts.head.root),
    };
    refuseMissing(program, has, repository);
    const scalene = await readyScalene(work, python);
    const inside = { sandbox: plan.sandbox, readOnly: [storeFolder(run)] };
    const launcher = new Launcher(python.baseExecutable, programVariables(work.env, []), run.path, masker, inside);
    undo(() => launcher.close());
    const workingTree = repository.top;
    // A side without the program may not even be able to run setup, and there is nothing to run after it.
    const setup = has.base && has.head ? plan.setup : undefined;
    const sides = await readySides(work, { python, scalene, launcher, checkouts, program, workingTree, setup });
    const hasModule = await checkSides(work, sides, program, launcher);
    const found = { base: has.base && hasModule.base, head: has.head && hasModule.head };
    refuseMissing(program, found, repository);
    return {
        program,
        sides,
        told: masker.data(program),
        infos: masker.data({ base: sideInfo('base', checkouts, found), head: sideInfo('head', checkouts, found) }),
        sidesReason: masker.text(checkouts.chosen.reason),
        environment: masker.data(machine(python.version, plan.scaleneVersion, plan.runner)),
        warnings: masker.data(work.warnings),
        diff: masker.data(checkouts.diff),
        launcher,
    };
}
/** The private store of the sides' objects, which nothing that runs here has a reason to write. */
function storeFolder(run) {
    return (0,external_node_path_.join)(run.path, 'store.git');
}
/** Scalene's environment, installed before and apart from everything of the program's. */
async function readyScalene({ plan, ports, masker, run, env }, python) {
    const launcher = new Launcher(python.baseExecutable, programVariables(env, []), run.path, masker);
    try {
        const wish = {
            python,
            version: plan.scaleneVersion,
            env,
            onInstall: (folder) => ports.onProgress({ kind: 'installing-scalene', version: plan.scaleneVersion, folder }),
        };
        return await scaleneEnv(wish, await cacheOf(plan, env), launcher, ports.signal);
    }
    finally {
        await launcher.close();
    }
}
/** Both results; where one fails, only after the other has ended too, since what it works on is then removed. */
async function prepare_together(one, other) {
    await Promise.allSettled([one, other]);
    return Promise.all([one, other]);
}
async function makeCheckouts(work, git, repository) {
    const { run, plan, ports } = work;
    const top = git.in(repository.top ?? plan.repository);
    const store = await makeStore(repository, storeFolder(run), top);
    const chosen = await resolveCommits(plan.sides, { repository, git: top, store, scratch: run.path });
    for (const path of chosen.dirtySubmodules) {
        warn(work, 'submodule-dirty', `Uncommitted changes inside the submodule ${path} are not measured: commit them there first.`);
    }
    const context = {
        repository,
        store,
        git,
        folder: run.path,
        moduleStores: new Map(),
        warn: (code, message) => warn(work, code, message),
    };
    const checkOutSide = (side) => {
        const { ref, commit, checkout } = chosen[side];
        ports.onProgress({ kind: 'checkout', side, ref, commit });
        return checkOut(side, checkout, context);
    };
    const base = await checkOutSide('base');
    const head = await checkOutSide('head');
    return { base, head, chosen, diff: await diffOf(work, store, chosen) };
}
async function diffOf(work, store, { base, head }) {
    const diff = await diffSides(store, base.checkout, head.checkout);
    if (diff === null) {
        warn(work, 'no-diff', 'The difference between the sides could not be made, so the report cannot say what is in it.');
    }
    else if (diff.files < diff.allFiles) {
        warn(work, 'diff-cut', `The difference between the sides is very large: ${String(diff.files)} of ${String(diff.allFiles)} files are kept.`);
    }
    return diff;
}
/** Once for both sides: each noticed the same thing. */
function warn({ warnings }, code, message) {
    if (!warnings.some((known) => known.message === message))
        warnings.push({ code, message });
}
function sideInfo(side, { chosen, ...checkouts }, found) {
    const { commit, ref, dirty } = chosen[side];
    const { root, tree } = checkouts[side];
    return { commit, ref, tree, root, ...(dirty ? { dirty } : {}), ...(found[side] ? {} : { hasProgram: false }) };
}
function refuseMissing(program, has, repository) {
    if (has.base || has.head)
        return;
    const where = program.workingDirectory === undefined ? 'the repository' : program.workingDirectory;
    const hint = program.module === undefined
        ? `check the path (relative to ${where}), and that git does not ignore the file`
        : 'check the name, and install it in the setup command if it is a package of its own';
    throw new errors/* InputError */.dz(`Neither base nor head has ${programName(program)}${repository.top === null ? '' : ` in ${repository.top}`}: ${hint}.`);
}
async function readySides(work, tools) {
    const { plan, ports, run, env } = work;
    const { checkouts } = tools;
    const context = {
        ...tools,
        command: tools.setup,
        timeoutSec: plan.setupTimeoutSec ?? SETUP_LIMIT_SEC,
        scaleneVersion: plan.scaleneVersion,
        cache: await cacheOf(plan, env),
        reuse: plan.reuseSetup,
        signal: ports.signal,
        env,
        envNames: plan.envNames,
        folder: run.path,
        onSetup: (side, command, cached) => ports.onProgress({ kind: 'setup', side, command, cached }),
    };
    const place = (side) => ({ checkout: checkouts[side], tmp: (0,external_node_path_.join)(run.path, side, 'tmp') });
    const prepared = await prepareEnvs({ base: place('base'), head: place('head') }, context);
    work.undo(() => prepared.close());
    warnDiffering(work, prepared.differing);
    const variables = programVariables(env, plan.envNames);
    const ready = async (side) => {
        const { root } = checkouts[side];
        const { tmp } = place(side);
        const own = prepared.envs[side];
        const cwd = (0,external_node_path_.join)(root, tools.program.workingDirectory ?? '');
        // A side without the program may lack its folder too, and is only asked questions.
        await (0,promises_.mkdir)(cwd, { recursive: true });
        await (0,promises_.mkdir)(tmp, { recursive: true });
        const placed = { checkout: root, workingTree: tools.workingTree, tmp };
        return { side, root, cwd, tmp, python: own.python, env: sideVariables(own, variables, placed) };
    };
    return { base: await ready('base'), head: await ready('head') };
}
/** Scalene hands these folders on in variables and scripts that such characters would cut. */
const TROUBLE = /[:;'"\n]/;
async function cacheOf(plan, env) {
    const folder = plan.cacheDir ?? (0,cache_folder/* cacheFolder */.n)(env);
    if (TROUBLE.test(folder)) {
        throw new errors/* InputError */.dz(`The cache folder ${JSON.stringify(folder)} has a quote, colon or semicolon in its path, which Scalene cannot work with: set SCALENE_CACHE_DIR to another folder.`);
    }
    return openCache(folder);
}
function warnDiffering(work, { base, head }) {
    if (base.length === 0 && head.length === 0)
        return;
    const list = (names) => names.length === 0 ? 'nothing' : names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
    warn(work, 'packages-differ', `The setup installed different packages: only base has ${list(base)}; only head has ${list(head)}.`);
}
/** Whether each side has the module to run, and a warning where Scalene will not run well. */
async function checkSides(work, sides, program, launcher) {
    const { plan, ports } = work;
    const has = { base: true, head: true };
    for (const side of sidesThatDiffer(plan, program)) {
        const asked = { program, scaleneVersion: plan.scaleneVersion };
        const fitness = await checkEnv(sides[side], asked, launcher, ports.signal);
        has[side] = fitness.hasModule;
        if (fitness.unmet.length > 0) {
            warn(work, 'scalene-needs', `Scalene needs ${fitness.unmet.join(', ')}, and the program's own packages come first: its profile runs may fail.`);
        }
    }
    return has;
}
/** Without a setup of their own both environments are the same, and a script has been looked for in the checkouts. */
function sidesThatDiffer(plan, program) {
    return plan.setup === undefined && program.module === undefined ? ['base'] : measurement/* SIDES */.BV;
}
/** @throws MeasureError on Windows, before anything is run */
function refuseWindows(platform = process.platform) {
    if (platform !== 'win32')
        return;
    throw new errors/* MeasureError */.TG('Measuring does not work on Windows, where process groups and resource accounts are missing: use WSL, Linux or macOS; comparing and reporting work here.');
}

;// CONCATENATED MODULE: ./measure/scaleneLeftovers.js
/**
 * Scalene keeps small files in /tmp, whatever TMPDIR says, and a killed run leaves them there. The launcher
 * removes those of the processes that it saw; these are what it did not see, or did not live to remove.
 * Everything else that is temporary lives in the run's private folder (`runFolder.ts`).
 */



const FOLDER = '/tmp';
/** Named after the process that is profiled. */
const LEFT = /^scalene-(?:malloc|memcpy)-(?:init|lock|signal)(\d+)$/;
/** Removes such files of this user whose process is gone. */
async function removeScaleneLeftovers() {
    for (const name of await listIfThere(FOLDER)) {
        const pid = LEFT.exec(name)?.[1];
        if (pid === undefined || scaleneLeftovers_isAlive(Number(pid)))
            continue;
        const path = (0,external_node_path_.join)(FOLDER, name);
        const found = await (0,promises_.lstat)(path).catch(() => null);
        if (found?.isFile() && found.uid === process.getuid?.())
            await (0,promises_.rm)(path, { force: true });
    }
}
function scaleneLeftovers_isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./measure/runner.js
/**
 * One run of the program: started, watched, and its outcome named from what it left.
 * Which runs are made, and again when they fail, is left to `pairs.ts`.
 */









class Runner {
    target;
    launcher;
    masker;
    signal;
    constructor(target, launcher, masker, signal) {
        this.target = target;
        this.launcher = launcher;
        this.masker = masker;
        this.signal = signal;
    }
    async timing(request) {
        const { result, facts } = await this.launch(request, programArguments(this.target.program), TIMING_VARIABLES);
        return { kind: 'timing', ...facts, ...ending(timingOutcome(result), result) };
    }
    async profile(request) {
        const { program, profiling, profileFile } = this.target;
        // One left from an earlier run would be taken for this one's.
        await (0,promises_.rm)(profileFile, { force: true });
        const options = { ...profiling, mode: request.mode, outFile: profileFile, programPath: request.on.root };
        const args = profileArguments(program, options);
        const { result, facts } = await this.launch(request, args, PROFILE_VARIABLES);
        const { outcome, made } = await this.judge(request, result);
        if (outcome !== 'ok')
            await removeScaleneLeftovers();
        const { mode } = request;
        return {
            run: { kind: 'profile', ...facts, mode, samplingSec: profiling.samplingSec, ...ending(outcome, result) },
            made,
        };
    }
    async launch(request, args, variables) {
        const { on, hashSeed, timeoutSec, pair, order } = request;
        await freshFolder(on.tmp);
        const facts = { side: on.side, pair, order, hashSeed, startedAt: Date.now(), loadAverage: (0,external_node_os_.loadavg)()[0] ?? 0 };
        const env = { ...on.env, ...variables, PYTHONHASHSEED: String(hashSeed) };
        const result = await this.launcher.run({ argv: [on.python, ...args], cwd: on.cwd, env, timeoutSec }, this.signal);
        return { result, facts };
    }
    async judge({ expectedExit, on }, result) {
        if (result.timedOut)
            return { outcome: 'timed-out', made: null };
        if (result.exitCode !== expectedExit)
            return { outcome: 'program-failed', made: null };
        const bytes = await writtenProfile(this.target.profileFile, this.masker);
        if (bytes === null)
            return { outcome: 'no-profile', made: null };
        try {
            const parsed = parseProfileBytes(bytes, { root: this.masker.text(on.root) });
            if (parsed.outcome !== 'ok')
                return { outcome: parsed.outcome, made: null };
            return { outcome: 'ok', made: { bytes, profile: parsed.profile } };
        }
        catch (error) {
            if (error instanceof errors/* InputError */.dz)
                return { outcome: 'no-profile', made: null };
            throw error;
        }
    }
}
/** What Scalene wrote, without secrets: it holds source lines, arguments and paths. Null where there is nothing. */
async function writtenProfile(file, masker) {
    // The program could have laid something else there.
    const bytes = await readPlain(file, MAX_PROFILE, 'refuse').catch(() => null);
    if (bytes === null)
        return null;
    const text = bytes.toString();
    let data;
    try {
        data = JSON.parse(text);
    }
    catch {
        // Not whole, or with words of the program around it: the spellings of JSON are looked for in any text.
        const clean = masker.text(text);
        return clean === text ? bytes : Buffer.from(clean);
    }
    const clean = masker.data(data);
    return clean === data ? bytes : Buffer.from(JSON.stringify(clean));
}
function timingOutcome(result) {
    if (result.timedOut)
        return 'timed-out';
    return result.exitCode === 0 ? 'ok' : 'program-failed';
}
/** The part of a run's record that tells how it went. */
function ending(outcome, result) {
    const tail = outcome === 'ok' ? '' : outputTail(result.output);
    return {
        outcome,
        exitCode: result.exitCode,
        ...(result.signal === null ? {} : { signal: result.signal }),
        wallSec: result.wallSec,
        userSec: result.userSec,
        sysSec: result.sysSec,
        peakRssMb: result.peakRssMb,
        ...(result.notes.length === 0 ? {} : { notes: result.notes }),
        ...(tail === '' ? {} : { outputTail: tail }),
    };
}

;// CONCATENATED MODULE: ./measure/writeFolder.js
/**
 * Writes a measurement folder as it grows: after each run the index on disk is whole and names only what is there.
 * Reading folders is left to `readFolder.ts`, choosing what to measure to `session.ts`.
 */








const pack = (0,external_node_util_.promisify)(external_node_zlib_.gzip);
/** Quick, and within a few percent of the best for JSON: packing must not keep the machine from the next run. */
const GZIP_LEVEL = 3;
/** @throws MeasureError when it cannot be written; what was written before stays valid */
async function writeMeasurement(folder, measurement) {
    await writing(folder, async () => {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await writeAtomically((0,external_node_path_.join)(folder, INDEX_FILE), `${JSON.stringify(measurement, null, 1)}\n`);
    });
}
async function writeDiff(folder, text) {
    await writing(folder, async () => {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await writeAtomically((0,external_node_path_.join)(folder, DIFF_FILE), text);
    });
}
/** Where a profile run's profile goes, inside the folder. */
function profilePath({ side, mode, pair }) {
    return `profiles/${side}-${mode}-${String(pair).padStart(2, '0')}.json.gz`;
}
/** Keeps a profile. To be called before the index names it. */
async function writeProfile(folder, path, profile) {
    await writing(folder, async () => {
        await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'profiles'), { recursive: true });
        await writeAtomically((0,external_node_path_.join)(folder, path), await pack(profile, { level: GZIP_LEVEL }));
    });
}
/**
 * What an earlier, perhaps interrupted, measurement left in the folder; null when it is new.
 * @throws InputError when the folder holds something else
 */
async function openFolder(folder) {
    if (await exists((0,external_node_path_.join)(folder, INDEX_FILE)))
        return readIndex(folder);
    const others = await listIfThere(folder);
    // What a measurement that was killed before its first index may have left.
    const strange = others.find((name) => !/^(profiles|diff\.patch|measurement\.json\..*\.tmp)$/.test(name));
    if (strange === undefined)
        return null;
    throw new errors/* InputError */.dz(`The folder ${folder} is not empty (${strange}) and holds no measurement: name another folder with --out, or empty this one.`);
}
/**
 * The runs of an earlier measurement that a new one can build on: its complete pairs, counted from 0.
 * @throws InputError that says what differs when it measured something else
 */
function continuedRuns(folder, earlier, now, modes) {
    const difference = writeFolder_FACTS.find(({ of }) => JSON.stringify(of(earlier)) !== JSON.stringify(of(now)));
    if (difference !== undefined) {
        const [was, is] = [difference.of(earlier), difference.of(now)].map((fact) => JSON.stringify(fact ?? null));
        throw new errors/* InputError */.dz(`The measurement in ${folder} cannot be continued, because its ${difference.name} differs (${was ?? ''} there, ${is ?? ''} now): name another folder with --out.`);
    }
    const pairs = completePairs(earlier.runs, modes);
    return earlier.runs
        .filter(({ pair }) => pair >= 0 && pair < pairs)
        .map((run) => (run.kind === 'profile' ? { ...run, root: run.root ?? earlier.sides[run.side].root } : run));
}
const writeFolder_FACTS = [
    { name: 'program', of: ({ program: p }) => [p.script, p.module, p.args, p.workingDirectory ?? ''] },
    { name: 'base', of: ({ sides }) => [sides.base.commit, sides.base.tree] },
    { name: 'head', of: ({ sides }) => [sides.head.commit, sides.head.tree] },
    { name: 'Python version', of: ({ environment }) => environment.python },
    { name: 'Scalene version', of: ({ environment }) => environment.scalene },
    { name: 'machine', of: ({ environment: e }) => [e.os, e.arch, e.cpuModel, e.cpuCount] },
];
/** How many pairs from 0 on have both their timing runs and both runs of each mode of profile. */
function completePairs(runs, modes) {
    for (let pair = 0;; pair += 1) {
        const made = runs.filter((run) => run.pair === pair).map(({ side, ...run }) => `${side}/${kindOf(run)}`);
        const wanted = ['timing', ...modes(pair)].flatMap((kind) => measurement/* SIDES */.BV.map((side) => `${side}/${kind}`));
        if (!wanted.every((label) => made.includes(label)))
            return pair;
    }
}
/**
 * From which pair on an earlier measurement made timing runs only, by choice: one without profile runs that another follows was not
 * cut. Infinity where every pair has some.
 */
function unprofiledSince(runs) {
    const timed = new Set(runs.flatMap(({ kind, pair }) => (kind === 'timing' ? [pair] : [])));
    const profiled = new Set(runs.flatMap(({ kind, pair }) => (kind === 'profile' ? [pair] : [])));
    for (let pair = 0; timed.has(pair + 1); pair += 1)
        if (!profiled.has(pair))
            return pair;
    return Infinity;
}
function kindOf(run) {
    return run.kind === 'profile' ? (run.mode ?? '') : 'timing';
}
async function writing(folder, write) {
    try {
        await write();
    }
    catch (error) {
        const why = errorCode(error) === 'ENOSPC' ? 'the disk is full' : (errorCode(error) ?? String(error));
        throw new errors/* MeasureError */.TG(`The measurement in ${folder} could not be written (${why}): free some space or check the rights there, and run the same command again to go on after the last complete pair.`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./measure/session.js
/**
 * A measurement in the making: warm-up, pairs, and the folder that grows with each run.
 * When to stop is left to the caller, who looks at what is there.
 */











/** Scalene's default of 0.01 s leaves too few samples in a run of a second. */
const SAMPLING_SEC = 0.002;
/** Profile runs that are made again in one measurement: where all of them fail, repeating each costs and gains nothing. */
const PROFILE_RETRIES = 3;
/**
 * Prepares both sides, makes the warm-up run of each, and hands over a session that makes pairs.
 * @throws InputError or MeasureError with the reason why that cannot be; the signal's reason when aborted
 */
async function openMeasurement(plan, ports) {
    refuseWindows();
    const masker = maskerFor(plan.envNames, ports);
    ports.signal.throwIfAborted();
    const steps = [];
    const undo = async () => {
        for (let step = steps.pop(); step !== undefined; step = steps.pop())
            await step();
    };
    try {
        // Looked at before the long work: a folder that cannot be continued is the first thing to know.
        const earlier = plan.out === undefined ? null : await openFolder(plan.out);
        const run = await makeRunFolder();
        steps.push(() => run.remove());
        const ground = await prepare(plan, session_masked(ports, masker), masker, run, (step) => steps.push(step));
        const folder = plan.out ?? (0,external_node_path_.join)(run.path, 'measurement');
        const session = new Session(plan, ports, ground, masker, folder, (0,external_node_path_.join)(run.path, 'profile.json'), undo);
        await session.begin(earlier);
        return session;
    }
    catch (error) {
        await undo();
        ports.signal.throwIfAborted();
        throw maskedError(error, masker);
    }
}
function session_masked(ports, masker) {
    return { ...ports, onProgress: (event) => ports.onProgress(maskedEvent(event, masker)) };
}
function maskedEvent(event, { text }) {
    if (event.kind === 'setup')
        return { ...event, command: text(event.command) };
    return event.kind === 'checkout' ? { ...event, ref: text(event.ref) } : event;
}
class Session {
    plan;
    ports;
    ground;
    folder;
    undo;
    sides;
    sidesReason;
    runner;
    random;
    profiles = new Map();
    warnings;
    pairSecs = [];
    runs = [];
    starts = 'base';
    profileRetries = PROFILE_RETRIES;
    /** From this pair on there are no profile runs. */
    unprofiledFrom = Infinity;
    failed = null;
    constructor(plan, ports, ground, masker, folder, profileFile, undo) {
        this.plan = plan;
        this.ports = ports;
        this.ground = ground;
        this.folder = folder;
        this.undo = undo;
        this.sides = ground.infos;
        this.sidesReason = ground.sidesReason;
        this.warnings = [...ground.warnings];
        this.random = ports.random ?? Math.random;
        const { memory, gpu, scaleneVersion, samplingSec = SAMPLING_SEC } = plan;
        const profiling = { memory, gpu, scaleneVersion, samplingSec };
        this.runner = new Runner({ program: ground.program, profiling, profileFile }, ground.launcher, masker, ports.signal);
    }
    get loaded() {
        const { diff } = this.ground;
        return {
            measurement: this.measurement(),
            profiles: new Map(this.profiles),
            ...(diff === null ? {} : { diff: diff.text }),
        };
    }
    get pairs() {
        return completePairs(this.runs, (pair) => this.modes(pair));
    }
    get secPerPair() {
        const warmUpSec = measurement/* SIDES */.BV.reduce((sum, side) => sum + (this.warmUpSec(side) ?? 0), 0);
        const modes = this.modes(this.pairs);
        const alike = this.pairSecs.filter(({ profiles }) => profiles === modes.length);
        return pairSeconds(alike.map(({ wallSec }) => wallSec), warmUpSec, modes);
    }
    get failure() {
        return this.failed;
    }
    /** Takes over what an earlier measurement left in the folder, and warms both sides up. */
    async begin(earlier) {
        if (earlier !== null)
            await this.takeOver(earlier);
        this.starts = startingSide(this.runs, this.random);
        this.failed = missingProgram(this.ground);
        if (this.ground.diff !== null)
            await writeDiff(this.folder, this.ground.diff.text);
        await this.save();
        if (this.failed === null)
            await this.warmUp();
    }
    async measurePairs(upTo) {
        for (let pair = this.pairs; pair < upTo && this.failed === null; pair += 1) {
            const begin = performance.now();
            await this.makePair(pair);
            if (this.failed !== null)
                return;
            const wallSec = (performance.now() - begin) / 1000;
            this.pairSecs.push({ wallSec, profiles: this.modes(pair).length });
            this.ports.onProgress({ kind: 'pair-done', pair, pairs: this.pairs, wallSec });
        }
    }
    stopProfiling() {
        this.unprofiledFrom = Math.min(this.unprofiledFrom, this.pairs);
    }
    async close() {
        await this.undo();
    }
    async takeOver(earlier) {
        this.unprofiledFrom = unprofiledSince(earlier.runs);
        this.runs = continuedRuns(this.folder, earlier, this.measurement(), (pair) => this.modes(pair));
        await this.save();
        for (const [path, profile] of (await readMeasurement(this.folder)).profiles)
            this.profiles.set(path, profile);
    }
    /** First runs compile and load what later ones find ready: they are kept, and never compared. */
    async warmUp() {
        const hashSeed = this.newSeed();
        for (const [order, side] of measurement/* SIDES */.BV.entries())
            await this.time({ side, pair: -1, order, hashSeed });
        const failures = measurement/* SIDES */.BV.map((side) => this.runs.find((run) => run.pair === -1 && run.side === side)).filter(isFailed);
        this.failed = failures[0] === undefined ? null : failureOf(this.ground, failures[0], failures.length);
    }
    async makePair(pair) {
        const hashSeed = this.newSeed();
        const order = [...orderOf(pair, this.starts).entries()];
        for (const [at, side] of order) {
            const run = await this.time({ side, pair, order: at, hashSeed });
            if (isFailed(run))
                this.failed = failureOf(this.ground, run, 1);
            if (this.failed !== null)
                return;
        }
        for (const mode of this.modes(pair)) {
            for (const [at, side] of order)
                await this.profile({ side, pair, order: at, hashSeed }, mode);
        }
    }
    async time(place) {
        const request = this.request(place);
        const label = { side: place.side, pair: place.pair, run: 'timing' };
        const { run } = await this.attempt(label, async () => ({ run: await this.runner.timing(request), made: null }));
        await this.keep(run);
        return run;
    }
    async profile(place, mode) {
        const request = { ...this.request(place), mode, expectedExit: 0 };
        const label = { side: place.side, pair: place.pair, run: 'profile', mode };
        const { run, made } = await this.attempt(label, () => this.runner.profile(request));
        if (run.kind !== 'profile' || made === null)
            return this.keep(run);
        const path = profilePath(run);
        await writeProfile(this.folder, path, made.bytes);
        this.profiles.set(path, made.profile);
        await this.keep({ ...run, profile: path });
    }
    /** Makes a run, and once more where that may help. */
    async attempt(label, make) {
        const first = await this.reported(label, make);
        const { outcome } = first.run;
        if (!deservesRetry(first.run) || !this.mayRetry(label))
            return first;
        this.ports.onProgress({ kind: 'retry', outcome, ...label });
        this.warnings.push({
            code: 'run-retried',
            message: `The ${label.run} run of ${label.side} in ${label.pair < 0 ? 'the warm-up' : `pair ${String(label.pair)}`} ended as ${outcome} and was made again.`,
        });
        const { run, made } = await this.reported(label, make);
        return { run: { ...run, notes: [...(run.notes ?? []), 'retried'] }, made };
    }
    mayRetry({ run }) {
        if (run === 'timing')
            return true;
        this.profileRetries -= 1;
        return this.profileRetries >= 0;
    }
    async reported(label, make) {
        this.ports.onProgress({ kind: 'run-started', ...label });
        const made = await make();
        const { outcome, wallSec = 0 } = made.run;
        this.ports.onProgress({ kind: 'run-finished', outcome, wallSec, ...label });
        return made;
    }
    request({ side, pair, order, hashSeed }) {
        const timeoutSec = runLimit(this.plan.timeoutSec, this.warmUpSec(side));
        return { on: this.ground.sides[side], pair, order, hashSeed, timeoutSec };
    }
    warmUpSec(side) {
        return this.runs.find((run) => run.pair === -1 && run.side === side && run.outcome === 'ok')?.wallSec;
    }
    modes(pair) {
        if (pair >= this.unprofiledFrom)
            return [];
        return this.plan.profileModes?.(pair) ?? [this.plan.memory ? 'full' : 'cpu'];
    }
    newSeed() {
        return nextSeed(new Set(this.runs.flatMap(({ hashSeed }) => hashSeed ?? [])), this.random);
    }
    async keep(run) {
        this.runs = [...this.runs, run];
        await this.save();
    }
    save() {
        return writeMeasurement(this.folder, this.measurement());
    }
    measurement() {
        const { told: program, environment, infos } = this.ground;
        return {
            schemaVersion: measurement/* MEASUREMENT_SCHEMA_VERSION */.Yl,
            program,
            environment,
            sides: infos,
            runs: [...this.runs],
            ...(this.warnings.length === 0 ? {} : { warnings: [...this.warnings] }),
        };
    }
}
function isFailed(run) {
    return run !== undefined && run.outcome !== 'ok';
}
function missingProgram({ infos, told: program }) {
    const side = measurement/* SIDES */.BV.find((candidate) => infos[candidate].hasProgram === false);
    if (side === undefined)
        return null;
    const message = side === 'base'
        ? `Base does not have ${programName(program)} yet, so there is nothing to compare with.`
        : `Head no longer has ${programName(program)}, which base has.`;
    return { side, outcome: 'no-program', message };
}
/** @param sides how many of the two sides failed */
function failureOf(ground, run, sides) {
    if (run.outcome === 'ok')
        throw new errors/* MeasureError */.TG('A run that went well was taken for a failure: report this.');
    const { side, outcome, exitCode, signal, outputTail } = run;
    const how = outcome === 'timed-out' ? 'did not end in time' : `failed (${signal ?? `exit status ${String(exitCode)}`})`;
    const where = sides > 1 ? 'on base and on head' : `on ${side}`;
    const before = run.pair < 0 ? '' : `, though it ran before (pair ${String(run.pair)})`;
    return {
        side,
        outcome,
        message: `${subject(ground.told)} ${how} ${where}${before}.`,
        ...(exitCode === undefined ? {} : { exitCode }),
        ...(signal === undefined ? {} : { signal }),
        ...(outputTail === undefined ? {} : { outputTail }),
    };
}
function subject({ script, module }) {
    return script === undefined ? `The module ${module ?? ''}` : `The script ${script}`;
}

;// CONCATENATED MODULE: ./measure/index.js
/**
 * What the rest of the program may use of `measure`.
 */






;// CONCATENATED MODULE: ./engine/gate.js
/**
 * The gate as a story: measure some pairs, look at them, decide whether more would help, until it is clear.
 * Making runs is left to `measure`, judging them to `compare`; the edges choose settings and tell the result.
 */



/**
 * Measures and judges one program.
 *
 * @throws MeasureError when the measurement could not be made; the signal's reason when aborted
 */
async function runGate(request, ports) {
    const session = await openMeasurement(request.plan, ports);
    try {
        const comparison = await measureUntilClear(session, request, ports);
        return { comparison, loaded: session.loaded, sidesReason: session.sidesReason };
    }
    finally {
        await session.close();
    }
}
async function measureUntilClear(session, { judging, timeBudgetSec }, { clock, onProgress }) {
    const startedSec = clock();
    let until = firstLook(judging);
    for (;;) {
        await session.measurePairs(until);
        const spent = { sec: clock() - startedSec, secPerPair: session.secPerPair, budgetSec: timeBudgetSec };
        const { comparison, next } = look(session, judging, spent);
        onProgress({ kind: 'look', comparison, next });
        if (next.action === 'stop')
            return comparison;
        if (!needsProfiles(comparison, judging))
            session.stopProfiling();
        until = next.until;
    }
}
function look(session, judging, spent) {
    const comparison = compare([session.loaded], judging);
    if (session.failure)
        return { comparison, next: { action: 'stop', reason: 'failed' } };
    const next = plan(comparison, judging, spent);
    if (next.action !== 'stop' || next.reason !== 'time-budget')
        return { comparison, next };
    return { comparison: lastLook(session, judging, comparison.pairs), next };
}
/** Where the budget ends the measurement before `max-pairs`, this look is the last one, and is judged as such. */
function lastLook(session, judging, pairs) {
    const made = Math.max(1, pairs);
    const comparison = compare([session.loaded], {
        ...judging,
        minPairs: Math.min(judging.minPairs, made),
        maxPairs: made,
    });
    const message = `The time budget ended the measurement after ${made} ${made === 1 ? 'pair' : 'pairs'}; raise time-budget to let it go on.`;
    return { ...comparison, warnings: [...comparison.warnings, { code: 'time-budget', message }] };
}

;// CONCATENATED MODULE: ./engine/progress.js

/** What an event is worth saying; null for those that only end what was said. Holds no text of the program or its setup. */
function progressNote(event) {
    switch (event.kind) {
        case 'checkout':
            return lasting(`${event.side}: ${event.commit.slice(0, 9)} (${event.ref})`);
        case 'installing-scalene':
            return lasting(`Installing Scalene ${event.version} once into ${event.folder}; later runs reuse it.`);
        case 'setup':
            return lasting(`${event.side}: setup${event.cached ? ' (from the cache)' : ''}`);
        case 'run-started':
            return { text: `${runName(event)} …`, kind: 'passing' };
        case 'run-finished':
            return event.outcome === 'ok' ? null : lasting(`${runName(event)}: ${event.outcome}`);
        case 'retry':
            return lasting(`${runName(event)}: ${event.outcome}; trying once more.`);
        case 'pair-done':
            return { text: `Pair ${event.pair + 1} measured in ${event.wallSec.toFixed(1)} s`, kind: 'step' };
        case 'look':
            return lasting(lookText(event));
    }
}
function lookText({ comparison, next }) {
    const so = `After ${comparison.pairs} ${comparison.pairs === 1 ? 'pair' : 'pairs'}`;
    const undecided = undecidedText(comparison);
    if (next.action === 'measure')
        return `${so}: ${undecided ?? 'not yet confirmed'}; measuring up to ${next.until}.`;
    switch (next.reason) {
        case 'conclusive':
            return `${so}: clear.`;
        case 'max-pairs':
            return `${so}: ${undecided ?? 'done'}; max-pairs is reached.`;
        case 'time-budget':
            return `${so}: ${undecided ?? 'done'}; the time budget is spent.`;
        case 'failed':
            return 'The program did not run to a good end; no more pairs are made.';
    }
}
function undecidedText({ metrics }) {
    const gated = metrics.filter((row) => row.gated === true);
    const asked = gated.length > 0 ? gated : metrics.filter(({ metric }) => model_metrics/* METRICS */.Cb[metric].decides);
    const open = asked.filter(({ verdict }) => verdict === 'inconclusive').map(({ metric }) => model_metrics/* METRICS */.Cb[metric].label);
    return open.length === 0 ? null : `undecided: ${open.join(', ')}`;
}
function runName({ side, pair, run, mode }) {
    const what = run === 'timing' ? 'timing run' : `profile run${mode === 'cpu' ? ' (CPU only)' : ''}`;
    return pair < 0 ? `Warm-up, ${side}` : `Pair ${pair + 1}, ${side}, ${what}`;
}
function lasting(text) {
    return { text, kind: 'lasting' };
}

;// CONCATENATED MODULE: ./model/judging.js
/**
 * The rules to judge by: accepted changes, what fails the gate, how many pairs may be made.
 * Choosing them is left to `config`, applying them to `compare`.
 */

/** All that `fail-on` may name. */
const FAIL_ON = [...model_metrics/* METRIC_IDS */.Ah, 'functions', 'leaks'];

// EXTERNAL MODULE: ../../node_modules/shlex/shlex.js
var shlex = __webpack_require__(44089);
;// CONCATENATED MODULE: ./config/amounts.js
const NUMBER = String.raw `\d+(?:\.\d+)?`;
/** Seconds per unit of time. */
const SECONDS = new Map([
    ['us', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['m', 60],
    ['min', 60],
    ['h', 3600],
]);
/** MiB per unit of memory. Decimal-looking names mean powers of 1024 too, as they do in Scalene. */
const MEBIBYTES = new Map([
    ['b', 2 ** -20],
    ['kb', 2 ** -10],
    ['kib', 2 ** -10],
    ['mb', 1],
    ['mib', 1],
    ['gb', 1024],
    ['gib', 1024],
]);
/** A duration: one or more numbers with a unit, such as `90s`, `10m` or `1h30m`; or one bare number, of seconds. */
const DURATION = new RegExp(`^(?:${NUMBER}|(?:${NUMBER}(?:h|min|m|s) ?)*${NUMBER}(?:h|min|m|s))$`);
const BARE = new RegExp(`^${NUMBER}$`);
/** A percentage, such as `5%` or `2.5 %`. */
const PERCENT = new RegExp(`^${NUMBER} ?%$`);
const DURATION_PART = new RegExp(`(${NUMBER})(h|min|m|s)`, 'g');
const AMOUNT = new RegExp(`^(${NUMBER}) ?([a-z]+)$`, 'i');
/** Seconds of a text that matches `DURATION`. */
function parseDuration(text) {
    if (BARE.test(text))
        return Number(text);
    const parts = [...text.matchAll(DURATION_PART)];
    return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (SECONDS.get(unit ?? '') ?? 0), 0);
}
/** Seconds as text that `parseDuration` reads back, in the largest units that fit: 5400 is `1h30m`. */
function formatDuration(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    const rest = seconds % 60;
    const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : '', rest > 0 ? `${rest}s` : ''];
    return parts.join('') || '0s';
}
/** Fraction of a text that matches `PERCENT`: `5%` is 0.05. */
function parsePercent(text) {
    return Number.parseFloat(text) / 100;
}
/** Reads `20ms` or `2MiB`; undefined when the text is no number with a known unit. */
function parseAmount(text) {
    const [, number, name] = AMOUNT.exec(text) ?? [];
    if (number === undefined || name === undefined)
        return undefined;
    const seconds = SECONDS.get(name);
    if (seconds !== undefined)
        return { value: Number(number) * seconds, unit: 's' };
    const mebibytes = MEBIBYTES.get(name.toLowerCase());
    return mebibytes === undefined ? undefined : { value: Number(number) * mebibytes, unit: 'MiB' };
}

// EXTERNAL MODULE: ../../node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(38232);
;// CONCATENATED MODULE: ./config/suggest.js
/**
 * "Did you mean …?" for a name that nobody knows.
 * What to do with the suggestion is left to whoever words the error.
 */

/** Edits per length of the name up to which a candidate is still plausible: one in three letters mistyped. */
const PLAUSIBLE = 1 / 3;
/** The candidate most like `name`, or undefined when none is plausible. */
function suggest(name, candidates) {
    if (candidates.length === 0)
        return undefined;
    const best = (0,mod/* closest */.kp)(name, candidates);
    const edits = (0,mod/* distance */.Io)(name.toLowerCase(), best.toLowerCase());
    return edits <= Math.floor(best.length * PLAUSIBLE) ? best : undefined;
}
/** ` Did you mean "x"?`, or, when nothing is near, the whole choice. Starts with a space, to follow a sentence. */
function didYouMean(name, candidates) {
    const best = suggest(name, candidates);
    return best === undefined ? ` Known here: ${candidates.join(', ')}.` : ` Did you mean "${best}"?`;
}

;// CONCATENATED MODULE: ./config/limits.js
/**
 * The tolerance grammar: `5%`, `20ms`, `5% | 20ms`, per metric and per function glob, in the file and as text.
 * Joining the limits of several layers into those that count is left to `resolve.ts`.
 */




/** Reads `5%`, `20ms` or `5% | 20ms` in any order; undefined when the text says something else. */
function parseLimit(text) {
    let limit = {};
    for (const part of text.split('|').map((piece) => piece.trim())) {
        const read = parsePart(part);
        if (read === undefined || Object.keys(read).some((key) => key in limit))
            return undefined;
        limit = { ...limit, ...read };
    }
    return limit;
}
function parsePart(text) {
    if (PERCENT.test(text))
        return { tolerance: parsePercent(text) };
    const floor = parseAmount(text);
    return floor && { floor };
}
/** The limit's text; whether it can be read is one yes or no, so that the message can show the whole value. */
const LimitText = schemas/* string */.YjP()
    .refine((text) => parseLimit(text) !== undefined, { abort: true, params: { malformed: true } })
    .transform((text) => parseLimit(text) ?? {})
    .meta({ description: 'A percentage, an absolute amount, or both: 5%, 20ms, 5% | 20ms.' });
const DIMENSION = {
    s: 'a time: its absolute part is one such as 20ms',
    MiB: 'an amount of memory: its absolute part is one such as 2MiB',
};
/** A metric's own limit: the absolute part must be in the metric's dimension. */
function metricLimit(metric) {
    const { unit } = model_metrics/* METRICS */.Cb[metric];
    return LimitText.refine(({ floor }) => floor === undefined || floor.unit === unit, {
        abort: true,
        message: `does not fit: ${metric} is ${DIMENSION[unit]}`,
    })
        .transform(({ tolerance, floor }) => {
        return { ...(tolerance !== undefined && { tolerance }), ...(floor !== undefined && { floor: floor.value }) };
    })
        .optional();
}
// `Object.fromEntries` forgets its keys; they are those of METRIC_IDS.
const metricLimits = Object.fromEntries(model_metrics/* METRIC_IDS */.Ah.map((id) => [id, metricLimit(id)]));
/** Words the error for keys that are no metric. */
const unknownMetric = {
    error: ({ code, keys }) => {
        if (code !== 'unrecognized_keys' || !Array.isArray(keys))
            return undefined;
        const name = String(keys[0]);
        return `names "${name}", which is neither a metric nor a function pattern.${didYouMean(name, model_metrics/* METRIC_IDS */.Ah)}`;
    },
};
const PerMetric = schemas/* strictObject */.rej(metricLimits, unknownMetric).transform((limits) => {
    return (pattern) => model_metrics/* METRIC_IDS */.Ah.flatMap((metric) => {
        const limit = limits[metric];
        return limit === undefined ? [] : [{ pattern, metric, limit }];
    });
});
const ForAll = LimitText.transform((limit) => (pattern) => forEveryMetric(pattern, limit));
const FunctionLimits = schemas/* record */.g1P(schemas/* string */.YjP().min(1), schemas/* union */.KCZ([ForAll, PerMetric]))
    .transform((limits) => Object.entries(limits).flatMap(([pattern, limitsFor]) => limitsFor(pattern)))
    .meta({ description: 'By glob over file:qualified.name, such as "etl/parse.py:parse_*".' });
/** A limit without a metric: its percentage counts for every metric, its absolute part for those of its dimension. */
function forEveryMetric(pattern, { tolerance, floor }) {
    const everywhere = tolerance === undefined ? [] : [{ pattern, limit: { tolerance } }];
    if (floor === undefined)
        return everywhere;
    const fitting = model_metrics/* METRIC_IDS */.Ah.filter((id) => model_metrics/* METRICS */.Cb[id].unit === floor.unit);
    return [...everywhere, ...fitting.map((metric) => ({ pattern, metric, limit: { floor: floor.value } }))];
}
/** The value of `tolerances` in the configuration file. */
const TolerancesSchema = schemas/* strictObject */.rej({ ...metricLimits, functions: FunctionLimits.optional() }, unknownMetric)
    .transform(({ functions = [], ...metrics }) => ({ metrics, functions }));
/** Only patterns hold one of these; a plain word that is no metric is more likely a misspelt one. */
const PATTERN_CHARACTER = /[:/.*?[{]/;
/**
 * Text of an input or a flag to what the file would hold: one `NAME: LIMIT` (or `NAME=LIMIT`) per line or comma, where
 * a name is a metric or a function glob. Returns the text itself where it cannot be split.
 */
function tolerancesFromText(text) {
    const metrics = {};
    const functions = {};
    for (const entry of text.split(/[\n,]/).map((piece) => piece.trim())) {
        if (entry === '')
            continue;
        const [, name, limit] = /^(.+?)\s*[:=]\s*([^:=]*)$/.exec(entry) ?? [];
        if (name === undefined || limit === undefined)
            return text;
        const target = !(0,model_metrics/* isMetricId */.qc)(name) && PATTERN_CHARACTER.test(name) ? functions : metrics;
        target[name] = limit;
    }
    return { ...metrics, ...(Object.keys(functions).length > 0 && { functions }) };
}

;// CONCATENATED MODULE: ./config/kinds.js
/**
 * The kinds of values that settings have: how each is checked, read from text, shown and worded in an error.
 * Which setting is of which kind is left to `definition.ts`.
 */





const asItIs = (text) => text;
const entries = (text) => text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
/** Text in which no control character but (where `lines` allow) a line break stands. */
const PRINTABLE = /^[^\p{Cc}]+$/u;
const PRINTABLE_LINES = /^(?:[^\p{Cc}]|[\n\r\t])+$/u;
function kinds_text(expects, example, pattern = PRINTABLE) {
    return {
        label: 'text',
        schema: schemas/* string */.YjP().regex(pattern),
        fromText: asItIs,
        expects,
        example,
        show: (value) => value,
    };
}
function lines(expects, example) {
    return kinds_text(expects, example, PRINTABLE_LINES);
}
const YES_NO = new Map([
    ...['true', 'yes', 'on'].map((word) => [word, true]),
    ...['false', 'no', 'off'].map((word) => [word, false]),
]);
function yesNo(example) {
    return {
        label: 'yes or no',
        schema: schemas/* boolean */.zMY(),
        fromText: (written) => YES_NO.get(written.toLowerCase()) ?? written,
        expects: 'true or false',
        example,
        show: String,
    };
}
function whole(min, max, example) {
    return {
        label: 'whole number',
        schema: schemas/* int */.Whr().min(min).max(max),
        fromText: (written) => (/^\d+$/.test(written) ? Number(written) : written),
        expects: `a whole number from ${min} to ${max}`,
        example,
        show: String,
    };
}
/** Seconds. */
function duration(example) {
    return {
        label: 'duration',
        schema: schemas/* union */.KCZ([
            schemas/* string */.YjP()
                .regex(DURATION)
                .refine((written) => parseDuration(written) > 0)
                .transform(parseDuration),
            schemas/* number */.aig().positive(),
        ]),
        fromText: asItIs,
        expects: 'a duration such as 90s, 10m or 1h30m',
        example,
        show: formatDuration,
    };
}
/** A fraction. */
function percentage(example) {
    return {
        label: 'percentage',
        schema: schemas/* string */.YjP().regex(PERCENT).transform(parsePercent),
        fromText: asItIs,
        expects: 'a percentage such as 5%',
        example,
        show: (value) => `${value * 100}%`,
    };
}
function choice(words) {
    return {
        label: 'one of',
        schema: schemas/* enum */.k5n(words),
        fromText: asItIs,
        expects: `one of ${words.join(', ')}`,
        example: words[0],
        show: (value) => value,
    };
}
/** Several of a fixed set; the word `none` is the empty list. */
function choices(words, example) {
    const word = schemas/* enum */.k5n(words, {
        error: ({ input }) => `names "${String(input)}", which is not among them.${didYouMean(String(input), words)}`,
    });
    return {
        label: 'list',
        schema: schemas/* array */.YOg(word).readonly(),
        fromText: (written) => (written.trim() === 'none' ? [] : entries(written)),
        expects: `a list of ${words.join(', ')}, or none`,
        example,
        show: (value) => value.join(', ') || 'none',
    };
}
function kinds_list(expects, example, pattern = PRINTABLE) {
    return {
        label: 'list',
        schema: schemas/* array */.YOg(schemas/* string */.YjP().regex(pattern)).readonly(),
        fromText: entries,
        expects,
        example,
        show: (value) => value.join(', '),
    };
}
/** Arguments of a program: a list, or text that is split as a shell would split it (and by no shell). */
function kinds_programArguments(example) {
    return {
        label: 'arguments',
        schema: schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* string */.YjP().regex(/^[^\0]*$/), schemas/* number */.aig().transform(String)])).readonly(),
        fromText: (written) => {
            try {
                return (0,shlex/* split */.lD)(written);
            }
            catch {
                return written;
            }
        },
        expects: 'a list, or text with every quote closed',
        example,
        show: (value) => value.join(' '),
    };
}
function tolerances(example) {
    return {
        label: 'tolerances',
        schema: TolerancesSchema,
        fromText: tolerancesFromText,
        expects: 'a limit per metric or function such as 5%, 20ms or 5% | 20ms',
        example,
        show: () => '',
    };
}

;// CONCATENATED MODULE: ./config/definition.js
/**
 * The one definition of all settings: name, kind, default, words, and the edges where each can be given.
 * Validation, `action.yml`, `--help`, the tables in the docs and the JSON Schema are made from it, elsewhere.
 */


/** The groups, in the order in which every list shows them, and whether each program in the file may differ in them. */
const GROUPS = {
    program: { title: 'What runs', perProgram: true },
    commits: { title: 'Which commits', perProgram: false },
    judging: { title: 'How it is judged', perProgram: true },
    amount: { title: 'How much is run', perProgram: true },
    telling: { title: 'How it is told', perProgram: false },
    arranging: { title: 'How it is arranged', perProgram: false },
};
/** Keeps the exact types of value and default. */
function setting(definition) {
    return definition;
}
const EVERYWHERE = ['input', 'flag', 'file'];
const INPUT_AND_FLAG = ['input', 'flag'];
const INPUT_AND_FILE = ['input', 'file'];
const INPUT = ['input'];
/** A git revision: never something that git would take for an option. */
const REVISION = /^[^-\p{Cc}][^\p{Cc}]*$/u;
/** What GitHub accepts in the name of an artifact. */
const ARTIFACT_NAME = /^[^":<>|*?\\/\p{Cc}]{1,200}$/u;
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Names of environment variables, but for those that hold the runner's own tokens, inputs and command files. */
const VARIABLE = /^(?!INPUT_|ACTIONS_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)[A-Za-z_][A-Za-z0-9_]*$/;
const VERSION = /^\d+\.\d+(?:\.\d+)?(?:[a-z0-9.]*)$/;
const SETTINGS = {
    script: setting({
        group: 'program',
        kind: kinds_text('the path of a Python script', 'bench/etl.py'),
        default: undefined,
        description: 'Path of the Python script to measure, from the working directory. Either this or `module`.',
        edges: EVERYWHERE,
        placeholder: 'file',
    }),
    module: setting({
        group: 'program',
        kind: kinds_text('the name of a Python module', 'pytest', /^[\p{L}_][\p{L}\p{N}_.]*$/u),
        default: undefined,
        description: 'Python module to measure, as after `python -m`, such as `pytest`. Either this or `script`.',
        edges: EVERYWHERE,
        placeholder: 'name',
    }),
    args: setting({
        group: 'program',
        kind: kinds_programArguments('--rows 200000'),
        default: [],
        description: "The program's arguments: a list, or text that is split as a shell would split it, but by no shell.",
        edges: INPUT_AND_FILE,
        placeholder: 'args',
    }),
    program: setting({
        group: 'arranging',
        kind: kinds_list('a list of names of programs in the configuration file', 'etl', KEY),
        default: [],
        description: 'Which of the programs named in the configuration file to take; all of them when empty.',
        edges: INPUT_AND_FLAG,
        placeholder: 'names',
    }),
    'working-directory': setting({
        group: 'program',
        kind: kinds_text('a folder inside the repository', 'services/etl'),
        default: '.',
        description: 'Folder inside the repository in which the program runs.',
        edges: EVERYWHERE,
        placeholder: 'folder',
    }),
    python: setting({
        group: 'program',
        kind: kinds_text('the name or path of a Python interpreter', 'python3.12'),
        default: 'python3',
        description: "Python interpreter on which each side's virtual environment is layered.",
        edges: EVERYWHERE,
        placeholder: 'file',
        trusted: true,
    }),
    setup: setting({
        group: 'program',
        kind: lines('a shell command', 'pip install -r requirements.txt'),
        default: undefined,
        description: 'Shell command that prepares one side; run once per side, in its checkout and its virtual environment.',
        edges: EVERYWHERE,
        placeholder: 'command',
    }),
    env: setting({
        group: 'program',
        kind: kinds_list('a list of names of environment variables (not the runner’s own)', 'DATABASE_URL, TZ', VARIABLE),
        default: [],
        description: 'Names of environment variables that the program may see, besides the harmless usual ones.',
        edges: EVERYWHERE,
        placeholder: 'names',
        trusted: true,
    }),
    base: setting({
        group: 'commits',
        kind: kinds_text('a git revision', 'origin/main', REVISION),
        default: undefined,
        description: 'Git revision to compare against. Without it: what the event says; on the command line, the merge base with the default branch.',
        flagDescription: 'Git revision to compare against. Without it: the merge base with the default branch.',
        edges: INPUT_AND_FLAG,
        placeholder: 'rev',
    }),
    head: setting({
        group: 'commits',
        kind: kinds_text('a git revision', 'HEAD', REVISION),
        default: undefined,
        description: 'Git revision to judge. Without it: what the event says; on the command line, the working tree with its uncommitted changes.',
        flagDescription: 'Git revision to judge. Without it: the working tree with its uncommitted changes.',
        edges: INPUT_AND_FLAG,
        placeholder: 'rev',
    }),
    tolerance: setting({
        group: 'judging',
        kind: percentage('5%'),
        default: undefined,
        description: 'Accepted relative change, one percentage for all metrics. Without it, each metric has its own.',
        edges: EVERYWHERE,
        placeholder: 'percent',
    }),
    tolerances: setting({
        group: 'judging',
        kind: tolerances('cpu-time: 5% | 20ms'),
        default: undefined,
        description: 'Accepted change per metric, relative, absolute or both (`cpu-time: 5% | 20ms`), and per function glob (`etl/parse.py:parse_*: 10%`).',
        edges: EVERYWHERE,
        placeholder: 'limits',
    }),
    'fail-on': setting({
        group: 'judging',
        kind: choices(FAIL_ON, 'cpu-time, peak-memory, functions'),
        default: ['cpu-time', 'peak-memory'],
        description: 'What fails the gate when it regresses: metrics, `functions`, `leaks`; `none` never fails it.',
        edges: EVERYWHERE,
        placeholder: 'list',
    }),
    'fail-on-inconclusive': setting({
        group: 'judging',
        kind: yesNo('true'),
        default: false,
        description: 'Also fail the gate when the runs cannot tell.',
        edges: EVERYWHERE,
        placeholder: 'yes|no',
    }),
    'accept-label': setting({
        group: 'judging',
        kind: kinds_text('the name of a label', 'accept-regression'),
        default: 'accept-regression',
        description: 'Label of the pull request that accepts the regressions measured so far, when someone with write access has set it.',
        edges: INPUT_AND_FILE,
        placeholder: 'label',
        trusted: true,
    }),
    'min-pairs': setting({
        group: 'amount',
        kind: whole(1, 100, '3'),
        default: 3,
        description: 'Pairs of runs (1 to 100) that are made before the first look at the answer.',
        edges: EVERYWHERE,
        placeholder: 'n',
    }),
    'max-pairs': setting({
        group: 'amount',
        kind: whole(1, 100, '10'),
        default: 10,
        description: 'Pairs of runs (1 to 100) after which no more are made, clear or not.',
        edges: EVERYWHERE,
        placeholder: 'n',
    }),
    'time-budget': setting({
        group: 'amount',
        kind: duration('15m'),
        default: 900,
        description: 'Time after which no new pair is started, per program.',
        edges: EVERYWHERE,
        placeholder: 'time',
    }),
    timeout: setting({
        group: 'amount',
        kind: duration('10m'),
        default: 600,
        description: 'Time limit of one run of the program; ended politely, then by force.',
        edges: EVERYWHERE,
        placeholder: 'time',
    }),
    memory: setting({
        group: 'amount',
        kind: yesNo('false'),
        default: true,
        description: 'Profile memory too. Without it only times are judged, and the profile runs take about half as long.',
        flagDescription: 'Do not profile memory: only times are judged, and the profile runs take about half as long.',
        edges: EVERYWHERE,
        placeholder: 'yes|no',
    }),
    gpu: setting({
        group: 'amount',
        kind: yesNo('false'),
        default: true,
        description: 'Profile the GPU too, where there is one that Scalene can read.',
        flagDescription: 'Do not profile the GPU.',
        edges: EVERYWHERE,
        placeholder: 'yes|no',
    }),
    only: setting({
        group: 'amount',
        kind: kinds_list('a list of globs of repository paths', 'src/**, lib/*.py'),
        default: [],
        description: 'Globs of repository paths: only functions in these files are told of; all when empty.',
        edges: EVERYWHERE,
        placeholder: 'globs',
    }),
    exclude: setting({
        group: 'amount',
        kind: kinds_list('a list of globs of repository paths', '**/vendor/**'),
        default: [],
        description: 'Globs of repository paths whose functions are left out.',
        edges: EVERYWHERE,
        placeholder: 'globs',
    }),
    'scalene-version': setting({
        group: 'amount',
        kind: kinds_text('a version of Scalene', '2.4.0', VERSION),
        default: '2.4.0',
        description: 'Version of Scalene installed on both sides; profiles of different versions are not comparable.',
        edges: EVERYWHERE,
        placeholder: 'version',
    }),
    comment: setting({
        group: 'telling',
        kind: choice(['on-change', 'always', 'on-regression', 'never']),
        default: 'on-change',
        description: 'When to start a comment on the pull request: `on-change`, `always`, `on-regression` or `never`. One that is there is kept true.',
        edges: INPUT_AND_FILE,
        placeholder: 'when',
        trusted: true,
    }),
    'comment-key': setting({
        group: 'telling',
        kind: kinds_text('a key of letters, digits, dots and hyphens', 'linux-py312', KEY),
        default: 'default',
        description: 'Tells the comments of several jobs apart: each key keeps one comment.',
        edges: INPUT_AND_FILE,
        placeholder: 'key',
        trusted: true,
    }),
    annotations: setting({
        group: 'telling',
        kind: yesNo('false'),
        default: true,
        description: 'Annotate the lines behind a regression in the diff (ten at most).',
        edges: INPUT_AND_FILE,
        placeholder: 'yes|no',
    }),
    'artifact-name': setting({
        group: 'telling',
        kind: kinds_text('a name without " : < > | * ? \\ /', 'scalene-report', ARTIFACT_NAME),
        default: 'scalene-report',
        description: 'Name of the artifact that keeps profiles and report.',
        edges: INPUT_AND_FILE,
        placeholder: 'name',
    }),
    'retention-days': setting({
        group: 'telling',
        kind: whole(1, 400, '30'),
        default: 30,
        description: 'Days (1 to 400, at most what the repository allows) for which the artifact is kept.',
        edges: INPUT_AND_FILE,
        placeholder: 'n',
    }),
    'github-token': setting({
        group: 'telling',
        kind: kinds_text('a token', '${{ github.token }}'),
        default: undefined,
        description: 'Token with which to comment and to read labels. The measured program never sees it.',
        edges: INPUT,
        placeholder: 'token',
        secret: true,
        inputDefault: '${{ github.token }}',
    }),
    mode: setting({
        group: 'arranging',
        kind: choice(['gate', 'measure', 'report']),
        default: 'gate',
        description: '`gate` does all in one job; `measure` only keeps a measurement as an artifact; `report` judges and tells measurements made elsewhere, and runs no code of the pull request.',
        edges: INPUT,
        placeholder: 'mode',
        trusted: true,
    }),
    shard: setting({
        group: 'arranging',
        kind: kinds_text('a key of letters, digits, dots and hyphens', '1', KEY),
        default: undefined,
        description: 'Name of this block where `measure` runs in a matrix; `report` combines the blocks.',
        edges: INPUT,
        placeholder: 'key',
    }),
    sandbox: setting({
        group: 'arranging',
        kind: yesNo('true'),
        default: undefined,
        description: 'On Linux, run the program in a sandbox, where the runner allows it. Without it: for pull requests of forks.',
        edges: INPUT,
        placeholder: 'yes|no',
        trusted: true,
    }),
    config: setting({
        group: 'arranging',
        kind: kinds_text('the path of a configuration file', '.github/scalene.yml'),
        default: '.github/scalene.yml',
        description: 'Path of the configuration file, from the root of the repository.',
        edges: INPUT_AND_FLAG,
        placeholder: 'file',
        trusted: true,
    }),
};
/** All names in the order of the groups, then of the definition. */
const SETTING_NAMES = namesInOrder();
function namesInOrder() {
    // `Object.keys` forgets its keys; they are those of the literal above.
    const names = Object.keys(SETTINGS);
    return Object.keys(GROUPS).flatMap((group) => names.filter((name) => SETTINGS[name].group === group));
}
/** Those that the judged state's own file cannot set in the Action. */
const definition_TRUSTED_NAMES = SETTING_NAMES.filter((name) => {
    const definition = SETTINGS[name];
    return definition.trusted === true;
});
function isSettingName(name) {
    return Object.hasOwn(SETTINGS, name);
}

// EXTERNAL MODULE: ../../node_modules/yaml/dist/index.js
var dist = __webpack_require__(33483);
;// CONCATENATED MODULE: ./config/layer.js


/**
 * Checks and converts the values of one layer. Values that cannot be used are reported and left out.
 *
 * @param prefix where the values stand in their document, such as `['programs', 'etl']`
 */
function readLayer(values, place, report, prefix = []) {
    const layer = {};
    for (const [name, raw] of Object.entries(values)) {
        if (raw === undefined)
            continue;
        if (!isSettingName(name) || !place.allowed.includes(name)) {
            report(unknownName([...prefix, name], place));
            continue;
        }
        const definition = SETTINGS[name];
        const value = typeof raw === 'string' ? definition.kind.fromText(raw.trim()) : raw;
        const checked = definition.kind.schema.safeParse(value);
        if (checked.success)
            layer[name] = checked.data;
        else {
            // Two checks of one value may fail for the same reason.
            const sentences = checked.error.issues.map((issue) => explain(issue, { name, raw, value, prefix, place }));
            for (const sentence of new Set(sentences))
                report(sentence);
        }
    }
    return layer;
}
function unknownName(path, { nameOf, allowed }) {
    const name = path.at(-1) ?? '';
    if (!isSettingName(name))
        return `${nameOf(path)} is not a setting.${didYouMean(name, allowed)}`;
    return `${nameOf(path)} cannot be set there, only ${SETTINGS[name].edges.map((edge) => EDGE_WORDS[edge]).join(' or ')}.`;
}
const EDGE_WORDS = {
    input: 'as an input of the Action',
    flag: 'on the command line',
    file: 'at the top of the configuration file',
};
function explain(written, { name, raw, value, prefix, place }) {
    const issue = innermost(written);
    const definition = SETTINGS[name];
    const whole = typeof raw === 'string' && typeof value !== 'string';
    const where = place.nameOf([...prefix, name, ...(whole ? [] : issue.path)]);
    if (hasOwnWords(issue))
        return `${where} ${issue.message.replace(/([^.?])$/, '$1.')}`;
    const shown = definition.secret ? 'has a value that' : `is ${show(at(value, issue.path))}, which`;
    const { expects, example } = definition.kind;
    const advice = whole || issue.path.length === 0 ? `; write for example ${place.write(name, example)}` : '';
    return `${where} ${shown} is not ${expects}${advice}.`;
}
/** Of a union, the branch that came furthest. */
function innermost(issue) {
    if (issue.code !== 'invalid_union')
        return issue;
    const inside = issue.errors.flat().find((inner) => hasOwnWords(inner) || inner.path.length > 0);
    return inside === undefined ? issue : innermost({ ...inside, path: [...issue.path, ...inside.path] });
}
/** Messages of our own words begin with a verb in lower case; zod's begin with a capital. */
function hasOwnWords({ message }) {
    return /^[a-z]/.test(message);
}
function at(value, path) {
    return path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
const LONGEST_SHOWN = 60;
function show(value) {
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

;// CONCATENATED MODULE: ./config/file.js
/**
 * The configuration file's text to layers: one shared by all programs, and one for each program it names.
 * Finding and reading the file is left to the edges, joining the layers to `resolve.ts`.
 */



/** Largest configuration file that is read, in bytes. */
const MAX_CONFIG = 1024 * 1024;
/** Names of programs become parts of paths, artifact names and anchors. */
const PROGRAM_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const FILE_SETTINGS = SETTING_NAMES.filter((name) => edgesOf(name).includes('file'));
const PROGRAM_SETTINGS = FILE_SETTINGS.filter((name) => GROUPS[SETTINGS[name].group].perProgram);
function edgesOf(name) {
    return SETTINGS[name].edges;
}
/** Reads the file's text; what cannot be used is reported and left out. */
function readConfigFile({ path, text }, report) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: true });
    const [syntaxError] = document.errors;
    if (syntaxError !== undefined) {
        report(`${path} is not valid YAML: ${file_firstLine(syntaxError.message)}.`);
        return { shared: {}, programs: new Map() };
    }
    const content = document.toJS() ?? {};
    if (!isMapping(content)) {
        report(`${path} must hold settings by name, such as \`script: bench/etl.py\`; it holds ${JSON.stringify(content).slice(0, 40)}.`);
        return { shared: {}, programs: new Map() };
    }
    const place = placeIn(path, document, lines);
    const { programs = {}, ...shared } = content;
    return {
        shared: readLayer(shared, { ...place, allowed: FILE_SETTINGS }, report),
        programs: readPrograms(programs, place, report),
    };
}
function readPrograms(programs, place, report) {
    const layers = new Map();
    if (!isMapping(programs)) {
        report(`${place.nameOf(['programs'])} must list programs by name, such as \`programs: { etl: { script: bench/etl.py } }\`.`);
        return layers;
    }
    for (const [name, values] of Object.entries(programs)) {
        const path = ['programs', name];
        if (!PROGRAM_NAME.test(name)) {
            report(`${place.nameOf(path)} has a name that is not made of letters, digits, dots and hyphens (64 at most); rename it.`);
        }
        else if (!isMapping(values)) {
            report(`${place.nameOf(path)} must hold settings by name, such as \`script: bench/etl.py\`.`);
        }
        else {
            layers.set(name, readLayer(values, { ...place, allowed: PROGRAM_SETTINGS }, report, path));
        }
    }
    return layers;
}
function placeIn(path, document, lines) {
    return {
        nameOf: (keys) => `\`${keys.map(String).join('.')}\` in ${path}${file_lineOf(keys, document, lines)}`,
        write: (name, example) => `\`${name}: ${example}\``,
    };
}
/** ` (line 3)`, or nothing where the value has no place of its own. */
function file_lineOf(keys, document, lines) {
    const node = document.getIn(keys, true);
    const start = (0,dist/* isNode */.Ll)(node) ? node.range?.[0] : undefined;
    return start === undefined ? '' : ` (line ${lines.linePos(start).line})`;
}
function file_firstLine(message) {
    return (message.split('\n')[0] ?? '').replace(/:$/, '');
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./config/resolve.js
/**
 * Settings from all places joined in rising order: defaults, configuration file, the program's own part of it, inputs or flags.
 * Reading the file and the inputs is left to the edges, using the settings to everybody else.
 */






/** Settings that are joined into something else than their value. */
const JOINED = ['tolerance', 'tolerances', 'program'];
/**
 * The settings of every program to run: those that the file names (all, or the ones that `program` picks), or the one that
 * the inputs or flags name. Where nobody names a program there is one entry without `script` and `module`.
 *
 * @throws InputError that lists every value that cannot be used
 */
function resolveSettings(sources) {
    return checked(sources, (layers, report) => {
        const chosen = choosePrograms(layers, report);
        if (chosen.length === 0)
            return [join(undefined, [layers.file.shared, layers.given])];
        return chosen.map(([name, program]) => join(name, [layers.file.shared, program, layers.given]));
    });
}
/**
 * The settings by which to judge a measurement that was made before: those of the program of that name in the file, else the shared ones.
 *
 * @throws InputError that lists every value that cannot be used
 */
function settingsForMeasured(sources, measured) {
    return checked(sources, ({ file, given }) => {
        const own = measured.name === undefined ? undefined : file.programs.get(measured.name);
        return join(measured.name, [file.shared, own ?? {}, given]);
    });
}
/**
 * What the settings say to run.
 *
 * @throws InputError when they name neither a script nor a module
 */
function resolve_programOf(settings) {
    const { programName, script, module, args, workingDirectory } = settings;
    if (script === undefined && module === undefined) {
        throw new errors/* InputError */.dz(`Nothing says what to run; name a script (--script bench/etl.py, or \`script: bench/etl.py\` in ${settings.config}) or a module.`);
    }
    return {
        ...(programName !== undefined && { name: programName }),
        ...(script !== undefined && { script }),
        ...(module !== undefined && { module }),
        args: [...args],
        ...(workingDirectory !== '.' && { workingDirectory }),
    };
}
function checked(sources, use) {
    const problems = [];
    const report = (problem) => void problems.push(problem);
    const layers = readLayers(sources, report);
    const result = use(layers, report);
    if (problems.length === 1)
        throw new errors/* InputError */.dz(problems[0] ?? '');
    if (problems.length > 1) {
        throw new errors/* InputError */.dz([`${problems.length} settings cannot be used:`, ...problems].join('\n  - '));
    }
    return result;
}
/** The trusted settings that the file of the judged state sets otherwise than the base commit's: they do not count. */
function settingsNotTaken({ file, trustedFile }) {
    if (file === undefined || trustedFile === undefined)
        return [];
    const [judged, trusted] = [layersOf(file), layersOf(trustedFile)];
    const programs = [...judged.programs].map(([name, layer]) => [layer, trusted.programs.get(name) ?? {}]);
    const pairs = [[judged.shared, trusted.shared], ...programs];
    return TRUSTED_NAMES.filter((name) => pairs.some(([one, other]) => one[name] !== undefined && JSON.stringify(one[name]) !== JSON.stringify(other[name])));
}
/** What can be used of a file; what cannot is told of the file that is judged, if at all. */
function layersOf(file) {
    return file === null ? NO_FILE : readConfigFile(file, () => undefined);
}
const NO_FILE = { shared: {}, programs: new Map() };
/** The file's layers with their trusted settings as another file has them. */
function trusting({ shared, programs }, trusted) {
    const own = [...programs].map(([name, layer]) => [name, withTrusted(layer, trusted.programs.get(name) ?? {})]);
    return { shared: withTrusted(shared, trusted.shared), programs: new Map(own) };
}
function withTrusted(layer, trusted) {
    const pick = (from, wanted) => Object.fromEntries(Object.entries(from).filter(([name]) => definition_TRUSTED_NAMES.includes(name) === wanted));
    return { ...pick(layer, false), ...pick(trusted, true) };
}
function readLayers({ file, trustedFile, flags, inputs }, report) {
    const given = {
        ...(inputs && readLayer(withoutEmpty(inputs), INPUT_PLACE, report)),
        ...(flags && readLayer(flags, FLAG_PLACE, report)),
    };
    const judged = file === undefined ? NO_FILE : readConfigFile(file, report);
    const fileLayers = trustedFile === undefined ? judged : trusting(judged, layersOf(trustedFile));
    for (const layer of [fileLayers.shared, ...fileLayers.programs.values(), given])
        checkTogether(layer, report);
    return { file: fileLayers, given };
}
const INPUT_PLACE = {
    nameOf: ([name]) => `Input \`${String(name)}\``,
    write: (name, example) => `\`${name}: ${example}\``,
    allowed: SETTING_NAMES,
};
const FLAG_PLACE = {
    nameOf: ([name]) => `--${String(name)}`,
    write: (name, example) => `--${name} ${/[\s|*]/.test(example) ? `"${example}"` : example}`,
    allowed: SETTING_NAMES,
};
/** The runner gives an input that nobody set as the empty text. */
function withoutEmpty(values) {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
/** Rules between settings of one layer. */
function checkTogether(layer, report) {
    const { script, module, 'min-pairs': min, 'max-pairs': max } = layer;
    if (script !== undefined && module !== undefined) {
        report(`Both \`script\` (${script}) and \`module\` (${module}) are set; a program is one of them, so leave one out.`);
    }
    if (min !== undefined && max !== undefined && min > max) {
        report(`\`min-pairs\` (${min}) is greater than \`max-pairs\` (${max}); lower the first or raise the second.`);
    }
}
/** Programs of the file that take part: none when the inputs or flags name another program themselves. */
function choosePrograms({ file, given }, report) {
    const all = [...file.programs];
    for (const name of given.program ?? []) {
        if (!file.programs.has(name))
            report(unknownProgram(name, [...file.programs.keys()]));
    }
    const wanted = given.program ?? [];
    const named = wanted.length === 0 ? all : all.filter(([name]) => wanted.includes(name));
    if (given.script === undefined && given.module === undefined)
        return named;
    return named.filter(([, layer]) => layer.script === given.script && layer.module === given.module);
}
function unknownProgram(name, known) {
    if (known.length === 0)
        return `The configuration file names no program "${name}", nor any other; list it under \`programs\`.`;
    return `The configuration file names no program "${name}".${didYouMean(name, known)}`;
}
/** Joins layers in rising order of precedence over the defaults. */
function join(programName, layers) {
    const program = layers.reduce(nextProgram, { script: undefined, module: undefined, args: undefined });
    const merged = { ...layers.reduce((before, layer) => ({ ...before, ...layer }), {}), ...program };
    return {
        ...plainSettings(merged),
        programName,
        ...joinPairs(merged),
        limits: joinLimits(layers),
        functionLimits: layers.flatMap((layer) => layer.tolerances?.functions ?? []),
    };
}
function plainSettings(merged) {
    const names = SETTING_NAMES.filter((name) => !JOINED.includes(name));
    // `Object.fromEntries` forgets its keys; they are those of the definition.
    return Object.fromEntries(names.map((name) => [camel(name), merged[name] ?? SETTINGS[name].default]));
}
/** A layer that names another program leaves the arguments of the one before behind. */
function nextProgram(before, { script, module, args }) {
    const another = namesProgram({ script, module }) && (script !== before.script || module !== before.module);
    if (!another)
        return { ...before, args: args ?? before.args };
    return { script, module, args: args ?? (namesProgram(before) ? undefined : before.args) };
}
function namesProgram({ script, module }) {
    return script !== undefined || module !== undefined;
}
/** Whoever lowers `max-pairs` alone means `min-pairs` too, and the other way round. */
function joinPairs({ 'min-pairs': min, 'max-pairs': max }) {
    const maxPairs = max ?? Math.max(SETTINGS['max-pairs'].default, min ?? 0);
    return { minPairs: Math.min(min ?? SETTINGS['min-pairs'].default, maxPairs), maxPairs };
}
/** Within a layer the metric's own limit beats `tolerance`; a later layer's `tolerance` beats both of an earlier one. */
function joinLimits(layers) {
    const limits = model_metrics/* METRIC_IDS */.Ah.map((id) => [
        id,
        layers.reduce((before, layer) => nextLimit(id, before, layer), model_metrics/* METRICS */.Cb[id]),
    ]);
    return Object.fromEntries(limits);
}
function nextLimit(id, { tolerance, floor }, layer) {
    return { tolerance: layer.tolerance ?? tolerance, floor, ...layer.tolerances?.metrics[id] };
}
/** `max-pairs` to `maxPairs`. */
function camel(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

;// CONCATENATED MODULE: ./engine/request.js
/**
 * From settings to what the engine is asked to do.
 * Reading settings is left to `config` and the edges.
 */


/** What to measure for one program. */
function measurePlan(settings, place) {
    return {
        ...place,
        reuseSetup: place.reuseSetup ?? 'when-untouched',
        program: resolve_programOf(settings),
        python: settings.python,
        setup: settings.setup,
        envNames: settings.env,
        scaleneVersion: settings.scaleneVersion,
        timeoutSec: settings.timeout,
        memory: settings.memory,
        gpu: settings.gpu,
    };
}
function gateRequest(settings, place) {
    return {
        plan: measurePlan(settings, place),
        judging: toCompareSettings(settings),
        timeBudgetSec: settings.timeBudget,
    };
}

;// CONCATENATED MODULE: ./mcp/git-facts.js

/** What git prints; null where it has no answer or is not there. */
async function gitFact(git, args) {
    try {
        const { ok, text } = await git.ask(args);
        return ok ? text : null;
    }
    catch (error) {
        if (error instanceof errors/* MeasureError */.TG)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./mcp/settings.js
/**
 * From the arguments of a call and the repository's configuration file to the settings of one program.
 * What a setting means is left to `config`; running the program to the tools.
 */









/** Finds the folder that a call works in. Throws InputError for one outside the roots. */
async function workFolder(cwd, context, signal) {
    const folder = context.roots.folder(cwd ?? '.');
    const top = await gitFact(gitIn(folder, context.env, signal), ['rev-parse', '--show-toplevel']);
    if (top !== null && top !== '' && context.roots.contains(top))
        return { cwd: folder, top, isRepository: true };
    return { cwd: folder, top: context.roots.around(folder), isRepository: false };
}
/**
 * Settings for a program that the call names, or, where it names none, for the only one of the configuration file.
 *
 * @throws InputError for settings that cannot be used, or when nothing says what to run
 */
async function settingsFor(program, given, { cwd, top }, context) {
    const file = await readConfig(top, context);
    const where = (0,external_node_path_.relative)(top, cwd);
    const inputs = {
        ...pythonOf(context),
        ...given,
        ...(program.script === undefined ? {} : { script: program.script }),
        ...(program.module === undefined ? {} : { module: program.module }),
        ...(program.args === undefined ? {} : { args: program.args }),
        ...(where === '' ? {} : { 'working-directory': where }),
    };
    const all = resolveSettings({ ...(file === undefined ? {} : { file }), inputs });
    const [first, ...others] = all;
    if (first === undefined || (first.script === undefined && first.module === undefined)) {
        throw new errors/* InputError */.dz('Nothing says what to run: give script (a Python file relative to cwd) or module.');
    }
    if (others.length === 0)
        return first;
    const names = all.map((settings) => settings.programName ?? '').join(', ');
    throw new errors/* InputError */.dz(`The configuration file names several programs (${names}): give script or module to choose one.`);
}
/** The settings by which something that was measured before is judged. */
async function judgingSettings(measured, given, context) {
    const { top } = await workFolder(undefined, context, context.ending);
    const file = await readConfig(top, context);
    return settingsForMeasured({ ...(file === undefined ? {} : { file }), inputs: given }, measured);
}
/** The settings that only name how things are run: for `profile`, which judges nothing. */
async function runSettings(given, top, context) {
    const file = await readConfig(top, context);
    return settingsForMeasured({ ...(file === undefined ? {} : { file }), inputs: { ...pythonOf(context), ...given } }, {});
}
function pythonOf({ options }) {
    return options.python === undefined ? {} : { python: options.python };
}
async function readConfig(top, { roots }) {
    const path = SETTINGS.config.default;
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(top, path)))
        return undefined;
    // A link could lead out of the roots.
    const file = roots.file(path, top);
    try {
        return { path, text: (await readPlain(file, MAX_CONFIG, 'refuse')).toString('utf8') };
    }
    catch (error) {
        const why = error instanceof NotPlain ? error.message : (errorCode(error) ?? 'unreadable');
        throw new errors/* InputError */.dz(`The configuration file ${path} cannot be read (${why}): mend it, or its permissions.`, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./mcp/running/place.js
/**
 * Where one program is profiled: in the working tree as it is, in a disposable checkout of a commit, or, for a snippet of
 * code, in a private folder. Running it there is left to `profile-run.ts`.
 */









/** The working tree as it is, uncommitted changes included; it need not be a repository. */
async function workingTreePlace({ program, cwd, root }, { env, signal }) {
    const git = gitIn(cwd, env, signal);
    const top = await gitFact(git, ['rev-parse', '--show-toplevel']);
    const head = await gitFact(git, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    const changes = head === null ? null : await gitFact(git, ['status', '--porcelain', '--untracked-files=normal']);
    const inside = top === null || top === '' ? root : top;
    const dirty = changes !== null && changes !== '';
    return {
        program,
        shown: place_placed(program, inside, cwd),
        cwd,
        root: inside,
        side: { commit: head ?? '', ref: 'working tree', dirty, root: inside },
        pythonPath: [],
    };
}
/** A disposable checkout of a commit, with the same folder in it as working directory. */
async function commitPlace({ program, cwd }, ref, ports) {
    refuseOption(ref);
    const { env, signal, folder } = ports;
    const git = gitIn(cwd, env, signal);
    const repository = await openRepository(git);
    const top = git.in(repository.top ?? cwd);
    const store = await makeStore(repository, (0,external_node_path_.join)(folder, 'store'), top);
    const wanted = { kind: 'refs', base: ref, head: ref };
    const { head } = await resolveCommits(wanted, { repository, git: top, store, scratch: folder });
    const context = { repository, store, git: top, folder, moduleStores: new Map(), warn: () => undefined };
    const { root, tree } = await checkOut('head', head.checkout, context);
    return {
        program,
        shown: place_placed(program, repository.top ?? cwd, cwd),
        cwd: (0,external_node_path_.join)(root, repository.prefix),
        root,
        side: { commit: head.commit, ref: head.ref, tree, root },
        pythonPath: [],
    };
}
/** A snippet in a private folder: only its own lines are profiled, and it can import what lies in `cwd`. */
async function snippetPlace(code, { program, cwd }, { folder }) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, SNIPPET), code);
    return {
        program: { ...program, script: (0,external_node_path_.join)(folder, SNIPPET) },
        shown: { ...program, script: SNIPPET },
        cwd,
        root: folder,
        side: { commit: '', ref: 'code', root: folder },
        pythonPath: [cwd],
    };
}
/** Name under which a snippet stands in profiles. */
const SNIPPET = 'snippet.py';
/** A revision that git would take for an option, or that no name of a commit can be. */
function refuseOption(ref) {
    if (/^[^-\p{Cc}][^\p{Cc}]{0,249}$/u.test(ref))
        return;
    throw new errors/* InputError */.dz(`"${ref.slice(0, 60).replace(/\p{Cc}/gu, '?')}" is not the name of a commit (it begins with "-", is empty or too long, or holds control characters): ` +
        'give a branch, tag or commit, such as git:main or git:HEAD~1.');
}
function place_placed(program, top, cwd) {
    const workingDirectory = (0,external_node_path_.relative)(top, cwd).split('\\').join('/');
    return workingDirectory === '' ? program : { ...program, workingDirectory };
}

;// CONCATENATED MODULE: ./mcp/sides.js
/**
 * What `compare` is given as a side, told apart: something to measure, or something that was made before.
 * Finding what was made before is left to `subjects.ts`.
 */


/** Throws InputError for a revision that git would take for an option. */
function readSide(text) {
    if (text === 'worktree')
        return { kind: 'worktree' };
    if (text.startsWith('git:')) {
        const ref = text.slice('git:'.length);
        refuseOption(ref);
        return { kind: 'commit', ref };
    }
    if (text === '')
        throw new errors/* InputError */.dz('A side is empty: give an id, a label, a path, git:REF or worktree.');
    return { kind: 'made', reference: text };
}

// EXTERNAL MODULE: ./mcp/views/comparison.js
var views_comparison = __webpack_require__(50589);
;// CONCATENATED MODULE: ./mcp/running/compare.js
/**
 * The work of `compare`: two states of a repository are measured in turn and judged as the gate does; things that were
 * made before are judged by what they hold. Measuring and judging are left to `engine` and `compare`.
 */


















/** Judges what was asked for, and keeps the comparison. */
async function compareSides(args, context, call) {
    const baseline = readSide(args.baseline);
    const candidate = args.candidate === undefined ? undefined : readSide(args.candidate);
    const judged = withNotKept(await judgeSides(baseline, candidate, args, context, call));
    const between = {
        baseline: args.baseline,
        candidate: args.candidate ?? (judged.measurement === undefined ? '' : 'worktree'),
    };
    const { id } = await context.store.save({
        body: {
            kind: 'comparison',
            between,
            comparison: judged.comparison,
            ...(judged.measurement === undefined ? {} : { measurement: judged.measurement }),
            ...(args.label === undefined ? {} : { label: args.label }),
        },
        documents: new Map(),
        peakMb: null,
    });
    return {
        text: (0,views_comparison/* comparisonText */.VF)(id, judged.comparison, judged.environment),
        data: (0,views_comparison/* comparisonData */.C0)(id, judged.comparison, judged.environment, judged.measurement),
        next: judged.next,
        link: { uri: (0,uris/* comparisonUri */.w)(id), name: id, mimeType: 'application/json' },
    };
}
function withNotKept(judged) {
    if (judged.notKept === undefined)
        return judged;
    const warning = { code: 'not-kept', message: judged.notKept };
    return { ...judged, comparison: { ...judged.comparison, warnings: [...judged.comparison.warnings, warning] } };
}
async function judgeSides(baseline, candidate, args, context, call) {
    if (baseline.kind === 'made') {
        const found = await find(baseline.reference, context);
        if (found.kind === 'measurement')
            return judgeMeasurement(found, candidate, args, context);
        if (candidate?.kind === 'made')
            return judgeRecorded(found, await find(candidate.reference, context), args, context);
        throw needsMeasuring(found, candidate);
    }
    if (candidate?.kind === 'made')
        throw needsMeasuring(await find(candidate.reference, context), baseline);
    return measureAndJudge(baseline, candidate ?? { kind: 'worktree' }, args, context, call);
}
async function judgeMeasurement({ loaded, reference }, candidate, args, context) {
    if (candidate !== undefined) {
        throw new errors/* InputError */.dz(`${reference} is a measurement and holds both sides already: give it alone, as baseline.`);
    }
    const settings = await judgingSettings(loaded.measurement.program, judgingInputs(args), context);
    const comparison = compare([loaded], toCompareSettings(settings));
    return { comparison, environment: (0,views_comparison/* environmentDifferences */.YO)(comparison), next: nextAfter(comparison, args, reference) };
}
async function judgeRecorded(base, head, args, context) {
    const profiles = { base: await recordedProfiles(base, context), head: await recordedProfiles(head, context) };
    const settings = await judgingSettings({}, judgingInputs(args), context);
    const comparison = compareProfiles(profiles, toCompareSettings(settings));
    const again = measureInstead(base);
    return {
        comparison,
        environment: [...recordedDifferences(base, head), ...(0,views_comparison/* environmentDifferences */.YO)(comparison)],
        next: again === null ? [] : [again],
    };
}
async function recordedProfiles(found, context) {
    if (found.kind === 'file')
        return [found.profile];
    if (found.kind === 'measurement') {
        throw new errors/* InputError */.dz(`${found.reference} is a measurement and holds both sides already: give it alone, as baseline.`);
    }
    const { entry } = found;
    if (entry.kind === 'profile')
        return profilesOfEntry(entry, context);
    throw new errors/* InputError */.dz(`${entry.id} is a ${entry.kind}, not a profile: compare profiles, or read scalene://comparisons/${entry.id}.`);
}
/** What is known to differ between two profiles that were made apart. */
function recordedDifferences(base, head) {
    if (base.kind !== 'entry' || head.kind !== 'entry')
        return [];
    if (base.entry.kind !== 'profile' || head.entry.kind !== 'profile')
        return [];
    const [one, other] = [base.entry.environment, head.entry.environment];
    return ['python', 'scalene', 'os', 'arch', 'cpuModel', 'cpuCount']
        .filter((name) => one[name] !== other[name])
        .map((name) => `${name}: ${String(one[name] ?? 'unknown')} → ${String(other[name] ?? 'unknown')}`);
}
/** The call that measures what was only recorded, where the old state is a commit. */
function measureInstead(base) {
    const entry = base.kind === 'entry' && base.entry.kind === 'profile' ? base.entry : null;
    if (entry === null || entry.side.commit === '' || entry.side.dirty === true)
        return null;
    return (0,answer/* nextCall */.uo)('compare', measuringCall(entry), 'measures both in turn, which is what CPU time is judged by');
}
function measuringCall({ side, program }) {
    return {
        baseline: `git:${side.commit.slice(0, 12)}`,
        candidate: 'worktree',
        ...(program.script === undefined ? {} : { script: program.script }),
        ...(program.module === undefined ? {} : { module: program.module }),
        ...(program.args.length === 0 ? {} : { args: program.args }),
        ...(program.workingDirectory === undefined ? {} : { cwd: program.workingDirectory }),
    };
}
function needsMeasuring(found, other) {
    const what = found.kind === 'entry' ? found.entry.id : found.reference;
    const against = other?.kind === 'commit' ? `git:${other.ref}` : 'worktree';
    const call = measureInstead(found);
    return new errors/* InputError */.dz(`${what} was recorded before and ${against} would have to be measured now, and two moments are not comparable: ` +
        (call === null ? 'name two recorded profiles, or two of git:REF and worktree.' : `call ${call}.`));
}
async function measureAndJudge(baseline, candidate, args, context, call) {
    if (context.options.access === 'read-only') {
        throw new errors/* InputError */.dz('This server is read-only and measures nothing: give recorded profiles (ids or paths), or a measurement as baseline.');
    }
    if (baseline.kind === 'worktree') {
        throw new errors/* InputError */.dz('The baseline is the old state and cannot be the working tree: give git:REF as baseline and worktree as candidate.');
    }
    const onWaiting = (ahead) => call.say(`waiting for ${String(ahead)} other ${ahead === 1 ? 'measurement' : 'measurements'}`);
    return context.jobs.run({ signal: call.signal, onWaiting }, () => measured(baseline.ref, candidate, args, context, call));
}
async function measured(base, candidate, args, context, call) {
    const place = await workFolder(args.cwd, context, call.signal);
    if (!place.isRepository) {
        throw new errors/* InputError */.dz(`${place.cwd} is not in a git repository inside the roots, so there are no two states to measure: commit the old state first, or start the server with --root at the top of the repository.`);
    }
    const settings = await settingsFor(args, judgingInputs(args), place, context);
    const folder = await makeRunFolder();
    try {
        const out = (0,external_node_path_.join)(folder.path, 'measurement');
        await (0,promises_.mkdir)(out);
        const request = gateRequest(settings, {
            repository: place.cwd,
            sides: { kind: 'refs', base, head: candidate.kind === 'commit' ? candidate.ref : undefined },
            out,
            cacheDir: context.options.cacheDir,
        });
        const { comparison, loaded } = await runGate(request, {
            signal: call.signal,
            clock: () => performance.now() / 1000,
            env: context.env,
            onProgress: (event) => {
                const note = progressNote(event);
                if (note !== null)
                    call.say(note.text);
            },
        });
        const kept = await keepMeasurement(out, loaded, context);
        return {
            comparison,
            environment: (0,views_comparison/* environmentDifferences */.YO)(comparison),
            ...kept,
            next: nextAfter(comparison, args, kept.measurement),
        };
    }
    finally {
        await folder.remove();
    }
}
/** A judgement of minutes is not lost because its runs are too many to keep. */
async function keepMeasurement(folder, { measurement, profiles }, { store }) {
    const documents = await measurementDocuments(folder, measurement);
    const heads = profiledRuns(measurement.runs, 'head').flatMap((run) => profiles.get(run.profile) ?? []);
    try {
        const { id } = await store.save({ body: { kind: 'measurement', measurement }, documents, peakMb: peakOf(heads) });
        return { measurement: id };
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            return { notKept: `The runs were not kept: ${error.message}` };
        throw error;
    }
}
function judgingInputs({ pairs, tolerance, timeout_seconds: timeout }) {
    return {
        ...(pairs === undefined
            ? {}
            : { 'max-pairs': String(pairs), ...(pairs < 3 ? { 'min-pairs': String(pairs) } : {}) }),
        ...(tolerance === undefined ? {} : { tolerance }),
        ...(timeout === undefined ? {} : { timeout: `${String(timeout)}s` }),
    };
}
function nextAfter(comparison, args, measurement) {
    const calls = [];
    const [worst] = comparison.functions.filter(({ verdict }) => verdict === 'regression');
    if (worst !== undefined && measurement !== undefined) {
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile: measurement, view: 'file', file: worst.file }, `${model_metrics/* METRICS */.Cb[worst.metric].label} of ${(0,answer/* untrusted */.bp)(worst.name)}, line by line`));
    }
    if (comparison.verdict === 'inconclusive') {
        const more = comparison.metrics.find(({ pairsNeeded }) => typeof pairsNeeded === 'number')?.pairsNeeded ??
            2 * Math.max(5, comparison.pairs);
        calls.push((0,answer/* nextCall */.uo)('compare', { ...args, pairs: Math.min(100, more) }, 'more pairs, to settle what is open'));
    }
    if (measurement !== undefined) {
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile: measurement }, 'where the new state spends its time'));
    }
    return calls;
}

;// CONCATENATED MODULE: ./mcp/running/doctor.js



/** This tool is announced as one that only reads, and a path leads to a program of the repository's. */
const NOT_STARTED = 'was not started, because a file of the repository names it; to check it, start the server with --python.';
function isPath(python) {
    return /[\\/]/.test(python);
}
/** Looks at the machine, and at this server. */
async function checkMachine(context, { signal }) {
    const { options, roots, env, store } = context;
    const settings = await runSettings({}, roots.first, context);
    const named = options.python === undefined && isPath(settings.python) ? settings.python : null;
    const checks = await doctorChecks({
        python: named === null ? settings.python : undefined,
        scaleneVersion: settings.scaleneVersion,
        folder: roots.first,
        cacheDir: options.cacheDir,
        env,
    }, signal);
    const ok = checks.every((check) => check.ok);
    const notStarted = named === null ? [] : [`- python of the configuration file: ${(0,answer/* untrusted */.bp)(named)} ${NOT_STARTED}`];
    const access = `${options.access}; code snippets ${options.code}`;
    return {
        text: [
            ok ? 'All is there.' : 'Something is missing.',
            ...checks.map((check) => `- ${check.ok ? 'ok' : 'MISSING'} ${check.name}: ${check.found}${check.mend === undefined ? '' : ` → ${check.mend}`}`),
            ...notStarted,
            `- roots: ${roots.folders.join(', ')}`,
            `- access: ${access}`,
            `- store: ${store.description}`,
        ].join('\n'),
        data: { ok, checks: [...checks], roots: [...roots.folders], access, store: store.description },
        next: ok && options.access === 'full' ? [(0,answer/* nextCall */.uo)('profile', { script: 'main.py' }, 'profile a script of yours')] : [],
    };
}

;// CONCATENATED MODULE: ./mcp/running/profile-run.js
/**
 * Profiles one program: some unprofiled runs for its times and its exit status, then one run under Scalene.
 * Where it runs is left to `place.ts`, what the profile shows to `analyze`, keeping it to the store.
 */
















/** Unprofiled runs where the call names no number: as many as fit in `ADAPTIVE_SEC`, at most so many. */
const ADAPTIVE_RUNS = 3;
const ADAPTIVE_SEC = 10;
/** Interval between CPU samples: five times as fine as Scalene's default, at no visible cost. */
const profile_run_SAMPLING_SEC = 0.002;
const DOCUMENT = 'profiles/head-00.json.gz';
/** Lines of output that are kept. */
const TAIL_LINES = 20;
/**
 * Profiles a program and leaves nothing behind but the result.
 *
 * @throws InputError, MeasureError when it cannot be run at all; the signal's reason when aborted
 */
async function profileProgram(wish, ports) {
    const masker = maskerFor(wish.settings.env, ports);
    const folder = await makeRunFolder();
    try {
        ports.signal.throwIfAborted();
        return await profileIn(folder.path, wish, masker, ports);
    }
    catch (error) {
        throw maskedError(error, masker);
    }
    finally {
        await folder.remove();
    }
}
async function profileIn(folder, wish, masker, ports) {
    const { settings } = wish;
    const place = await placeOf(wish, { ...ports, folder });
    refuseMistakable(place.program);
    const python = await findPython({ python: settings.python, cwd: wish.cwd, env: ports.env }, ports.signal);
    const variables = programVariables(ports.env, settings.env);
    const launcher = new ListeningLauncher(python.executable, variables, folder, masker);
    try {
        const cache = await openCache(ports.cacheDir ?? (0,cache_folder/* cacheFolder */.n)(ports.env));
        const onInstall = () => ports.say(`installing Scalene ${settings.scaleneVersion} (once; later calls reuse it)`);
        const version = settings.scaleneVersion;
        const scalene = await scaleneEnv({ python, version, env: ports.env, onInstall }, cache, launcher, ports.signal);
        const own = await makeSideEnv((0,external_node_path_.join)(folder, 'env'), python, scalene);
        const tmp = (0,external_node_path_.join)(folder, 'tmp');
        const env = sideVariables(own, variables, { checkout: place.root, workingTree: null, tmp });
        const on = {
            side: 'head',
            root: place.root,
            cwd: place.cwd,
            python: own.python,
            env: withPythonPath(env, place),
            tmp,
        };
        const facts = { environment: machine(python.version, version, undefined), on, place, masker };
        return await runAll(facts, wish, launcher, (0,external_node_path_.join)(folder, 'scalene.json'), ports);
    }
    finally {
        await launcher.close();
    }
}
function placeOf(wish, ports) {
    switch (wish.what.kind) {
        case 'working-tree':
            return workingTreePlace(wish, ports);
        case 'commit':
            return commitPlace(wish, wish.what.ref, ports);
        case 'code':
            return snippetPlace(wish.what.code, wish, ports);
    }
}
function withPythonPath(env, { pythonPath }) {
    return pythonPath.length === 0 ? env : { ...env, PYTHONPATH: pythonPath.join(':') };
}
async function runAll({ environment, on, place, masker }, wish, launcher, profileFile, { signal, say }) {
    const { memory, gpu, timeoutSec, settings } = wish;
    const profiling = { gpu, memory, samplingSec: profile_run_SAMPLING_SEC, scaleneVersion: settings.scaleneVersion };
    const runner = new Runner({ program: place.program, profiling, profileFile }, launcher, masker, signal);
    const timing = await timingRuns(runner, on, wish, say);
    const outputTailText = launcher.tail();
    const last = timing.at(-1);
    say('profile run');
    const request = {
        on,
        pair: 0,
        order: 1,
        hashSeed: 0,
        timeoutSec,
        mode: memory ? 'full' : 'cpu',
    };
    const { run, made } = await runner.profile({ ...request, expectedExit: last?.exitCode ?? 0 });
    const kept = made ?? (await salvaged(profileFile, place.root, masker));
    const status = statusOf(last, run, kept);
    return {
        body: {
            kind: 'profile',
            program: masker.data(place.shown),
            environment,
            side: masker.data(place.side),
            status,
            runs: [...timing, kept === null ? run : { ...run, profile: DOCUMENT }],
            ...(wish.label === undefined ? {} : { label: wish.label }),
        },
        documents: kept === null ? new Map() : new Map([[DOCUMENT, (0,external_node_zlib_.gzipSync)(kept.bytes)]]),
        profile: kept?.profile ?? null,
        exitCode: last?.exitCode ?? null,
        outputTail: outputTailText,
    };
}
/** Stops after a run that did not end well: it would not end better the next time. */
async function timingRuns(runner, on, { repeat, timeoutSec }, say) {
    const runs = [];
    const wanted = repeat ?? ADAPTIVE_RUNS;
    while (runs.length < wanted) {
        say(`timing run ${String(runs.length + 1)} of ${repeat === undefined ? 'up to ' : ''}${String(wanted)}`);
        const run = await runner.timing({ on, pair: runs.length, order: 0, hashSeed: 0, timeoutSec });
        runs.push(run);
        if (run.outcome !== 'ok')
            break;
        const spentSec = runs.reduce((sum, each) => sum + (each.wallSec ?? 0), 0);
        if (repeat === undefined && spentSec + spentSec / runs.length > ADAPTIVE_SEC)
            break;
    }
    return runs;
}
/** What Scalene wrote of a run that was ended: the part up to then. */
async function salvaged(profileFile, root, masker) {
    const bytes = await writtenProfile(profileFile, masker);
    if (bytes === null)
        return null;
    try {
        const parsed = parseProfileBytes(bytes, { root: masker.text(root) });
        return parsed.outcome === 'ok' ? { bytes, profile: parsed.profile } : null;
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            return null;
        throw error;
    }
}
function statusOf(timing, run, kept) {
    if (timing?.outcome === 'program-failed')
        return 'script_failed';
    if (run.outcome === 'ok' && timing?.outcome === 'ok')
        return 'ok';
    return run.outcome === 'too-short' && kept === null ? 'too_short' : 'partial';
}
/** Remembers what the last command wrote, also when it ended well. */
class ListeningLauncher extends Launcher {
    #last = null;
    async run(command, signal) {
        this.#last = await super.run(command, signal);
        return this.#last;
    }
    tail() {
        return this.#last === null ? '' : outputTail(this.#last.output, TAIL_LINES);
    }
}

;// CONCATENATED MODULE: ./mcp/running/profile.js
/**
 * The work of `profile`: where the program is run and how, and what is told of it.
 * Running it is left to `profile-run.ts`, what a profile shows to `views/`.
 */














const INSIGHTS = 3;
const profile_TAIL_LINES = 10;
/** Runs the program and keeps the result. */
async function profileOne(args, context, call) {
    const place = await workFolder(args.cwd, context, call.signal);
    const settings = await runSettings({}, place.top, context);
    const wish = wishOf(args, place, settings, context);
    const onWaiting = (ahead) => call.say(`waiting for ${String(ahead)} other ${ahead === 1 ? 'measurement' : 'measurements'}`);
    return context.jobs.run({ signal: call.signal, onWaiting }, async (job) => {
        const { signal, say } = call;
        const result = await profileProgram(wish, { signal, say, env: context.env, cacheDir: context.options.cacheDir });
        const { body, documents } = result;
        const peakMb = result.profile === null ? null : peakOf([result.profile]);
        const { entry, notes } = await keep({ body, documents, peakMb }, context);
        return told({ ...entry, ...body }, result, args, job, notes);
    });
}
/** A result is not lost because its profile is too large to keep: then its times are kept, and it is said. */
async function keep(entry, { store }) {
    try {
        return { entry: await store.save(entry), notes: [] };
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.dz) || entry.documents.size === 0)
            throw error;
        return {
            entry: await store.save({ ...entry, documents: new Map() }),
            notes: [`Only the times are kept under this id: ${error.message}`],
        };
    }
}
function wishOf(args, { cwd, top }, settings, context) {
    const limit = context.options.maxSeconds;
    if (args.timeout_seconds > limit) {
        throw new errors/* InputError */.dz(`timeout_seconds is ${String(args.timeout_seconds)}, more than the ${String(limit)} that this server allows: give less, or start it with a larger --max-seconds.`);
    }
    if (args.ref !== undefined)
        refuseOption(args.ref);
    return {
        program: profile_programOf(args, cwd, context),
        cwd,
        root: top,
        what: whatOf(args),
        memory: args.metrics.includes('memory'),
        gpu: args.metrics.includes('gpu'),
        repeat: args.repeat,
        timeoutSec: args.timeout_seconds,
        label: args.label,
        settings,
    };
}
function whatOf({ code, ref }) {
    if (code !== undefined)
        return { kind: 'code', code };
    return ref === undefined ? { kind: 'working-tree' } : { kind: 'commit', ref };
}
function profile_programOf({ script, module, args = [], code, ref }, cwd, { roots }) {
    const named = [script, module, code].filter((each) => each !== undefined).length;
    if (named !== 1) {
        throw new errors/* InputError */.dz('Exactly one of script and module says what to run: give script (a Python file relative to cwd) or module (as after python -m).');
    }
    for (const arg of args) {
        if (arg.includes('\0'))
            throw new errors/* InputError */.dz('An argument has a NUL byte in it, which no program can be given: leave it out.');
    }
    if (module !== undefined)
        return { module: moduleName(module), args };
    if (code !== undefined)
        return { args };
    return { script: scriptName(script ?? '', cwd, ref, roots), args };
}
function moduleName(module) {
    if (/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(module))
        return module;
    throw new errors/* InputError */.dz(`"${(0,answer/* untrusted */.bp)(module, 60)}" is not the name of a module: give one as after python -m, such as pytest or package.tool.`);
}
/** Relative to `cwd`. In a commit the file need not be in the working tree; its path is checked all the same. */
function scriptName(script, cwd, ref, roots) {
    const gone = ref !== undefined &&
        !(0,external_node_fs_.existsSync)(script) &&
        !(0,external_node_path_.isAbsolute)(script) &&
        !script.includes('\0') &&
        !script.split('/').includes('..');
    return gone ? script : (0,external_node_path_.relative)(cwd, roots.file(script, cwd));
}
const STATUS_WORDS = {
    ok: 'ran to its end',
    partial: 'did not get to its end under the profiler (time limit, or ended by a signal); the profile shows the part up to there',
    script_failed: 'ended with an error; mend that first, what is shown is the way there',
    too_short: 'was too short for a single sample, or runs no code of its own: there is nothing to see. Give it more work',
};
function told(entry, result, args, job, keptNotes) {
    const subject = result.profile === null
        ? null
        : {
            reference: entry.id,
            title: titleOf(entry),
            program: (0,store_entry/* programText */.Q3)(entry.program),
            profile: result.profile,
            cpuSec: (0,store_summary/* medianCpuSec */.o)(entry.runs),
            status: entry.status,
        };
    const request = { metric: 'cpu', topN: args.top_n, offset: 0, only: args.only, exclude: args.exclude };
    const page = subject === null ? null : VIEW_TABLE.hotspots(subject, request);
    const insights = subject === null ? [] : insightsOf(subject, request).slice(0, INSIGHTS);
    const timing = entry.runs.filter((run) => run.kind === 'timing');
    const tail = result.outputTail
        .split('\n')
        .slice(-profile_TAIL_LINES)
        .map((line) => (0,answer/* untrusted */.bp)(line))
        .join('\n')
        .trim();
    const data = {
        profile_id: entry.id,
        status: entry.status,
        ...(result.exitCode === null ? {} : { exit_code: result.exitCode }),
        cpu_seconds: timing.map((run) => (0,mcp_numbers/* rounded */.Wf)((run.userSec ?? 0) + (run.sysSec ?? 0))),
        wall_seconds: timing.map((run) => (0,mcp_numbers/* rounded */.Wf)(run.wallSec ?? 0)),
        ...(result.profile !== null && result.profile.maxFootprintMb > 0
            ? { peak_mb: (0,mcp_numbers/* rounded */.Wf)(result.profile.maxFootprintMb) }
            : {}),
        ...(entry.side.commit === ''
            ? {}
            : { commit: `${entry.side.commit.slice(0, 12)}${entry.side.dirty === true ? '+' : ''}` }),
        hotspots: page === null ? [] : [...page.items],
        omitted: page?.omitted ?? 0,
        insights: insights.map(({ name, place, evidence, advice }) => ({
            name,
            place: `${(0,answer/* untrusted */.bp)(place.function)} ${(0,answer/* untrusted */.bp)(place.file, 300)}:${String(place.line)}`,
            evidence: (0,answer/* oneLine */.TN)(evidence, 300),
            advice: (0,answer/* oneLine */.TN)(advice, 400),
        })),
        notes: [...notesOf(subject, entry, job), ...keptNotes],
        output_tail: tail,
    };
    return {
        text: profileText(entry, data, page),
        data,
        next: profile_nextCalls(entry, page, args),
        link: { uri: (0,uris/* profileUri */.Y)(entry.id), name: titleOf(entry), mimeType: 'text/markdown' },
    };
}
/** What runs may note of themselves, in words. */
const RUN_NOTES = {
    'uncounted-children': 'Some processes that the program started could not be counted: its CPU time is a lower bound.',
    'orphans-killed': 'The program left processes behind, which were ended.',
};
function notesOf(subject, { runs }, job) {
    const beside = job.sideBySide();
    const noted = new Set(runs.flatMap((run) => run.notes ?? []));
    return [
        ...(subject === null ? [] : [scaleNote(scaleOf(subject))]),
        ...(beside > 1
            ? [`${String(beside)} measurements ran side by side and disturbed each other: times are not to be compared.`]
            : []),
        ...[...noted].flatMap((note) => RUN_NOTES[note] ?? []),
        ...runs.flatMap(failedUnderScalene),
    ];
}
/** Why a program that runs to its end by itself left no profile. */
function failedUnderScalene(run) {
    if (run.kind !== 'profile' || run.outcome === 'ok' || run.outcome === 'too-short')
        return [];
    const how = run.outcome === 'timed-out'
        ? 'passed its time limit'
        : `ended with ${run.signal ?? `exit code ${String(run.exitCode)}`}`;
    const words = (run.outputTail ?? '').trim().split('\n').slice(-3).join(' ');
    return [
        `The run under Scalene ${how}${words === '' ? '' : `; its last words (untrusted): \`${(0,answer/* untrusted */.bp)(words, 400)}\``}.`,
    ];
}
function profileText(entry, data, page) {
    const runs = data.cpu_seconds.length;
    const times = runs === 0
        ? 'no unprofiled run'
        : `CPU ${data.cpu_seconds.map(mcp_numbers/* seconds */.YA).join(', ')} · wall ${data.wall_seconds.map(mcp_numbers/* seconds */.YA).join(', ')} (${String(runs)} unprofiled ${runs === 1 ? 'run' : 'runs'})`;
    return [
        `**${data.status}** · ${titleOf(entry)} · \`${(0,answer/* untrusted */.bp)((0,store_entry/* programText */.Q3)(entry.program))}\`${data.commit === undefined ? '' : ` · ${data.commit}`}`,
        `The program ${STATUS_WORDS[data.status]}.${data.exit_code === undefined || data.exit_code === 0 ? '' : ` Exit code ${String(data.exit_code)}.`}`,
        `${times}${data.peak_mb === undefined ? '' : ` · peak ${(0,mcp_numbers/* mib */.jO)(data.peak_mb)}`}`,
        ...(page === null || page.items.length === 0 ? [] : ['', `**${page.heading}**`, ...page.lines]),
        ...(data.omitted === 0 ? [] : [`(${String(data.omitted)} more: analyze)`]),
        ...(data.insights.length === 0 ? [] : ['', '**Insights**']),
        ...data.insights.map(({ name, place, evidence, advice }) => `- ${name} · ${place}: ${evidence} ${advice}`),
        ...(data.notes.length === 0 ? [] : ['']),
        ...data.notes.map((note) => `Note: ${note}`),
        ...(data.output_tail === '' ? [] : ['', 'Last output (untrusted):', '```', data.output_tail, '```']),
    ].join('\n');
}
function profile_nextCalls(entry, page, args) {
    const program = {
        ...(args.script === undefined ? {} : { script: args.script }),
        ...(args.module === undefined ? {} : { module: args.module }),
        ...(args.args === undefined ? {} : { args: args.args }),
        ...(args.cwd === undefined ? {} : { cwd: args.cwd }),
    };
    if (entry.status === 'too_short' || page === null) {
        return [
            (0,answer/* nextCall */.uo)('profile', { ...program, args: [...(args.args ?? []), 'MORE_WORK'] }, 'again, with arguments that make it run for a second or more'),
        ];
    }
    const [worst] = page.items;
    const calls = [];
    if (worst?.file !== undefined)
        calls.push((0,answer/* nextCall */.uo)('analyze', { profile: entry.id, view: 'file', file: worst.file }, 'the lines of the worst hotspot'));
    calls.push((0,answer/* nextCall */.uo)('analyze', { profile: entry.id, view: 'bottlenecks' }, 'places by severity, with advice'));
    if (args.code === undefined && args.ref === undefined) {
        calls.push((0,answer/* nextCall */.uo)('compare', { baseline: 'git:HEAD', candidate: 'worktree', ...program }, 'after a change: whether it helped'));
    }
    return calls;
}

;// CONCATENATED MODULE: ./mcp/running/index.js
/**
 * What the tools and resources do, as one module: it is loaded when the first of them is called, so that a server answers its
 * client's greeting without having read the engine. What a client sees of them is left to `tools/` and `resources.ts`.
 */








/***/ })

};
