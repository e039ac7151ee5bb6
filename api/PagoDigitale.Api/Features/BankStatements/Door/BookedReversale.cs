namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <param name="Name">Year and number.</param>
/// <param name="IsFinal">Executed by the treasurer, or of a year that is over: it cannot be annulled any more.</param>
public sealed record BookedReversale(string Name, bool IsFinal);
