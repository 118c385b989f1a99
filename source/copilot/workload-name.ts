const reserved = ['pipelines', 'environments'];

/** What is wrong with the name of a service, in Copilot's eyes (docs/copilot.md, 1.2); undefined: nothing. */
export function workloadNameProblem(name: string): string | undefined {
  if (name === '') return 'A service needs a name.';
  if (name.length > 255) return 'A name has at most 255 characters.';
  if (!/^[a-z][a-z0-9-]+$/.test(name))
    return 'A name begins with a small letter and has small letters, digits and hyphens: two characters or more.';
  if (name.includes('--') || name.endsWith('-'))
    return 'A name neither ends in a hyphen nor has two in a row.';
  return reserved.includes(name) ? `${name} is the name of a folder of Copilot's own.` : undefined;
}

/** The nearest name that Copilot takes: what a folder is called, made plain; undefined: nothing is left of it. */
export function workloadNameFrom(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return workloadNameProblem(name) === undefined ? name : undefined;
}
