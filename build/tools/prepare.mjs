// Gets openapi.yaml ready for the client generator, and writes the parts of the SDK that the generator cannot:
//   Vocabulary.cs  constants for the values of enumerations, which travel as plain strings so that a value added later never breaks a caller;
//   Options.cs     for every list, for every upload and wherever more than one parameter may be left out, a class that holds them;
//   Calls.cs       the methods that take these options; for every list also those that follow the cursors;
//   Answers.cs     the partial classes that carry what the HTTP answer said beside its body;
//   Events.cs      the types of events and the classes of their data (events.mjs).
// The contract itself is not changed: the prepared copy goes into the folder given as second argument, with the generator's settings.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as events from './events.mjs';

const [, , contractPath, workFolder, generatedFolder] = process.argv;
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
  BankStatements: 'BankStatement', ReconciliationJobs: 'ReconciliationJob', Reversali: 'Reversale', Events: 'Event', RefusedMessages: 'RefusedMessage', Connections: 'Connection', PublishedFlows: 'PublishedFlow',
  ExpectedFlows: 'ExpectedFlow', MissingReceipts: 'MissingReceipt', ReceiptArchives: 'ReceiptArchive', AcaNotices: 'AcaNotice', AcaAlignments: 'AcaAlignment',
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

const eventTypes = events.flatten(document);

// ---- enumerations become strings and constants.
const vocabularyNames = {
  ServiceCheckStatus: 'CheckStates', ServiceStatusStatus: 'ServiceStates', ReconciliationClassClass: 'ReconciliationClasses',
  AccountBalanceAccount: 'LedgerAccounts', PostingKind: 'PostingKinds', DebtorType: 'DebtorTypes', FlowRowVerdict: 'RowVerdicts',
  RendicontazioneRowState: 'RendicontazioneRowStates', MovementReferenceKind: 'ReferenceKinds', ActivityEntryOutcome: 'ActivityOutcomes',
  MovementReferenceConfidence: 'ReferenceConfidences', SkippedTransferReason: 'SkipReasons', ReceiptVersion: 'ReceiptVersions',
  AccertamentoBatchItemOutcome: 'BatchOutcomes', AccountingProfileAccountingDateRule: 'AccountingDateRules',
  RendicontazioneRowOutcome: 'RendicontazioneOutcomes', PositionPaymentDataPaidBy: 'PaidByReasons',
  PositionsEmbed: 'PositionEmbeds', BankStatementsEmbed: 'MovementEmbeds',
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
for (const [name, schema] of Object.entries(document.components.schemas)) {
  for (const part of [schema, ...(schema.allOf ?? [])]) {
    for (const [property, value] of Object.entries(part.properties ?? {})) collect(name, property, value);
    if (part.properties && part.additionalProperties === undefined) part.additionalProperties = false;
  }
}

// ---- operations.
delete document.components.schemas.FileForm;
const answers = new Set();
const calls = [];
// The methods of the generator that take their parameters one by one: it hides them and names them …Core; Calls.cs alone calls them.
const hidden = [];
const parametersMax = 1;
for (const item of Object.values(document.paths)) {
  for (const method of methods.filter(candidate => item[candidate])) {
    const operation = item[method];
    const resource = pascal(operation.tags[0]);
    const name = methodName(operation.operationId, resource);
    const operationId = operation.operationId;
    operation.operationId = `${resource}_${name}`;
    operation.responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => status < '400'));
    operation.parameters = (operation.parameters ?? []).map(resolve).map(parameter => ({ ...parameter, schema: { ...resolve(parameter.schema) } }));
    // A part of an answer has not what the classes require: whoever wants one reads it as JSON (PagoDigitaleClient.ReadAsync).
    operation.parameters = operation.parameters.filter(parameter => !parameter['x-selects-members']);
    for (const parameter of operation.parameters) {
      collect('', parameter.name, parameter.schema);
      if (parameter.schema.items) {
        parameter.schema.items = { ...resolve(parameter.schema.items) };
        collect(parameter.name === 'embed' ? resource : '', parameter.name, parameter.schema.items);
      }
      if (parameter.name === 'If-Match') {
        // The version is a number to the caller; a handler writes it as an entity tag.
        parameter['x-originalName'] = 'version';
        parameter.description = 'The version being changed, as the resource says it.';
        parameter.schema = { type: 'integer', format: 'int64' };
        parameter.required = true;
      } else if (parameter.name === 'fileName') {
        // Optional for whoever sends a form; a program has a name at hand, and a list of files without names helps nobody.
        parameter.required = true;
        parameter.description = 'Name of the file.';
      } else if (parameter.in === 'header') {
        parameter['x-originalName'] = camel(parameter.name);
      }
    }
    const content = operation.requestBody?.content;
    const isFile = Object.keys(content ?? {}).some(mediaType => /^image\/|octet-stream$/.test(mediaType));
    const isUpload = isFile && operationId.startsWith('upload');
    // The client sends files as bare bodies.
    if (content) delete content['multipart/form-data'];
    if (content?.['application/octet-stream']) operation.requestBody.content = { 'application/octet-stream': content['application/octet-stream'] };
    for (const response of Object.values(operation.responses)) {
      const schema = schemaName(response.content?.['application/json']?.schema);
      if (schema) answers.add(schema);
    }
    const isList = operation.parameters.some(parameter => parameter.name === 'cursor');
    // All uploads are called alike: the organization, the name of the file, its content, and what there is to say of it in one object.
    const chosen = operation.parameters.filter(parameter => parameter.in === 'query' && parameter.name !== 'fileName' && (isUpload || !parameter.required));
    if (isList || isUpload || chosen.length > parametersMax) {
      hidden.push(`${resource}Client.${name}Async`);
      const ok = Object.entries(operation.responses).find(([status]) => status < '300')[1];
      const json = schemaName(ok.content?.['application/json']?.schema);
      const answer = json ?? (ok.content && 'FileResponse');
      const element = isList ? schemaName(document.components.schemas[answer].properties.items.items) : undefined;
      const isImage = isFile && !content['application/octet-stream'];
      calls.push({ resource, name, operationId, options: `${pascal(operationId)}Options`, operation, chosen, answer, element, isUpload, isImage });
    }
  }
}
for (const { schema, known } of described) schema.description = `${schema.description ?? ''} One of the constants of ${known.name}.`.trim();
const preparedPath = join(workFolder, 'openapi.json');
writeFileSync(preparedPath, JSON.stringify(document, null, 2));

const settings = JSON.parse(readFileSync(join(import.meta.dirname, 'client.nswag'), 'utf8'));
settings.documentGenerator.fromDocument.url = preparedPath;
const client = settings.codeGenerators.openApiToCSharpClient;
client.output = join(generatedFolder, 'Clients.cs');
client.templateDirectory = join(import.meta.dirname, 'templates');
client.protectedMethods = hidden;
writeFileSync(join(workFolder, 'client.nswag'), JSON.stringify(settings, null, 2));

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

const types = {
  integer: schema => schema.format === 'int64' ? 'long' : 'int', boolean: () => 'bool',
  string: schema => ({ date: client.dateType, 'date-time': client.dateTimeType })[schema.format] ?? 'string',
  array: schema => `System.Collections.Generic.IEnumerable<${type(schema.items)}>`,
};
const type = schema => types[schema.type](schema);
const identifier = name => ['class', 'from', 'event'].includes(name) ? `@${camel(name)}` : camel(name);
text = header;
for (const { operationId, options, operation, chosen } of calls.filter(({ chosen }) => chosen.length).sort((a, b) => a.options < b.options ? -1 : 1)) {
  text += `\n/// <summary>What may be chosen when calling <c>${operationId}</c>: ${xml(operation.summary.toLowerCase())}.</summary>\npublic sealed class ${options}\n{\n`;
  text += chosen.map(({ name, description, schema, required }) =>
    `    /// <summary>${xml(described.some(found => found.schema === schema) ? `${description} ${schema.description}` : description)}</summary>\n`
    + `    public ${required ? `required ${type(schema)}` : `${type(schema)}?`} ${pascal(name)} { get; set; }\n`).join('\n');
  text += '}\n';
}
writeFileSync(join(generatedFolder, 'Options.cs'), text);

const cancellation = { type: 'System.Threading.CancellationToken', name: 'cancellationToken', value: 'default' };
const doc = parameters => parameters.map(({ name, description }) => `    /// <param name="${name.replace('@', '')}">${xml(description)}</param>\n`).join('');
const signature = parameters => parameters.map(({ type, name, value }) => `${type} ${name}${value ? ` = ${value}` : ''}`).join(', ');
const names = parameters => parameters.map(({ name }) => name).join(', ');

// What a caller says of an operation, in the order of a method's parameters. `passed` is how the generator's method gets it.
function parametersOf({ operation, chosen, options, isUpload, isImage }) {
  const said = operation.parameters.filter(parameter => parameter.required && !chosen.includes(parameter))
    .map(({ name, description, schema }) => ({ type: type(schema), name: identifier(name), description, passed: `${identifier(name)}: ${identifier(name)}` }));
  if (isUpload && !said.some(({ name }) => name === 'fileName'))
    said.push({ type: 'string', name: 'fileName', description: isImage
      ? 'Name of the file, which says what it is by its ending; it is not kept.' : 'Name of the file, as of every upload; this one is found by its content, and the name is not kept.' });
  const body = operation.requestBody ? [{ type: 'System.IO.Stream', name: 'content', description: operation.requestBody.description ?? 'The file.',
    passed: isImage ? 'body: new FileParameter(content, fileName, ImageTypes.Of(fileName))' : 'body: content' }] : [];
  const must = chosen.filter(({ required }) => required).map(({ name }) => pascal(name));
  const may = chosen.filter(({ required }) => !required).map(({ name }) => pascal(name));
  const description = `${must.length ? `What has to be said: ${must.join(', ')}. ` : ''}What is optional: ${may.join(', ')}.`;
  const choice = !chosen.length ? [] : [{ type: must.length ? options : `${options}?`, name: 'options', value: must.length ? undefined : 'null', description }];
  const headers = operation.parameters.filter(parameter => parameter.in === 'header' && !parameter.required)
    .map(parameter => ({ type: 'string?', name: parameter['x-originalName'], value: 'null', description: parameter.description }))
    .map(parameter => ({ ...parameter, passed: `${parameter.name}: ${parameter.name}` }));
  return { first: [...said, ...body], choice, headers };
}

function methodsOf(call) {
  const { name, operation, options, answer, element } = call;
  const { first, choice: [choice], headers } = parametersOf(call);
  const passed = [...first, ...headers].flatMap(parameter => parameter.passed ?? []);
  const [must] = call.chosen.filter(({ required }) => required);
  const given = parameter => parameter === must ? '(options ?? throw new System.ArgumentNullException(nameof(options))).' : must ? 'options.' : 'options?.';
  const chosen = call.chosen.filter(parameter => parameter.name !== 'cursor').map(parameter => `${identifier(parameter.name)}: ${given(parameter)}${pascal(parameter.name)}`);
  const all = [...first, ...(choice ? [choice] : []), ...headers];
  const token = { ...cancellation, description: 'Stops the call.' };
  const remarks = `    /// <remarks>${xml(operation.description ?? '')}</remarks>\n`;
  const one = {
    documentation: `    /// <summary>${xml(operation.summary)}.</summary>\n${remarks}${doc([...all, token])}`,
    declaration: `System.Threading.Tasks.Task${answer ? `<${answer}>` : ''} ${name}Async(${signature([...all, token])})`,
    body: `${name}CoreAsync(${[...passed, ...chosen, 'cancellationToken: cancellationToken'].join(', ')})`,
  };
  if (!element) return { open: [one], hidden: '' };

  one.body = `${name}AtAsync(${names(all)}, options?.Cursor, cancellationToken)`;
  const between = { ...cancellation, description: 'Stops between pages, and the call under way.' };
  const listed = { ...choice, description: `${choice.description} Limit is the size of a page; Cursor is the page to begin with.` };
  const follow = [...first, listed, ...headers];
  const rest = name.replace(/^List/, '');
  const pages = `ListPages${rest.replace(/^(?!Across|$)/, 'Of')}`;
  const hiddenParameters = [...first, { ...choice, value: undefined }, { type: 'string?', name: 'cursor' }, { ...cancellation, value: undefined }];
  return {
    open: [one, {
      documentation: `    /// <summary>${xml(operation.summary)}: page after page, read as they are asked for.</summary>\n${remarks}${doc([...follow, between])}`,
      declaration: `System.Collections.Generic.IAsyncEnumerable<${answer}> ${pages}Async(${signature([...follow, between])})`,
      body: `CursorPaging.PagesAsync(\n            (cursor, token) => ${name}AtAsync(${names(all)}, cursor, token),\n            options?.Cursor, page => page.NextCursor, cancellationToken)`,
    }, {
      documentation: `    /// <summary>${xml(operation.summary)}: every item, page after page, read as they are asked for.</summary>\n${remarks}${doc([...follow, between])}`,
      declaration: `System.Collections.Generic.IAsyncEnumerable<${element}> ${name.replace(/^List/, 'ListAll')}Async(${signature([...follow, between])})`,
      body: `CursorPaging.ItemsAsync(${pages}Async(${names(all)}, System.Threading.CancellationToken.None), page => page.Items, cancellationToken)`,
    }],
    hidden: `\n    private System.Threading.Tasks.Task<${answer}> ${name}AtAsync(${signature(hiddenParameters)}) =>\n`
      + `        ${name}CoreAsync(${[...passed, ...chosen, 'cursor: cursor', 'cancellationToken: cancellationToken'].join(', ')});\n`,
  };
}

text = header;
for (const { name: tag, description } of document.tags) {
  const resource = pascal(tag);
  const methods = calls.filter(call => call.resource === resource).map(methodsOf);
  text += `\n/// <summary>${xml(description)}</summary>\npublic partial interface I${resource}Client\n{\n`
    + methods.flatMap(({ open }) => open).map(({ documentation, declaration }) => `${documentation}    ${declaration};\n`).join('\n') + '}\n';
  if (methods.length > 0)
    text += `\ninternal partial class ${resource}Client\n{\n`
      + methods.map(({ open, hidden }) => open.map(({ declaration, body }) => `    /// <inheritdoc />\n    public ${declaration} =>\n        ${body};\n`).join('\n') + hidden).join('\n') + '}\n';
}
writeFileSync(join(generatedFolder, 'Calls.cs'), text);

text = header;
for (const name of [...answers].sort())
  text += `\npublic partial class ${name} : IAnswer\n{\n    /// <inheritdoc />\n    [System.Text.Json.Serialization.JsonIgnore]\n    public AnswerDetails? Answer { get; set; }\n}\n`;
const merges = Object.keys(document.components.schemas).filter(name => name.endsWith('Change')).sort();
for (const name of merges)
  text += `\npublic partial class ${name} : IMergePatch\n{\n    /// <inheritdoc />\n    [System.Text.Json.Serialization.JsonIgnore]\n    public System.Collections.Generic.ISet<string> Removed { get; } = new System.Collections.Generic.HashSet<string>();\n}\n`;
writeFileSync(join(generatedFolder, 'Answers.cs'), text);

writeFileSync(join(generatedFolder, 'Events.cs'), events.write(eventTypes, { header, pascal, xml }));
