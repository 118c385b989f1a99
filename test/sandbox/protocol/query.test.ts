import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import {
  ec2Response,
  parseQuery,
  queryFault,
  queryList,
  queryResponse,
} from '../../../source/sandbox/protocol/index.ts';
import { Fault } from '../../../source/sandbox/service.ts';

test('reads structures and lists out of a form', () => {
  const input = parseQuery(
    'Action=CreateStack&StackName=shop-prod&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=1%2B1&Capabilities.member.1=X',
  );
  expect(input).toEqual({
    Action: 'CreateStack',
    StackName: 'shop-prod',
    Tags: [{ Key: 'a', Value: '1+1' }, { Key: 'b' }],
    Capabilities: ['X'],
  });
});

test('sorts a list by number, not by text', () => {
  const body = Array.from({ length: 11 }, (_, index) => `N.member.${index + 1}=${index + 1}`).join('&');
  expect(parseQuery(body).N).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
});

test("reads EC2's lists, which have no `member`", () => {
  expect(parseQuery('Filter.1.Name=n&Filter.1.Value.1=x&Filter.1.Value.2=y')).toEqual({
    Filter: [{ Name: 'n', Value: ['x', 'y'] }],
  });
});

test('an empty list is a list without members', () => {
  expect(queryList(parseQuery('Tags='), 'Tags')).toEqual([]);
});

test('writes results with lists, dates and flags', () => {
  const result = { Stacks: [{ Name: 'a', At: new Date(0), Flag: false, Count: 2, Absent: undefined }] };
  expect(queryResponse('DescribeStacks', 'urn:n', result, 'id-1').body).toBe(
    '<DescribeStacksResponse xmlns="urn:n"><DescribeStacksResult><Stacks><member><Name>a</Name>' +
      '<At>1970-01-01T00:00:00.000Z</At><Flag>false</Flag><Count>2</Count></member></Stacks></DescribeStacksResult>' +
      '<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DescribeStacksResponse>',
  );
});

test('an operation that returns nothing has no result element', () => {
  expect(String(queryResponse('CancelUpdateStack', 'urn:n', undefined, 'id').body)).not.toContain('Result');
});

test('text survives the way there and back, and what XML cannot hold is replaced', () => {
  const text = 'a\r\nb\t<&>"\'\u0085\u2028 ä 😀\r';
  const body = String(queryResponse('Get', 'urn:n', { Text: `${text}\u0001` }, 'id').body);
  const parsed = new XMLParser({ trimValues: false, htmlEntities: true }).parse(body);
  expect(parsed.GetResponse.GetResult.Text).toBe(`${text}\ufffd`);
});

test("EC2's lists hold items", () => {
  expect(ec2Response('D', 'urn:n', { aSet: ['x', 'y'] }, 'id').body).toContain(
    '<requestId>id</requestId><aSet><item>x</item><item>y</item></aSet>',
  );
});

test('a fault says whose fault it is', () => {
  const sender = queryFault(new Fault('ValidationError', 'No <such> stack'), 'urn:n', 'id');
  expect(sender).toMatchObject({ status: 400 });
  expect(sender.body).toContain(
    '<Error><Type>Sender</Type><Code>ValidationError</Code><Message>No &lt;such&gt; stack</Message></Error><RequestId>id</RequestId>',
  );
  expect(queryFault(new Fault('InternalFailure', '', 500), 'urn:n', 'id').body).toContain('Receiver');
});
