import {
  type EnvironmentManifestChange,
  editEnvironmentManifest,
} from '../../../source/copilot/environment-manifest/edit.ts';
import { isPlainList, isPlainMap, type Path, type PlainValue } from '../../../source/yaml/plain-value.ts';
import { dataOf } from '../verdict/library.ts';
import {
  anotherWord,
  isOrdinary,
  type ManifestEdit,
  type NoWayBack,
  nothingButLines,
  nothingKeptOfIt,
  stoodEmpty,
} from './manifest-edit.ts';
import { at, isGiven, pruned, put, truth, without } from './plain-data.ts';

export const certificate =
  'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
const assets = {
  location: 'assets.s3.us-west-2.amazonaws.com',
  alias: 'assets.example.com',
  path: 'static/*',
};

export function editing(change: EnvironmentManifestChange): (text: string) => string {
  return (text) => editEnvironmentManifest(text, change);
}

export function isText(value: PlainValue | undefined): boolean {
  return isGiven(value) && !isPlainList(value) && !isPlainMap(value);
}

/** Does Copilot take it for a CDN? */
function isOn(cdn: PlainValue | undefined): boolean {
  if (!isPlainMap(cdn)) return truth(cdn) === true;
  const hasAssets = Object.keys(assets).some((key) => {
    const value = at(cdn, ['static_assets', key]);
    return isText(value) && value !== '';
  });
  return isText(cdn.certificate) || truth(cdn.terminate_tls) !== undefined || hasAssets;
}

type Part = 'certificate' | 'terminate_tls' | 'static_assets';

function withPart(data: PlainValue, part: Part, value: PlainValue): PlainValue {
  const cdn = at(data, ['cdn']);
  return put(data, ['cdn'], { ...(isPlainMap(cdn) ? cdn : {}), [part]: value });
}

/** Copilot refuses a map in which nothing turns the CDN on. */
function withoutPart(data: PlainValue, part: Part): PlainValue {
  if (!isGiven(at(data, ['cdn', part]))) return data;
  const left = without(data, ['cdn', part]);
  return isOn(at(left, ['cdn'])) ? left : put(data, ['cdn'], true);
}

export function isRootMap(data: PlainValue): boolean {
  return data === null || isPlainMap(data);
}

const onCdn = {
  kind: 'environment',
  places: (): readonly Path[] => [['cdn']],
  appliesTo: isRootMap,
} as const;

function cdnGone(text: string, original: string): string | NoWayBack {
  if (/^\s+$/.test(original)) return nothingButLines;
  return editEnvironmentManifest(text, { cdn: false });
}

/** Takes a part away that was not there before. */
function partBack(part: Part, nothing: EnvironmentManifestChange) {
  return (text: string, original: string): string | NoWayBack => {
    const before = dataOf(original);
    const cdn = at(before, ['cdn']);
    if (cdn === undefined) return cdnGone(text, original);
    if (cdn === true ? !isOrdinary(original, ['cdn']) : !isOn(cdn) || !isPlainMap(cdn)) return anotherWord;
    return at(cdn, [part]) === null ? stoodEmpty : editEnvironmentManifest(text, nothing);
  };
}

/** Writes the value again that another one took the place of. */
function valueBack(path: Path, change: (value: PlainValue) => EnvironmentManifestChange) {
  return (text: string, original: string): string | NoWayBack => {
    const value = at(dataOf(original), path);
    if (!isGiven(value) || !isOrdinary(original, path)) return anotherWord;
    return editEnvironmentManifest(text, change(value));
  };
}

/** Nothing is to be done where it is so already; else what was there is gone. */
function goneBack(path: Path) {
  return (text: string, original: string): string | NoWayBack =>
    isGiven(at(dataOf(original), path)) ? nothingKeptOfIt : text;
}

export const cdnEdits: readonly ManifestEdit[] = [
  {
    ...onCdn,
    name: 'cdn on',
    edit: editing({ cdn: true }),
    meant: (data) => [isOn(at(data, ['cdn'])) ? data : put(data, ['cdn'], true)],
    back: (text, original) => {
      const cdn = at(dataOf(original), ['cdn']);
      if (isOn(cdn)) return text;
      return cdn === undefined ? cdnGone(text, original) : anotherWord;
    },
  },
  {
    ...onCdn,
    name: 'cdn off',
    edit: editing({ cdn: false }),
    meant: (data) => pruned(data, ['cdn']),
    back: (text, original) => (at(dataOf(original), ['cdn']) === undefined ? text : nothingKeptOfIt),
  },
  {
    ...onCdn,
    name: 'cdn.certificate set',
    appliesTo: (data) => isRootMap(data) && !isGiven(at(data, ['cdn', 'certificate'])),
    edit: editing({ certificate }),
    meant: (data) => [withPart(data, 'certificate', certificate)],
    places: () => [['cdn', 'certificate']],
    back: partBack('certificate', { certificate: null }),
  },
  {
    ...onCdn,
    name: 'cdn.certificate changed',
    appliesTo: (data) => isGiven(at(data, ['cdn', 'certificate'])),
    edit: editing({ certificate }),
    meant: (data) => [withPart(data, 'certificate', certificate)],
    places: () => [['cdn', 'certificate']],
    back: valueBack(['cdn', 'certificate'], (value) => ({ certificate: String(value) })),
  },
  {
    ...onCdn,
    name: 'cdn.certificate removed',
    edit: editing({ certificate: null }),
    meant: (data) => [withoutPart(data, 'certificate')],
    places: () => [['cdn', 'certificate']],
    back: goneBack(['cdn', 'certificate']),
  },
  {
    ...onCdn,
    name: 'cdn.terminate_tls true',
    edit: editing({ terminateTls: true }),
    meant: (data) => [
      truth(at(data, ['cdn', 'terminate_tls'])) === true ? data : withPart(data, 'terminate_tls', true),
    ],
    places: () => [['cdn', 'terminate_tls']],
    back: (text, original) => {
      const path = ['cdn', 'terminate_tls'];
      const value = at(dataOf(original), path);
      if (truth(value) === true) return text;
      if (!isGiven(value)) return partBack('terminate_tls', { terminateTls: null })(text, original);
      return isOrdinary(original, path) && value === false
        ? editEnvironmentManifest(text, { terminateTls: false })
        : anotherWord;
    },
  },
  {
    ...onCdn,
    name: 'cdn.terminate_tls false',
    edit: editing({ terminateTls: false }),
    meant: (data) => {
      const value = at(data, ['cdn', 'terminate_tls']);
      return [!isGiven(value) || truth(value) === false ? data : withPart(data, 'terminate_tls', false)];
    },
    places: () => [['cdn', 'terminate_tls']],
    back: (text, original) => {
      const path = ['cdn', 'terminate_tls'];
      const value = at(dataOf(original), path);
      if (!isGiven(value) || truth(value) === false) return text;
      return isOrdinary(original, path) && value === true
        ? editEnvironmentManifest(text, { terminateTls: true })
        : anotherWord;
    },
  },
  {
    ...onCdn,
    name: 'cdn.terminate_tls removed',
    edit: editing({ terminateTls: null }),
    meant: (data) => [withoutPart(data, 'terminate_tls')],
    places: () => [['cdn', 'terminate_tls']],
    back: goneBack(['cdn', 'terminate_tls']),
  },
  {
    ...onCdn,
    name: 'cdn.static_assets set',
    appliesTo: (data) => isRootMap(data) && !isGiven(at(data, ['cdn', 'static_assets'])),
    edit: editing({ staticAssets: assets }),
    meant: (data) => [withPart(data, 'static_assets', assets)],
    places: () => [['cdn', 'static_assets']],
    back: partBack('static_assets', { staticAssets: null }),
  },
  {
    ...onCdn,
    name: 'cdn.static_assets: a part changed',
    appliesTo: (data) => isPlainMap(at(data, ['cdn', 'static_assets'])),
    edit: editing({ staticAssets: { path: 'other/*' } }),
    meant: (data) => [put(data, ['cdn', 'static_assets', 'path'], 'other/*')],
    places: () => [['cdn', 'static_assets', 'path']],
    back: valueBack(['cdn', 'static_assets', 'path'], (value) => ({ staticAssets: { path: String(value) } })),
  },
  {
    ...onCdn,
    name: 'cdn.static_assets removed',
    edit: editing({ staticAssets: null }),
    meant: (data) => [withoutPart(data, 'static_assets')],
    places: () => [['cdn', 'static_assets']],
    back: goneBack(['cdn', 'static_assets']),
  },
];
