using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PagoDigitale.Api.Features.Organizations.Units;

/// <summary>An office of the organization, to tell whose positions are whose.</summary>
public sealed class Unit
{
    public const string Prefix = "unt";

    public required string OrganizationId { get; init; }
    public required Guid UnitId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder) => builder.ToTable("units").HasKey(x => new { x.OrganizationId, x.UnitId });
}
