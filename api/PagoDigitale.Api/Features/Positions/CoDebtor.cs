using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Who owes a debt beside its debtor, the whole of it (art. 1292 of the Italian civil code).</summary>
public sealed class CoDebtor
{
    public required string OrganizationId { get; init; }
    public required Guid PositionId { get; init; }
    public required short Place { get; init; }
    public required Guid DebtorId { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }

    /// <summary>As it would be sent again; the registry has the rest.</summary>
    public CoDebtorInput ToInput() =>
        new()
        {
            Type = Type,
            FiscalCode = FiscalCode,
            Name = Name,
        };
}

/// <summary>A service that lines of a position are paid for, and not the position's own.</summary>
public sealed class PositionService
{
    public required string OrganizationId { get; init; }
    public required string ServiceCode { get; init; }
    public required Guid PositionId { get; init; }
}

public sealed class CoDebtorMapping : IEntityTypeConfiguration<CoDebtor>, IEntityTypeConfiguration<PositionService>
{
    public void Configure(EntityTypeBuilder<CoDebtor> builder)
    {
        builder
            .ToTable("co_debtors")
            .HasKey(x => new
            {
                x.OrganizationId,
                x.PositionId,
                x.Place,
            });
        builder.Property(x => x.Type).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<PositionService> builder) =>
        builder
            .ToTable("position_services")
            .HasKey(x => new
            {
                x.OrganizationId,
                x.ServiceCode,
                x.PositionId,
            });
}
