using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.RefusedMessages.Unreadable;

namespace PagoDigitale.Api.Tests.RefusedMessages;

public sealed class ReplayPlatformRefusedMessageTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private IRefusedMessagesClient Refused => f.Api.Admin.RefusedMessages;

    [Fact]
    public async Task A_receipt_of_an_organization_that_is_not_here_waits_on_the_platform_until_it_is()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var newcomer = organization with { Code = $"9{organization.Code[1..]}" };
        var receipt = Requests.Receipt(newcomer, "302000000000000184", 500);
        (await f.SendReceiptAsync(newcomer, receipt)).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        var refused = await f
            .Api.Admin.RefusedMessages.ListAllPlatformRefusedMessagesAsync(new() { State = ["open"] })
            .FirstAsync(r => r.Iur == receipt.ReceiptId);
        (refused.StatedOrganization, refused.Kind, refused.Source).ShouldBe((newcomer.Code, "receipt", newcomer.Station));
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => Refused.ReplayPlatformRefusedMessageAsync(refused.Id))).Code.ShouldBe(
            "replay-refused"
        );

        await f.Rows.ExecuteAsync(
            "INSERT INTO organizations (organization_id, name, created_at, updated_at) VALUES ($1, 'Comune nuovo', now(), now())",
            newcomer.Code
        );
        await f.Rows.ExecuteAsync(
            """
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, is_active,
                created_at) VALUES ($1, $2, $3, 3, '02', true, true, now())
            """,
            newcomer.Code,
            newcomer.Station,
            newcomer.Broker
        );
        var taken = await Refused.ReplayPlatformRefusedMessageAsync(refused.Id);

        // Its notice is unknown here: the node would be told so, and the receipt is here.
        (taken.State, taken.TakenByOrganization).ShouldBe(("taken", newcomer.Code));
        (await f.Api.Admin.Receipts.ReadAsync(newcomer.Code, taken.TakenAs!)).Classification.ShouldBe("unknown-notice");
        (await Refused.ListAsync(newcomer.Code)).Items.ShouldBeEmpty();
        (
            await Should.ThrowAsync<PagoDigitaleException>(() =>
                Refused.DismissPlatformRefusedMessageAsync(refused.Id, new() { Reason = "Prova" })
            )
        ).Code.ShouldBe("refused-message-taken");
    }

    [Fact]
    public async Task Noise_is_replayed_in_vain_and_stays_open()
    {
        var noise = await f.NoiseAsync();

        await RefusalAsync(422, "replay-refused", () => Refused.ReplayPlatformRefusedMessageAsync(noise.Id));

        (await Refused.ReadPlatformRefusedMessageAsync(noise.Id)).State.ShouldBe("open");
    }

    [Fact]
    public async Task A_message_of_an_organization_is_not_found_and_stays_open()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var refused = await f.RefuseAsync(organization);

        foreach (var id in Missing.Append(refused.Id))
            await RefusalAsync(404, "refused-message-not-found", () => Refused.ReplayPlatformRefusedMessageAsync(id));

        (await Refused.ReadAsync(organization.Code, refused.Id)).State.ShouldBe("open");
    }
}
