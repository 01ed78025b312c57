// Reading git's diff.
import { describe, expect, it } from '@jest/globals';
import { parseDiff, renames, touches } from '../../src/compare/diff.js';

const DIFF = `diff --git a/etl/parse.py b/etl/parse.py
index 1234567..89abcde 100644
--- a/etl/parse.py
+++ b/etl/parse.py
@@ -3,4 +3,5 @@ def parse(rows):
 context
-old
+new
+newer
 context
 context
@@ -20 +21,0 @@
-gone
\\ No newline at end of file
diff --git a/old name.py b/new name.py
similarity index 98%
rename from old name.py
rename to new name.py
diff --git a/fresh.py b/fresh.py
new file mode 100644
--- /dev/null
+++ b/fresh.py
@@ -0,0 +1,2 @@
+one
+-- two
diff --git a/dead.py b/dead.py
deleted file mode 100644
--- a/dead.py
+++ /dev/null
@@ -1 +0,0 @@
--- a/not a header
diff --git "a/\\303\\244\\t.py" "b/\\303\\244\\t.py"
--- "a/\\303\\244\\t.py"
+++ "b/\\303\\244\\t.py"
@@ -1 +1 @@
-a
+b
`;

describe('a diff', () => {
  const diff = parseDiff(DIFF);

  it('tells which lines were removed and added', () => {
    const file = diff.byHead.get('etl/parse.py');
    expect(file?.removed).toEqual([
      { from: 4, to: 4 },
      { from: 20, to: 20 },
    ]);
    expect(file?.added).toEqual([{ from: 4, to: 5 }]);
    expect(touches(file?.added ?? [], 5, 9)).toBe(true);
    expect(touches(file?.added ?? [], 6, 9)).toBe(false);
  });

  it('tells renamed, new and deleted files', () => {
    expect([...renames(diff)]).toEqual([['old name.py', 'new name.py']]);
    expect(diff.byHead.get('fresh.py')?.base).toBeNull();
    expect(diff.byHead.get('fresh.py')?.added).toEqual([{ from: 1, to: 2 }]);
    expect(diff.byBase.get('dead.py')?.head).toBeNull();
  });

  it('is not misled by content that looks like a header', () => {
    expect([...diff.byBase.keys()]).not.toContain('not a header');
    expect(diff.byBase.get('dead.py')?.removed).toEqual([{ from: 1, to: 1 }]);
  });

  it('reads the paths that git quotes', () => {
    expect(diff.byHead.has('ä\t.py')).toBe(true);
  });

  it('is empty for anything else', () => {
    for (const text of ['', 'nonsense', '@@ -1 +1 @@\n-a\n+b', 'diff --git a/x'])
      expect(parseDiff(text).byHead.size).toBe(0);
  });
});
