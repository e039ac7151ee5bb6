using PagoDigitale.Api.Tests.Platform;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class ListConnectionsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Each_organization_has_its_own()
    {
        var (mine, other) = (await OrganizationAsync(one.Api), await OrganizationAsync(one.Api));
        await one.Api.Admin.Connections.CreateAsync(mine, new() { Code = "fdr", IsPaused = true });

        (await one.Api.Admin.Connections.ListAsync(mine)).Items.Select(c => c.Code).ShouldBe(["fdr"]);
        (await one.Api.Admin.Connections.ListAsync(other)).Items.ShouldBeEmpty();
    }
}
