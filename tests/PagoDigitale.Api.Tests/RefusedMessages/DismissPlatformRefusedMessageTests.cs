using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class DismissPlatformRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task Noise_is_put_aside_by_whoever_runs_the_platform_and_no_organization_sees_it()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(organization.Station, "noise"u8.ToArray());
        var noise = await Refused
            .ListAllPlatformRefusedMessagesAsync(new() { Kind = ["unknown"] })
            .FirstAsync(r => r.Source == organization.Station);

        (await Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = "Scansione" })).State.ShouldBe("dismissed");

        (await Refused.ListAsync(organization.Code)).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<PagoDigitaleException>(() => Refused.ReadAsync(organization.Code, noise.Id))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_message_is_put_aside_with_a_reason_that_stays_and_not_without()
    {
        var noise = await f.NoiseAsync();

        await FieldRefusalAsync("reason", "not-empty", () => Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = " " }));
        (await Refused.ReadPlatformRefusedMessageAsync(noise.Id)).State.ShouldBe("open");
        await Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = "Scansione" });

        var again = await Refused.DismissPlatformRefusedMessageAsync(noise.Id, new() { Reason = "Altro" });

        (again.State, again.DismissalReason).ShouldBe(("dismissed", "Scansione"));
    }

    [Fact]
    public async Task A_message_of_an_organization_is_not_found_and_stays_open()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var refused = await f.RefuseAsync(organization);

        foreach (var id in Missing.Append(refused.Id))
            await RefusalAsync(
                404,
                "refused-message-not-found",
                () => Refused.DismissPlatformRefusedMessageAsync(id, new() { Reason = "Prova" })
            );

        (await Refused.ReadAsync(organization.Code, refused.Id)).State.ShouldBe("open");
    }
}
