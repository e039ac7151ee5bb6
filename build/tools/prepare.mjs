// Gets openapi.yaml ready for the client generator, and writes the parts of the SDK that the generator cannot:
//   Vocabulary.cs  constants for the values of enumerations, which travel as plain strings so that a value added later never breaks a caller;
//   Paging.cs      for every list, a method that follows the cursors;
//   Answers.cs     the partial classes that carry what the HTTP answer said beside its body.
// The contract itself is not changed: the prepared copy goes to the path given as second argument.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [, , contractPath, preparedPath, generatedFolder] = process.argv;
const document = parse(readFileSync(contractPath, 'utf8'));
const methods = ['get', 'post', 'put', 'patch', 'delete'];
const pascal = text => text.split(/[^A-Za-z0-9]+/).filter(Boolean).map(word => word[0].toUpperCase() + word.slice(1)).join('');
const camel = text => { const name = pascal(text); return name[0].toLowerCase() + name.slice(1); };
const resolve = node => node?.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], document) : node;
const schemaName = node => node?.$ref?.split('/').pop();
const xml = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\s+/g, ' ').replace(/`([^`]+)`/g, '<c>$1</c>');

// ---- method names: operationId without the resource, which the property of the client already says.
const singular = { Jobs: 'Job',
  Clients: 'Client', Organizations: 'Organization', Services: 'Service', Debtors: 'Debtor', Accertamenti: 'Accertamento',
  Positions: 'Position', Flows: 'Flow', Notices: 'Notice', Receipts: 'Receipt', Rendicontazioni: 'Rendicontazione',
  BankStatements: 'BankStatement', ReconciliationJobs: 'ReconciliationJob', Reversali: 'Reversale', Events: 'Event', RefusedMessages: 'RefusedMessage',
  Problems: 'Problem',
};
function methodName(operationId, resource) {
  const [, verb, rest] = operationId.match(/^([a-z]+)(.*)$/);
  const nouns = [resource, singular[resource], resource.replace(/Jobs$/, '')].filter(Boolean);
  const noun = nouns.find(candidate => new RegExp(`^${candidate}(?=[A-Z]|$)`).test(rest));
  return pascal(verb) + (noun ? rest.slice(noun.length) : rest);
}

// By name: a schema that moves in the contract moves nothing in the client.
document.components.schemas = Object.fromEntries(Object.entries(document.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1)));

// ---- enumerations become strings and constants.
const vocabularyNames = {
  ServiceCheckStatus: 'CheckStates', ServiceStatusStatus: 'ServiceStates', ReconciliationClassClass: 'ReconciliationClasses',
  AccountBalanceAccount: 'LedgerAccounts', PostingKind: 'PostingKinds', DebtorType: 'DebtorTypes', FlowRowVerdict: 'RowVerdicts',
  RendicontazioneRowState: 'RendicontazioneRowStates', MovementReferenceKind: 'ReferenceKinds', ActivityEntryOutcome: 'ActivityOutcomes',
  MovementReferenceConfidence: 'ReferenceConfidences', SkippedTransferReason: 'SkipReasons', ReceiptVersion: 'ReceiptVersions',
  AccertamentoBatchItemOutcome: 'BatchOutcomes', AccountingProfileAccountingDateRule: 'AccountingDateRules',
  RendicontazioneRowOutcome: 'RendicontazioneOutcomes',
};
const vocabulary = new Map();
const described = [];
function collect(owner, property, schema) {
  if (!schema.enum) return;
  const key = schema.enum.join('|');
  const named = vocabularyNames[owner + pascal(property)];
  if (named && vocabulary.has(key)) vocabulary.get(key).name = named;
  if (!vocabulary.has(key) && schema.enum.length > 1) {
    const found = named ?? `${owner}${pascal(property)}s`;
    vocabulary.set(key, { name: found, summary: schema.description ?? '', values: schema.enum });
  }
  const known = vocabulary.get(key);
  if (known) described.push({ schema, known });
  delete schema.enum;
}
// The words of RFC 6749 have underscores, which the generator would leave in C# names; hyphens it knows, and generate-sdk.sh puts the
// underscores back where the names of the wire stand. No member of the contract has a hyphen.
const hyphenated = name => name.replaceAll('_', '-');
for (const schema of Object.values(document.components.schemas)) {
  if (!schema.properties) continue;
  schema.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [hyphenated(name), value]));
  schema.required = schema.required?.map(hyphenated);
}
for (const [name, schema] of Object.entries(document.components.schemas)) {
  for (const [property, value] of Object.entries(schema.properties ?? {})) collect(name, property, value);
  if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
}

// ---- operations.
delete document.components.schemas.FileForm;
const answers = new Set();
const lists = [];
for (const item of Object.values(document.paths)) {
  for (const method of methods.filter(candidate => item[candidate])) {
    const operation = item[method];
    const resource = pascal(operation.tags[0]);
    const name = methodName(operation.operationId, resource);
    const operationId = operation.operationId;
    operation.operationId = `${resource}_${name}`;
    operation.responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => status < '400'));
    operation.parameters = (operation.parameters ?? []).map(resolve).map(parameter => ({ ...parameter, schema: { ...resolve(parameter.schema) } }));
    for (const parameter of operation.parameters) {
      collect('', parameter.name, parameter.schema);
      // What takes several values has its vocabulary in the items.
      if (parameter.schema.items) collect('', parameter.name, (parameter.schema.items = { ...resolve(parameter.schema.items) }));
      if (parameter.name === 'If-Match') {
        // The version is a number to the caller; a handler writes it as an entity tag.
        parameter['x-originalName'] = 'version';
        parameter.description = 'The version being changed, as the resource says it.';
        parameter.schema = { type: 'integer', format: 'int64' };
        parameter.required = true;
      } else if (parameter.name === 'fileName' && /^upload(Flow|BankStatement)$/.test(operationId)) {
        // Optional for whoever sends a form; a program has a name at hand, and a list of files without names helps nobody.
        parameter.required = true;
      } else if (parameter.in === 'header') {
        parameter['x-originalName'] = camel(parameter.name);
      }
    }
    const content = operation.requestBody?.content;
    // The client sends files as bare bodies.
    if (content) delete content['multipart/form-data'];
    if (content?.['application/merge-patch+json']) delete content['application/json'];
    if (content?.['application/octet-stream']) operation.requestBody.content = { 'application/octet-stream': content['application/octet-stream'] };
    for (const response of Object.values(operation.responses)) {
      const schema = schemaName(response.content?.['application/json']?.schema);
      if (schema) answers.add(schema);
    }
    if (operation.parameters.some(parameter => parameter.name === 'cursor')) {
      const page = schemaName(operation.responses['200'].content['application/json'].schema);
      const element = schemaName(document.components.schemas[page].properties.items.items);
      lists.push({ resource, name, page, element, operation });
    }
  }
}
for (const { schema, known } of described) schema.description = `${schema.description ?? ''} One of the constants of ${known.name}.`.trim();
writeFileSync(preparedPath, JSON.stringify(document, null, 2));

// ---- C# files.
const header = '// <auto-generated>Written by build/generate-sdk.sh from openapi.yaml. Changes made here are lost.</auto-generated>\n#nullable enable\nnamespace PagoDigitale.Sdk;\n';
const constant = value => { const name = /^[A-Z0-9_]+$/.test(value) ? pascal(value.toLowerCase()) : pascal(value); return /^\d/.test(name) ? `_${name}` : name; };
let text = header;
for (const { name, summary, values } of [...vocabulary.values()].sort((a, b) => a.name < b.name ? -1 : 1)) {
  text += `\n/// <summary>${xml(summary)} New values may appear: pass over those you do not know.</summary>\npublic static class ${name}\n{\n`;
  for (const value of values) text += `    /// <summary>The value <c>${value}</c>.</summary>\n    public const string ${constant(value)} = "${value}";\n`;
  text += '}\n';
}
writeFileSync(join(generatedFolder, 'Vocabulary.cs'), text);

const types = { array: () => 'System.Collections.Generic.IEnumerable<string>', integer: schema => schema.format === 'int64' ? 'long' : 'int', boolean: () => 'bool', string: schema => ({ date: 'System.DateOnly', 'date-time': 'System.DateTimeOffset' })[schema.format] ?? 'string' };
const identifier = name => ['class', 'from', 'event'].includes(name) ? `@${camel(name)}` : camel(name);
text = header;
for (const resource of [...new Set(lists.map(list => list.resource))].sort()) {
  text += `\npublic partial class ${resource}Client\n{\n`;
  text += lists.filter(list => list.resource === resource).map(({ name, element, operation }) => {
    const parameters = operation.parameters.filter(parameter => parameter.name !== 'cursor');
    const ordered = [...parameters.filter(parameter => parameter.required), ...parameters.filter(parameter => !parameter.required)];
    const signature = ordered.map(parameter => `${types[parameter.schema.type](parameter.schema)}${parameter.required ? '' : '?'} ${identifier(parameter.name)}${parameter.required ? '' : ' = null'}`);
    const call = [...ordered.map(parameter => `${identifier(parameter.name)}: ${identifier(parameter.name)}`), 'cursor: cursor', 'cancellationToken: token'];
    const all = name.replace(/^List/, 'ListAll');
    return `    /// <summary>${xml(operation.summary)}: every item, page after page.</summary>\n`
      + `    /// <remarks>${xml(operation.description)}</remarks>\n`
      + ordered.map(parameter => `    /// <param name="${identifier(parameter.name).replace('@', '')}">${xml(parameter.description)}</param>\n`).join('')
      + '    /// <param name="cancellationToken">Stops between pages, and the call under way.</param>\n'
      + `    public System.Collections.Generic.IAsyncEnumerable<${element}> ${all}Async(${[...signature, 'System.Threading.CancellationToken cancellationToken = default'].join(', ')}) =>\n`
      + `        CursorPaging.FollowAsync(\n            (cursor, token) => ${name}Async(${call.join(', ')}),\n            page => page.Items, page => page.NextCursor, cancellationToken);\n`;
  }).join('\n');
  text += '}\n';
}
writeFileSync(join(generatedFolder, 'Paging.cs'), text);

text = header;
for (const name of [...answers].sort())
  text += `\npublic partial class ${name} : IAnswer\n{\n    /// <inheritdoc />\n    [System.Text.Json.Serialization.JsonIgnore]\n    public AnswerDetails? Answer { get; set; }\n}\n`;
const merges = Object.keys(document.components.schemas).filter(name => name.endsWith('Change')).sort();
for (const name of merges)
  text += `\npublic partial class ${name} : IMergePatch\n{\n    /// <inheritdoc />\n    [System.Text.Json.Serialization.JsonIgnore]\n    public System.Collections.Generic.ISet<string> Removed { get; } = new System.Collections.Generic.HashSet<string>();\n}\n`;
writeFileSync(join(generatedFolder, 'Answers.cs'), text);
