import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { collectFiles } from '../../source/site/disk/collect-files.ts';
import { type SelectOptions, selectFiles } from '../../source/site/disk/select-files.ts';
import type { FilesEntry } from '../../source/site/site-file.ts';
import { temporaryFolder } from '../copilot/temporary-folder.ts';

function entry(more: Partial<FilesEntry> = {}): FilesEntry {
  return { source: 'dist', destination: '', recursive: true, exclude: [], reinclude: [], ...more };
}

/** Keys in their order; what is refused as `path (reason)`. */
async function selected(
  root: string,
  files: readonly FilesEntry[],
  more: Partial<SelectOptions> = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const one of selectFiles({ root, files, ...more })) {
    found.push('refused' in one ? `${one.refused} (${one.reason})` : one.key);
  }
  return found.sort();
}

const few = { 'dist/index.html': 'i', 'dist/a/b.js': 'b', 'dist/a/c/d.css': 'd' };

describe('a source', () => {
  test('that is a folder gives what stands directly in it, and all of it when it is recursive', async () => {
    const root = await temporaryFolder(few);
    expect(await selected(root, [entry({ recursive: false })])).toEqual(['index.html']);
    expect(await selected(root, [entry()])).toEqual(['a/b.js', 'a/c/d.css', 'index.html']);
  });

  test('that is a file goes under its name, or under the destination', async () => {
    const root = await temporaryFolder(few);
    const source = 'dist/a/b.js';
    expect(await selected(root, [entry({ source })])).toEqual(['b.js']);
    expect(await selected(root, [entry({ source, destination: 'x/y.js' })])).toEqual(['x/y.js']);
  });

  test('may be the project itself: copilot/ and .git/ never go', async () => {
    const root = await temporaryFolder({
      'copilot/web/manifest.yml': '',
      '.git/config': '',
      'sub/.git': 'gitdir: elsewhere',
      'sub/copilot/page.html': '',
      'index.html': '',
    });
    expect(await selected(root, [entry({ source: './' })])).toEqual(['index.html', 'sub/copilot/page.html']);
    expect(await selected(root, [entry({ source: 'copilot/web' })])).toEqual([
      'copilot/web (never-uploaded)',
    ]);
  });

  test('has no .git in it, not even as a link', async () => {
    const root = await temporaryFolder({ 'dist/index.html': '', 'dist/a/b.js': '' });
    await symlink(join(root, 'dist', 'a'), join(root, 'dist', '.git'));
    expect(await selected(root, [entry()])).toEqual(['a/b.js', 'index.html']);
  });

  test('that is not there, or outside the project, is refused', async () => {
    const root = await temporaryFolder(few);
    await symlink('/etc', join(root, 'out'));
    expect(await selected(root, [entry({ source: 'build' })])).toEqual(['build (missing)']);
    expect(await selected(root, [entry({ source: 'out' })])).toEqual(['out (link-leads-outside)']);
    expect(await selected(root, [entry({ source: '..' })])).toEqual(['.. (link-leads-outside)']);
  });

  test('with a slash at its end is the same folder', async () => {
    const root = await temporaryFolder(few);
    expect(await selected(root, [entry({ source: 'dist/' })])).toEqual(['a/b.js', 'a/c/d.css', 'index.html']);
  });
});

describe('patterns', () => {
  test('are compared with the path below the source; what is brought back goes in any case', async () => {
    const root = await temporaryFolder({ ...few, 'dist/a/keep.map': '', 'dist/a/drop.map': '' });
    const exclude = ['*.map', 'a/c/'];
    expect(await selected(root, [entry({ exclude })])).toEqual(['a/b.js', 'index.html']);
    const reinclude = ['a/keep.map', 'a/c/*.css'];
    expect(await selected(root, [entry({ exclude, reinclude })])).toEqual([
      'a/b.js',
      'a/c/d.css',
      'a/keep.map',
      'index.html',
    ]);
  });

  test('bring back files from a folder that is excluded or ignored as a whole', async () => {
    const root = await temporaryFolder({ ...few, '.gitignore': 'node_modules\n', 'node_modules/l/x.js': '' });
    const all = entry({ source: '.', exclude: ['dist/*'] });
    expect(await selected(root, [all])).toEqual(['.gitignore']);
    expect(await selected(root, [{ ...all, reinclude: ['node_modules/l/*'] }])).toEqual([
      '.gitignore',
      'node_modules/l/x.js',
    ]);
  });
});

describe('.gitignore', () => {
  const ignored = {
    ...few,
    '.gitignore': 'dist/\n*.log\n',
    'dist/a.log': '',
    'dist/sub/.gitignore': '*.tmp\n!keep.tmp\n',
    'dist/sub/a.tmp': '',
    'dist/sub/keep.tmp': '',
    'src/x.log': '',
    'src/x.js': '',
  };

  test('keeps back what it names, here and in folders above and below', async () => {
    const root = await temporaryFolder(ignored);
    expect(await selected(root, [entry({ source: 'src' })])).toEqual(['x.js']);
    expect(await selected(root, [entry({ source: '.', exclude: ['.gitignore'] })])).toEqual(['src/x.js']);
  });

  test('does not keep back a build folder that is named; what stands in it still counts', async () => {
    const root = await temporaryFolder(ignored);
    expect(await selected(root, [entry({ exclude: ['*.gitignore'] })])).toEqual([
      'a.log',
      'a/b.js',
      'a/c/d.css',
      'index.html',
      'sub/keep.tmp',
    ]);
  });

  test('of the source itself counts for what stands in it, whether the source is ignored or not', async () => {
    const own = { 'dist/.gitignore': '*.map\n', 'dist/app.js': '', 'dist/app.map': '' };
    const root = await temporaryFolder(own);
    expect(await selected(root, [entry()])).toEqual(['.gitignore', 'app.js']);
    const ignoring = await temporaryFolder({ ...own, '.gitignore': 'dist/\n' });
    expect(await selected(ignoring, [entry()])).toEqual(['.gitignore', 'app.js']);
  });

  test('says nothing of a folder elsewhere that a link leads to', async () => {
    const root = await temporaryFolder({ ...few, 'a/.gitignore': 'x', 'b/page.html': '' });
    await symlink(join(root, 'b'), join(root, 'a', 'link'));
    const found = await selected(root, [entry({ source: './' })]);
    expect(found).toContain('a/link/page.html');
  });

  test('can be told to count for nothing', async () => {
    const root = await temporaryFolder(ignored);
    expect(await selected(root, [entry({ source: 'src' })], { honourGitignore: false })).toEqual([
      'x.js',
      'x.log',
    ]);
  });
});

describe('a secret', () => {
  const secret = { 'dist/.env': 'KEY=1', 'dist/tls/a.pem': '', 'dist/index.html': '' };

  test('is refused', async () => {
    const root = await temporaryFolder(secret);
    expect(await selected(root, [entry()])).toEqual([
      'dist/.env (secret)',
      'dist/tls/a.pem (secret)',
      'index.html',
    ]);
  });

  test('goes when it is named, not when a pattern happens to match it', async () => {
    const root = await temporaryFolder(secret);
    expect(await selected(root, [entry({ reinclude: ['*'] })])).toHaveLength(3);
    expect(
      await selected(root, [entry({ reinclude: ['tls/a.pem'] }), entry({ source: 'dist/.env' })]),
    ).toEqual(['.env', 'dist/.env (secret)', 'index.html', 'tls/a.pem']);
  });

  test('is found behind a link with a harmless name', async () => {
    const root = await temporaryFolder(secret);
    await symlink('.env', join(root, 'dist/settings.txt'));
    expect(await selected(root, [entry()])).toContain('dist/settings.txt (secret)');
  });

  test('that is excluded is not spoken of', async () => {
    const root = await temporaryFolder(secret);
    expect(await selected(root, [entry({ exclude: ['.env', 'tls/'] })])).toEqual(['index.html']);
  });
});

describe('a link', () => {
  test('is followed inside the source, to files and folders', async () => {
    const root = await temporaryFolder(few);
    await symlink('a/b.js', join(root, 'dist/b.js'));
    await symlink('a', join(root, 'dist/z'));
    expect(await selected(root, [entry()])).toEqual([
      'a/b.js',
      'a/c/d.css',
      'b.js',
      'index.html',
      'z/b.js',
      'z/c/d.css',
    ]);
  });

  test('is refused outside of it, also where the project goes on', async () => {
    const root = await temporaryFolder({ ...few, 'private/x.txt': '' });
    await symlink('../private', join(root, 'dist/p'));
    await symlink('/etc/hostname', join(root, 'dist/h'));
    await symlink('nowhere', join(root, 'dist/n'));
    await symlink('m', join(root, 'dist/m'));
    expect((await selected(root, [entry()])).filter((one) => one.endsWith(')'))).toEqual([
      'dist/h (link-leads-outside)',
      'dist/m (link-leads-nowhere)',
      'dist/n (link-leads-nowhere)',
      'dist/p (link-leads-outside)',
    ]);
  });

  test('to a folder above itself is not followed', async () => {
    const root = await temporaryFolder(few);
    await symlink('..', join(root, 'dist/a/up'));
    await symlink('.', join(root, 'dist/self'));
    expect(await selected(root, [entry()])).toEqual(['a/b.js', 'a/c/d.css', 'index.html']);
  });
});

describe('a name', () => {
  test('may hold spaces, letters of any script and what URLs give a meaning to', async () => {
    const names = [
      'a b.html',
      'ü/日本.html',
      'q?x=1#y%20+&.html',
      '-dash',
      '..dots',
      'quote\'".txt',
      'back\\slash',
    ];
    const root = await temporaryFolder(Object.fromEntries(names.map((name) => [`dist/${name}`, 'x'])));
    expect(await selected(root, [entry()])).toEqual([...names].sort());
  });

  test('that is decomposed becomes a composed key; with both there, one too many', async () => {
    const decomposed = 'cafe\u0301.html';
    const composed = 'caf\u00e9.html';
    const root = await temporaryFolder({ [`dist/${decomposed}`]: 'd' });
    expect(await selected(root, [entry()])).toEqual([composed]);
    await writeFile(join(root, 'dist', composed), 'c');
    const collected = collectFiles(root, selectFiles({ root, files: [entry()] }));
    await expect(collected).rejects.toMatchObject({ code: 'files-refused' });
  });

  test('may be as long as a key, and no longer', async () => {
    const folder = Array.from({ length: 4 }, () => 'f'.repeat(250)).join('/');
    const root = await temporaryFolder({ [`dist/${folder}/${'x'.repeat(20)}`]: '' });
    expect(await selected(root, [entry()])).toEqual([`${folder}/${'x'.repeat(20)}`]);
    await writeFile(join(root, 'dist', folder, 'y'.repeat(21)), '');
    expect((await selected(root, [entry()])).filter((one) => one.endsWith(')'))).toEqual([
      `dist/${folder}/${'y'.repeat(21)} (key)`,
    ]);
  });

  test('that is not UTF-8 is refused', async () => {
    const root = await temporaryFolder(few);
    await writeFile(Buffer.concat([Buffer.from(join(root, 'dist/')), Buffer.from([0xff, 0xfe])]), '');
    expect(await selected(root, [entry()])).toContain('dist/\ufffd\ufffd (name-not-utf-8)');
  });
});

test('what is neither file nor folder is refused', async () => {
  const root = await temporaryFolder(few);
  const server = createServer().listen(join(root, 'dist/socket'));
  onTestFinished(() => void server.close());
  await new Promise((listening) => server.once('listening', listening));
  expect(await selected(root, [entry()])).toContain('dist/socket (not-a-file)');
});

test('a folder that cannot be read is refused', async () => {
  const root = await temporaryFolder(few);
  await chmod(root, 0o755);
  await mkdir(join(root, 'dist/closed'), { mode: 0 });
  const superuser = process.getuid?.() === 0;
  if (superuser) process.seteuid?.(65534); // nothing is closed to the superuser
  try {
    expect(await selected(root, [entry()])).toContain('dist/closed (unreadable)');
  } finally {
    if (superuser) process.seteuid?.(0);
  }
});

describe('all files together', () => {
  const collect = (root: string, files: readonly FilesEntry[]) =>
    collectFiles(root, selectFiles({ root, files }));

  test('hold each key once, whoever asked for it', async () => {
    const root = await temporaryFolder(few);
    const files = await collect(root, [entry(), entry({ source: 'dist/a', destination: 'a' })]);
    expect([...files.keys()].sort()).toEqual(['a/b.js', 'a/c/d.css', 'index.html']);
  });

  test('are refused with every reason', async () => {
    const root = await temporaryFolder({ ...few, 'dist/.env': '', 'public/index.html': '' });
    await expect(collect(root, [entry(), entry({ source: 'public' })])).rejects.toMatchObject({
      code: 'files-refused',
      exitCode: 3,
      details: [
        'dist/.env: it looks like environment variables',
        'public/index.html: dist/index.html has the same key, index.html',
      ],
    });
  });

  test('are refused when there are none', async () => {
    const root = await temporaryFolder({ 'dist/a/b.js': '' });
    await expect(collect(root, [entry({ recursive: false })])).rejects.toMatchObject({ code: 'no-files' });
  });
});

test('the search ends when it is called off', async () => {
  const root = await temporaryFolder(few);
  const stopped = selected(root, [entry()], { signal: AbortSignal.abort() });
  await expect(stopped).rejects.toThrow(/abort/);
});
