import mime from 'mime';

/** Names without an extension that stand for a type all the same. */
const byName: Readonly<Record<string, string>> = {
  'apple-app-site-association': 'application/json',
  license: 'text/plain',
  readme: 'text/plain',
};

const text = /^text\/|^application\/(javascript|json|xml|manifest\+json)$|\+(json|xml)$/;

/**
 * The content type that a key's name asks for, the same on every machine. Texts are UTF-8; where nothing is known, a browser saves
 * what it gets.
 */
export function contentTypeOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
  const byExtension = name.includes('.') ? mime.getType(name) : null;
  const type = byName[name] ?? byExtension ?? 'application/octet-stream';
  return text.test(type) ? `${type}; charset=utf-8` : type;
}
