// What @hey-api/openapi-ts makes of openapi.yaml: types, and one function for each operation over fetch, without packages at run time.
// A refusal is thrown: data is there whenever a call returns.
export default {
  input: '../../openapi.yaml',
  output: { path: 'src/generated/api', importFileExtension: '.js' },
  plugins: [{ name: '@hey-api/client-fetch', throwOnError: true }, '@hey-api/typescript', '@hey-api/sdk'],
};
