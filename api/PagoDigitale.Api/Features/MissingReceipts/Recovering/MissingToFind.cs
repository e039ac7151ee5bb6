namespace PagoDigitale.Api.Features.MissingReceipts.Recovering;

/// <summary>A receipt to be asked for.</summary>
/// <param name="Attempts">So far.</param>
/// <param name="IsStandIn">Whether the rendicontazione says that it was paid in stand-in, which the service does not tell.</param>
public sealed record MissingToFind(MissingReceiptFacts Facts, Guid Id, int Attempts, bool IsStandIn);
