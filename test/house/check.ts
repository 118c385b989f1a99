import {
  actingFiles,
  type FolderRule,
  folderRules,
  gateways,
  type PackageRule,
  packageRules,
  pureFolders,
  type TextRule,
  textRules,
} from './rules.ts';
import { type Import, importsOf, type SourceFile, withoutComments } from './source-files.ts';

/** What breaks a rule in this file, a line each: `source/ui/a.ts:3 imports ../aws/acm.ts: why not`. */
export function brokenRules(file: SourceFile): readonly string[] {
  const folderRule = folderRules.find(({ files }) => fits(file.path, files));
  return [
    ...importsOf(file).flatMap((one) =>
      [
        folderRule && brokenFolderRule(file, one, folderRule),
        brokenByActing(file, one),
        ...packageRules.map((rule) => brokenPackageRule(file, one, rule)),
      ]
        .filter((why) => why !== undefined)
        .map((why) => `${file.path}:${one.line} imports ${one.specifier}: ${why}`),
    ),
    ...textRules.flatMap((rule) => brokenTextRule(file, rule)),
  ];
}

function brokenFolderRule({ path }: SourceFile, one: Import, rule: FolderRule): string | undefined {
  if (!one.path?.startsWith('source/')) return undefined;
  const allowed = [
    ...rule.mayImport,
    ...ownFolder(path),
    ...(one.typesOnly ? (rule.mayImportTypes ?? []) : []),
    ...(fitsAny(path, actingFiles) ? gateways : []),
  ];
  return fitsAny(one.path, allowed) ? undefined : rule.why;
}

/** `source/cdn/` for `source/cdn/alias/coverage.ts`. */
function ownFolder(path: string): readonly string[] {
  const [source, folder, file] = path.split('/');
  return file === undefined ? [] : [`${source}/${folder}/`];
}

function brokenByActing({ path }: SourceFile, one: Import): string | undefined {
  const decides = fitsAny(path, pureFolders) && !fitsAny(path, actingFiles);
  return decides && one.path && fitsAny(one.path, actingFiles) && !one.typesOnly
    ? 'a decision does not act'
    : undefined;
}

function brokenPackageRule({ path }: SourceFile, one: Import, rule: PackageRule): string | undefined {
  const concerned = fitsAny(path, rule.files) && !fitsAny(path, rule.butFor ?? []);
  const isBroken = rule.packages.test(one.specifier) && !(one.typesOnly && rule.typesAllowed);
  return concerned && isBroken ? rule.why : undefined;
}

function brokenTextRule({ path, text }: SourceFile, rule: TextRule): readonly string[] {
  if (!fitsAny(path, rule.files) || fitsAny(path, rule.butFor ?? [])) return [];
  return withoutComments(text)
    .split('\n')
    .flatMap((line, index) => {
      const found = rule.forbidden.exec(line)?.[0].trim();
      return found === undefined ? [] : [`${path}:${index + 1} says ${found}: ${rule.why}`];
    });
}

function fitsAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(path, pattern));
}

function fits(path: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return path.startsWith(pattern.slice(0, -1));
  return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;
}
