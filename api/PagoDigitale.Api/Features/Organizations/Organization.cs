using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>An ente creditore. Its fiscal code is its identity everywhere.</summary>
public sealed class Organization : IVersioned
{
    public required string OrganizationId { get; init; }
    public required string Name { get; set; }
    public string? Sector { get; set; }
    public string? InfoLines { get; set; }
    public string? IpaCode { get; set; }
    public string? CbillCode { get; set; }
    public Address? Address { get; set; }
    public string? Email { get; set; }
    public string? Pec { get; set; }
    public AccountingProfile? AccountingProfile { get; set; }
    public bool HasLogo { get; init; }
    public bool IsActive { get; set; } = true;
    public int Version { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    long IVersioned.Version => Version;
}

public sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations").HasKey(x => x.OrganizationId);
        builder.Property(x => x.Address).HasJson();
        builder.Property(x => x.AccountingProfile).HasJson();
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}
