using System.Collections.Concurrent;
using System.Reflection;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Platform.Features;

/// <summary>A kind of event.</summary>
/// <param name="Name">Subject and what happened to it, past tense: <c>position.paid</c>.</param>
/// <param name="Meaning">One line for who reads the feed.</param>
/// <param name="Subject">The kind of thing it is about.</param>
/// <param name="Data">The record of what it says.</param>
public sealed record EventType(string Name, string Meaning, string Subject, Type Data)
{
    private static readonly ConcurrentDictionary<Type, EventType> Known = new();

    public static EventType Of<T>()
        where T : EventData => Of(typeof(T));

    public static EventType Of(Type data) =>
        Known.GetOrAdd(
            data,
            static found =>
                found.GetCustomAttribute<EventAttribute>() is { } said
                    ? new(said.Type, said.Meaning, said.Subject ?? said.Type.Split('.')[0], found)
                    : throw new ArgumentException($"{found.Name} does not say which event it is ([Event]).", nameof(data))
        );
}
