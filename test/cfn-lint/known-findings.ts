import type { Finding } from './cfn-lint.ts';

interface Known {
  readonly rules: readonly string[];
  /** Sections and logical ids. */
  readonly at: readonly string[];
  readonly why: string;
}

/** What is said about templates that Copilot deployed, whatever is done to them. Nothing that the patch adds stands here; of a static site's, what is Copilot's. */
export const known: readonly Known[] = [
  {
    // The rule turns from a warning into errors on the days on which AWS closes a runtime.
    rules: ['W2531', 'E2531', 'E2533'],
    at: [
      'Resources.CertificateValidationFunction',
      'Resources.CustomDomainFunction',
      'Resources.DNSDelegationFunction',
    ],
    why: 'functions that are deployed keep their runtime; an update of the stack does not touch them',
  },
  {
    rules: ['W1001'],
    at: ['Resources.CustomDomainAction'],
    why: 'before v1.32, Copilot writes records on a condition that says nothing of a load balancer',
  },
  {
    rules: ['W1001'],
    at: ['Resources.HTTPSListener'],
    why: 'the listener’s condition comes true only with a domain, which the linter cannot know',
  },
  {
    rules: ['W2001'],
    at: ['Parameters.AppDNSDelegationRole'],
    why: 'Copilot declares it for environments with certificates of their own as well',
  },
  {
    rules: ['W2001'],
    at: ['Parameters.AddonsTemplateURL', 'Parameters.ArtifactKeyARN'],
    why: 'a static site of ours has Copilot’s parameters, whatever it needs of them',
  },
  {
    rules: ['W8001'],
    at: ['Conditions.ManagedAliases'],
    why: 'Copilot declares it for environments with certificates of their own as well',
  },
  {
    rules: ['W8001'],
    at: ['Conditions.ExportInternalHTTPSListener', 'Conditions.CreateAppRunnerVPCEndpoint'],
    why: 'what hangs on it is left out of the sandbox’s templates',
  },
  {
    rules: ['W3005'],
    at: ['Resources.EnvironmentManagerRole', 'Resources.DelegateDNSAction', 'Resources.HTTPSCert'],
    why: 'Copilot names dependencies that follow from references',
  },
  {
    rules: ['W3011'],
    at: ['Resources.CloudformationExecutionRole', 'Resources.EnvironmentManagerRole'],
    why: 'they outlive the stack, and nothing ever replaces them',
  },
  {
    rules: ['W3037'],
    at: ['Resources.CustomResourceRole'],
    why: 'Copilot allows route53:Describe*, and no action begins so',
  },
];

export function isKnown({ rules, at }: Known, finding: Finding): boolean {
  return rules.includes(finding.rule) && at.includes(finding.at);
}
