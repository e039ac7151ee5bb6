// Events for the client. In the contract an event is one of many schemas, told apart by its type. A program meets types that are
// younger than its client, so the client has one class Event for all of them, whose Data is read as the class that its type has:
//   Events.cs      constants for the types, and which class the data of each has.
const last = reference => reference.split('/').pop();

/** Puts one class in the place of the schemas of the types. Returns what the types are. */
export function flatten(document) {
  const { schemas } = document.components;
  const types = Object.entries(schemas.Event.discriminator.mapping).map(([type, reference]) => {
    const name = last(reference);
    const { description, allOf } = schemas[name];
    delete schemas[name];
    return { type, description, data: last(allOf[1].properties.data.$ref) };
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

/** The text of Events.cs. */
export function write(types, { header, pascal, xml }) {
  let text = `${header}\n/// <summary>Types of events. New ones may appear: pass over those you do not know.</summary>\npublic static class EventTypes\n{\n`;
  for (const { type, description, data } of types)
    text += `    /// <summary>${xml(description)} Its data: <see cref="${data}" />.</summary>\n    public const string ${pascal(type)} = "${type}";\n`;
  text += '}\n\ninternal static class EventDataClasses\n{\n'
    + '    public static readonly System.Collections.Generic.Dictionary<string, System.Type> ByType = new()\n    {\n';
  for (const { type, data } of types) text += `        [EventTypes.${pascal(type)}] = typeof(${data}),\n`;
  return `${text}    };\n}\n`;
}
