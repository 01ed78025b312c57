export const id = 244;
export const ids = [244];
export const modules = {

/***/ 5244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ clock),
/* harmony export */   processStdio: () => (/* binding */ processStdio)
/* harmony export */ });
/** The process's own streams. Colour follows `NO_COLOR`, `FORCE_COLOR` and whether stdout is a terminal. */
function processStdio() {
    const { env, stdout, stderr } = process;
    return {
        out: (text) => void stdout.write(text),
        err: (text) => void stderr.write(text),
        outIsTerminal: stdout.isTTY,
        errIsTerminal: stderr.isTTY,
        width: stdout.columns ?? positive(env['COLUMNS']) ?? 80,
        colour: wantsColour(env, stdout.isTTY) ? 'ansi' : 'none',
        env,
        cwd: process.cwd(),
    };
}
/** See https://no-color.org and https://force-color.org. */
function wantsColour(env, isTerminal) {
    if (env['NO_COLOR'])
        return false;
    if (env['FORCE_COLOR'] !== undefined)
        return env['FORCE_COLOR'] !== '0';
    return isTerminal && env['TERM'] !== 'dumb';
}
function positive(text) {
    const value = Number(text);
    return Number.isInteger(value) && value > 0 ? value : undefined;
}
/** Seconds on a clock that never goes back. */
function clock() {
    return performance.now() / 1000;
}


/***/ })

};
