import { fresh } from './fresh.ts';
import type { Scenario } from './scenario.ts';

const page = (title: string, body: string) =>
  `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n` +
  '<link rel="stylesheet" href="/assets/site.3f9a1c7e.css">\n<script type="module" src="/assets/app.8d3f2a1b.js"></script>\n' +
  `</head>\n<body>\n${body}\n</body>\n</html>\n`;

const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n';

/** What a build makes of a small site; nothing of it is deployed. */
const built: Readonly<Record<string, string>> = {
  'index.html': page('The shop', '<h1>The shop is open</h1>\n<a href="/docs/">Help</a>'),
  'about.html': page('About us', '<h1>About us</h1>'),
  '404.html': page('Not found', '<h1>There is no such page</h1>'),
  'docs/index.html': page('Help', '<h1>Help</h1>\n<a href="/docs/returns.html">Returns</a>'),
  'docs/returns.html': page('Returns', '<h1>Returns</h1>'),
  'assets/app.8d3f2a1b.js': 'document.title += " · open";\n',
  'assets/site.3f9a1c7e.css': 'body { font-family: sans-serif }\n',
  'assets/logo.svg': logo,
  'robots.txt': 'User-agent: *\nAllow: /\n',
};

const handbook: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><title>Handbook</title><h1>Handbook</h1>\n',
  'guide/index.html': '<!doctype html><title>Guide</title><h1>How we work</h1>\n',
  'style.css': 'h1 { color: rebeccapurple }\n',
};

/** What lies around a site in any project: sources, packages, and a secret. */
const around: Readonly<Record<string, string>> = {
  '.env': 'PAYMENT_KEY=not-a-real-key\n',
  '.gitignore': 'node_modules/\ndist/\n.env\n',
  'README.md': '# The shop\n',
  'package.json': '{ "name": "shop", "private": true, "scripts": { "build": "vite build web" } }\n',
  'node_modules/vite/package.json': '{ "name": "vite", "version": "7.1.0" }\n',
  'node_modules/vite/index.js': 'export {};\n',
  'node_modules/left-pad/index.js': 'module.exports = String.prototype.padStart;\n',
  'web/src/main.ts': 'document.title += " · open";\n',
  'web/src/styles.css': 'body { font-family: sans-serif }\n',
  'web/src/logo.svg': logo,
};

/** A workspace with a site that is ready to be deployed, and another that Copilot deployed; one of its pages has changed since. */
export const staticSite: Scenario = {
  ...fresh,
  name: 'static-site',
  shows: 'site',
  summary: 'a site in the workspace, and another one that Copilot deployed',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    services: environment.services.filter(({ name }) => name === 'api'),
    staticSites: [
      {
        name: 'docs',
        alias: 'docs.example.com',
        certificate: 'wildcard',
        source: 'handbook',
        // Copilot never deletes: a page that was renamed is still there.
        deployed: { ...handbook, 'how-we-work.html': handbook['guide/index.html'] ?? '' },
      },
    ],
  })),
  hostedZones: fresh.hostedZones.map((zone) => ({ ...zone, toLoadBalancer: { 'api.example.com': 'prod' } })),
  certificates: [
    ...fresh.certificates.filter(({ id }) => id === 'load-balancer' || id === 'wildcard'),
    {
      id: 'elsewhere',
      region: 'us-east-1',
      names: ['shop.example.net'],
      status: 'ISSUED',
      madeDaysAgo: 61,
      validForDays: 334,
    },
  ],
  files: {
    ...around,
    ...below('web/dist', built),
    ...below('handbook', {
      ...handbook,
      'guide/index.html': '<!doctype html><title>Guide</title><h1>How we work now</h1>\n',
    }),
  },
};

function below(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
