// The end of every function of ours: CloudFormation waits for a file at the address it gave; without it the stack hangs for an hour.
const https = require('node:https');

function answer({ ResponseURL, StackId, RequestId, LogicalResourceId }, result) {
  const body = Buffer.from(JSON.stringify({ StackId, RequestId, LogicalResourceId, ...result }));
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
