namespace PagoDigitale.Platform.Events;

/// <summary>
/// What an event says. Each type of event is a record of its own, whose members are the schema of its data in the contract: a member
/// that is only in one of the two is found by the architecture tests. The record stands in the room of what it tells of.
/// </summary>
public abstract record EventData
{
    /// <summary>Identifier of what the event is about; the data say it too, by the name it has everywhere.</summary>
    protected internal abstract string SubjectId { get; }
}

/// <param name="type">Subject and what happened to it, past tense: <c>position.paid</c>.</param>
/// <param name="meaning">One line for who reads the feed.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string type, string meaning) : Attribute
{
    public string Type { get; } = type;

    public string Meaning { get; } = meaning;

    /// <summary>The kind of thing it is about, where the type does not begin with it.</summary>
    public string? Subject { get; init; }
}
