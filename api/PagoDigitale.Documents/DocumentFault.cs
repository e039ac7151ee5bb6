namespace PagoDigitale.Documents;

/// <summary>One field that stops a document: its property name and what is wrong with it.</summary>
public sealed record DocumentFault(string Field, string Reason);
