namespace PagoDigitale.Platform.Features;

/// <summary>A kind of event.</summary>
/// <param name="Name">Subject and what happened to it, past tense: <c>position.paid</c>.</param>
/// <param name="Meaning">One line for who reads the feed.</param>
public sealed record EventType(string Name, string Meaning);
