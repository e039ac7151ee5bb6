namespace PagoDigitale.Platform.Features;

/// <summary>What an identifier is of, which its prefix tells.</summary>
/// <param name="Name">Of the path parameter that takes it; a filter has <c>Id</c> behind it.</param>
public sealed record IdentifierKind(string Prefix, string Name);
