// Writes the collections of requests from openapi.yaml: Postman's by openapi-to-postmanv2, Bruno's from that by Bruno's own converter.
// What the converters cannot know is added in between: a token that the collection asks for itself, the contract's examples as bodies,
// identifiers handed from one request to the next, the status each must answer, and the story (story.mjs).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { story } from './story.mjs';

const require = createRequire(import.meta.url);
const { postmanToBruno } = require('@usebruno/converters');
const { stringifyCollection, stringifyEnvironment, stringifyFolder, stringifyRequest } = require('@usebruno/filestore');
const { convertV2 } = require('openapi-to-postmanv2');

const [, , contractPath, folder] = process.argv;
const text = readFileSync(contractPath, 'utf8');
const contract = parse(text);
const resolve = node => (node?.$ref ? resolve(node.$ref.slice(2).split('/').reduce((at, key) => at[key], contract)) : node);
const methods = ['get', 'post', 'put', 'patch', 'delete'];
const operations = Object.entries(contract.paths).flatMap(([path, item]) => methods.filter(method => item[method]).map(method => {
  const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve);
  return { ...item[method], path, method, parameters };
}));
const write = (path, content) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content.endsWith('\n') ? content : `${content}\n`);
};

// ---- variables: one for each parameter of a path, with the contract's example.
const exampleOf = parameter => {
  const schema = resolve(parameter.schema);
  const [first] = Object.values(parameter.examples ?? {}).map(resolve);
  return String(parameter.example ?? first?.value ?? schema.example ?? schema.default ?? schema.enum?.[0] ?? '');
};
const variables = new Map([['baseUrl', 'http://127.0.0.1:5080'], ['clientId', 'demo'], ['clientSecret', ''], ['version', '1']]);
for (const { parameters } of operations) for (const parameter of parameters) if (parameter.in === 'path') variables.set(parameter.name, exampleOf(parameter));
/** An example names what there is by the identifiers of the contract's other examples: here it names what the requests before it made. */
const withVariables = example => [...variables].filter(([name, value]) => name === 'organization' || /^[a-z]{3}_/.test(value))
  .reduce((body, [name, value]) => body.replaceAll(value, `{{${name}}}`), example);

// ---- what a request hands on: the identifier of what it made or found, by the name that paths give it, and its version.
const keys = ['id', 'code', 'noticeNumber', 'iban', 'stationId', 'clientId', 'fiscalCode'];
function handed({ path, responses }) {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))[1];
  const members = resolve(resolve(success).content?.['application/json']?.schema)?.properties ?? {};
  const below = operations.map(other => other.path).find(other => other.startsWith(`${path}/{`));
  const name = below?.slice(path.length + 2).split('}')[0];
  const item = members.items && resolve(resolve(members.items).items)?.properties;
  const key = name && keys.find(candidate => candidate in (item ?? members));
  return [
    ...(key ? [[name, item ? `(answer.items[0] || {}).${key}` : `answer.${key}`]] : []),
    ...('version' in members ? [['version', 'answer.version']] : []),
  ];
}
function testsOf(operation, statuses) {
  const lines = [`pm.test("answers ${statuses.join(' or ')}", function () { pm.expect(pm.response.code).to.be.oneOf([${statuses.join(', ')}]); });`];
  const given = handed(operation);
  if (given.length) {
    lines.push('if (pm.response.code < 300) {', '  const answer = pm.response.json();');
    for (const [name, value] of given) lines.push(`  if (${value} !== undefined) pm.environment.set("${name}", String(${value}));`);
    lines.push('}');
  }
  return lines;
}
const script = (listen, exec) => ({ listen, script: { type: 'text/javascript', exec } });

/** Nobody's fiscal code, with the check digit that every one has: the story can be played again and again. */
const freshOrganization = [
  'const digits = "8" + String(Math.floor(Date.now() / 1000) % 1000000000).padStart(9, "0");',
  'let sum = 0;',
  'for (let i = 0; i < 10; i++) { const doubled = Number(digits[i]) * (i % 2 === 0 ? 1 : 2); sum += doubled > 9 ? doubled - 9 : doubled; }',
  'pm.environment.set("organization", digits + String((10 - (sum % 10)) % 10));',
];
const askForToken = [
  'if (Number(pm.environment.get("tokenUntil") || 0) < Date.now()) {',
  '  const urlencoded = [',
  '    { key: "grant_type", value: "client_credentials" },',
  '    { key: "client_id", value: pm.environment.get("clientId") },',
  '    { key: "client_secret", value: pm.environment.get("clientSecret") },',
  '  ];',
  '  const url = pm.environment.get("baseUrl") + "/v1/oauth/token";',
  '  pm.sendRequest({ url, method: "POST", body: { mode: "urlencoded", urlencoded } }, (error, answer) => {',
  '    if (error) throw error;',
  '    pm.environment.set("accessToken", answer.json().access_token);',
  '    pm.environment.set("tokenUntil", Date.now() + (answer.json().expires_in - 60) * 1000);',
  '  });',
  '}',
];

// ---- requests.
const languages = { 'application/json': 'json', 'application/merge-patch+json': 'json', 'application/xml': 'xml' };
function bodyOf(operation, changes = {}) {
  const contents = Object.entries(resolve(operation.requestBody)?.content ?? {});
  const [mediaType, content] = contents.find(([, candidate]) => candidate.examples) ?? contents[0] ?? [];
  if (!mediaType || mediaType === 'application/x-www-form-urlencoded') return undefined;
  const example = content.examples && resolve(Object.values(content.examples)[0]).value;
  if (example === undefined) return { mediaType, body: { mode: 'file', file: { src: '' } } };
  const raw = typeof example === 'string' ? example : JSON.stringify({ ...example, ...changes }, null, 2);
  return { mediaType, body: { mode: 'raw', raw: withVariables(raw), options: { raw: { language: languages[mediaType] ?? 'text' } } } };
}
function complete(item, operation, step) {
  const { request } = item;
  delete item.id;
  item.response = [];
  item.name = step ? `${step.number} ${operation.operationId}` : operation.summary;
  request.name = item.name;
  request.auth = operation.security?.length ? undefined : { type: 'noauth' };
  if (operation.operationId === 'issueToken')
    request.body.urlencoded = [['grant_type', 'client_credentials'], ['client_id', '{{clientId}}'], ['client_secret', '{{clientSecret}}']]
      .map(([key, value]) => ({ key, value }));
  for (const variable of request.url.variable ?? []) variable.value = `{{${variable.key}}}`;
  for (const query of request.url.query ?? []) {
    const parameter = operation.parameters.find(candidate => candidate.name === query.key);
    query.disabled = !parameter.required && !(step?.query ?? []).includes(query.key);
    // The converter makes one up where the contract has no example, another each time.
    query.value = withVariables(exampleOf(parameter));
  }
  request.header = (request.header ?? []).filter(header => !['Accept', 'Content-Type'].includes(header.key));
  const written = { 'If-Match': '"{{version}}"', 'Idempotency-Key': '{{$guid}}' };
  for (const header of request.header) {
    const isOurs = header.key in written;
    const parameter = operation.parameters.find(candidate => candidate.name === header.key);
    Object.assign(header, { value: isOurs ? written[header.key] : exampleOf(parameter), disabled: !isOurs && !parameter.required });
  }
  const given = bodyOf(operation, step?.body);
  if (given) {
    request.body = given.body;
    request.header.push({ key: 'Content-Type', value: given.mediaType });
  }
  const statuses = step ? [step.status] : Object.keys(operation.responses).filter(status => status.startsWith('2')).map(Number);
  item.event = [
    ...(step?.isFresh ? [script('prerequest', freshOrganization)] : []),
    script('test', testsOf(operation, statuses)),
  ];
  return JSON.parse(JSON.stringify(item));
}

const converted = await new Promise((done, fail) => convertV2(
  { type: 'string', data: text },
  { folderStrategy: 'Tags', parametersResolution: 'Example', requestNameSource: 'Fallback' },
  (error, result) => (error ?? !result.result ? fail(error ?? new Error(result.reason)) : done(result.output[0].data)),
));
const operationOf = ({ method, url }) => {
  const path = `/${url.path.join('/')}`.replace(/:([A-Za-z]+)/g, '{$1}');
  return operations.find(operation => operation.method === method.toLowerCase() && operation.path === path);
};
const leaves = items => items.flatMap(item => (item.item ? leaves(item.item) : [item]));
const requests = new Map(leaves(converted.item).map(item => [operationOf(item.request).operationId, item]));
const copy = value => JSON.parse(JSON.stringify(value));
const folders = contract.tags.map(tag => ({
  name: tag.name,
  description: tag.description,
  item: operations.filter(operation => operation.tags[0] === tag.name).map(operation => complete(copy(requests.get(operation.operationId)), operation)),
})).filter(({ item }) => item.length);
const byId = id => operations.find(operation => operation.operationId === id);
const played = {
  name: 'story',
  description: 'Requests that follow each other and work, from an organization to what its ledger says. It can be played again and again.',
  item: story.map((step, index) =>
    complete(copy(requests.get(step.operation)), byId(step.operation), { ...step, number: String(index + 1).padStart(2, '0') })),
};
const collection = {
  info: { name: 'PagoDigitale', description: contract.info.description, schema: converted.info.schema },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] },
  event: [script('prerequest', askForToken)],
  item: [played, ...folders],
};

// ---- what the environment begins with: the organization that the demo has, in the place of the contract's.
const ofContract = variables.get('organization');
const ofDemo = '80012345676';
const initial = [...variables].map(([name, value]) => [name, value.replace(ofContract, ofDemo)]);

// ---- Postman.
const values = initial.map(([key, value]) => ({ key, value, type: key === 'clientSecret' ? 'secret' : 'default', enabled: true }));
write('postman/PagoDigitale.postman_collection.json', JSON.stringify(collection, null, 1));
write('postman/demo.postman_environment.json', JSON.stringify({ name: 'demo', values, _postman_variable_scope: 'environment' }, null, 1));

// ---- Bruno, which asks for tokens by itself. It would write into its files what a script sets in the environment: what requests hand on is
// kept while it runs.
const { collection: bruno } = await postmanToBruno({ ...copy(collection), event: [] });
const oauth2 = {
  grantType: 'client_credentials', accessTokenUrl: '{{baseUrl}}/v1/oauth/token', refreshTokenUrl: '', clientId: '{{clientId}}',
  clientSecret: '{{clientSecret}}', scope: '', credentialsPlacement: 'body', credentialsId: 'credentials', tokenPlacement: 'header',
  tokenHeaderPrefix: 'Bearer', autoFetchToken: true, autoRefreshToken: false,
};
write('bruno/bruno.json', JSON.stringify({ version: '1', name: 'PagoDigitale', type: 'collection', ignore: ['node_modules', '.git'] }, null, 2));
write('bruno/collection.bru', stringifyCollection({ request: { auth: { mode: 'oauth2', oauth2 } }, docs: contract.info.description }, {}, { format: 'bru' }));
write('bruno/environments/demo.bru', stringifyEnvironment(
  { variables: initial.map(([name, value]) => ({ name, value, enabled: true, secret: false })) }, { format: 'bru' }));
[played, ...folders].forEach((source, index) => {
  const items = bruno.items.find(item => item.name === source.name).items;
  const meta = { name: source.name, seq: index + 1 };
  write(`bruno/${source.name}/folder.bru`, stringifyFolder({ meta, request: { auth: { mode: 'inherit' } }, docs: source.description }, { format: 'bru' }));
  items.forEach((item, at) => {
    const name = source === played ? item.name.replace(' ', '-') : operationOf(source.item[at].request).operationId;
    // The converter puts a scheme before a variable, and parameters that are switched off into the address.
    const sent = item.request.params.filter(parameter => parameter.type === 'query' && parameter.enabled);
    const query = sent.map(parameter => `${parameter.name}=${parameter.value}`).join('&');
    for (const [when, exec] of Object.entries(item.request.script ?? {}))
      if (typeof exec === 'string') item.request.script[when] = exec.replaceAll('bru.setEnvVar(', 'bru.setVar(');
    item.request.url = item.request.url.replace(/^http:\/\//, '').split('?')[0] + (query && `?${query}`);
    write(`bruno/${source.name}/${name}.bru`, stringifyRequest({ ...item, seq: at + 1, examples: [] }, { format: 'bru' }));
  });
});
