using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations;

public sealed record OrganizationModel : IVersioned
{
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public string? Sector { get; init; }
    public string? InfoLines { get; init; }
    public string? IpaCode { get; init; }
    public string? CbillCode { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public AccountingProfile? AccountingProfile { get; init; }
    public required bool IsActive { get; init; }
    public required bool HasLogo { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public static OrganizationModel Of(Organization o) =>
        new()
        {
            FiscalCode = o.OrganizationId,
            Name = o.Name,
            Sector = o.Sector,
            InfoLines = o.InfoLines,
            IpaCode = o.IpaCode,
            CbillCode = o.CbillCode,
            Address = o.Address,
            Email = o.Email,
            Pec = o.Pec,
            AccountingProfile = o.AccountingProfile,
            IsActive = o.IsActive,
            HasLogo = o.HasLogo,
            Version = o.Version,
            CreatedAt = o.CreatedAt,
            UpdatedAt = o.UpdatedAt,
        };
}
