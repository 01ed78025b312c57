import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { findFunctions } from '../../src/profile/index.js';
import { testPython } from '../support/python.js';

/** Functions of every module of the standard library and some of its packages, as Python's own parser sees them. */
const SCRIPT = `
import ast, asyncio, glob, json, os, sys

def functions(node, prefix):
    for child in ast.iter_child_nodes(node):
        inner = prefix
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = prefix + [child.name]
            if not isinstance(child, ast.ClassDef):
                first = min([d.lineno for d in child.decorator_list] + [child.lineno])
                yield ".".join(inner), first, child.lineno, child.end_lineno
        yield from functions(child, inner)

library = os.path.dirname(os.__file__)
found = []
for pattern in ("*.py", "asyncio/*.py", "email/*.py", "unittest/*.py", "json/*.py", "idlelib/*.py", "tkinter/*.py"):
    for path in sorted(glob.glob(os.path.join(library, pattern))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        table = sorted(functions(ast.parse(text), []), key=lambda entry: entry[2])
        found.append([os.path.relpath(path, library), text.split("\\n"), table])
json.dump(found, sys.stdout)
`;

type Row = [name: string, line: number, defLine: number, endLine: number];

describe('functions found in the text', () => {
  it('are those that Python’s parser finds in its standard library', async () => {
    const python = await testPython();
    const { stdout } = await execa(python.executable, ['-c', SCRIPT], { maxBuffer: 200e6 });
    const files = JSON.parse(stdout) as [path: string, sources: string[], table: Row[]][];
    expect(files.length).toBeGreaterThan(150);
    const differing = files.flatMap(([path, sources, table]) => {
      const found = findFunctions(sources)
        .map(({ name, line, defLine, endLine }): Row => [name, line, defLine, endLine])
        .sort((a, b) => a[2] - b[2]);
      return JSON.stringify(found) === JSON.stringify(table) ? [] : [path];
    });
    expect(differing).toEqual([]);
  }, 60_000);
});
