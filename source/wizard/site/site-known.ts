import type { FileTree } from '../../site/tree/tree-node.ts';
import type { CertificatesKnown } from '../setup-known.ts';

/** What the conversation about a new static site must know to ask. */
export interface SiteKnown {
  readonly application: string;
  /** That the application manages. */
  readonly domain?: string;
  /** Of the environments, for an example of an ARN. */
  readonly account?: string;
  readonly environments: readonly {
    readonly name: string;
    readonly region?: string;
    readonly account?: string;
  }[];
  /** Why a name is not free: "docs is a Backend Service of this workspace". */
  readonly taken: ReadonlyMap<string, string>;
  readonly proposedName?: string;
  readonly tree: FileTree;
  readonly builds: readonly string[];
  /** Of what was chosen, once it was looked at. */
  readonly keys?: readonly string[];
  /** Names of the environment's services: a site is often a neighbour of theirs. */
  readonly names: readonly string[];
  readonly certificates: CertificatesKnown;
  /** It shall have no name of its own; a flag says so. */
  readonly withoutAlias: boolean;
}
