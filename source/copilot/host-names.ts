/** What is wrong with a name that a distribution or a load balancer is to answer for. */
export interface NameProblem {
  readonly code: 'alias-not-a-host-name' | 'alias-not-ascii' | 'alias-wildcard';
  readonly message: string;
  readonly fix: string;
}

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/**
 * Checks an alternate domain name as CloudFront takes it: labels of letters, digits and hyphens, 63 characters each and 253 in
 * all, other alphabets in punycode, and `*` only as the whole first label (AWS, "Requirements for using alternate domain names").
 */
export function aliasProblem(name: string): NameProblem | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name) || /[/:@\s]/.test(name)) {
    return {
      code: 'alias-not-a-host-name',
      message: `${name} is not the name of a host alone.`,
      fix: `Write only the name: ${hostIn(name) ?? 'www.example.com'}`,
    };
  }
  if (/[^\x21-\x7e]/.test(name)) {
    return {
      code: 'alias-not-ascii',
      message: `${name} has characters that DNS, certificates and AWS know only in their ASCII form.`,
      fix: URL.canParse(`https://${name}`)
        ? `Write ${new URL(`https://${name}`).hostname}`
        : 'Write the name in punycode (xn--…).',
    };
  }
  const labels = name.replace(/^\*\./, '').split('.');
  if (labels.some((each) => /[*?]/.test(each))) {
    return {
      code: 'alias-wildcard',
      message: `${name}: CloudFront takes * only as the whole first part of a name.`,
      fix: 'Write *.example.com, or each name by itself.',
    };
  }
  if (labels.length > 1 && name.length <= 253 && labels.every((each) => label.test(each))) return undefined;
  return {
    code: 'alias-not-a-host-name',
    message: `${name || 'The empty text'} is no name of a host${labels.length === 1 && name !== '' ? ' with a domain' : ''}.`,
    fix: 'Write a name like www.example.com.',
  };
}

/** The host of an address, with or without its scheme. */
function hostIn(address: string): string | undefined {
  const url = [address, `https://${address}`]
    .filter((each) => URL.canParse(each))
    .map((each) => new URL(each));
  return url.find(({ hostname }) => hostname.includes('.'))?.hostname;
}
