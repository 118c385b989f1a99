// The code of UniqueJSONValuesFunction where Copilot's own does not lie in the artifact bucket: same input, same output.
const https = require('node:https');

exports.handler = async (event) => {
  try {
    const values = event.RequestType === 'Delete' ? undefined : uniqueValues(event.ResourceProperties);
    await answer(event, { Status: 'SUCCESS', Data: values && { UniqueValues: values } });
  } catch (error) {
    await answer(event, { Status: 'FAILED', Reason: String(error?.message) });
  }
};

function uniqueValues({ Aliases, FilterFor, AdditionalStrings = [] }) {
  const services = new Set(FilterFor.split(','));
  const kept = Object.entries(JSON.parse(Aliases || '{}')).filter(([service]) => services.has(service));
  return [...new Set([...kept.flatMap(([, names]) => names), ...AdditionalStrings.filter(Boolean)])].sort();
}

// CloudFormation waits for a file at this address; without it the stack hangs for an hour.
function answer({ ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId }, result) {
  const body = Buffer.from(
    JSON.stringify({
      StackId,
      RequestId,
      LogicalResourceId,
      PhysicalResourceId: PhysicalResourceId || LogicalResourceId,
      ...result,
    }),
  );
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': '', 'content-length': body.length };
    const request = https.request(ResponseURL, { method: 'PUT', headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode < 400 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      );
    });
    request.on('error', reject).end(body);
  });
}
