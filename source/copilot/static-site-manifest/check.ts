import { type Finding, inOrder } from '../finding.ts';
import { plainAt, stringOf } from '../go-yaml.ts';
import { aliasProblem } from '../host-names.ts';
import {
  brokenRules,
  edgeCertificateViolations,
  nameViolations,
  type Rule,
  type Violation,
} from '../rules.ts';
import { extensionViolations } from './extension.ts';
import type { StaticSiteManifest } from './read.ts';

/** Copilot's rules for static sites (docs/copilot.md, 9.1), and ours. */
type StaticSiteRule = Rule<StaticSiteManifest>;

/** Copilot compares the name as it is written, before variables are filled in. */
const named: StaticSiteRule = ({ source, origin }) =>
  nameViolations(stringOf(plainAt(source.plain(), ['name'])), origin.folder);

const certificate: StaticSiteRule = ({ certificate: arn, alias }) =>
  arn === undefined
    ? []
    : [
        ...(alias === undefined
          ? [
              {
                path: ['http', 'certificate'],
                code: 'certificate-without-alias',
                message: 'http.certificate is for a name, and http.alias gives none.',
                fix: 'Add http.alias, or remove http.certificate.',
              },
            ]
          : []),
        ...edgeCertificateViolations(arn, ['http', 'certificate']),
      ];

const aliasName: StaticSiteRule = ({ alias }) => {
  const problem = alias === undefined ? undefined : aliasProblem(alias);
  return problem === undefined ? [] : [{ path: ['http', 'alias'], ...problem }];
};

const sources: StaticSiteRule = ({ files }) =>
  files
    .filter(({ source }) => source === '')
    .map(({ path }) => ({
      path: [...path, 'source'],
      code: 'source-missing',
      message: 'An entry of files needs source: the file or folder that is uploaded.',
      fix: 'Add source, relative to the folder that holds copilot/.',
    }));

/**
 * Where this program deploys, patterns mean what they say (docs/static-sites.md).
 *
 * Copilot compares patterns with absolute paths, in which neither * nor ? stands for a slash: a pattern without a leading slash
 * matches nothing, and what it is to keep back is uploaded.
 */
const patterns: StaticSiteRule = ({ files, isOurs }) =>
  (isOurs ? [] : files).flatMap(({ path, exclude, reinclude }) => [
    ...idle(exclude, [...path, 'exclude'], 'what it should keep back is uploaded, for everyone to see'),
    ...idle(reinclude, [...path, 'reinclude'], 'it brings nothing back'),
  ]);

function idle(list: readonly string[], path: Violation['path'], effect: string): readonly Violation[] {
  const idlers = list.filter((pattern) => !pattern.startsWith('/'));
  if (idlers.length === 0) return [];
  return [
    {
      path,
      code: 'pattern-matches-nothing',
      severity: 'warning',
      message: `Copilot compares ${idlers.join(', ')} with absolute paths, where ${idlers.length === 1 ? 'it matches' : 'they match'} nothing: ${effect}.`,
      fix: 'Keep such files out of the source folder, or list the files and folders that are meant.',
    },
  ];
}

const extension: StaticSiteRule = ({ data }) => extensionViolations(data);

const rules: readonly StaticSiteRule[] = [named, certificate, aliasName, sources, patterns, extension];

/** Everything there is to say about the manifest as it holds in its environment, by line. */
export function checkStaticSiteManifest(manifest: StaticSiteManifest): readonly Finding[] {
  return inOrder([...manifest.findings, ...brokenRules(manifest, rules)]);
}
