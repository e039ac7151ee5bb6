using PagoDigitale.Api.Tests.Platform;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class RemoveConnectionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task It_is_gone_and_can_be_entered_anew()
    {
        var code = await OrganizationAsync(one.Api);
        await one.Api.Admin.Connections.CreateAsync(code, new() { Code = "fdr", IsPaused = true });

        await one.Api.Admin.Connections.RemoveAsync(code, "fdr");
        await RefusalAsync(404, "connection-not-found", () => one.Api.Admin.Connections.RemoveAsync(code, "fdr"));

        await RefusalAsync(404, "connection-not-found", () => one.Api.Admin.Connections.ReadAsync(code, "fdr"));
        (await one.Api.Admin.Events.ListAsync(code)).Items.Count(e => e.Type == "connection.removed").ShouldBe(1);
        (await one.Api.Admin.Connections.CreateAsync(code, new() { Code = "fdr", IsPaused = true })).Version.ShouldBe(1);
    }
}
