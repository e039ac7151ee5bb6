using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class ReadRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_message_is_read_with_what_it_says_and_why_it_was_refused_by_its_organization_alone()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        var refused = await f.RefuseAsync(organization, 7);

        var read = await Refused.ReadAsync(organization.Code, refused.Id);

        (read.Kind, read.State, read.Code, read.Source, read.Primitive).ShouldBe(
            ("receipt", "open", PaFaultCodes.Semantica, organization.Station, refused.Primitive)
        );
        (read.StatedOrganization, read.NoticeNumber, read.Iur, read.AmountCents).ShouldBe(
            (organization.Code, "302000000000000184", refused.Iur, 7L)
        );
        (read.IsReplayable, read.IsCut, read.SeenCount, read.TakenAs, read.SettledAt).ShouldBe((true, false, 1, null, null));
        await RefusalAsync(404, "refused-message-not-found", () => Refused.ReadAsync(other.Code, refused.Id));
        foreach (var id in Missing)
            await RefusalAsync(404, "refused-message-not-found", () => Refused.ReadAsync(organization.Code, id));
    }

    [Fact]
    public async Task What_the_platform_refused_is_read_by_no_organization()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var noise = await f.NoiseAsync();

        await RefusalAsync(404, "refused-message-not-found", () => Refused.ReadAsync(organization.Code, noise.Id));
    }
}
