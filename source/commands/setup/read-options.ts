import type { ReadOptions } from '../facts/read-facts.ts';
import type { CommonOptions } from '../options.ts';

/** Where DNS and the site are asked: flags first, then the environment. */
export function readOptions(options: CommonOptions, signal: AbortSignal): ReadOptions {
  return {
    resolver: options.resolver ?? (process.env.COPILOT_CDN_RESOLVER || undefined),
    connectTo: options.connectTo ?? (process.env.COPILOT_CDN_CONNECT_TO || undefined),
    signal,
  };
}
