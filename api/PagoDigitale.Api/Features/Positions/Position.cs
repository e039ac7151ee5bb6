using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// A debt. State, paid amount and version follow its instalments: <see cref="Settle"/> here, PositionStateWriter for sets. The debtor is
/// kept as it was when the position was written.
/// </summary>
public sealed class Position : IVersioned
{
    public required string OrganizationId { get; init; }
    public required Guid PositionId { get; init; }
    public string? ExternalId { get; init; }
    public required string ServiceCode { get; set; }
    public string? UnitCode { get; set; }
    public required string Description { get; set; }
    public string? OptionDescription { get; set; }
    public required Guid DebtorId { get; set; }
    public required DebtorType DebtorType { get; set; }
    public required string DebtorFiscalCode { get; set; }
    public required string DebtorName { get; set; }
    public Address? DebtorAddress { get; set; }
    public string? DebtorEmail { get; set; }
    public DateTimeOffset? DebtorCorrectedAt { get; set; }
    public DateOnly? ValidFrom { get; set; }
    public Guid? FlowId { get; init; }
    public int? FlowRowNumber { get; init; }
    public required long AmountCents { get; set; }
    public long PaidCents { get; private set; }
    public required PositionState State { get; set; }
    public Dictionary<string, string>? Metadata { get; set; }
    public int Version { get; private set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public List<Instalment> Instalments { get; init; } = [];

    public string PublicId => Ids.Position(PositionId);

    long IVersioned.Version => Version;

    /// <summary>After every change of it or of its instalments, before it is saved.</summary>
    public void Settle(DateTimeOffset now)
    {
        State = PositionStates.Compute(
            Instalments.OrderBy(i => i.InstalmentIndex).Select(i => i.State),
            ValidFrom,
            RomeTime.LegalDate(now),
            Instalments.Exists(i => i is { IsSettledInPart: true, DischargedOwnCents: 0, DischargedOthersCents: 0 })
        );
        PaidCents = Instalments.Sum(i => i.PaidCents ?? 0);
        Version++;
        UpdatedAt = now;
    }
}

public sealed class PositionMapping : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> builder)
    {
        builder.ToTable("positions").HasKey(x => new { x.OrganizationId, x.PositionId });
        builder.Property(x => x.DebtorType).HasConversion<string>();
        builder.Property(x => x.DebtorAddress).HasJson();
        builder.Property(x => x.Metadata).HasJson();
        builder.Property(x => x.State).HasConversion(v => StateText.Of(v), t => StateText.Parse<PositionState>(t));
        builder.HasMany(x => x.Instalments).WithOne().HasForeignKey(x => new { x.OrganizationId, x.PositionId });
        builder.Ignore(x => x.PublicId);
    }
}
