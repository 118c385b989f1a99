/** The text without the named resources, outputs and metadata: lines from a key at column 2 to the next one. */
export function without(template: string, names: ReadonlySet<string>): string {
  let skips = false;
  const kept = template.split('\n').filter((line) => {
    const key = /^( {0,2})([A-Za-z0-9]+):/.exec(line);
    if (key !== null || /^ {0,2}#/.test(line)) skips = key?.[1] === '  ' && names.has(key[2] ?? '');
    return !skips;
  });
  return kept.join('\n');
}
