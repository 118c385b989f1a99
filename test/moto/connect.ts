import { inject } from 'vitest';

// As a person would point the program at it: the gateways know nothing of moto.
delete process.env.AWS_PROFILE;
Object.assign(process.env, {
  AWS_ENDPOINT_URL: inject('motoEndpoint'),
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: 'eu-west-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
