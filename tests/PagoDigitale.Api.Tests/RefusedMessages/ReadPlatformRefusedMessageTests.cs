using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class ReadPlatformRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_message_that_names_no_organization_is_read_by_whoever_runs_the_platform()
    {
        var noise = await f.NoiseAsync();

        var read = await Refused.ReadPlatformRefusedMessageAsync(noise.Id);

        (read.Id, read.Kind, read.State, read.StatedOrganization, read.SizeBytes).ShouldBe((noise.Id, "unknown", "open", null, 5L));
    }

    [Fact]
    public async Task A_message_of_an_organization_is_not_found()
    {
        var refused = await f.RefuseAsync(await f.Rows.AddOrganizationAsync());

        foreach (var id in Missing.Append(refused.Id))
            await RefusalAsync(404, "refused-message-not-found", () => Refused.ReadPlatformRefusedMessageAsync(id));
    }
}
