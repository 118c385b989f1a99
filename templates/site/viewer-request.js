// Runs at CloudFront's edge (cloudfront-js-2.0) before the cache is asked: turns an address into the key of a file.
// That runtime knows ES 5.1 and little more: const and let, arrow functions, templates, startsWith and endsWith. No destructuring, no `?.`.
const routing = '((routing))';

function handler(event) {
  const request = event.request;
  const path = decoded(request.uri);
  if (path === undefined || isHidden(path)) return notFound;
  // An address without a path would ask the bucket for a list of its keys, and so would `/`.
  if (path === '' || path === '/') request.uri = '/index.html';
  else if (!isWellKnown(path)) request.uri = routed(request.uri, path);
  else if (path.endsWith('/')) request.uri += 'index.html';
  return request;
}

// What S3 makes of an address, for it decodes what stands behind a percent sign. Undefined: no text.
function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (_) {
    return undefined;
  }
}

// What copilot-cdn keeps in the bucket for itself, and addresses that climb, which no browser sends and no key has.
function isHidden(path) {
  const parts = path.split('/').filter((part) => part !== '');
  return parts[0] === '.copilot-cdn' || parts.some((part) => part === '.' || part === '..');
}

// Files without an extension that other programs ask for by their exact name (RFC 8615): /.well-known/apple-app-site-association.
function isWellKnown(path) {
  return path.startsWith('/.well-known/');
}

// Only the last part says whether a file is meant: /v1.2/docs is a page, /v1.2/app.js is none.
function routed(uri, path) {
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last.includes('.')) return uri;
  if (routing === 'single-page') return '/index.html';
  if (last === '') return `${uri}index.html`;
  return routing === 'pretty' ? `${uri}.html` : `${uri}/index.html`;
}

const notFound = {
  statusCode: 404,
  statusDescription: 'Not Found',
  headers: { 'content-type': { value: 'text/plain' } },
  body: { encoding: 'text', data: 'Not found.\n' },
};
