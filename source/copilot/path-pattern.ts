import type { Violation } from './rules.ts';

/** What is wrong with a path pattern, without the place where it is written. */
export type PathPatternProblem = Omit<Violation, 'path' | 'because'>;

/** Longest pattern that CloudFront takes, in characters. */
const mostCharacters = 255;

/**
 * Checks a path pattern as CloudFront takes it (AWS, "Cache behavior settings", Path pattern), and as Copilot writes it into its
 * template. The first slash may be left out; case counts.
 */
export function pathPatternProblem(pattern: string): PathPatternProblem | undefined {
  const odd = /[^A-Za-z0-9_\-.*?$/~"'@:+&]/u.exec(pattern)?.[0];
  if (pattern === '' || pattern.length > mostCharacters || odd !== undefined) {
    return {
      code: 'static-path',
      message: unfit(pattern, odd),
      fix: 'Write a pattern like static/*; ? stands for one character, * for any number.',
    };
  }
  if (pattern.includes("'")) {
    return {
      code: 'static-path-quote',
      message: 'Copilot writes the pattern between single quotes, so one in it breaks the template.',
      fix: 'Name the files otherwise, or match the character with ?.',
    };
  }
  if (/^\/?\*+$/.test(pattern)) {
    return {
      code: 'static-path-takes-all',
      severity: 'warning',
      message: `${pattern} matches every request: the services behind the load balancer would get none.`,
      fix: 'Write a pattern for the assets only: static/*',
    };
  }
  return undefined;
}

function unfit(pattern: string, odd: string | undefined): string {
  if (pattern === '') return 'The path pattern is empty.';
  if (odd === undefined)
    return `The path pattern has ${pattern.length} characters; CloudFront takes ${mostCharacters}.`;
  return `A path pattern of CloudFront cannot hold ${odd === ' ' ? 'a space' : JSON.stringify(odd)}.`;
}
