// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders look like JavaScript's.
import { stringify } from 'yaml';
import { dataOf } from './expected-environment.ts';

/** A template as it is found when Copilot, an override, or somebody's editor has written it: the same data each time. */
export function formsOf(template: string): Readonly<Record<string, string>> {
  const data = dataOf(template);
  return {
    'YAML with comments': template,
    'line endings of Windows': template.replaceAll('\n', '\r\n'),
    'a byte-order mark': `\ufeff${template}`,
    'no line ending at its end': template.trimEnd(),
    'written anew by an override, sorted and in long forms': stringify(data, { sortMapEntries: true }),
    'written anew in lines of any length': stringify(data, { lineWidth: 0, indentSeq: false }),
    JSON: JSON.stringify(data, null, 2),
    'JSON with tabs and a line ending': `${JSON.stringify(data, null, '\t')}\n`,
    'JSON in one line': JSON.stringify(data),
  };
}

/** With what a team puts into its environment by overrides and addons, between Copilot's own and around it. */
export function withResourcesOfTheTeam(template: string): string {
  return template
    .replace('Conditions:\n', `${mappings}Conditions:\n`)
    .replace('  # Two public and two private subnets', `${bucket}$&`)
    .replace('\nOutputs:\n', `\n${functionAndAddons}Outputs:\n${output}`);
}

const mappings = `Mappings:
  # Sizes by environment.
  Sizes:
    prod: { tasks: 4 }

`;

const bucket = `  # Of the platform team: ask before it is changed.

  AssetsBucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties:
      BucketName: !Sub '\${AppName}-\${EnvironmentName}-assets' # Not "shop-assets".
`;

const functionAndAddons = `  "CrawlerFunction":
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt EnvironmentManagerRole.Arn
      Code:
        ZipFile: |
          # Looks like a template, and is none:
          Resources:
            CloudFrontDistribution:
              Type: AWS::CloudFront::Distribution
          Outputs:
            CloudFrontDomainName:
              Value: nothing
          def handler(event, context): pass
  AddonsStack:
    Metadata:
      'aws:copilot:description': 'A stack of the resources in copilot/environments/addons'
    Type: AWS::CloudFormation::Stack
    Properties:
      Parameters:
        App: !Ref AppName
        Env: !Ref EnvironmentName
      TemplateURL: https://artifacts.s3.us-west-2.amazonaws.com/manual/addons/environments/prod.yml
`;

const output = `  AssetsBucketName: # First, for people who look at the console.
    Value: !Ref AssetsBucket
`;

/** As long as it is asked for, to the byte, with topics and alarms of the team. */
export function ofLength(template: string, length: number): string {
  const count = Math.floor((length - template.length) / 700);
  const resources = Array.from({ length: Math.max(1, count) }, (_, index) => topicAndAlarm(index)).join('');
  const longer = template.replace('\nOutputs:\n', `\n${resources}Outputs:\n`);
  const missing = length - Buffer.byteLength(longer);
  if (missing < 3) throw new Error(`No template of ${length} bytes comes of one of ${template.length}.`);
  return `${longer}# ${'-'.repeat(missing - 3)}\n`;
}

function topicAndAlarm(index: number): string {
  return `  # Pages whoever is on duty for part ${index}.
  Topic${index}:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Sub '\${AppName}-\${EnvironmentName}-${index}'
  Alarm${index}:
    Type: AWS::CloudWatch::Alarm
    Condition: CreateALB
    Properties:
      AlarmActions: [ !Ref Topic${index}, ]
      ComparisonOperator: GreaterThanThreshold
      Dimensions:
        - Name: LoadBalancer
          Value: !GetAtt PublicLoadBalancer.LoadBalancerFullName
      EvaluationPeriods: 3
      MetricName: HTTPCode_ELB_5XX_Count
      Namespace: AWS/ApplicationELB
      Period: 60
      Statistic: Sum
      Threshold: ${index}
`;
}
