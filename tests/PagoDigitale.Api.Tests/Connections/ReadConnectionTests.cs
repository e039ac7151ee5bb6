using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class ReadConnectionTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task It_says_when_it_is_called_and_that_it_was_not_yet()
    {
        var code = await OrganizationAsync(one.Api);
        await one.Api.Admin.Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = "https://127.0.0.1:9/" });

        var read = await one.Api.Admin.Connections.ReadAsync(code, "fdr");

        (read.State, read.BaseUrl, read.BacklogCount, read.LastCalledAt).ShouldBe(("untried", "https://127.0.0.1:9", 0, null));
        read.NextCallAt!.Value.ShouldBeLessThanOrEqualTo(TestClock.Now);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found()
    {
        var code = await OrganizationAsync(one.Api);

        await RefusalAsync(404, "connection-not-found", () => one.Api.Admin.Connections.ReadAsync(code, "fdr"));
    }
}
