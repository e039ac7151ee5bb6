using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What is said of a way of paying as a whole. A position of one option that has no name has none stored: what it is follows from its
/// instalments.
/// </summary>
public sealed class PaymentOption
{
    public required string OrganizationId { get; init; }
    public required Guid PositionId { get; init; }
    public required short OptionIndex { get; init; }
    public required PaymentOptionKind Kind { get; set; }
    public string? Description { get; set; }
}

public sealed class PaymentOptionMapping : IEntityTypeConfiguration<PaymentOption>
{
    public void Configure(EntityTypeBuilder<PaymentOption> builder)
    {
        builder
            .ToTable("payment_options")
            .HasKey(x => new
            {
                x.OrganizationId,
                x.PositionId,
                x.OptionIndex,
            });
        builder.Property(x => x.Kind).HasConversion(v => StateText.Of(v), t => StateText.Parse<PaymentOptionKind>(t));
    }
}
