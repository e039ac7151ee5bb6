using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>An account the organization collects on, as registered with pagoPA.</summary>
public sealed class IbanAccount
{
    public required string OrganizationId { get; init; }
    public required string Iban { get; init; }
    public required string Label { get; set; }
    public required bool IsPostal { get; init; }
    public bool IsActive { get; set; } = true;
    public int Version { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class IbanAccountMapping : IEntityTypeConfiguration<IbanAccount>
{
    public void Configure(EntityTypeBuilder<IbanAccount> builder)
    {
        builder.ToTable("ibans").HasKey(x => new { x.OrganizationId, x.Iban });
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}

public sealed record IbanModel : IVersioned
{
    public required string Iban { get; init; }
    public required string Label { get; init; }
    public required bool IsPostal { get; init; }
    public required bool IsActive { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public static IbanModel Of(IbanAccount x) =>
        new()
        {
            Iban = x.Iban,
            Label = x.Label,
            IsPostal = x.IsPostal,
            IsActive = x.IsActive,
            CreatedAt = x.CreatedAt,
            Version = x.Version,
        };
}

public sealed record IbanInput
{
    public required string Iban { get; init; }
    public required string Label { get; init; }
}

public sealed record IbanChange
{
    public string? Label { get; init; }
    public bool? IsActive { get; init; }
}

public sealed record IbanFilter : PageQuery
{
    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class IbanInputValidator : AbstractValidator<IbanInput>
{
    public IbanInputValidator()
    {
        RuleFor(x => x.Iban).MustBeIban().HasRightCheckLetter();
        RuleFor(x => x.Label).NotEmpty().MaximumLength(100);
    }
}

public sealed class IbanChangeValidator : AbstractValidator<IbanChange>
{
    public IbanChangeValidator()
    {
        RuleFor(x => x.Label).NotEmpty().MaximumLength(100);
        RuleFor(x => x.IsActive).NotNull();
    }
}
