using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PagoDigitale.Api.Features.Organizations.Logo;

/// <summary>The logo printed on notices.</summary>
public sealed class OrganizationLogo
{
    public required string OrganizationId { get; init; }
    public required string MediaType { get; set; }
    public required byte[] Content { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
}

public sealed class OrganizationLogoMapping : IEntityTypeConfiguration<OrganizationLogo>
{
    public void Configure(EntityTypeBuilder<OrganizationLogo> builder) =>
        builder.ToTable("organization_logos").HasKey(x => x.OrganizationId);
}
