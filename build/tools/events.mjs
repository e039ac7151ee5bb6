// Events for the client. In the contract an event is one of many schemas, told apart by its type. A program meets types that are
// younger than its client, so the client has one class Event for all of them, whose Data is read as the class that its type has:
//   Events.cs      constants for the types, and a class for the data of each.
const last = reference => reference.split('/').pop();

/** Puts one class in the place of the schemas of the types. Returns what the types are. */
export function flatten(document) {
  const { schemas } = document.components;
  const types = Object.entries(schemas.Event.discriminator.mapping).map(([type, reference]) => {
    const name = last(reference);
    const { description, allOf } = schemas[name];
    delete schemas[name];
    return { type, description, says: last(allOf[1].properties.data.$ref) };
  });
  const { EventEnvelope: envelope, Event: event } = schemas;
  delete schemas.EventEnvelope;
  schemas.Event = {
    type: 'object',
    description: event.description,
    required: [...envelope.required, 'data'],
    properties: {
      ...envelope.properties,
      type: { ...envelope.properties.type, description: `${envelope.properties.type.description} One of the constants of EventTypes.` },
      data: { type: 'object', description: 'What the event says; DataAs reads it as the class that its type has.', additionalProperties: true },
    },
  };
  return types;
}

/**
 * The text of Events.cs. The class of a type is named after the type, always: position.paid has PositionPaidData. Where the contract
 * has one schema for types that say the same, the class of each is that of the schema with another name.
 */
export function write(types, { header, pascal, xml }) {
  const named = types.map(told => ({ ...told, data: `${pascal(told.type)}Data` }));
  let text = `${header}\n/// <summary>Types of events. New ones may appear: pass over those you do not know.</summary>\npublic static class EventTypes\n{\n`;
  for (const { type, description, data } of named)
    text += `    /// <summary>${xml(description)} Its data: <see cref="${data}" />.</summary>\n    public const string ${pascal(type)} = "${type}";\n`;
  text += '}\n';
  for (const { type, data, says } of named.filter(({ data, says }) => data !== says))
    text += `\n/// <summary>What <c>${type}</c> says: a <see cref="${says}" />.</summary>\npublic partial class ${data} : ${says}\n{\n}\n`;
  text += '\ninternal static class EventDataClasses\n{\n'
    + '    public static readonly System.Collections.Generic.Dictionary<string, System.Type> ByType = new()\n    {\n';
  for (const { type, data } of named) text += `        [EventTypes.${pascal(type)}] = typeof(${data}),\n`;
  return `${text}    };\n}\n`;
}
