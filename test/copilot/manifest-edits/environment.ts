import { editEnvironmentManifest } from '../../../source/copilot/environment-manifest/edit.ts';
import { isPlainList, type Path, type PlainValue } from '../../../source/yaml/plain-value.ts';
import { dataOf } from '../verdict/library.ts';
import { cdnEdits, certificate, editing, isRootMap, isText } from './environment-cdn.ts';
import {
  hasLastingParent,
  isCommentedLine,
  isOrdinary,
  type ManifestEdit,
  type NoWayBack,
  nothingKeptOfIt,
  stoodEmpty,
} from './manifest-edit.ts';
import { at, canHold, pruned, put, truth } from './plain-data.ts';

const ingress: Path = ['http', 'public', 'ingress', 'cdn'];
const deprecatedIngress: Path = ['http', 'public', 'security_groups', 'ingress', 'restrict_to', 'cdn'];
const both = [ingress, deprecatedIngress];

/** Both spellings at once are an error to Copilot: a file that has the old one keeps it. */
function isOldSpelling(data: PlainValue): boolean {
  const ips = at(data, ['http', 'public', 'ingress', 'source_ips']);
  const usesNew =
    truth(at(data, ingress)) !== undefined ||
    (isPlainList(ips) && ips.some(isText) && ips.every((ip) => ip === null || isText(ip)));
  return !usesNew && at(data, deprecatedIngress.slice(0, -1)) !== undefined;
}

function restriction(name: string, path: Path, isItsSpelling: (data: PlainValue) => boolean): ManifestEdit {
  return {
    name,
    kind: 'environment',
    appliesTo: (data) => isRootMap(data) && isItsSpelling(data) && canHold(data, path),
    edit: editing({ restrictIngress: true }),
    meant: (data) => [truth(at(data, path)) === true ? data : put(data, path, true)],
    places: () => [path],
    back: (text, original) => {
      const before = dataOf(original);
      const value = at(before, path);
      if (truth(value) === true) return text;
      if (both.some((each) => truth(at(before, each)) === true)) return nothingKeptOfIt;
      const keepsLine = isCommentedLine(text, path);
      if (value !== undefined)
        return value === false && keepsLine && isOrdinary(original, path)
          ? editEnvironmentManifest(text, { restrictIngress: false })
          : nothingKeptOfIt;
      if (keepsLine) return { noWayBack: 'false stays in front of a comment' };
      if (!hasLastingParent(original, path)) return stoodEmpty;
      return editEnvironmentManifest(text, { restrictIngress: false });
    },
  };
}

function opening(name: string, path: Path): ManifestEdit {
  return {
    name,
    kind: 'environment',
    appliesTo: (data) =>
      isRootMap(data) && canHold(data, path) && (path === ingress || truth(at(data, path)) === true),
    edit: editing({ restrictIngress: false }),
    // A comment behind it keeps it there, as false.
    meant: (data) =>
      both
        .filter((each) => truth(at(data, each)) === true)
        .reduce<readonly PlainValue[]>(
          (results, each) => results.flatMap((result) => [put(result, each, false), ...pruned(result, each)]),
          [data],
        ),
    places: () => both,
    back: (text, original) => {
      const before = dataOf(original);
      return both.some((each) => truth(at(before, each)) === true) ? nothingKeptOfIt : text;
    },
  };
}

const restrictions = [
  restriction('ingress restricted', ingress, (data) => !isOldSpelling(data)),
  restriction('ingress restricted, deprecated spelling', deprecatedIngress, isOldSpelling),
];

/** What a setup writes, in one edit. */
const setup: ManifestEdit = {
  name: 'cdn with a certificate, and ingress restricted',
  kind: 'environment',
  appliesTo: (data) => restrictions.some((each) => each.appliesTo(data)),
  edit: editing({ cdn: true, certificate, restrictIngress: true }),
  meant: (data) =>
    partsOfSetup(data).reduce<readonly PlainValue[]>((all, part) => all.flatMap(part.meant), [data]),
  places: (data) => partsOfSetup(data).flatMap((part) => part.places(data)),
  back: (text, original) =>
    partsOfSetup(dataOf(original)).reduce<string | NoWayBack>(
      (result, part) => (typeof result === 'string' ? part.back(result, original) : result),
      text,
    ),
};

function partsOfSetup(data: PlainValue): readonly ManifestEdit[] {
  return [...cdnEdits.filter(({ name }) => /certificate (set|changed)$/.test(name)), ...restrictions].filter(
    (part) => part.appliesTo(data),
  );
}

export const environmentEdits: readonly ManifestEdit[] = [
  ...cdnEdits,
  ...restrictions,
  opening('ingress opened', ingress),
  opening('ingress opened, deprecated spelling', deprecatedIngress),
  setup,
];
