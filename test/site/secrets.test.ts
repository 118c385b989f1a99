import { expect, test } from 'vitest';
import { secretIn } from '../../source/site/secrets.ts';

test.each([
  '.env',
  '.env.production',
  'prod.env',
  'sub/.envrc',
  'server.pem',
  'tls/server.KEY',
  'id_rsa',
  'id_ed25519',
  'cert.p12',
  '.npmrc',
  '.netrc',
  '.git-credentials',
  '.aws/credentials',
  '.ssh/known_hosts',
  'credentials.json',
  'db-secrets.yml',
  'token.txt',
  'github_token',
  'service-account-prod.json',
  'client_secret_123.json',
  'terraform.tfstate',
  '.htpasswd',
])('%s looks like a secret', (path) => expect(secretIn(path)).toBeDefined());

test.each([
  'index.html',
  '.env.example',
  'environment.js',
  'keyboard.js',
  'design-tokens.css',
  'secret-garden.html',
  'credentials.html',
  'monkey.png',
  'id_rsa.pub',
  '.well-known/security.txt',
])('%s does not', (path) => expect(secretIn(path)).toBeUndefined());
