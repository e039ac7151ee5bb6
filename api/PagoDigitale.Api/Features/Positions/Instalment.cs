using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>A payable unit: it has one notice number, for ever.</summary>
public sealed class Instalment
{
    public required string OrganizationId { get; init; }
    public required Guid InstalmentId { get; init; }
    public required Guid PositionId { get; init; }
    public short OptionIndex { get; set; } = 1;
    public required short InstalmentIndex { get; set; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required long AmountCents { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateOnly? ValidUntil { get; set; }

    /// <summary>Of its payment option; null where that begins with the position.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>What its payment option says of late payments; null where the service does.</summary>
    public bool? KeepPayableAfterDueDate { get; set; }

    /// <summary>What is paid, as the payer reads it; null where that is what the position says.</summary>
    public string? Description { get; set; }

    /// <summary>Until when the credit of a payment made after the term makes it one in time; null where that is no matter.</summary>
    public DateOnly? LastCreditDay { get; set; }
    public string? RemittanceInformation { get; set; }
    public IReadOnlyList<MetadataEntry>? Metadata { get; set; }
    public required InstalmentState State { get; set; }
    public DateTimeOffset? PaymentInProgressUntil { get; set; }
    public DateTimeOffset? PaidAt { get; set; }
    public long? PaidCents { get; set; }
    public bool IsPaidOutsideNode { get; set; }
    public Guid? ReceiptRecordId { get; set; }

    /// <summary>How often what its notice shows has changed, and when last (<see cref="NoticeFaces"/>).</summary>
    public int PaperChanges { get; set; }

    public DateTimeOffset? PaperChangedAt { get; set; }

    /// <summary>
    /// Nothing of it stands on the receivables. Cancelled or replaced and not reopened, or void: money that comes all the same is owed
    /// back. Otherwise another payment option is owed, until this one is paid.
    /// </summary>
    public bool IsReleased { get; set; }

    /// <summary>Rendicontazioni tell of a part of the payment; the rest is on its way.</summary>
    public bool IsSettledInPart { get; set; }

    /// <summary>What was missing of the payment and was written off.</summary>
    public long DischargedOwnCents { get; set; }
    public long DischargedOthersCents { get; set; }

    public List<Transfer> Transfers { get; init; } = [];

    public Shares Shares
    {
        get
        {
            var own = Transfers.Where(t => t.Beneficiary == OrganizationId).Sum(t => t.AmountCents);
            return new(own, AmountCents - own);
        }
    }

    /// <summary>By when it is to be paid; null when that is any time.</summary>
    public DateOnly? Term => DueDate ?? ValidUntil;

    public bool IsLive => State != InstalmentState.Cancelled && !IsRetired;

    /// <summary>It was replaced, whatever came for it since.</summary>
    public bool IsRetired => State == InstalmentState.Replaced || PaymentOptions.IsRetired(OptionIndex);

    public OptionInstalment Standing =>
        new(
            OptionIndex,
            State,
            IsReleased,
            this is { IsSettledInPart: true, DischargedOwnCents: 0, DischargedOthersCents: 0 },
            AmountCents,
            ReceiptRecordId is not null
        );

    public bool IsInProgress(DateTimeOffset now) => PaymentInProgressUntil > now;
}

/// <summary>A share credited to one account, of the organization or of another one.</summary>
public sealed class Transfer
{
    public required string OrganizationId { get; init; }
    public required Guid InstalmentId { get; init; }
    public required short TransferIndex { get; init; }
    public required string Beneficiary { get; init; }
    public required long AmountCents { get; set; }
    public required string Iban { get; init; }
    public string? PostalIban { get; init; }
    public required string TaxonomyCode { get; init; }
    public required string RemittanceInformation { get; set; }

    /// <summary>What it is paid for; null where that is what the position is.</summary>
    public string? ServiceCode { get; init; }
    public IReadOnlyList<MetadataEntry>? Metadata { get; init; }
    public List<Allocation> Allocations { get; init; } = [];
}

/// <summary>A share booked to an accertamento.</summary>
public sealed class Allocation
{
    public required string OrganizationId { get; init; }
    public required Guid InstalmentId { get; init; }
    public required short TransferIndex { get; init; }
    public required int AllocationIndex { get; init; }
    public required Guid AccertamentoId { get; init; }
    public required long AmountCents { get; set; }
}

public sealed class InstalmentMapping
    : IEntityTypeConfiguration<Instalment>,
        IEntityTypeConfiguration<Transfer>,
        IEntityTypeConfiguration<Allocation>
{
    public void Configure(EntityTypeBuilder<Instalment> builder)
    {
        builder.ToTable("instalments").HasKey(x => new { x.OrganizationId, x.InstalmentId });
        builder.Property(x => x.State).HasConversion(v => StateText.Of(v), t => StateText.Parse<InstalmentState>(t));
        builder.Property(x => x.Metadata).HasJson();
        builder.HasMany(x => x.Transfers).WithOne().HasForeignKey(x => new { x.OrganizationId, x.InstalmentId });
        builder.Ignore(x => x.Shares).Ignore(x => x.IsLive).Ignore(x => x.IsRetired).Ignore(x => x.Term).Ignore(x => x.Standing);
    }

    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder
            .ToTable("transfers")
            .HasKey(x => new
            {
                x.OrganizationId,
                x.InstalmentId,
                x.TransferIndex,
            });
        builder.Property(x => x.Metadata).HasJson();
        builder
            .HasMany(x => x.Allocations)
            .WithOne()
            .HasForeignKey(x => new
            {
                x.OrganizationId,
                x.InstalmentId,
                x.TransferIndex,
            });
    }

    public void Configure(EntityTypeBuilder<Allocation> builder) =>
        builder
            .ToTable("allocations")
            .HasKey(x => new
            {
                x.OrganizationId,
                x.InstalmentId,
                x.TransferIndex,
                x.AllocationIndex,
            });
}
