using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;

namespace PagoDigitale.Api.Features.Debtors;

public sealed record DebtorModel : IVersioned
{
    public const string Prefix = "deb";

    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public string? Category { get; init; }
    public required long Version { get; init; }
}
