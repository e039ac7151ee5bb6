using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>
/// A connection of the organization to the node through a broker. Notice numbers come from the default one. One that is put
/// aside gives none any more, and answers the node for those it gave.
/// </summary>
public sealed class Station
{
    public required string OrganizationId { get; init; }
    public required string StationId { get; init; }
    public required string BrokerFiscalCode { get; init; }
    public required short AuxDigit { get; init; }
    public string? SegregationCode { get; init; }
    public string? ApplicationCode { get; init; }
    public bool IsDefault { get; set; }
    public bool IsActive { get; set; } = true;
    public int Version { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class StationMapping : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> builder)
    {
        builder.ToTable("stations").HasKey(x => new { x.OrganizationId, x.StationId });
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}

public sealed record StationModel : IVersioned
{
    public required string StationId { get; init; }
    public required string BrokerFiscalCode { get; init; }
    public required int AuxDigit { get; init; }
    public string? SegregationCode { get; init; }
    public string? ApplicationCode { get; init; }
    public required bool IsDefault { get; init; }
    public required bool IsActive { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public static StationModel Of(Station x) =>
        new()
        {
            StationId = x.StationId,
            BrokerFiscalCode = x.BrokerFiscalCode,
            AuxDigit = x.AuxDigit,
            SegregationCode = x.SegregationCode,
            ApplicationCode = x.ApplicationCode,
            IsDefault = x.IsDefault,
            IsActive = x.IsActive,
            Version = x.Version,
        };
}

public sealed record StationInput
{
    public required string StationId { get; init; }
    public required string BrokerFiscalCode { get; init; }
    public required int AuxDigit { get; init; }
    public string? SegregationCode { get; init; }
    public string? ApplicationCode { get; init; }
    public bool? IsDefault { get; init; }
}

public sealed record StationChange
{
    public bool? IsDefault { get; init; }
    public bool? IsActive { get; init; }
}

public sealed record StationFilter : PageQuery
{
    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class StationInputValidator : AbstractValidator<StationInput>
{
    private const string TwoDigits = "^[0-9]{2}$";

    public StationInputValidator()
    {
        RuleFor(x => x.BrokerFiscalCode)
            .Must(c => OrganizationCode.TryParse(c, out _))
            .WithMessage("is not the fiscal code of a broker")
            .Remedy("fiscal-code-invalid", "Use the 11 digits of the broker's fiscal code.");
        RuleFor(x => x.StationId)
            .Must(
                (x, id) =>
                    id.Length == 14
                    && id.StartsWith($"{x.BrokerFiscalCode}_", StringComparison.Ordinal)
                    && char.IsAsciiDigit(id[12])
                    && char.IsAsciiDigit(id[13])
            )
            .WithMessage("is not a station of this broker")
            .Remedy(
                "station-id-invalid",
                "Use the broker's fiscal code, an underscore and two digits, as the node registered it: 01234567897_01."
            );
        RuleFor(x => x.AuxDigit).InclusiveBetween(0, 3).WithMessage("must be 0, 1, 2 or 3");
        RuleFor(x => x.SegregationCode)
            .Matches(TwoDigits)
            .When(x => x.SegregationCode is not null)
            .WithMessage("is not two digits")
            .Remedy("segregation-code-invalid", "Use the two digits that the node gave to the station.");
        RuleFor(x => x.ApplicationCode)
            .Matches(TwoDigits)
            .When(x => x.ApplicationCode is not null)
            .WithMessage("is not two digits")
            .Remedy("application-code-invalid", "Use the two digits that the node gave to the station.");
        // SACI, chapter 2: the code after the auxiliary digit is a segregation code for 3, an application code for 0, absent for 1 and 2.
        RuleFor(x => x.SegregationCode)
            .Must((x, code) => x.AuxDigit == 3 == (code is not null))
            .WithMessage(x => x.AuxDigit == 3 ? "is required with aux digit 3" : "goes with aux digit 3 only")
            .Remedy("segregation-code-mismatch", "Give it with aux digit 3 and leave it out otherwise.");
        RuleFor(x => x.ApplicationCode)
            .Must((x, code) => x.AuxDigit == 0 == (code is not null))
            .WithMessage(x => x.AuxDigit == 0 ? "is required with aux digit 0" : "goes with aux digit 0 only")
            .Remedy("application-code-mismatch", "Give it with aux digit 0 and leave it out otherwise.");
    }
}

public sealed class StationChangeValidator : AbstractValidator<StationChange>
{
    public StationChangeValidator()
    {
        RuleFor(x => x.IsDefault).NotNull();
        RuleFor(x => x.IsActive).NotNull();
    }
}
