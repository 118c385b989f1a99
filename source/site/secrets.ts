/**
 * Names that say that a file is not for everyone. What is in a bucket behind a distribution is public, so these are refused unless
 * they are named one by one.
 */
const secretNames: readonly (readonly [RegExp, string])[] = [
  [/^\.env(\..+)?$|^\.envrc$|.\.env$/, 'environment variables'],
  [/\.(pem|key|p8|p12|pfx|jks|keystore|ppk|kdbx|asc|gpg)$/, 'a key'],
  [/^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, 'a private key of SSH'],
  [
    /^(\.npmrc|\.yarnrc|\.yarnrc\.yml|\.pypirc|\.netrc|_netrc|\.git-credentials|\.dockercfg|\.htpasswd)$/,
    'a login',
  ],
  [/^(\.pgpass|\.my\.cnf|\.s3cfg|\.boto|\.vault-token|\.terraformrc|kubeconfig)$/, 'a login'],
  [/(^|[._-])(credentials?|secrets?)(\.(json|ya?ml|toml|csv|ini|txt|xml|properties))?$/, 'credentials'],
  [/(^|[._-])tokens?(\.(json|ya?ml|toml|ini|txt))?$|\.token$/, 'a token'],
  [/^(service[._-]?account|client[._-]secret).*\.json$/, 'credentials'],
  [/\.tfstate(\.backup)?$|\.tfvars$/, 'the state of Terraform'],
];

/** Folders whose every file is one. */
const secretFolders = /(^|\/)(\.aws|\.ssh|\.gnupg|\.kube|\.docker)\//;

/** Copies that are made to be shown. */
const shown = /\.(example|sample|template|dist|defaults)$/;

/** What secret a path seems to hold, in a few words; undefined: none. */
export function secretIn(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (secretFolders.test(path)) return 'a login';
  if (shown.test(name)) return undefined;
  return secretNames.find(([pattern]) => pattern.test(name))?.[1];
}
