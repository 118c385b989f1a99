import type { SourceEdit } from '../yaml/edit.ts';
import type { Path } from '../yaml/plain-value.ts';
import { fragmentItem } from './fragment.ts';
import type { NodeEdits } from './patched-node.ts';
import type { EnvironmentCdnSettings } from './settings.ts';
import { distributionConfig, managerRole } from './template-names.ts';
import { listAt, listWith, type TemplateView, textAt } from './template-view.ts';

/** The manager role may read the certificates that were imported: the CDN's own is added to the statement, or taken out of it. */
export function patchManagerRole(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  const wanted = settings.cdn?.certificate;
  const before = textAt(view.at([...distributionConfig, 'ViewerCertificate', 'AcmCertificateArn']));
  const unneeded =
    before !== undefined && before !== wanted && !listenerCertificates(view).has(before) ? before : undefined;
  const edits = statementEdits(view, wanted, unneeded);
  if (edits.length === 0) return [];
  const description = 'The role with which the environment is managed may read the certificate';
  return [
    {
      logicalId: 'EnvironmentManagerRole',
      action: 'modify',
      description,
      resourceType: 'AWS::IAM::Role',
      edits,
    },
  ];
}

function statementEdits(
  view: TemplateView,
  wanted: string | undefined,
  unneeded: string | undefined,
): SourceEdit[] {
  const place = statementPlace(view);
  if (place === undefined) return [];
  const { statements, index } = place;
  const path = [...statements, index, 'Resource'];
  const current = index < 0 ? [] : certificatesAt(view, path);
  const after = [
    ...current.filter((arn) => arn !== unneeded),
    ...(wanted === undefined || current.includes(wanted) ? [] : [wanted]),
  ];
  if (after.length === current.length && after.every((arn, place) => arn === current[place])) return [];
  if (index < 0) {
    const statement = fragmentItem('imported-certificates-statement', { certificate: wanted ?? '' });
    return [{ op: 'replace', path: statements, fragment: listWith(view, statements, { front: statement }) }];
  }
  if (after.length === 0) return [{ op: 'remove', path: [...statements, index] }];
  const removed = unneeded === undefined ? -1 : current.indexOf(unneeded);
  const isAdded = wanted !== undefined && !current.includes(wanted);
  if (removed >= 0 && isAdded) return [{ op: 'set', path: [...path, removed], value: wanted }];
  if (removed >= 0) return [{ op: 'remove', path: [...path, removed] }];
  if (typeof view.at(path) === 'string') return [{ op: 'replace', path, fragment: JSON.stringify(after) }];
  return [{ op: 'insert', path, fragment: JSON.stringify(wanted) }];
}

/** Where the role's statements are, and which of them is about imported certificates; -1: none. */
function statementPlace(
  view: TemplateView,
): { readonly statements: Path; readonly index: number } | undefined {
  const policies = listAt(view.at([...managerRole, 'Policies']));
  const places = policies.map((_, policy) => [
    ...managerRole,
    'Policies',
    policy,
    'PolicyDocument',
    'Statement',
  ]);
  for (const statements of places) {
    const index = listAt(view.at(statements)).findIndex(
      (statement) => textAt(statement, ['Sid']) === 'ImportedCertificates',
    );
    if (index >= 0) return { statements, index };
  }
  const [statements] = places;
  return statements && { statements, index: -1 };
}

function certificatesAt(view: TemplateView, path: Path): readonly string[] {
  const one = textAt(view.at(path));
  if (one !== undefined) return [one];
  // What is no plain text (an override's !Sub) keeps its place in the list.
  return listAt(view.at(path)).map((item) => textAt(item) ?? JSON.stringify(item));
}

/** Certificates of the load balancers share the statement; one of them may be the CDN's as well. */
function listenerCertificates(view: TemplateView): ReadonlySet<string> {
  const arns = Object.values(view.resources).flatMap((resource) =>
    listAt(resource, ['Properties', 'Certificates']).map((item) => textAt(item, ['CertificateArn'])),
  );
  return new Set(arns.filter((arn) => arn !== undefined));
}
