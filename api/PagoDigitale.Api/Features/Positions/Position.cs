using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
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
    public required Guid DebtorId { get; set; }
    public required DebtorType DebtorType { get; set; }
    public required string DebtorFiscalCode { get; set; }
    public required string DebtorName { get; set; }
    public Address? DebtorAddress { get; set; }
    public string? DebtorEmail { get; set; }
    public DateTimeOffset? DebtorCorrectedAt { get; set; }
    public DateOnly? ValidFrom { get; set; }

    /// <summary>What all its lines say; null where each says what its service does.</summary>
    public RequestToPay? RequestToPay { get; set; }
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

    /// <summary>Those of which something is to be said (<see cref="PaymentOption"/>).</summary>
    public List<PaymentOption> Options { get; init; } = [];

    public List<CoDebtor> CoDebtors { get; init; } = [];

    /// <summary>Of lines that are paid for something else than the position.</summary>
    public List<PositionService> OtherServices { get; init; } = [];

    public IEnumerable<Instalment> InOrder =>
        Instalments.OrderBy(i => i.OptionIndex).ThenBy(i => i.InstalmentIndex).ThenBy(i => i.InstalmentId);

    public int? OwedOption => PaymentOptions.OwedOf(InOrder.Select(i => i.Standing));

    /// <summary>What is asked for: of several payment options that of the one that is owed.</summary>
    public long AskedCents => PaymentOptions.AmountOf([.. InOrder.Select(i => i.Standing)]);

    public string PublicId => Ids.Position(PositionId);

    long IVersioned.Version => Version;

    /// <summary>After every change of it or of its instalments, before it is saved.</summary>
    /// <param name="chosen">The payment option that what has come pays.</param>
    /// <returns>To be posted: what goes from one payment option to another.</returns>
    public IReadOnlyList<(Posting, PostingSubject)> Settle(DateTimeOffset now, int? chosen = null)
    {
        var instalments = InOrder.ToList();
        var after = PaymentOptions.Settle([.. instalments.Select(i => i.Standing)], chosen);
        var entries = new List<(Posting, PostingSubject)>();
        foreach (var (instalment, settled) in instalments.Zip(after))
        {
            entries.AddRange(
                PostingRules
                    .Exchange(instalment.Standing, settled, instalment.Shares)
                    .Select(p => (p, new PostingSubject(PositionId, instalment.InstalmentId)))
            );
            (instalment.State, instalment.IsReleased) = (settled.State, settled.IsReleased);
        }
        State = PositionStates.Compute(after, FirstDay, RomeTime.LegalDate(now));
        PaidCents = Instalments.Sum(i => i.PaidCents ?? 0);
        Version++;
        UpdatedAt = now;
        return entries;
    }

    /// <summary>On which something of it can be paid; null when that is always.</summary>
    private DateOnly? FirstDay =>
        Instalments
            .Where(i => i.State == InstalmentState.Unpaid)
            .Select(i => i.ValidFrom ?? ValidFrom ?? DateOnly.MinValue)
            .DefaultIfEmpty(ValidFrom ?? DateOnly.MinValue)
            .Min();
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
        builder
            .Property(x => x.RequestToPay)
            .HasConversion(new ValueConverter<RequestToPay, string>(v => StateText.Of(v), t => StateText.Parse<RequestToPay>(t)));
        builder.HasMany(x => x.Instalments).WithOne().HasForeignKey(x => new { x.OrganizationId, x.PositionId });
        builder.HasMany(x => x.Options).WithOne().HasForeignKey(x => new { x.OrganizationId, x.PositionId });
        builder.HasMany(x => x.CoDebtors).WithOne().HasForeignKey(x => new { x.OrganizationId, x.PositionId });
        builder.HasMany(x => x.OtherServices).WithOne().HasForeignKey(x => new { x.OrganizationId, x.PositionId });
        builder.Ignore(x => x.PublicId).Ignore(x => x.InOrder).Ignore(x => x.OwedOption).Ignore(x => x.AskedCents);
    }
}
