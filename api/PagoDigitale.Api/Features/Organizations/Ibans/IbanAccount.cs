using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Platform.Concurrency;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

/// <summary>An account the organization collects on, as registered with pagoPA.</summary>
public sealed class IbanAccount : IVersioned
{
    public required string OrganizationId { get; init; }
    public required string Iban { get; init; }
    public required string Label { get; set; }
    public required bool IsPostal { get; init; }
    public bool IsActive { get; set; } = true;
    public int Version { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }

    long IVersioned.Version => Version;
}

public sealed class IbanAccountMapping : IEntityTypeConfiguration<IbanAccount>
{
    public void Configure(EntityTypeBuilder<IbanAccount> builder)
    {
        builder.ToTable("ibans").HasKey(x => new { x.OrganizationId, x.Iban });
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}
