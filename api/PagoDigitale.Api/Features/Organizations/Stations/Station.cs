using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Platform.Concurrency;

namespace PagoDigitale.Api.Features.Organizations.Stations;

/// <summary>
/// A connection of the organization to the node through a broker. Notice numbers come from the default one. One that is put
/// aside gives none any more, and answers the node for those it gave.
/// </summary>
public sealed class Station : IVersioned
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

    long IVersioned.Version => Version;
}

public sealed class StationMapping : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> builder)
    {
        builder.ToTable("stations").HasKey(x => new { x.OrganizationId, x.StationId });
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}
